using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Traces;

/// <summary>
/// Keeps the newest traces of each handler, additional traces of failures, and those that are pinned or belong to dead letters. Traces of
/// failures are stored with their attempts, the others once a second: a busy handler costs only a few writes, however many messages it
/// handles. Used under the engine's lock.
/// </summary>
internal sealed class TraceRetention : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EngineContext _context;
    private readonly CommitQueue _commits;
    private readonly int _keep;
    private readonly ITimer _timer;
    private readonly Dictionary<HandlerQueue, TraceRing> _rings = [];
    private readonly HashSet<HandlerQueue> _unwritten = [];
    private HashSet<Guid> _dropped = [];

    public TraceRetention(EngineContext context, CommitQueue commits, int keep)
    {
        (_context, _commits, _keep) = (context, commits, keep);
        _timer = context.Time.CreateTimer(_ => Flush(), null, Interval, Interval);
    }

    /// <summary>The kept traces of all queues.</summary>
    public IEnumerable<RetainedTrace> All => _rings.Values.SelectMany(ring => ring.All);

    /// <summary>The kept traces of one handler, oldest first.</summary>
    public IEnumerable<RetainedTrace> Of(HandlerQueue queue) => _rings.TryGetValue(queue, out var ring) ? ring.All : [];

    public int PinCount(HandlerQueue queue) => _rings.TryGetValue(queue, out var ring) ? ring.PinCount : 0;

    public void Restore(IEnumerable<TraceHeader> headers)
    {
        foreach (var header in headers)
            Add(_context.Queues[header.Handler], RetainedTrace.InStore(header));
    }

    /// <summary>Keeps the trace of an attempt. The next flush stores it.</summary>
    public void Add(Attempt attempt)
    {
        if (_keep == 0)
            return;
        Add(attempt.Queue, RetainedTrace.InMemory(attempt));
        _unwritten.Add(attempt.Queue);
    }

    /// <summary>Keeps a trace that the caller has submitted with its attempt.</summary>
    public void AddSubmitted(HandlerQueue queue, RetainedTrace trace)
    {
        trace.Submitted();
        Add(queue, trace);
    }

    /// <summary>Drops the trace of a message that is no longer a dead letter, if it was kept only for that.</summary>
    public void Release(HandlerQueue queue, DeadLetter death)
    {
        if (!RingOf(queue).Contains(death.Trace))
            _dropped.Add(death.Trace);
    }

    /// <summary>Records that the trace is stored as pinned, or as not pinned.</summary>
    public void PinChanged(HandlerQueue queue, RetainedTrace trace, bool isPinned)
    {
        trace.Stored();
        if (isPinned)
            RingOf(queue).Pin(trace);
        else
            RingOf(queue).Unpin(trace);
        DropUnlessNeeded(queue, trace);
    }

    /// <summary>Keeps or drops a trace that the store refused to pin or unpin; it may be displaced by now, or not stored yet.</summary>
    public void PinRefused(HandlerQueue queue, RetainedTrace trace)
    {
        _unwritten.Add(queue);
        DropUnlessNeeded(queue, trace);
    }

    /// <summary>Submits the traces that have not been stored yet.</summary>
    public void Flush()
    {
        lock (_context.Gate)
        {
            var (queues, dropped) = (_unwritten.ToList(), _dropped);
            var traces = queues.SelectMany(Of).Where(trace => !trace.IsStored && !IsPending(trace)).ToList();
            _unwritten.Clear();
            _dropped = [];
            if (traces.Count + dropped.Count == 0)
                return;
            traces.ForEach(trace => trace.Submitted());
            var recorded = traces.Select(trace => new TraceRecorded(trace.Attempt!.ToTrace() with { IsPinned = trace.IsPinned }));
            IReadOnlyList<Change> changes = [.. recorded, .. dropped.Select(trace => new TraceDropped(trace))];
            _commits.SubmitWithoutWaiting(
                new CommitUnit(changes, () => traces.ForEach(trace => trace.Stored()), _ => FlushRefused(queues, dropped)));
        }
    }

    // There is no space on the disk. The traces that are still kept when there is some are stored then.
    private void FlushRefused(List<HandlerQueue> queues, HashSet<Guid> dropped)
    {
        _unwritten.UnionWith(queues);
        _dropped.UnionWith(dropped);
    }

    public void Dispose() => _timer.Dispose();

    private void Add(HandlerQueue queue, RetainedTrace trace)
    {
        if (RingOf(queue).Add(trace, _keep) is { } displaced)
            DropUnlessNeeded(queue, displaced);
    }

    private TraceRing RingOf(HandlerQueue queue)
    {
        if (!_rings.TryGetValue(queue, out var ring))
            _rings.Add(queue, ring = new TraceRing());
        return ring;
    }

    private void DropUnlessNeeded(HandlerQueue queue, RetainedTrace trace)
    {
        if (trace.WasSubmitted && !RingOf(queue).Contains(trace.Id) && !IsOfDeadLetter(queue, trace) && !IsBeingPinned(trace))
            _dropped.Add(trace.Id);
    }

    private bool IsPending(RetainedTrace trace) => _commits.Pending.IsPending(Subject.OfTrace(trace.Id));

    private bool IsBeingPinned(RetainedTrace trace) =>
        _commits.Pending.Changes<TraceRecorded>(Subject.OfTrace(trace.Id)).Any(change => change.Trace.IsPinned);

    private bool IsOfDeadLetter(HandlerQueue queue, RetainedTrace trace)
    {
        var header = trace.Header;
        if (queue.Dead.TryGetValue(header.Message, out var dead))
            return dead.Death!.Trace == header.Id;
        // The attempt is being settled: its message becomes a dead letter once that is stored.
        return header.Outcome.IsFailure() && _commits.Pending.Changes<MessageUpdated>(Subject.OfMessage(header.Message))
            .Any(update => update.Death?.Trace == header.Id);
    }
}
