using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// The programs outside that handle the messages of external workers: those that wait for one, and the claims that they hold. A claimed
/// message is a running attempt like any other, which is settled in the same way. Used under the engine's lock.
/// </summary>
/// <param name="accepts">Whether attempts may start.</param>
internal sealed class Consumers(EngineContext context, CommitQueue commits, QueueLoader loader, Settler settler, Func<bool> accepts)
{
    public const int MostWaiting = 10_000;

    /// <summary>The events that one claim takes, in bytes: one message, and others as long as they fit.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Dictionary<Guid, Claim> _held = [];
    private readonly Dictionary<Message, Claim> _byMessage = [];
    private readonly Dictionary<HandlerQueue, LinkedList<Waiter>> _waiting = [];
    private readonly SettledLeases _settled = new();
    private int _waiters;

    /// <summary>The claims that are neither settled nor lost.</summary>
    public IReadOnlyCollection<Claim> Held => _held.Values;

    /// <summary>The number of settled claims that are not stored yet.</summary>
    public int Settling { get; private set; }

    public bool HasRoom => _waiters < MostWaiting;

    public int WaitingFor(HandlerQueue queue) => _waiting.GetValueOrDefault(queue)?.Count ?? 0;

    public Claim? Find(Guid lease) => _held.GetValueOrDefault(lease);

    public Claim? HolderOf(Message message) => _byMessage.GetValueOrDefault(message);

    /// <summary>Returns what became of the message of a settled lease, once that is stored; null if it was not settled lately.</summary>
    public Task<MessageState>? FindSettled(Guid lease, out Guid message) => _settled.Find(lease, out message);

    /// <summary>
    /// Adds a consumer that waits for messages. Its task completes when there are some; <see cref="Leave"/> ends the waiting.
    /// </summary>
    public Waiter Join(HandlerQueue queue, string consumer, int most)
    {
        var waiter = new Waiter(queue, consumer, most, commits.Continuations);
        if (!_waiting.TryGetValue(queue, out var waiters))
            _waiting.Add(queue, waiters = []);
        waiters.AddLast(waiter.Place);
        _waiters++;
        Serve(queue, waiters);
        return waiter;
    }

    /// <summary>Ends the waiting. Returns what the consumer got.</summary>
    public IReadOnlyList<Claim> Leave(Waiter waiter)
    {
        Answer(waiter, []);
        return waiter.Got;
    }

    /// <summary>Hands messages that can start to the consumers that wait longest.</summary>
    public void Serve()
    {
        if (_waiters == 0)
            return;
        foreach (var (queue, waiters) in _waiting)
            Serve(queue, waiters);
    }

    /// <summary>Lets all waiting consumers ask again: the canvas has changed or stops.</summary>
    public void AnswerAll()
    {
        foreach (var waiter in _waiting.Values.SelectMany(waiters => waiters).ToList())
            Answer(waiter, []);
    }

    /// <summary>Makes the lease last as long as a new one, from now on.</summary>
    public void Extend(Claim claim)
    {
        claim.ExtendedAt = context.Time.GetTimestamp();
        claim.Until = context.Time.GetUtcNow() + claim.Length;
    }

    /// <summary>Settles the message by how the attempt ended. Completes with what became of it, once that is stored.</summary>
    public Task<MessageState> Settle(Claim claim, Outcome outcome)
    {
        var attempt = claim.Attempt;
        attempt.Settled = new TaskCompletionSource<MessageState>(commits.Continuations);
        _settled.Add(claim.Lease, attempt.Target.Id, attempt.Settled.Task);
        End(claim, outcome);
        // It is decided at once if the message has to run again.
        if (!attempt.Settled.Task.IsCompleted)
            Settling++;
        return attempt.Settled.Task;
    }

    /// <summary>The end of an attempt is stored.</summary>
    public void Ended(Attempt attempt)
    {
        if (attempt.Settled is not null)
            Settling--;
    }

    /// <summary>Ends the attempt of a lease that has passed.</summary>
    public void Expire(Claim claim)
    {
        claim.Attempt.TimedOut = true;
        End(claim, new Outcome.Cancelled());
    }

