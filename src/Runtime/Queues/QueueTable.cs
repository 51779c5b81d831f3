using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// All queues. Decides which message runs next, and when messages become due. Queues that can start something are in the run queue and take
/// turns, so that a flood in one does not starve another. Used under the engine's lock.
/// </summary>
internal sealed class QueueTable(long eventBudget)
{
    /// <summary>One turn in eight goes to the queue with the lowest priority, so that none starves.</summary>
    private const int LowestPriorityEvery = 8;

    /// <summary>The most names without a worker that messages wait for: each is a queue in memory.</summary>
    public const int MostNotFound = 10_000;

    private readonly Dictionary<HandlerId, HandlerQueue> _queues = [];
    private StablePriorityQueue<HandlerQueue> _runQueue = new();
    // Queues that a rate or the wait of a batch holds back, by the time at which that may be over.
    private readonly PriorityQueue<HandlerQueue, DateTimeOffset> _heldBack = new();
    private readonly PriorityQueue<Message, DateTimeOffset> _scheduled = new();
    private readonly EventMemoryBudget _memory = new(eventBudget);
    private List<Message> _toSpill = [];
    private int _turn;
    private bool _timesChanged;

    /// <summary>Raised for every stored message that has no worker.</summary>
    public event Action<Message>? ArrivedWithoutHandler;

    public IEnumerable<HandlerQueue> All => _queues.Values;

    /// <summary>The queues of handlers with a rate limit.</summary>
    public IEnumerable<HandlerQueue> WithRate => _queues.Values.Where(queue => queue.Limiter is not null);

    /// <summary>The names of the canvas's handlers of one kind.</summary>
    public IEnumerable<string> NamesOf(HandlerKind kind) =>
        _queues.Values.Where(queue => queue.Id.Kind == kind && queue.Handler is not null).Select(queue => queue.Id.Name);

    public bool HasRunnable => _runQueue.Count > 0;

    /// <summary>Returns the queue of that handler; creates it if it does not exist yet.</summary>
    public HandlerQueue this[HandlerId id]
    {
        get
        {
            if (!_queues.TryGetValue(id, out var queue))
                _queues.Add(id, queue = new HandlerQueue(id, _memory));
            return queue;
        }
    }

    /// <summary>Whether a message for a name that no worker has may add another queue.</summary>
    public bool HasRoomFor(HandlerId id) =>
        _queues.Count < MostNotFound || _queues.ContainsKey(id)
        || _queues.Values.Count(queue => queue.Handler is null && queue.Total > 0) < MostNotFound;

    public bool TryGet(HandlerId id, [NotNullWhen(true)] out HandlerQueue? queue) => _queues.TryGetValue(id, out queue);

    /// <summary>Adds a message that was just stored, or spills it when very many wait before it.</summary>
    public void Add(Message message)
    {
        // A message of the same commit took its place.
        if (message.State == MessageState.Replaced)
            return;
        var queue = this[message.Handler];
        if (queue.TrySpill(message))
            _toSpill.Add(message);
        else
            Restore(message);
        if (queue.Handler is null)
            ArrivedWithoutHandler?.Invoke(message);
    }

    /// <summary>Adds a message in its state, without spilling it: one that was loaded at the start, or that returns to a queue.</summary>
    public void Restore(Message message)
    {
        var queue = this[message.Handler];
        queue.Add(message);
        Place(queue, message);
    }

    /// <summary>Removes and returns the messages that are to be spilled to the store.</summary>
    public IReadOnlyList<Message> TakeToSpill()
    {
        if (_toSpill.Count == 0)
            return [];
        var spilled = _toSpill;
        _toSpill = [];
        return spilled;
    }

    /// <inheritdoc cref="HandlerQueue.AddLoaded"/>
    public void AddLoaded(HandlerQueue queue, IReadOnlyList<Message> messages, Share? share)
    {
        queue.Spilling.IsLoading = false;
        queue.AddLoaded(messages, share);
        EnqueueRunnable(queue);
    }

