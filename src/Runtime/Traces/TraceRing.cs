using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime.Traces;

/// <summary>The kept traces of a handler: the newest, as many older failures, and the pinned. Used under the engine's lock.</summary>
internal sealed class TraceRing
{
    private readonly Queue<RetainedTrace> _newest = new();
    private readonly Queue<RetainedTrace> _failures = new();
    private readonly List<RetainedTrace> _pinned = [];

    /// <summary>All traces, oldest first.</summary>
    public IEnumerable<RetainedTrace> All => _pinned.Concat(_failures).OrderBy(t => t.Header.StartedAt).Concat(_newest);

    public int PinCount => _pinned.Count + _newest.Count(t => t.IsPinned) + _failures.Count(t => t.IsPinned);

    /// <summary>Adds a trace. Returns the one that it displaces, if any.</summary>
    public RetainedTrace? Add(RetainedTrace trace, int keep)
    {
        _newest.Enqueue(trace);
        if (_newest.Count <= keep)
            return null;
        var old = _newest.Dequeue();
        if (old.IsPinned)
            _pinned.Add(old);
        else if (old.IsFailure)
            return AddFailure(old, keep);
        else
            return old;
        return null;
    }

    /// <summary>Unpins a trace. It leaves the ring if it was kept only for that.</summary>
    public void Unpin(RetainedTrace trace)
    {
        trace.IsPinned = false;
        _pinned.Remove(trace);
    }

    /// <summary>Pins a trace. It returns to the ring if it had left it.</summary>
    public void Pin(RetainedTrace trace)
    {
        trace.IsPinned = true;
        if (!_newest.Concat(_failures).Concat(_pinned).Contains(trace))
            _pinned.Add(trace);
    }

    public bool Contains(Guid trace) => _newest.Concat(_failures).Concat(_pinned).Any(t => t.Id == trace);

    private RetainedTrace? AddFailure(RetainedTrace trace, int keep)
    {
        _failures.Enqueue(trace);
        while (_failures.Count > keep)
        {
            var old = _failures.Dequeue();
            if (!old.IsPinned)
                return old;
            _pinned.Add(old);
        }
        return null;
    }
}

/// <summary>A kept trace: the attempt itself until it is stored, and only its header afterwards.</summary>
internal sealed class RetainedTrace
{
    private TraceHeader? _stored;

    private RetainedTrace(Attempt? attempt, TraceHeader? stored)
    {
        Attempt = attempt;
        _stored = stored;
        IsPinned = stored is { IsPinned: true };
        WasSubmitted = stored is not null;
    }

    public Attempt? Attempt { get; private set; }

    public bool IsStored => _stored is not null;

    /// <summary>Whether the trace was ever submitted to the store, so that the store may hold it.</summary>
    public bool WasSubmitted { get; private set; }

    public bool IsPinned { get; set; }

    public TraceHeader Header => (_stored ?? Attempt!.ToHeader()) with { IsPinned = IsPinned };

    public Guid Id => _stored?.Id ?? Attempt!.TraceId;

    public bool IsFailure => _stored?.IsFailure ?? Attempt!.IsFailure;

    public static RetainedTrace InMemory(Attempt attempt) => new(attempt, null);

    public static RetainedTrace InStore(TraceHeader header) => new(null, header);

    public void Submitted() => WasSubmitted = true;

    /// <summary>Records that the trace is durable, and releases the attempt.</summary>
    public void Stored()
    {
        _stored = Header;
        Attempt = null;
        WasSubmitted = true;
    }
}
