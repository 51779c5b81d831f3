using System.Diagnostics.CodeAnalysis;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// All queues: which message runs next, and which become due when. Queues that can start something stand in a line and take turns,
/// so a flood in one does not starve another. Used under the engine's lock.
/// </summary>
internal sealed class QueueTable(long eventBudget)
{
    /// <summary>One turn in so many goes to the queue with the least priority, so that none starves.</summary>
    private const int TurnsOfPriority = 8;

    private readonly Dictionary<HandlerId, HandlerQueue> _queues = [];
    private StablePriorityQueue<HandlerQueue> _runQueue = new();
    private readonly PriorityQueue<HandlerQueue, DateTimeOffset> _rateLimited = new();
    private readonly PriorityQueue<Message, DateTimeOffset> _later = new();
    private readonly EventMemoryBudget _memory = new(eventBudget);
    private List<Message> _toSpill = [];
    private int _turn;
    private bool _timesChanged;

    /// <summary>Told of every stored message that no worker takes.</summary>
    public event Action<Message>? ArrivedWithoutHandler;

    public IEnumerable<HandlerQueue> All => _queues.Values;

    /// <summary>The queues of handlers that are kept to a rate.</summary>
    public IEnumerable<HandlerQueue> WithRate => _queues.Values.Where(queue => queue.Limiter is not null);

    /// <summary>The names of the canvas's handlers of one kind.</summary>
    public IEnumerable<string> NamesOf(HandlerKind kind) =>
        _queues.Values.Where(queue => queue.Id.Kind == kind && queue.Handler is not null).Select(queue => queue.Id.Name);

    public bool HasRunnable => _runQueue.Count > 0;

    /// <summary>The queue of that name; made when it is not there yet.</summary>
    public HandlerQueue this[HandlerId id]
    {
        get
        {
            if (!_queues.TryGetValue(id, out var queue))
                _queues.Add(id, queue = new HandlerQueue(id, _memory));
            return queue;
        }
    }

    public bool TryGet(HandlerId id, [NotNullWhen(true)] out HandlerQueue? queue) => _queues.TryGetValue(id, out queue);

    /// <summary>A message that was just stored. When very many wait before it, only the store keeps it.</summary>
    public void Add(Message message)
    {
        var queue = this[message.Handler];
        if (queue.TrySpill(message))
            _toSpill.Add(message);
        else
            Restore(message);
        if (queue.Handler is null)
            ArrivedWithoutHandler?.Invoke(message);
    }

    /// <summary>A message that was read back at the start.</summary>
    public void Restore(Message message)
    {
        var queue = this[message.Handler];
        queue.Add(message);
        Place(queue, message);
    }

    /// <summary>The messages that the store is to keep alone from now on.</summary>
    public IReadOnlyList<Message> TakeToSpill()
    {
        if (_toSpill.Count == 0)
            return [];
        var spilled = _toSpill;
        _toSpill = [];
        return spilled;
    }

    /// <summary>Resting messages are in memory again.</summary>
    public void AddLoaded(HandlerQueue queue, IReadOnlyList<Message> messages)
    {
        queue.IsLoading = false;
        queue.AddLoaded(messages);
        EnqueueRunnable(queue);
    }

    /// <summary>Takes the next message to run, in turn between the queues.</summary>
    public bool TryClaim(DateTimeOffset now, [NotNullWhen(true)] out HandlerQueue? queue, [NotNullWhen(true)] out Message? message)
    {
        while (_turn % TurnsOfPriority == 0 ? _runQueue.TryDequeueLast(out queue) : _runQueue.TryDequeue(out queue))
        {
            _turn++;
            queue.IsInRunQueue = false;
            if (!queue.CanStart || IsRateLimited(queue, now))
                continue;
            message = queue.Claim(now);
            EnqueueRunnable(queue);
            return true;
        }
        (queue, message) = (null, null);
        return false;
    }

