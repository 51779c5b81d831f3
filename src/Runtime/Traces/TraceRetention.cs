using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Traces;

/// <summary>
/// Keeps the newest traces of each handler, some more of its failures, and those that are pinned or belong to dead letters. Traces of failures
/// are stored with their attempt; the others once a second, so that a busy handler costs a few writes however many messages it handles.
/// Used under the engine's lock.
/// </summary>
internal sealed class TraceRetention : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EngineContext _context;
    private readonly CommitQueue _commits;
    private readonly int _keep;
    private readonly ITimer _timer;
    private readonly Dictionary<HandlerId, TraceRing> _rings = [];
    private readonly HashSet<HandlerId> _unwritten = [];
    private HashSet<Guid> _dropped = [];

    public TraceRetention(EngineContext context, CommitQueue commits, int keep)
    {
        _context = context;
        _commits = commits;
        _keep = keep;
        _timer = context.Time.CreateTimer(_ => Flush(), null, Interval, Interval);
    }

    /// <summary>The kept traces of all handlers.</summary>
    public IEnumerable<RetainedTrace> All => _rings.Values.SelectMany(ring => ring.All);

    /// <summary>The kept traces of one handler, oldest first.</summary>
    public IEnumerable<RetainedTrace> Of(HandlerId handler) => _rings.TryGetValue(handler, out var ring) ? ring.All : [];

    public int PinCount(HandlerId handler) => _rings.TryGetValue(handler, out var ring) ? ring.PinCount : 0;

    public void Restore(IEnumerable<TraceHeader> headers)
    {
        foreach (var header in headers)
            Add(header.Handler, RetainedTrace.InStore(header));
    }

    /// <summary>Keeps the trace of an attempt; it is written within a second or so.</summary>
    public void Add(Attempt attempt)
    {
        if (_keep == 0)
            return;
        Add(attempt.Queue.Id, RetainedTrace.InMemory(attempt));
        _unwritten.Add(attempt.Queue.Id);
    }

    /// <summary>Keeps a trace that the caller has submitted with its attempt.</summary>
    public void AddSubmitted(HandlerId handler, RetainedTrace trace)
    {
        trace.Submitted();
        Add(handler, trace);
    }

    /// <summary>A message is no longer a dead letter, and that is stored: its trace may have been kept only for it.</summary>
    public void Release(HandlerId handler, DeadLetter death)
    {
        if (!RingOf(handler).Contains(death.Trace))
            _dropped.Add(death.Trace);
    }

    /// <summary>The trace is stored as pinned, or as not pinned.</summary>
    public void PinChanged(HandlerId handler, RetainedTrace trace, bool isPinned)
    {
        trace.Stored();
        if (isPinned)
            RingOf(handler).Pin(trace);
        else
            RingOf(handler).Unpin(trace);
        DropUnlessNeeded(handler, trace);
    }

    /// <summary>The store refused to pin or unpin the trace: it may be displaced by now, and was perhaps not written yet.</summary>
    public void PinRefused(HandlerId handler, RetainedTrace trace)
    {
        _unwritten.Add(handler);
        DropUnlessNeeded(handler, trace);
    }

    /// <summary>Submits what has not been written yet.</summary>
    public void Flush()
    {
        lock (_context.Gate)
        {
            var (handlers, dropped) = (_unwritten.ToList(), _dropped);
            var traces = handlers.SelectMany(Of).Where(trace => !trace.IsStored && !IsPending(trace)).ToList();
            _unwritten.Clear();
            _dropped = [];
            if (traces.Count + dropped.Count == 0)
                return;
            traces.ForEach(trace => trace.Submitted());
            _commits.SubmitWithoutWaiting(new CommitUnit(
                [
                    .. traces.Select(trace => new TraceRecorded(trace.Attempt!.ToTrace() with { IsPinned = trace.IsPinned })),
                    .. dropped.Select(trace => new TraceDropped(trace)),
                ],
                () => traces.ForEach(trace => trace.Stored()),
                _ => FlushRefused(handlers, dropped)));
        }
    }

    // There is no space for them: the newest of them are written as soon as there is some.
    private void FlushRefused(List<HandlerId> handlers, HashSet<Guid> dropped)
    {
        _unwritten.UnionWith(handlers);
        _dropped.UnionWith(dropped);
    }

    public void Dispose() => _timer.Dispose();

    private void Add(HandlerId handler, RetainedTrace trace)
    {
        if (RingOf(handler).Add(trace, _keep) is { } displaced)
            DropUnlessNeeded(handler, displaced);
    }

    private TraceRing RingOf(HandlerId handler)
    {
        if (!_rings.TryGetValue(handler, out var ring))
            _rings.Add(handler, ring = new TraceRing());
        return ring;
    }

    private void DropUnlessNeeded(HandlerId handler, RetainedTrace trace)
    {
        if (trace.WasSubmitted && !RingOf(handler).Contains(trace.Id) && !IsOfDeadLetter(handler, trace) && !IsBeingPinned(trace))
            _dropped.Add(trace.Id);
    }

    private bool IsPending(RetainedTrace trace) => _commits.Pending.IsPending(Subject.OfTrace(trace.Id));

    private bool IsBeingPinned(RetainedTrace trace) =>
        _commits.Pending.Changes<TraceRecorded>(Subject.OfTrace(trace.Id)).Any(change => change.Trace.IsPinned);

    private bool IsOfDeadLetter(HandlerId handler, RetainedTrace trace)
    {
        var header = trace.Header;
        if (_context.Queues[handler].Dead.TryGetValue(header.Message, out var dead))
            return dead.Death!.Trace == header.Id;
        // The attempt is being settled: its message is among the dead once that is stored.
        return header.Outcome.IsFailure() && _commits.Pending.Changes<MessageUpdated>(Subject.OfMessage(header.Message))
            .Any(update => update.Death?.Trace == header.Id);
    }
}
