using System.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Decides what an ended attempt means for its message, and submits that together with the attempt's emits as one unit:
/// they are stored together or not at all.
/// </summary>
internal sealed class Settler(EngineContext context, CommitQueue commits, TraceKeeper traces, Action<AttemptEnded> onEnded)
{
    /// <summary>How often a message is begun when its attempts do not end (timeout, process died).</summary>
    public const int MaxAttempts = 4;

    private static readonly TimeSpan WaitForCode = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);

    public void Settle(Attempt attempt)
    {
        CommitUnit? unit;
        lock (context.Gate)
        {
            unit = attempt.Outcome switch
            {
                Outcome.Completed => Complete(attempt),
                Outcome.Incomplete => Wait(attempt),
                Outcome.Failed => Bury(attempt, attempt.Failure!),
                Outcome.Cancelled => GiveUp(attempt),
                _ => throw new UnreachableException(),
            };
        }
        if (unit is not null)
            commits.Submit(unit);

        // Only now: while the writer is behind, nothing more should start.
        lock (context.Gate)
        {
            attempt.Queue.Active--;
            context.Queues.LineUp(attempt.Queue);
        }
    }

    private CommitUnit? Complete(Attempt attempt)
    {
        if (!TakeOnceKeys(attempt))
        {
            // Somebody else emitted under one of its keys meanwhile: as if this attempt had never been.
            PutBack(attempt);
            return null;
        }

        var changes = new List<Change>(1 + attempt.Emits.Count) { new MessageSettled(attempt.Target, Settlement.Done) };
        var size = 0L;
        foreach (var (message, @event) in attempt.Emits)
        {
            changes.Add(new MessageEnqueued(message));
            size += @event.Length;
        }
        changes.AddRange(attempt.Steering.Settle());
        traces.Keep(attempt);
        return new CommitUnit(changes, () => Completed(attempt), OnRefused: null) { Size = size };
    }

    private void Completed(Attempt attempt)
    {
        var queue = attempt.Queue;
        queue.Remove(attempt.Target);
        queue.Totals = queue.Totals with { Done = queue.Totals.Done + 1 };
        foreach (var (message, _) in attempt.Emits)
            context.Queues.Add(message);
        attempt.Steering.Committed();
        Tell(attempt, "done");
    }

    private CommitUnit Wait(Attempt attempt)
    {
        var due = context.Time.GetUtcNow() + WaitForCode;
        traces.Keep(attempt);
        return Update(attempt, MessageState.WaitingForCode, due, "waiting-for-code", []);
    }

    private CommitUnit Bury(Attempt attempt, Failure failure)
    {
        attempt.Failure = failure;
        var now = context.Time.GetUtcNow();
        var death = new DeadLetter(now, failure, attempt.TraceId);
        var kept = traces.KeepStored(attempt, out var change);
        return new CommitUnit(
            [new MessageUpdated(attempt.Target, MessageState.Dead, now, attempt.Number, death), .. change],
            () =>
            {
                kept.Stored();
                attempt.Target.Attempts = attempt.Number;
                attempt.Target.Death = death;
                attempt.Queue.Totals = attempt.Queue.Totals with { Died = attempt.Queue.Totals.Died + 1 };
                context.Queues.Move(attempt.Queue, attempt.Target, MessageState.Dead, now);
                Tell(attempt, "dead");
            },
            OnRefused: null);
    }

    // Cancelled by the watchdog, or because the engine stops.
    private CommitUnit? GiveUp(Attempt attempt)
    {
        if (!attempt.TimedOut)
        {
            PutBack(attempt);
            return attempt.WasNoted
                ? new CommitUnit([new MessageUpdated(attempt.Target, MessageState.Ready, attempt.Target.Due, attempt.Target.Attempts, null)], () => { }, null)
                : null;
        }

        var at = context.Place(attempt.Handler.NameAt);
        var failure = Failures.TimedOut(Watchdog.Timeout, at, attempt.Number);
        if (attempt.Number >= MaxAttempts)
            return Bury(attempt, failure);

        attempt.Failure = failure;
        var due = context.Time.GetUtcNow() + (FirstRetry * Math.Pow(2, attempt.Number - 1));
        var kept = traces.KeepStored(attempt, out var change);
        return Update(attempt, MessageState.Retrying, due, "retrying", change, kept.Stored);
    }

    private CommitUnit Update(Attempt attempt, MessageState state, DateTimeOffset due, string word, IEnumerable<Change> more, Action? onCommitted = null) => new(
        [new MessageUpdated(attempt.Target, state, due, attempt.Number, null), .. more],
        () =>
        {
            onCommitted?.Invoke();
            attempt.Target.Attempts = attempt.Number;
            context.Queues.Move(attempt.Queue, attempt.Target, state, due);
            Tell(attempt, word);
        },
        OnRefused: null);

    private void PutBack(Attempt attempt) =>
        context.Queues.Move(attempt.Queue, attempt.Target, MessageState.Ready, attempt.Target.Due);

    private bool TakeOnceKeys(Attempt attempt)
    {
        var now = context.Time.GetUtcNow();
        foreach (var (worker, key) in attempt.OnceKeys)
        {
            if (context.OnceKeys.IsTaken(worker, key, now))
                return false;
        }
        foreach (var (worker, key) in attempt.OnceKeys)
            context.OnceKeys.Take(worker, key, now + OnceKeyTable.Window, isPromised: true);
        return true;
    }

    private void Tell(Attempt attempt, string state) => onEnded(new AttemptEnded(attempt, state));
}