    /// <summary>A time to look at the queues again may have come nearer since the last call.</summary>
    public bool TakeTimesChanged()
    {
        var changed = _timesChanged;
        _timesChanged = false;
        return changed;
    }

    /// <summary>The message is gone: done or removed.</summary>
    public void Remove(HandlerQueue queue, Message message)
    {
        queue.Remove(message);
        EnqueueRunnable(queue);
    }

    /// <summary>Takes messages that wait off their queue: nothing may start them while a command on them is pending.</summary>
    public void TakeOff(HandlerQueue queue, IReadOnlyList<Message> messages)
    {
        queue.RemoveReady(messages.Where(message => message.State == MessageState.Ready).ToHashSet());
        foreach (var message in messages.Where(message => message.State != MessageState.Ready))
            queue.Remove(message);
        queue.RefuseSteps("its message was taken away before the step began", but: queue.Count(MessageState.Ready));
        EnqueueRunnable(queue);
    }

    // Its rate allows nothing now: it leaves the line until it does.
    private bool IsRateLimited(HandlerQueue queue, DateTimeOffset now)
    {
        if (queue.Limiter?.NextStart(now) is not { } next)
            return false;
        queue.IsRateLimited = true;
        _rateLimited.Enqueue(queue, next);
        _timesChanged = true;
        return true;
    }

    /// <summary>The store gave these their events back.</summary>
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

    /// <summary>Moves a message of the queue to a state; <paramref name="due"/> matters for the states that wait.</summary>
    public void Move(HandlerQueue queue, Message message, MessageState state, DateTimeOffset due)
    {
        message.Due = due;
        queue.Move(message, state);
        Place(queue, message);
        // A dead message lets go of its key.
        EnqueueRunnable(queue);
    }

    /// <summary>Puts the queue in the line if it can start something.</summary>
    public void EnqueueRunnable(HandlerQueue queue)
    {
        if (queue.IsInRunQueue || queue.IsRateLimited || !queue.CanStart)
            return;
        queue.IsInRunQueue = true;
        _runQueue.Enqueue(queue, queue.NextPriority);
    }

    /// <summary>Every message of the queue is worked out for its options.</summary>
    public void Reorder(HandlerQueue queue)
    {
        queue.Reorder();
        EnqueueRunnable(queue);
    }

    /// <summary>The code of the handlers has changed: what waits for code is due, and who may start what is another question now.</summary>
    public void CodeChanged(DateTimeOffset now)
    {
        _runQueue = new StablePriorityQueue<HandlerQueue>();
        _rateLimited.Clear();
        foreach (var queue in _queues.Values)
        {
            (queue.IsInRunQueue, queue.IsRateLimited) = (false, false);
            if (queue.Handler is not null && queue.Count(MessageState.WaitingForCode) > 0)
                queue.Later.Where(message => message.State == MessageState.WaitingForCode).ToList()
                    .ForEach(message => Move(queue, message, MessageState.Ready, now));
            EnqueueRunnable(queue);
        }
    }

    /// <summary>Makes ready what is due by now; gives when to look again.</summary>
    public DateTimeOffset? MoveDue(DateTimeOffset now)
    {
        var (start, message) = (ReleaseRateLimited(now), MoveMessages(now));
        return start < message || message is null ? start : message;
    }

    private DateTimeOffset? ReleaseRateLimited(DateTimeOffset now)
    {
        while (_rateLimited.TryPeek(out var queue, out var next))
        {
            if (next > now)
                return next;
            _rateLimited.Dequeue();
            queue.IsRateLimited = false;
            EnqueueRunnable(queue);
        }
        return null;
    }

    private DateTimeOffset? MoveMessages(DateTimeOffset now)
    {
        while (_later.TryPeek(out var message, out var due))
        {
            if (IsStale(message, due))
            {
                _later.Dequeue();
                continue;
            }
            if (due > now)
                return due;
            _later.Dequeue();
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
            _later.Enqueue(message, message.Due);
    }
}