    /// <summary>Puts messages back, as if they had not been claimed: their consumer is gone.</summary>
    public void Return(IEnumerable<Claim> claims)
    {
        foreach (var claim in claims.Where(claim => _held.ContainsKey(claim.Lease)))
            End(claim, new Outcome.Cancelled());
    }

    /// <summary>Puts all claimed messages back: the engine stops, and does not wait for them any longer.</summary>
    public void ReturnAll() => Return([.. _held.Values]);

    /// <summary>
    /// Ends the attempt at a message that a client removes. Returns a task that completes when the removal is stored; null when no consumer
    /// has claimed the message.
    /// </summary>
    public Task? CancelByHand(Message message)
    {
        if (HolderOf(message) is not { Attempt: var attempt } claim)
            return null;
        attempt.Removal = new TaskCompletionSource(commits.Continuations);
        End(claim, new Outcome.Cancelled());
        return attempt.Removal.Task;
    }

    /// <summary>Ends the attempt of a held claim.</summary>
    public void End(Claim claim, Outcome outcome)
    {
        _held.Remove(claim.Lease);
        _byMessage.Remove(claim.Attempt.Target);
        claim.Attempt.TryEnd(outcome, context.Time.GetElapsedTime(claim.StartedAt));
        settler.Settle(claim.Attempt);
        context.Signals.AttemptSettled();
        Serve();
    }

    private void Serve(HandlerQueue queue, LinkedList<Waiter> waiters)
    {
        while (waiters.First is { Value: var waiter } && Take(queue, waiter) is { Count: > 0 } claims)
            Answer(waiter, claims);
        if (context.Queues.TakeTimesChanged())
            context.Signals.DueTimesChanged();
    }

    private List<Claim> Take(HandlerQueue queue, Waiter waiter)
    {
        var claims = new List<Claim>();
        var bytes = 0L;
        while (claims.Count < waiter.Most && (claims.Count == 0 || bytes + (queue.Next?.EventLength ?? 0) <= MostBytes)
            && queue.IsExternal && accepts() && TryBegin(queue, waiter.Consumer) is { } claim)
        {
            claims.Add(claim);
            bytes += claim.Attempt.Target.EventLength;
        }
        return claims;
    }

    private Claim? TryBegin(HandlerQueue queue, string consumer)
    {
        var now = context.Time.GetUtcNow();
        if (!context.Queues.TryClaim(queue, now, out var message))
            return null;
        context.Version.HasRun = true;
        var attempt = new Attempt(context, queue, message, context.Version.Id, now) { Consumer = consumer };
        loader.LoadWhenLow(queue);
        var claim = new Claim(context.NewId(), attempt)
        {
            StartedAt = context.Time.GetTimestamp(),
            ExtendedAt = context.Time.GetTimestamp(),
            Until = now + attempt.Options.Timeout,
        };
        _held.Add(claim.Lease, claim);
        _byMessage.Add(message, claim);
        return claim;
    }

    private void Answer(Waiter waiter, IReadOnlyList<Claim> claims)
    {
        if (waiter.Place.List is not { } waiters)
            return;
        waiters.Remove(waiter.Place);
        _waiters--;
        waiter.Answer(claims);
    }

    /// <summary>A consumer that waits for messages of one worker.</summary>
    public sealed class Waiter
    {
        private readonly TaskCompletionSource<IReadOnlyList<Claim>> _claims;

        public Waiter(HandlerQueue queue, string consumer, int most, TaskCreationOptions continuations)
        {
            (Queue, Consumer, Most) = (queue, consumer, most);
            _claims = new TaskCompletionSource<IReadOnlyList<Claim>>(continuations);
            Place = new LinkedListNode<Waiter>(this);
        }

        public HandlerQueue Queue { get; }

        public string Consumer { get; }

        public int Most { get; }

        /// <summary>Its place among those that wait for the same worker.</summary>
        public LinkedListNode<Waiter> Place { get; }

        /// <summary>Completes with messages; with none when the consumer has to ask again.</summary>
        public Task<IReadOnlyList<Claim>> Claims => _claims.Task;

        public IReadOnlyList<Claim> Got { get; private set; } = [];

        public void Answer(IReadOnlyList<Claim> claims)
        {
            Got = claims;
            _claims.SetResult(claims);
        }
    }
}
