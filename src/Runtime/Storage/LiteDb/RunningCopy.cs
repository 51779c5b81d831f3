using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Copies the data file while commits go on. They go to the log alone, and the data file stays as the checkpoint at the beginning left it until
/// this ends: so the copy is the store as it was then, and it begins with an empty log of its own.
/// </summary>
internal sealed class RunningCopy(DataFile data) : IStoreCopy
{
    private const int Portion = 1 << 20;

    private readonly Lock _gate = new();
    private readonly long _length = data.Length;
    private string? _ended;

    public bool IsGoing
    {
        get
        {
            lock (_gate)
                return _ended is null;
        }
    }

    public void Write(string folder, CancellationToken cancellation)
    {
        try
        {
            WriteData(Path.Combine(folder, StoreFolder.DataName), cancellation);
            StoreFolder.MakeEmptyLog(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreBackup.NotWritten(folder, error);
        }
    }

    /// <summary>The data file changes from now on.</summary>
    public void End(string why)
    {
        lock (_gate)
            _ended ??= why;
    }

    public void Dispose() => End("the copy has ended");

    private void WriteData(string path, CancellationToken cancellation)
    {
        using var file = new DiskFile(path, FileMode.CreateNew);
        var buffer = new byte[Portion];
        for (var offset = 0L; offset < _length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Read(buffer.AsSpan(0, (int)Math.Min(Portion, _length - offset)), offset);
            file.Write(buffer.AsSpan(0, count), offset);
            offset += count;
        }

        file.Sync();
    }

    private int Read(Span<byte> buffer, long offset)
    {
        lock (_gate)
        {
            if (_ended is not null)
                throw new StoreException(StoreProblem.Io, $"no backup was made: {_ended}");
            var count = data.ReadRaw(buffer, offset);
            return count > 0
                ? count
                : throw new StoreException(StoreProblem.Damaged, $"no backup was made: {data.Path} ends at byte {offset} of {_length}");
        }
    }
}
