namespace DarkLang.Runtime.Storage;

/// <summary>A copy of a store as it was when the copy began; commits continue meanwhile. For any thread. Disposing it ends it.</summary>
public sealed class StoreCopy : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action<StoreCopy, string, CancellationToken> _write;
    private volatile string? _ended;

    internal StoreCopy(Action<StoreCopy, string, CancellationToken> write) => _write = write;

    internal bool IsRunning => _ended is null;

    /// <summary>Writes the files into an existing empty folder and syncs them, or throws <see cref="StoreException"/>.</summary>
    public void Write(string folder, CancellationToken cancellation) => _write(this, folder, cancellation);

    /// <summary>Runs <paramref name="read"/> while the files of the store are what they were at the beginning.</summary>
    internal T Read<T>(Func<T> read)
    {
        lock (_gate)
            return _ended is null ? read() : throw new StoreException(StoreProblem.Io, $"no backup was made: {_ended}");
    }

    /// <summary>Call before the files of the store change.</summary>
    internal void End(string why)
    {
        lock (_gate)
            _ended ??= why;
    }

    public void Dispose() => End("the copy has ended");
}
