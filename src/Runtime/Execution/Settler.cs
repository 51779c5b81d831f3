using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Settles attempts: decides what an ended attempt means for its message, submits that with the attempt's emits as one unit, so that they
/// are stored together or not at all, and applies it to the queues once it is stored. Used under the engine's lock.
/// </summary>
internal sealed class Settler(EngineContext context, CommitQueue commits, TraceRetention traces, AlertRunner alerts)
{
    /// <summary>Raised when the end of an attempt is durable.</summary>
    public event Action<AttemptEnded>? Ended;

    public void Settle(Attempt attempt)
    {
        if (Decide(attempt) is { } commit)
            Submit(commit);
        else
            Requeue(attempt);
        attempt.Queue.Active--;
        attempt.Queue.Batches.Ended(attempt.MessageCount - 1);
        context.Queues.EnqueueRunnable(attempt.Queue);
    }

    /// <summary>
    /// Discards an attempt whose end is deferred, because a client removes its message. Returns a task that completes when the removal is
    /// stored; null if there is no such attempt, or if other parts have relied on what it did.
    /// </summary>
    public Task? CancelByHand(Message message)
    {
        if (commits.Abandon(message) is not AttemptCommit { Attempt: var attempt })
            return null;
        attempt.Removal = new TaskCompletionSource(commits.Continuations);
        commits.SubmitWithoutWaiting(Remove(attempt));
        EndDeferral(attempt);
        return attempt.Removal.Task;
    }

    /// <summary>Returns what to commit; null when the attempt has no effect and the message runs again.</summary>
    private AttemptCommit? Decide(Attempt attempt) => attempt.Outcome switch
    {
        _ when attempt.IsCancelledByHand => Remove(attempt),
        // Another attempt may have taken one of the once-keys meanwhile.
        Outcome.Completed => TakeOnceKeys(attempt) ? Complete(attempt) : null,
        Outcome.Incomplete => WaitForCode(attempt),
        Outcome.Snoozed snoozed => Snooze(attempt, snoozed.Wait),
        Outcome.Failed { Error.Code: RuntimeErrorCodes.Discarded } => Fail(attempt, attempt.Failure!, attempts: attempt.Number),
        Outcome.Failed => Fail(attempt, attempt.Failure!, RetryBackoff.MaxAttemptsAfterErrors(attempt.Options)),
        Outcome.Cancelled => attempt.TimedOut ? TimeOut(attempt) : null,
        _ => throw new UnreachableException(),
    };

    private AttemptCommit Remove(Attempt attempt) => new(
        this, attempt, MessageState.Removed,
        attempt.RemovedByHand is { } removed
            ? [.. attempt.Messages.Select(message => removed.Contains(message) ? (Change)Removed(message) : ReadyAgain(message))]
            : [Removed(attempt.Target)]);

    private static MessageSettled Removed(Message message) => new MessageSettled(message, Settlement.Removed);

    private static MessageUpdated ReadyAgain(Message message) =>
        new MessageUpdated(message, MessageState.Ready, message.Due, message.Attempts, null);

    private AttemptCommit Complete(Attempt attempt)
    {
        attempt.Queue.FailuresInRow = 0;
        traces.Add(attempt);
        var settled = new MessageSettled(attempt.Target, Settlement.Done);
        IReadOnlyList<Change> changes = attempt is { Emits.Count: 0, ControlEffects: null, Others: null }
            ? [settled]
            :
            [
                settled, .. attempt.Others?.Select(other => new MessageSettled(other, Settlement.Done)) ?? [],
                .. attempt.Emits.Select(emit => new MessageEnqueued(emit.Message)), .. attempt.ControlEffects?.Decide() ?? [],
            ];
        return new AttemptCommit(this, attempt, MessageState.Done, changes) { Size = attempt.EmitBytes };
    }

    private AttemptCommit WaitForCode(Attempt attempt)
    {
        var due = context.Time.GetUtcNow() + DueTimes.CodeCheckInterval;
        traces.Add(attempt);
        var update = new MessageUpdated(attempt.Target, MessageState.WaitingForCode, due, attempt.Number, null);
        return new AttemptCommit(this, attempt, MessageState.WaitingForCode, [update, .. OfOthers(attempt, update)]);
    }

    // The attempt does not count, and what it emitted and recorded is dropped with it: it may have looked whether something is ready.
    private AttemptCommit Snooze(Attempt attempt, TimeSpan wait)
    {
        traces.Add(attempt);
        var due = context.Time.GetUtcNow() + wait;
        var update = new MessageUpdated(attempt.Target, MessageState.Delayed, due, attempt.Number - 1, null);
        return new AttemptCommit(
            this, attempt, MessageState.Delayed, [update, .. OfOthers(attempt, update), .. Forget(attempt.Target.Records)]);
    }

