using DarkLang.Runtime.Execution;

namespace DarkLang.Runtime.Traces;

/// <summary>
/// The newest traces of a handler. A trace is first only the attempt in memory; it is written later, or with its attempt's commit when it
/// failed. Used under the engine's lock.
/// </summary>
internal sealed class TraceRing
{
    private readonly Queue<KeptTrace> _newest = new();

    /// <summary>Oldest first.</summary>
    public IEnumerable<KeptTrace> All => _newest;

    /// <summary>Adds a trace; gives the one that fell out, if any.</summary>
    public KeptTrace? Add(KeptTrace trace, int keep)
    {
        _newest.Enqueue(trace);
        return _newest.Count > keep ? _newest.Dequeue() : null;
    }

    public bool Contains(Guid trace) => _newest.Any(t => t.Id == trace);
}

/// <summary>A kept trace: the attempt itself while it has not been written, only its header once the store holds it.</summary>
internal sealed class KeptTrace
{
    private TraceHeader? _stored;

    private KeptTrace(Attempt? attempt, TraceHeader? stored)
    {
        Attempt = attempt;
        _stored = stored;
    }

    public Attempt? Attempt { get; private set; }

    public bool IsStored => _stored is not null;

    /// <summary>Its commit is under way.</summary>
    public bool IsBeingStored { get; set; }

    public TraceHeader Header => _stored ?? Attempt!.ToHeader();

    public Guid Id => _stored?.Id ?? Attempt!.TraceId;

    public static KeptTrace InMemory(Attempt attempt) => new(attempt, null);

    public static KeptTrace InStore(TraceHeader header) => new(null, header);

    /// <summary>It is durable now.</summary>
    public void Stored()
    {
        _stored = Header;
        Attempt = null;
        IsBeingStored = false;
    }
}
