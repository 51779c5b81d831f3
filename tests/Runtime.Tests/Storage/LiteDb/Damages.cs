using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>The ways disks damage files: flipped bits, runs of wrong bytes, lost or misplaced blocks, files that end too early.</summary>
internal sealed record Damages(string What, bool InLog, long Offset)
{
    private const int Block = 4096;

    public static Damages Do(SimulatedDisk disk, Random chance)
    {
        var inLog = chance.Next(3) == 0;
        var file = inLog ? disk.Log : disk.Data;
        var offset = chance.NextInt64(file.Length);
        switch (chance.Next(10))
        {
            case 0:
                SimulatedDisk.Truncate(file, offset);
                return new Damages("truncation", inLog, offset);
            case 1:
                offset = offset / Block * Block;
                file.Write(new byte[(int)Math.Min(Block, file.Length - offset)], offset);
                return new Damages("lost block", inLog, offset);
            case 2:
                offset = offset / LogFormat.PageSize * LogFormat.PageSize;
                var page = new byte[Math.Min(LogFormat.PageSize, file.Length - offset)];
                file.Read(page, chance.NextInt64(file.Length / LogFormat.PageSize) * LogFormat.PageSize);
                file.Write(page, offset);
                return new Damages("misplaced page", inLog, offset);
            case 3:
                var burst = new byte[(int)Math.Min(chance.Next(2, 64), file.Length - offset)];
                chance.NextBytes(burst);
                file.Write(burst, offset);
                return new Damages("burst", inLog, offset);
            default:
                Span<byte> one = stackalloc byte[1];
                file.Read(one, offset);
                one[0] ^= (byte)(1 << chance.Next(8));
                file.Write(one, offset);
                return new Damages("bit", inLog, offset);
        }
    }
}
