using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>
/// A data file and a log in memory that record every write and sync. From the record it makes the disk as it is after a crash at any of
/// them: with all writes so far if the process died, or with some of those since the last sync if the power failed.
/// </summary>
internal sealed class SimulatedDisk
{
    private const int Sector = 512;
    private const int NoSpace = 28;

    private readonly List<Operation> _operations = [];
    private readonly byte[] _firstData;
    private readonly byte[] _firstLog;
    private int _attempts;

    public SimulatedDisk(byte[] data, byte[] log)
    {
        (_firstData, _firstLog) = (data, log);
        Data = new Recorded(this, "store.db", data);
        Log = new Recorded(this, "store.log", log);
    }

    public IBlockFile Data { get; }

    public IBlockFile Log { get; }

    /// <summary>The bytes that both files together may have before the disk is full.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public long Allocated => ((Recorded)Data).Allocated + ((Recorded)Log).Allocated;

    public int OperationCount => _operations.Count;

    /// <summary>Called with the number of each write or sync before it happens. The disk fails with what it throws.</summary>
    public Action<int> BeforeOperation { get; set; } = _ => { };

    /// <summary>Cuts the file off there.</summary>
    public static void Truncate(IBlockFile file, long length) => ((Recorded)file).Truncate(length);

    public int WritesTo(IBlockFile file) => _operations.Count(o => o.File == file && o.Bytes is not null);

    public static SimulatedDisk New(StoreLimits limits)
    {
        var disk = new SimulatedDisk([], []);
        LogFile.Format(disk.Log, limits.FirstLogBytes);
        DataFile.Format(disk.Data, StoreFolder.NewImage());
        using (var log = LogFile.Open(disk.Log, CrashPoints.None))
            log.Reset();
        return disk.Now();
    }

    public LiteDbStore OpenStore(StoreLimits limits) =>
        new(new Database(DataFile.Open(Data), LogFile.Open(Log, CrashPoints.None), CrashPoints.None, limits), "the disk", limits);

    /// <summary>Returns another disk with the same contents.</summary>
    public SimulatedDisk Now() => new(((Recorded)Data).ToArray(), ((Recorded)Log).ToArray());

    /// <summary>Returns the disk if the process died after the first <paramref name="count"/> operations.</summary>
    public SimulatedDisk Killed(int count) => After(count, write => write);

    /// <summary>Like <see cref="Killed"/>, for many counts in ascending order: each continues from the previous one.</summary>
    public IEnumerable<(int Count, SimulatedDisk Disk)> KilledAt(IEnumerable<int> counts)
    {
        var (after, done) = (new SimulatedDisk(_firstData, _firstLog), 0);
        foreach (var count in counts)
        {
            for (; done < count; done++)
            {
                if (_operations[done] is { Bytes: { } bytes } write)
                    ((Recorded)(write.File == Data ? after.Data : after.Log)).Put(bytes, write.Offset);
            }

            yield return (count, after.Now());
        }
    }

    /// <summary>Returns the disk after a power failure: of the unsynced data, some sectors are written and some are not.</summary>
    public SimulatedDisk PowerCut(int count, Random chance) => After(count, write => Torn(write, chance));

    private static Operation? Torn(Operation write, Random chance)
    {
        switch (chance.Next(4))
        {
            case 0: return null;
            case 1: return write;
            default:
                var sectors = (write.Bytes!.Length + Sector - 1) / Sector;
                var kept = chance.Next(sectors) * Sector;
                return chance.Next(2) == 0
                    ? write with { Bytes = write.Bytes[..kept] }
                    : write with { Offset = write.Offset + kept, Bytes = write.Bytes[kept..] };
        }
    }

    private SimulatedDisk After(int count, Func<Operation, Operation?> unsynced)
    {
        var after = new SimulatedDisk(_firstData, _firstLog);
        foreach (var (recorded, target) in new[] { (Data, after.Data), (Log, after.Log) })
        {
            var synced = _operations.FindLastIndex(count - 1, o => o.File == recorded && o.Bytes is null);
            for (var i = 0; i < count; i++)
            {
                if (_operations[i] is not { Bytes: not null } write || write.File != recorded)
                    continue;
                var kept = i < synced ? write : unsynced(write);
                if (kept is { Bytes: { } bytes })
                    ((Recorded)target).Put(bytes, kept.Offset);
            }
        }

        return after;
    }

    /// <summary>A write, or a sync if there are no bytes.</summary>
    private sealed record Operation(IBlockFile File, long Offset, byte[]? Bytes);

    private sealed class Recorded(SimulatedDisk disk, string path, byte[] content) : IBlockFile
    {
        private byte[] _content = content.ToArray();

        public string Path => path;

        public long Length { get; private set; } = content.Length;

        public long Allocated { get; private set; } = content.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
            _content.AsSpan((int)Math.Min(offset, Length), count).CopyTo(buffer);
            return count;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            Happen(new Operation(this, offset, bytes.ToArray()));
            Reserve(offset + bytes.Length);
            Put(bytes, offset);
        }

        public void Reserve(long bytes)
        {
            if (bytes <= Allocated)
                return;
            if (disk.Allocated - Allocated + bytes > disk.Capacity)
                throw new IOException("no space left", NoSpace);
            Allocated = bytes;
        }

        public void Sync() => Happen(new Operation(this, 0, null));

        public void EnsureInPlace()
        {
        }

        public void Put(ReadOnlySpan<byte> bytes, long offset)
        {
            var end = (int)offset + bytes.Length;
            if (end > _content.Length)
                Array.Resize(ref _content, Math.Max(end, _content.Length * 2));
            bytes.CopyTo(_content.AsSpan((int)offset));
            Length = Math.Max(Length, end);
        }

        public void Truncate(long length) => Length = length;

        public byte[] ToArray() => _content[..(int)Length];

        public void Dispose()
        {
        }

        private void Happen(Operation operation)
        {
            disk.BeforeOperation(disk._attempts++);
            disk._operations.Add(operation);
        }
    }
}
