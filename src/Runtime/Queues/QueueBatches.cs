namespace DarkLang.Runtime.Queues;

/// <summary>
/// Attempts of one queue that handle several messages (<c>batch</c>). A message that has had an attempt runs alone, so that one whose
/// attempts fail does not fail others with it. Used under the engine's lock.
/// </summary>
internal sealed class QueueBatches(HandlerQueue queue, ReadyMessages ready)
{
    /// <summary>The most bytes of events in one attempt: its trace holds them all.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The number of messages that are being handled beside the first ones of the attempts.</summary>
    public int ActiveOthers { get; private set; }

    /// <summary>Whether the wait for a full batch keeps the queue out of the run queue, unless the batch becomes full.</summary>
    public bool IsFilling { get; set; }

    /// <summary>When the queue leaves the queues that are held back; null if the wait for a batch has not put it there.</summary>
    public DateTimeOffset? LooksAgainAt { get; set; }

    /// <summary>Whether the next batch has to wait for more messages, as far as that does not depend on the time.</summary>
    public bool IsWaiting => IsFilling && !IsFull;

    private bool IsFull =>
        queue.Options.Batch is not { Wait: not null } batch || ready.Count >= batch.Count || queue.Spilled > 0 || queue.Steps.Count > 0
        || ready.Next is { CanShareAttempt: false };

    /// <summary>Returns until when the next batch waits for more messages; null if it may start.</summary>
    public DateTimeOffset? FillsUntil(DateTimeOffset now)
    {
        if (IsFull)
            return null;
        // The clock may have gone back.
        var since = ready.Oldest is { } oldest && oldest.Due < now ? oldest.Due : now;
        return since + queue.Options.Batch!.Wait!.Value is var until && until > now ? until : null;
    }

    /// <summary>What held the queue back may be over.</summary>
    public void LookAgain() => (queue.IsRateLimited, IsFilling, LooksAgainAt) = (false, false, null);

    /// <summary>Takes the messages that share the attempt of the first; null if it runs alone.</summary>
    public IReadOnlyList<Message>? ClaimOthers(Message first)
    {
        if (queue.Handler!.Options.Batch is not { } batch || !first.CanShareAttempt)
            return null;
        var others = new List<Message>();
        var bytes = first.EventLength;
        while (others.Count < batch.Count - 1 && ready.Next is { CanShareAttempt: true } next && bytes + next.EventLength <= MaxBytes)
        {
            bytes += next.EventLength;
            others.Add(ready.Dequeue());
            queue.Move(others[^1], MessageState.Running);
        }
        ActiveOthers += others.Count;
        if (queue.Steps.Count > 0)
            queue.RefuseStepsWithoutMessage();
        return others.Count == 0 ? null : others;
    }

    public void Ended(int others) => ActiveOthers -= others;
}
