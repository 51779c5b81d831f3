using System.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Decides what an ended attempt means for its message, and submits that together with the attempt's emits as one unit:
/// they are stored together or not at all.
/// </summary>
internal sealed class Settler(
    EngineContext context,
    CommitQueue commits,
    TraceRetention traces,
    AlertRunner alerts,
    Action<AttemptEnded> onEnded,
    Action<Pause> onPaused,
    Action<Message, StoreException> onKept)
{
    private static readonly TimeSpan WaitForCode = TimeSpan.FromMinutes(5);

    /// <summary>Under the engine's lock.</summary>
    public void Settle(Attempt attempt)
    {
        if (UnitOf(attempt) is { } unit)
            commits.SubmitWithoutWaiting(unit);
        attempt.Queue.Active--;
        context.Queues.EnqueueRunnable(attempt.Queue);
    }

    private CommitUnit? UnitOf(Attempt attempt) => attempt.Outcome switch
    {
        _ when attempt.IsCancelledByHand => Remove(attempt),
        Outcome.Completed => Complete(attempt),
        Outcome.Incomplete => Wait(attempt),
        Outcome.Failed => Fail(attempt, attempt.Failure!, RetryBackoff.AttemptsAfterErrors(attempt.Handler.Options)),
        Outcome.Cancelled => GiveUp(attempt),
        _ => throw new UnreachableException(),
    };

    /// <summary>Gives up what an attempt did that waits for room on the disk, because somebody removes its message. Gives when that is stored; null when there is no such attempt, or
    /// others know of what it did. Under the engine's lock.</summary>
    public Task? CancelByHand(Message message)
    {
        if (commits.Abandon(message) is not AttemptEnding { Attempt: var attempt } ending)
            return null;
        ending.IsKept = false;
        attempt.Removal = new TaskCompletionSource(commits.Continuations);
        commits.SubmitWithoutWaiting(Remove(attempt));
        return attempt.Removal.Task;
    }

    private AttemptEnding Remove(Attempt attempt) => new(
        this,
        attempt,
        [new MessageSettled(attempt.Target, Settlement.Removed)],
        () =>
        {
            context.Queues.Remove(attempt.Queue, attempt.Target);
            Tell(attempt, "removed");
            attempt.Removal!.SetResult();
        });

    private CommitUnit? Complete(Attempt attempt)
    {
        // Otherwise somebody else emitted under one of its keys meanwhile.
        if (!TakeOnceKeys(attempt))
            return PutBack(attempt);

        attempt.Queue.FailuresInRow = 0;
        traces.Add(attempt);
        return new Completion(this, attempt, ChangesOf(attempt)) { Size = attempt.EmitBytes };
    }

    private static IReadOnlyList<Change> ChangesOf(Attempt attempt)
    {
        var settled = new MessageSettled(attempt.Target, Settlement.Done);
        return attempt is { Emits.Count: 0, ControlEffects: null }
            ? [settled]
            : [settled, .. attempt.Emits.Select(emit => new MessageEnqueued(emit.Message)), .. attempt.ControlEffects?.Settle() ?? []];
    }

    private void Completed(Attempt attempt)
    {
        var queue = attempt.Queue;
        context.Queues.Remove(queue, attempt.Target);
        queue.Totals = queue.Totals with { Done = queue.Totals.Done + 1 };
        foreach (var (message, _) in attempt.Emits)
            context.Queues.Add(message);
        attempt.ControlEffects?.Committed();
        Tell(attempt, "done");
    }

    private AttemptEnding Wait(Attempt attempt)
    {
        var due = context.Time.GetUtcNow() + WaitForCode;
        traces.Add(attempt);
        return new AttemptEnding(
            this,
            attempt,
            [new MessageUpdated(attempt.Target, MessageState.WaitingForCode, due, attempt.Number, null)],
            // Other code came while it ran: that is tried at once.
            () => Updated(
                attempt,
                MessageState.WaitingForCode,
                attempt.Version == context.Version.Id ? due : context.Time.GetUtcNow(),
                "waiting-for-code"));
    }

    /// <param name="attempts">How many there are in all before the message is dead.</param>
    private AttemptEnding Fail(Attempt attempt, Failure failure, int attempts)
    {
        attempt.Failure = failure;
        var now = context.Time.GetUtcNow();
        var pause = PauseAfter(attempt, failure, now);
        if (attempt.Number >= attempts)
            return Bury(attempt, failure, pause, now);

        var due = now + RetryBackoff.After(attempt.Number, attempt.Handler.Options, context.Entropy);
        var kept = traces.KeepStored(attempt, isOfDeadLetter: false, out var change);
        return new AttemptEnding(
            this,
            attempt,
            [new MessageUpdated(attempt.Target, MessageState.Retrying, due, attempt.Number, null), .. change, .. Stored(pause)],
            () =>
            {
                kept.Stored();
                Tell(pause);
                Updated(attempt, MessageState.Retrying, due, "retrying");
            });
    }

    private AttemptEnding Bury(Attempt attempt, Failure failure, BegunPause? pause, DateTimeOffset now)
    {
        now = alerts.Dying(attempt.Target, now);
        var death = new DeadLetter(now, failure, attempt.TraceId);
        var kept = traces.KeepStored(attempt, isOfDeadLetter: true, out var change);
        return new AttemptEnding(
            this,
            attempt,
            [new MessageUpdated(attempt.Target, MessageState.Dead, now, attempt.Number, death), .. change, .. Stored(pause)],
            () =>
            {
                kept.Stored();
                Tell(pause);
                attempt.Target.Attempts = attempt.Number;
                attempt.Target.Death = death;
                attempt.Queue.Totals = attempt.Queue.Totals with { Died = attempt.Queue.Totals.Died + 1 };
                context.Queues.Move(attempt.Queue, attempt.Target, MessageState.Dead, now);
                Tell(attempt, "dead");
            });
    }

    // Cancelled by the watchdog, or because the engine stops.
    private CommitUnit? GiveUp(Attempt attempt)
    {
        if (!attempt.TimedOut)
            return PutBack(attempt);

        var at = context.Locate(attempt.Handler.NameAt);
        var failure = Failures.TimedOut(attempt.Handler.Options.Timeout, at, attempt.Number);
        return Fail(attempt, failure, RetryBackoff.AttemptsWithoutEnd(attempt.Handler.Options));
    }

    // The pause counts from now on; it is stored with the attempt that led to it.
    private static BegunPause? PauseAfter(Attempt attempt, Failure failure, DateTimeOffset now)
    {
        var queue = attempt.Queue;
        queue.FailuresInRow++;
        if (attempt.Handler.Options.PauseAfter is not { } most || queue.FailuresInRow < most)
            return null;
        var times = most == 1 ? "an attempt failed" : $"{queue.FailuresInRow} attempts in a row failed";
        return queue.Begin(new Pause(queue.Id, now, "dark", $"{times}, last with {failure.Code} at {failure.At}: {failure.Message}"));
    }

    private static IReadOnlyList<Change> Stored(BegunPause? pause) => pause is null ? [] : [pause.Change];

    private void Tell(BegunPause? pause)
    {
        if (pause?.Committed() == true)
            onPaused(pause.Pause);
    }

    private void Updated(Attempt attempt, MessageState state, DateTimeOffset due, string word)
    {
        attempt.Target.Attempts = attempt.Number;
        context.Queues.Move(attempt.Queue, attempt.Target, state, due);
        Tell(attempt, word);
    }

    // As if the attempt had never been.
    private CommitUnit? PutBack(Attempt attempt)
    {
        if (attempt.Queue.Stepping.Remove(attempt.Target, out var step))
        {
            if (attempt.Queue.Pause is null || attempt.Queue.Handler is null)
                step.Refuse(
                    new ControlException(ControlProblem.Refused, "its attempt has to run again, and it needs no step for that any more"));
            else
                attempt.Queue.Steps.Enqueue(step);
        }
        context.Queues.Move(attempt.Queue, attempt.Target, MessageState.Ready, attempt.Target.Due);
        return attempt.WasNoted
            ? new CommitUnit([
                new MessageUpdated(attempt.Target, MessageState.Ready, attempt.Target.Due, attempt.Target.Attempts, null)], () => { }, null)
            : null;
    }

    private bool TakeOnceKeys(Attempt attempt)
    {
        if (attempt.OnceKeys.Count == 0)
            return true;
        var now = context.Time.GetUtcNow();
        foreach (var ((worker, key), _) in attempt.OnceKeys)
        {
            if (context.OnceKeys.IsTaken(worker, key, now))
                return false;
        }
        foreach (var ((worker, key), window) in attempt.OnceKeys)
            context.OnceKeys.Take(worker, key, now + window, isPromised: true);
        return true;
    }

    private void Tell(Attempt attempt, StoreException problem) => onKept(attempt.Target, problem);

    private void EnqueueRunnable(HandlerQueue queue) => context.Queues.EnqueueRunnable(queue);

    private void Tell(Attempt attempt, string state)
    {
        var ended = new AttemptEnded(attempt, state);
        if (attempt.Queue.Stepping.Count > 0 && attempt.Queue.Stepping.Remove(attempt.Target, out var step))
            step.Ended(ended);
        onEnded(ended);
    }

    /// <summary>The end of an attempt. While it waits for room on the disk its worker starts nothing, which might come to wait too.</summary>
    private record AttemptEnding(Settler Settler, Attempt Attempt, IReadOnlyList<Change> Changes, Action? OnStored = null)
        : CommitUnit(Changes, OnStored, null)
    {
        private bool _isKept;

        public bool IsKept
        {
            get => _isKept;
            set
            {
                if (value == _isKept)
                    return;
                _isKept = value;
                Attempt.Queue.WaitingForRoom += value ? 1 : -1;
                Settler.EnqueueRunnable(Attempt.Queue);
            }
        }

        public override void Deferred(StoreException problem)
        {
            if (!IsKept)
                Settler.Tell(Attempt, problem);
            IsKept = true;
        }

        public override void Committed()
        {
            IsKept = false;
            base.Committed();
        }
    }

    private sealed record Completion(Settler Settler, Attempt Attempt, IReadOnlyList<Change> Changes)
        : AttemptEnding(Settler, Attempt, Changes)
    {
        // Others may have left out what it emitted under a key, and pauses hold from its end on.
        public override bool CanAbandon(Message message) =>
            Attempt.Target == message && Attempt.ControlEffects is null && Attempt.OnceKeys.Count == 0;

        // With more than the one change, messages start or workers go on when it is stored; and the next of the same key starts.
        public override bool CanWait => Changes.Count == 1 && Attempt.Target.Key is null;

        public override void Committed()
        {
            IsKept = false;
            Settler.Completed(Attempt);
        }
    }
}