    /// <summary>Takes the next message to run; the queues take turns.</summary>
    public bool TryClaim(DateTimeOffset now, [NotNullWhen(true)] out HandlerQueue? queue, [NotNullWhen(true)] out Message? message)
    {
        while (_turn % LowestPriorityEvery == 0 ? _runQueue.TryDequeueLast(out queue) : _runQueue.TryDequeue(out queue))
        {
            _turn++;
            queue.IsInRunQueue = false;
            if (!queue.CanStart || IsRateLimited(queue, now) || IsFilling(queue, now))
                continue;
            message = queue.Claim(now);
            EnqueueRunnable(queue);
            return true;
        }
        (queue, message) = (null, null);
        return false;
    }

    /// <summary>Takes the next message of one queue, by the same rules.</summary>
    public bool TryClaim(HandlerQueue queue, DateTimeOffset now, [NotNullWhen(true)] out Message? message)
    {
        var canStart = queue.CanStart && !queue.IsRateLimited && !IsRateLimited(queue, now);
        message = canStart ? queue.Claim(now) : null;
        return canStart;
    }

    /// <summary>Returns whether the next due time may have moved forward since the last call.</summary>
    public bool TakeTimesChanged()
    {
        var changed = _timesChanged;
        _timesChanged = false;
        return changed;
    }

    /// <summary>Removes a message that is done or was removed by a command.</summary>
    public void Remove(HandlerQueue queue, Message message)
    {
        queue.Remove(message);
        EnqueueRunnable(queue);
    }

    /// <summary>Takes waiting messages off their queue, so that nothing starts them while a command on them is pending.</summary>
    public void Withdraw(HandlerQueue queue, IReadOnlyList<Message> messages)
    {
        queue.RemoveReady(messages.Where(message => message.State == MessageState.Ready).ToHashSet());
        foreach (var message in messages.Where(message => message.State != MessageState.Ready))
            queue.Remove(message);
        queue.RefuseStepsWithoutMessage();
        EnqueueRunnable(queue);
    }

    // A queue whose rate limit allows no start now stays out of the run queue until it does.
    private bool IsRateLimited(HandlerQueue queue, DateTimeOffset now)
    {
        if (queue.Limiter?.NextStart(now) is not { } next)
            return false;
        queue.IsRateLimited = true;
        _heldBack.Enqueue(queue, next);
        _timesChanged = true;
        return true;
    }

    // A queue whose next batch waits for more messages stays out of the run queue until it is full or has waited long enough.
    private bool IsFilling(HandlerQueue queue, DateTimeOffset now)
    {
        queue.Batches.IsFilling = false;
        if (queue.Batches.FillsUntil(now) is not { } until)
            return false;
        queue.Batches.IsFilling = true;
        if (queue.Batches.LooksAgainAt is { } known && known <= until)
            return true;
        queue.Batches.LooksAgainAt = until;
        _heldBack.Enqueue(queue, until);
        _timesChanged = true;
        return true;
    }

    /// <summary>Puts events that were read from the store back into their messages.</summary>
    public void RestoreEvents(IReadOnlyList<StoredEvent> events)
    {
        foreach (var (message, @event) in events)
        {
            if (!message.IsEventUnloaded)
                continue;
            message.RestoreEvent(@event);
            if (message.State != MessageState.Running)
                _memory.Restored(message);
        }
    }

    /// <summary>Moves a message of the queue to a state; <paramref name="due"/> matters for states that wait for a time.</summary>
    public void Move(HandlerQueue queue, Message message, MessageState state, DateTimeOffset due)
    {
        message.Due = due;
        queue.Move(message, state);
        Place(queue, message);
        // A dead message releases its key, which may make another one runnable.
        EnqueueRunnable(queue);
    }

