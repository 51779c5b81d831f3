namespace DarkLang.Runtime.Execution;

/// <summary>Ends an attempt that holds more memory than its budget. It belongs to one thread.</summary>
internal sealed class AttemptMemory(MemoryBudget budget) : IMemoryGuard
{
    private HandlerId _handler;
    private long _start;
    private long _next;
    private long _allocated;

    /// <summary>What the attempt has allocated by its last check, whether it still holds it or not.</summary>
    public long Allocated => Volatile.Read(ref _allocated);

    /// <summary>Begins an attempt, on the thread that runs it.</summary>
    public void Begin(HandlerId handler)
    {
        (_handler, _start, _next) = (handler, GC.GetAllocatedBytesForCurrentThread(), budget.Bytes);
        Volatile.Write(ref _allocated, 0);
    }

    public void End()
    {
        if (Allocated >= budget.Portion)
            budget.TrimSoon();
        Volatile.Write(ref _allocated, 0);
    }

    public void Check(long bytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread() - _start;
        Volatile.Write(ref _allocated, allocated);
        // It can't hold more than it has allocated.
        if (allocated + bytes < _next)
            return;
        if (bytes > budget.Bytes || IsBeyond(allocated, bytes))
            throw new RuntimeErrorException(
                RuntimeErrorCodes.MemoryBudget,
                $"one attempt of {_handler} may hold {budget.Bytes / 1024 / 1024} MB of memory, and this one would hold more",
                "work on smaller pieces, such as a message for each part; `dark run --attempt-memory MB` allows more");
        _next = allocated + bytes + budget.Portion;
    }

    private bool IsBeyond(long allocated, long bytes)
    {
        if (budget.HeldBy(allocated) + bytes <= budget.Bytes)
            return false;
        // What is garbage by now doesn't count.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return budget.HeldBy(allocated) + bytes > budget.Bytes;
    }
}