    private AttemptCommit TimeOut(Attempt attempt)
    {
        var at = context.Locate(attempt.Handler.NameAt);
        var timeout = attempt.Options.Timeout;
        var failure = attempt.Consumer is { } consumer
            ? Failures.LeasePassed(consumer, timeout, at, attempt.Number) : Failures.TimedOut(timeout, at, attempt.Number);
        return Fail(attempt, failure, RetryBackoff.MaxAttemptsWithoutEnd(attempt.Options));
    }

    /// <param name="attempts">The number of attempts after which the message is dead.</param>
    private AttemptCommit Fail(Attempt attempt, Failure failure, int attempts)
    {
        attempt.Failure = failure;
        var now = context.Time.GetUtcNow();
        var paused = PauseAfter(attempt, failure, now);
        // One of several messages may be what failed: each runs alone from now on.
        var isDead = attempt.Number >= attempts && attempt.Others is null;
        var update = isDead ? MakeDeadLetter(attempt, failure, now) : Retry(attempt, now);
        var trace = new TraceRecorded(attempt.ToTrace());
        var forgotten = attempt.Others is null ? attempt.FailedCalls : attempt.Target.Records;
        IReadOnlyList<Change> changes =
            [update, .. OfOthers(attempt, update), trace, .. paused is null ? [] : (Change[])[paused], .. Forget(forgotten)];
        return new AttemptCommit(this, attempt, isDead ? MessageState.Dead : MessageState.Retrying, changes)
        { Trace = RetainedTrace.InMemory(attempt), Pause = paused?.Pause };
    }

    private static IEnumerable<Change> OfOthers(Attempt attempt, MessageUpdated update) =>
        attempt.Others?.Select(other => update with { Message = other }) ?? [];

    private static IEnumerable<MessageSettled> Forget(IEnumerable<Message> records) =>
        records.Select(record => new MessageSettled(record, Settlement.Removed));

    private MessageUpdated Retry(Attempt attempt, DateTimeOffset now)
    {
        var due = now + RetryBackoff.After(attempt.Number, attempt.Options, context.Entropy);
        return new MessageUpdated(attempt.Target, MessageState.Retrying, due, attempt.Number, null);
    }

    private MessageUpdated MakeDeadLetter(Attempt attempt, Failure failure, DateTimeOffset now)
    {
        var at = alerts.TimeOfDeath(now);
        var death = new DeadLetter(at, failure, attempt.TraceId);
        return new MessageUpdated(attempt.Target, MessageState.Dead, at, attempt.Number, death);
    }

    private static HandlerPaused? PauseAfter(Attempt attempt, Failure failure, DateTimeOffset now)
    {
        var queue = attempt.Queue;
        queue.FailuresInRow++;
        if (attempt.Options.PauseAfter is not { } limit || queue.FailuresInRow < limit)
            return null;
        var times = limit == 1 ? "an attempt failed" : $"{queue.FailuresInRow} attempts in a row failed";
        var why = $"{times}, last with {failure.Code} at {failure.At}: {failure.Message}";
        return queue.BeginPause(new Pause(queue.Id, now, "dark", why));
    }

    private bool TakeOnceKeys(Attempt attempt)
    {
        if (attempt.OnceKeys.Count == 0)
            return true;
        var now = context.Time.GetUtcNow();
        if (attempt.OnceKeys.Any(once => context.OnceKeys.Find(once.Worker, once.Key, now) is not null))
            return false;
        foreach (var (message, _) in attempt.Emits)
        {
            if (message.OnceKey is not null)
                context.OnceKeys.Take(OnceKey.Of(message));
        }
        return true;
    }

    // Puts the message back, as if the attempt had never started.
    private void Requeue(Attempt attempt)
    {
        var queue = attempt.Queue;
        if (queue.Steps.TryEnd(attempt.Target, out var step))
        {
            if (queue.Pause is null || queue.Handler is null)
                step.Refuse("the attempt has to run again, and the worker no longer needs a step for that");
            else
                queue.Steps.Add(step);
        }
        foreach (var message in attempt.Messages)
            context.Queues.Move(queue, message, MessageState.Ready, message.Due);
        attempt.Settled?.SetResult(MessageState.Ready);
        if (!attempt.IsStartSubmitted)
            return;
        commits.SubmitWithoutWaiting(new CommitUnit([.. attempt.Messages.Select(ReadyAgain)]));
    }