    /// <summary>Puts the queue in the run queue if it can start something.</summary>
    public void EnqueueRunnable(HandlerQueue queue)
    {
        if (queue.IsInRunQueue || queue.IsRateLimited || !queue.CanStart || queue.IsExternal
            || queue.Batches.IsWaiting)
            return;
        queue.IsInRunQueue = true;
        _runQueue.Enqueue(queue, queue.NextPriority);
    }

    /// <summary>Puts the messages of the queue in order, once the options of all are evaluated.</summary>
    public void Reorder(HandlerQueue queue)
    {
        queue.Reorder();
        EnqueueRunnable(queue);
    }

    /// <summary>Makes messages that wait for code ready after a change of the code, and rebuilds the run queue.</summary>
    public void CodeChanged(DateTimeOffset now)
    {
        foreach (var queue in _queues.Values.Where(queue => queue.Handler is not null && queue.Count(MessageState.WaitingForCode) > 0))
        {
            foreach (var message in queue.Scheduled.Where(message => message.State == MessageState.WaitingForCode).ToList())
                Move(queue, message, MessageState.Ready, now);
        }
        RebuildRunQueue();
    }

    /// <summary>Puts an option that was set by hand, or no longer is, into effect.</summary>
    public void OptionsChanged(HandlerQueue queue)
    {
        queue.ApplyOptions();
        RebuildRunQueue();
    }

    // Priorities and rates may have changed.
    private void RebuildRunQueue()
    {
        _runQueue = new StablePriorityQueue<HandlerQueue>();
        _heldBack.Clear();
        foreach (var queue in _queues.Values)
        {
            queue.IsInRunQueue = false;
            queue.Batches.LookAgain();
            EnqueueRunnable(queue);
        }
    }

    /// <summary>Corrects due times that were computed while the clock was ahead.</summary>
    public void ClockWentBack(DateTimeOffset now)
    {
        while (_heldBack.TryDequeue(out var queue, out _))
        {
            queue.Batches.LookAgain();
            EnqueueRunnable(queue);
        }
        foreach (var queue in _queues.Values)
        {
            foreach (var message in queue.Scheduled)
            {
                if (DueTimes.Correct(message, queue.Options, now) is not { } due)
                    continue;
                message.Due = due;
                _scheduled.Enqueue(message, due);
            }
        }
    }

    /// <summary>Makes due messages ready. Returns the next time at which a message or a rate-limited queue is due.</summary>
    public DateTimeOffset? MoveDue(DateTimeOffset now)
    {
        var (start, message) = (ReleaseHeldBack(now), MoveMessages(now));
        return start < message || message is null ? start : message;
    }

    private DateTimeOffset? ReleaseHeldBack(DateTimeOffset now)
    {
        while (_heldBack.TryPeek(out var queue, out var next))
        {
            if (next > now)
                return next;
            _heldBack.Dequeue();
            queue.Batches.LookAgain();
            EnqueueRunnable(queue);
        }
        return null;
    }

    private DateTimeOffset? MoveMessages(DateTimeOffset now)
    {
        while (_scheduled.TryPeek(out var message, out var due))
        {
            if (IsStale(message, due))
            {
                _scheduled.Dequeue();
                continue;
            }
            if (due > now)
                return due;
            _scheduled.Dequeue();
            var queue = this[message.Handler];
            queue.Move(message, MessageState.Ready);
            EnqueueRunnable(queue);
        }
        return null;
    }

    // A message that was removed or got another due time leaves its old entry behind.
    private static bool IsStale(Message message, DateTimeOffset due) =>
        message.Due != due || message.State is not (MessageState.Delayed or MessageState.Retrying or MessageState.WaitingForCode);

    private void Place(HandlerQueue queue, Message message)
    {
        if (message.State == MessageState.Ready)
            EnqueueRunnable(queue);
        if (message.State is MessageState.Delayed or MessageState.Retrying or MessageState.WaitingForCode)
            _scheduled.Enqueue(message, message.Due);
    }
}
