namespace DarkLang.Runtime.Execution;

/// <summary>The memory that one attempt may hold, and how what it held is given back.</summary>
/// <param name="bytes">The budget of each attempt.</param>
/// <param name="allocatedByAll">Returns how much all running attempts have allocated since they began.</param>
internal sealed class MemoryBudget(long bytes, TimeProvider time, Func<long> allocatedByAll) : IDisposable
{
    private static readonly TimeSpan TrimDelay = TimeSpan.FromSeconds(2);

    private readonly long _heldAtStart = GC.GetTotalMemory(forceFullCollection: false);
    private readonly Lock _lock = new();
    private ITimer? _trim;

    public long Bytes => bytes;

    /// <summary>An attempt that allocates less needs no attention.</summary>
    public long Portion => bytes / 4;

    /// <summary>
    /// Returns about how much an attempt holds: its share of what the process holds, by what it has allocated. .NET doesn't know whose
    /// memory it is.
    /// </summary>
    public long HeldBy(long allocated)
    {
        var held = Math.Max(0, GC.GetTotalMemory(forceFullCollection: false) - _heldAtStart);
        return Math.Min(allocated, (long)(held * ((double)allocated / Math.Max(allocated, allocatedByAll()))));
    }

    /// <summary>Returns unused memory to the system soon: .NET would keep it for the next attempt that needs as much.</summary>
    public void TrimSoon()
    {
        lock (_lock)
            _trim ??= time.CreateTimer(_ => Trim(), null, TrimDelay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_lock)
            _trim?.Dispose();
    }

    private void Trim()
    {
        lock (_lock)
        {
            _trim?.Dispose();
            _trim = null;
        }
        if (allocatedByAll() >= Portion)
            TrimSoon();
        else
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