    private void Submit(AttemptCommit commit)
    {
        commits.SubmitWithoutWaiting(commit);
        if (commit.Trace is { } trace)
            traces.AddSubmitted(commit.Attempt.Queue, trace);
    }

    // The end of the attempt does not fit on the disk. Its handler starts nothing meanwhile, because those attempts might have to wait too.
    private void Defer(AttemptCommit commit, StoreException problem)
    {
        if (commit.Attempt.Queue.WaitingForDisk.Add(commit.Attempt.Target))
            context.Signals.AttemptDeferred(commit.Attempt.Target, problem);
    }

    private void EndDeferral(Attempt attempt)
    {
        if (attempt.Queue.WaitingForDisk.Remove(attempt.Target))
            context.Queues.EnqueueRunnable(attempt.Queue);
    }

    // Applies the end of an attempt to the queues, once it is stored.
    private void Apply(AttemptCommit commit)
    {
        var attempt = commit.Attempt;
        var queue = attempt.Queue;
        EndDeferral(attempt);
        commit.Trace?.Stored();
        if (commit.Pause is { } pause && queue.PauseStored(pause))
            context.Signals.HandlerPausedByFailures(pause);
        for (var i = 0; i < attempt.MessageCount; i++)
            Apply(attempt, commit.Changes[i]);
        foreach (var forgotten in commit.Forgotten)
            attempt.Target.RemoveRecord(forgotten);
        if (commit.IsDone)
        {
            foreach (var (message, _) in attempt.Emits)
                context.Queues.Add(message);
            attempt.ControlEffects?.Apply();
        }
        var ended = new AttemptEnded(attempt, commit.State, attempt.Target);
        if (queue.Steps.TryEnd(attempt.Target, out var step))
            step.Ended(ended.ToMessageEnd());
        Ended?.Invoke(ended);
        if (attempt.IsCancelledByHand)
            attempt.Removal!.SetResult();
        attempt.Settled?.SetResult(commit.State);
    }

    private void Apply(Attempt attempt, Change change)
    {
        var queue = attempt.Queue;
        switch (change)
        {
            case MessageSettled { Message: var message, Settlement: var settlement }:
                context.Queues.Remove(queue, message);
                if (settlement == Settlement.Done)
                    queue.Totals = queue.Totals with { Done = queue.Totals.Done + 1 };
                else
                    context.OnceKeys.Release(message);
                break;
            case MessageUpdated { Message: var message } update:
                message.Attempts = update.Attempts;
                message.Death = update.Death;
                if (update.State == MessageState.Dead)
                    queue.Totals = queue.Totals with { DeadInAll = queue.Totals.DeadInAll + 1 };
                context.Queues.Move(queue, message, update.State, IsOutdated(attempt, update) ? context.Time.GetUtcNow() : update.Due);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // The code changed while the attempt ran that now waits for code: the message runs again at once.
    private bool IsOutdated(Attempt attempt, MessageUpdated update) =>
        update.State == MessageState.WaitingForCode && attempt.Version != context.Version.Id;

    /// <summary>The end of an attempt on its way to the store. The first changes are those of its messages.</summary>
    /// <param name="State">What becomes of the message: done, dead, retrying, snoozed (delayed), waiting for code or removed.</param>
    private sealed class AttemptCommit(Settler settler, Attempt attempt, MessageState state, IReadOnlyList<Change> changes)
        : CommitUnit(changes)
    {
        public Attempt Attempt => attempt;

        public MessageState State => state;

        public RetainedTrace? Trace { get; init; }

        public Pause? Pause { get; init; }

        public bool IsDone => state == MessageState.Done;

        /// <summary>What the message no longer has in its record.</summary>
        public IEnumerable<Message> Forgotten => attempt.Calls is null
            ? [] : Changes.Skip(attempt.MessageCount).OfType<MessageSettled>().Select(settled => settled.Message);

        public override IReadOnlyList<Subject> IndexedUnder => IsDone && attempt.ControlEffects is null ? [] : Subjects;

        public override bool MayReplace => IsDone && attempt.MayReplace;

        // Not if other emits were left out because of its once-keys, or if its pauses are in effect already.
        public override bool CanAbandon(Message message) =>
            IsDone && attempt.Target == message && attempt.Others is null && attempt.ControlEffects is null && attempt.OnceKeys.Count == 0;

        // Not if messages start, workers resume or the next message of its key starts once the unit is stored.
        public override bool CanWait => IsDone && Changes.Count == 1 && attempt.Target.Key is null;

        public override void Deferred(StoreException problem) => settler.Defer(this, problem);

        protected override void Committed() => settler.Apply(this);
    }
}
