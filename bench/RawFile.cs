using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DarkLang.Bench;

/// <summary>
/// The ceiling of a durable log: an emit and a settle for each message, as records with a CRC, a thousand messages to a sync,
/// over blocks that were written before. Nothing is run and nothing is kept in memory.
/// </summary>
internal sealed partial class RawFile(Scratch scratch) : Subject
{
    private const int Messages = 200_000;
    private const int MessagesPerSync = 1_000;
    private const int EmitBytes = 200;
    private const int SettleBytes = 24;
    private const int BatchBytes = MessagesPerSync * (EmitBytes + SettleBytes + (2 * sizeof(uint)));

    public override string Name => "file";

    public override Result Measure(int runs) => Median(runs, Run);

    private Result Run()
    {
        var path = Path.Combine(scratch.NewFolder(), "log");
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        var batch = new byte[BatchBytes];
        for (var i = 0; i < Messages / MessagesPerSync; i++)
            RandomAccess.Write(file, batch, (long)i * BatchBytes);
        Sync(file);

        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < Messages / MessagesPerSync; i++)
        {
            Fill(batch, i);
            RandomAccess.Write(file, batch, (long)i * BatchBytes);
            Sync(file);
        }
        return new Result(
            "raw file, CRC, fdatasync for each 1 000",
            Messages,
            Stopwatch.GetElapsedTime(begun),
            Durable: true,
            FileBytes: new FileInfo(path).Length);
    }

    private static void Fill(Span<byte> batch, int number)
    {
        while (batch.Length > 0)
        {
            batch = Record(batch, EmitBytes, number);
            batch = Record(batch, SettleBytes, number);
        }
    }

    private static Span<byte> Record(Span<byte> at, int bytes, int number)
    {
        var body = at.Slice(sizeof(uint), bytes);
        body.Fill((byte)number);
        BinaryPrimitives.WriteUInt32LittleEndian(at, Crc32.HashToUInt32(body));
        return at[(sizeof(uint) + bytes)..];
    }

    public static void Sync(SafeFileHandle file)
    {
        if (fdatasync(file) != 0)
            throw new Win32Exception();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);
}
