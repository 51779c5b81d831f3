using DarkLang.Runtime.Control;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Traces;

/// <summary>
/// Keeps the newest traces of each handler, of its failures some more, and those that are pinned or belong to dead letters. Traces of failures are stored with their attempt; the others once a
/// second, so that a busy handler costs a few writes however many messages it handles. Used under the engine's lock.
/// </summary>
internal sealed class TraceRetention : IDisposable
{
    private const int MaxPins = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EngineContext _context;
    private readonly CommitQueue _commits;
    private readonly int _keep;
    private readonly ITimer _timer;
    private readonly List<Guid> _dropped = [];
    private readonly HashSet<HandlerQueue> _changed = [];

    // Of dead letters that somebody acts on: whether they go is open until that is stored.
    private readonly HashSet<Guid> _displaced = [];

    public TraceRetention(EngineContext context, CommitQueue commits, int keep)
    {
        _context = context;
        _commits = commits;
        _keep = keep;
        _timer = context.Time.CreateTimer(_ => Flush(), null, Interval, Interval);
    }

    public void Restore(IEnumerable<TraceHeader> headers)
    {
        foreach (var header in headers)
            Add(_context.Queues[header.Handler], RetainedTrace.InStore(header));
    }

    /// <summary>A trace that is written some time soon.</summary>
    public void Add(Attempt attempt)
    {
        if (_keep == 0)
            return;
        Add(attempt.Queue, RetainedTrace.InMemory(attempt));
        _changed.Add(attempt.Queue);
    }

    /// <summary>A trace that is stored by the caller, with <paramref name="changes"/>.</summary>
    /// <param name="isOfDeadLetter">Its message is going to be dead.</param>
    public RetainedTrace KeepStored(Attempt attempt, bool isOfDeadLetter, out IReadOnlyList<Change> changes)
    {
        var kept = RetainedTrace.InMemory(attempt);
        kept.IsBeingStored = true;
        kept.IsOfDying = isOfDeadLetter;
        Add(attempt.Queue, kept);
        changes = [new TraceRecorded(attempt.ToTrace())];
        return kept;
    }

    /// <summary>What to store when a dead letter is no longer one: its trace may have been kept only for it.</summary>
    public static IReadOnlyList<Change> Release(HandlerQueue queue, DeadLetter death) =>
        queue.Traces.Contains(death.Trace) ? [] : [new TraceDropped(death.Trace)];

    /// <summary>The act on a dead letter is stored, or refused. It can't know of a trace that was displaced meanwhile.</summary>
    public void ActEnded(DeadLetter death, bool isStored)
    {
        if (_displaced.Remove(death.Trace) && isStored)
            _dropped.Add(death.Trace);
    }

    /// <summary>What to store so that the trace stays. Refused when the handler has too many pins already.</summary>
    public static IReadOnlyList<Change> Pin(HandlerQueue queue, RetainedTrace kept, Trace trace)
    {
        if (queue.Traces.PinCount >= MaxPins)
            throw new ControlException(
                ControlProblem.Refused, $"{queue.Id} has {MaxPins} pinned traces already: unpin one first, with `dark trace unpin`");
        kept.IsPinned = true;
        return [new TraceRecorded(trace with { IsPinned = true })];
    }

    /// <summary>An act writes it, perhaps before its time. Gives what follows when the store refuses that.</summary>
    public Action Writing(HandlerQueue queue, RetainedTrace kept)
    {
        if (kept.IsStored || kept.IsBeingStored)
            return () => { };
        kept.IsBeingStored = true;
        return () =>
        {
            kept.IsBeingStored = false;
            _changed.Add(queue);
        };
    }

    /// <summary>The store could not take the pin.</summary>
    public void TakeBackPin(HandlerQueue queue, RetainedTrace kept)
    {
        if (queue.Traces.Unpin(kept) && !IsOfDeadLetter(queue, kept))
            _dropped.Add(kept.Id);
    }

    /// <summary>The store could not take the end of the pin. A trace that was displaced meanwhile, and is dropped, stays so.</summary>
    /// <param name="hasLeft">The end of the pin itself took it out of the ring.</param>
    public void TakeBackUnpin(HandlerQueue queue, RetainedTrace kept, bool hasLeft)
    {
        if (hasLeft || queue.Traces.Contains(kept.Id) || _dropped.Remove(kept.Id))
            queue.Traces.Pin(kept);
    }

    public IReadOnlyList<Change> Unpin(HandlerQueue queue, RetainedTrace kept, Trace trace) =>
        queue.Traces.Unpin(kept)
            && !IsOfDeadLetter(queue, kept) ? [new TraceDropped(trace.Id)] : [new TraceRecorded(trace with { IsPinned = false })];

    /// <summary>Submits what has not been written yet.</summary>
    public void Flush()
    {
        lock (_context.Gate)
        {
            var changes = new List<Change>();
            var stored = new List<RetainedTrace>();
            var queues = _changed.ToList();
            var dropped = _dropped.ToList();
            foreach (var queue in _changed)
            {
                foreach (var trace in queue.Traces.All.Where(t => !t.IsStored && !t.IsBeingStored))
                {
                    trace.IsBeingStored = true;
                    stored.Add(trace);
                    changes.Add(new TraceRecorded(trace.Attempt!.ToTrace() with { IsPinned = trace.IsPinned }));
                }
            }
            _changed.Clear();
            changes.AddRange(dropped.Select(id => new TraceDropped(id)));
            _dropped.Clear();
            if (changes.Count > 0)
                _commits.SubmitWithoutWaiting(
                    new CommitUnit(changes, () => stored.ForEach(t => t.Stored()), _ => Again(queues, stored, dropped)));
        }
    }

    // There is no room for them: the newest of them are written as soon as there is some.
    private void Again(List<HandlerQueue> queues, List<RetainedTrace> traces, List<Guid> dropped)
    {
        _changed.UnionWith(queues);
        traces.ForEach(trace => trace.IsBeingStored = false);
        _dropped.AddRange(dropped);
    }

    public void Dispose() => _timer.Dispose();

    private void Add(HandlerQueue queue, RetainedTrace trace)
    {
        var fallen = queue.Traces.Add(trace, _keep);
        if (fallen is null || !(fallen.IsStored || fallen.IsBeingStored) || IsOfDeadLetter(queue, fallen))
            return;
        _dropped.Add(fallen.Id);
    }

    // A failed attempt that is just being settled is not among the dead yet, but is going to be.
    private bool IsOfDeadLetter(HandlerQueue queue, RetainedTrace trace)
    {
        var header = trace.Header;
        if (queue.Dead.TryGetValue(header.Message, out var dead))
            return dead.Death!.Trace == header.Id;
        if (header.Outcome is not (TraceOutcome.Failed or TraceOutcome.TimedOut))
            return false;
        return (trace.IsOfDying && !trace.IsStored)
            || (_context.Queues.TakenOut.Any(message => message.Death?.Trace == header.Id) && _displaced.Add(header.Id));
    }
}
