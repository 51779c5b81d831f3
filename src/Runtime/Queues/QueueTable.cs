using System.Diagnostics.CodeAnalysis;
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
    private PriorityLine<HandlerQueue> _line = new();
    private readonly PriorityQueue<HandlerQueue, DateTimeOffset> _parked = new();
    private readonly PriorityQueue<Message, DateTimeOffset> _later = new();
    private readonly EventMemory _memory = new(eventBudget);
    private List<Message> _goToRest = [];
    private int _turn;
    private bool _timesChanged;

    /// <summary>Told of every stored message that no worker takes.</summary>
    public event Action<Message>? CameFor404;

    public IEnumerable<HandlerQueue> All => _queues.Values;

    /// <summary>The queues of handlers that are kept to a rate.</summary>
    public IEnumerable<HandlerQueue> Rated => _queues.Values.Where(queue => queue.Rate is not null);

    /// <summary>Messages on no queue, while an act of somebody on them waits for the store: they come back if it refuses that.</summary>
    public HashSet<Message> TakenOut { get; } = [];

    public bool HasRunnable => _line.Count > 0;

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
        if (queue.TryRest(message))
            _goToRest.Add(message);
        else
            Restore(message);
        if (queue.Handler is null)
            CameFor404?.Invoke(message);
    }

    /// <summary>A message that was read back at the start.</summary>
    public void Restore(Message message)
    {
        var queue = this[message.Handler];
        queue.Add(message);
        Place(queue, message);
    }

    /// <summary>The messages that the store is to keep alone from now on.</summary>
    public IReadOnlyList<Message> TakeGoToRest()
    {
        if (_goToRest.Count == 0)
            return [];
        var resting = _goToRest;
        _goToRest = [];
        return resting;
    }

    /// <summary>Resting messages are in memory again.</summary>
    public void Awake(HandlerQueue queue, IReadOnlyList<Message> messages)
    {
        queue.IsWaking = false;
        queue.Awake(messages);
        LineUp(queue);
    }

    /// <summary>Takes the next message to run, in turn between the queues.</summary>
    public bool TryClaim(DateTimeOffset now, [NotNullWhen(true)] out HandlerQueue? queue, [NotNullWhen(true)] out Message? message)
    {
        while (_turn % TurnsOfPriority == 0 ? _line.TryDequeueLast(out queue) : _line.TryDequeue(out queue))
        {
            _turn++;
            queue.IsInLine = false;
            if (!queue.CanStart || IsParked(queue, now))
                continue;
            message = queue.Claim(now);
            LineUp(queue);
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
        LineUp(queue);
    }

    /// <summary>Takes messages of a queue out that are not running, for an act of somebody.</summary>
    public void TakeOut(HandlerQueue queue, IReadOnlyList<Message> messages)
    {
        queue.RemoveReady(messages.Where(message => message.State == MessageState.Ready).ToHashSet());
        foreach (var message in messages.Where(message => message.State != MessageState.Ready))
            queue.Remove(message);
        queue.RefuseSteps("its message was taken away before the step began", but: queue.Count(MessageState.Ready));
        LineUp(queue);
    }

    // Its rate allows nothing now: it leaves the line until it does.
    private bool IsParked(HandlerQueue queue, DateTimeOffset now)
    {
        if (queue.Rate?.NextStart(now) is not { } next)
            return false;
        queue.IsParked = true;
        _parked.Enqueue(queue, next);
        _timesChanged = true;
        return true;
    }

    /// <summary>The store gave these their events back.</summary>
    public void GiveBack(IReadOnlyList<StoredEvent> events)
    {
        foreach (var (message, @event) in events)
        {
            if (!message.IsEventStored)
                continue;
            message.GiveBackEvent(@event);
            if (message.State != MessageState.Running)
                _memory.GivenBack(message);
        }
    }

    /// <summary>Moves a message of the queue to a state; <paramref name="due"/> matters for the states that wait.</summary>
    public void Move(HandlerQueue queue, Message message, MessageState state, DateTimeOffset due)
    {
        message.Due = due;
        queue.Move(message, state);
        Place(queue, message);
        // A dead message lets go of its key.
        LineUp(queue);
    }

    /// <summary>Puts the queue in the line if it can start something.</summary>
    public void LineUp(HandlerQueue queue)
    {
        if (queue.IsInLine || queue.IsParked || !queue.CanStart)
            return;
        queue.IsInLine = true;
        _line.Enqueue(queue, queue.NextPriority);
    }

    /// <summary>Every message of the queue is worked out for its options.</summary>
    public void Sort(HandlerQueue queue)
    {
        queue.Sort();
        LineUp(queue);
    }

    /// <summary>The code of the handlers has changed: what waits for code is due, and who may start what is another question now.</summary>
    public void CodeChanged(DateTimeOffset now)
    {
        _line = new PriorityLine<HandlerQueue>();
        _parked.Clear();
        foreach (var queue in _queues.Values)
        {
            (queue.IsInLine, queue.IsParked) = (false, false);
            if (queue.Handler is not null && queue.Count(MessageState.WaitingForCode) > 0)
                queue.Later.Where(message => message.State == MessageState.WaitingForCode).ToList().ForEach(message => Move(queue, message, MessageState.Ready, now));
            LineUp(queue);
        }
    }

    /// <summary>Makes ready what is due by now; gives when to look again.</summary>
    public DateTimeOffset? MoveDue(DateTimeOffset now)
    {
        var (start, message) = (Unpark(now), MoveMessages(now));
        return start < message || message is null ? start : message;
    }

    private DateTimeOffset? Unpark(DateTimeOffset now)
    {
        while (_parked.TryPeek(out var queue, out var next))
        {
            if (next > now)
                return next;
            _parked.Dequeue();
            queue.IsParked = false;
            LineUp(queue);
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
            LineUp(queue);
        }
        return null;
    }

    // A message that was removed or got another due time leaves its old entry behind.
    private static bool IsStale(Message message, DateTimeOffset due) =>
        message.Due != due || message.State is not (MessageState.Delayed or MessageState.Retrying or MessageState.WaitingForCode);

    private void Place(HandlerQueue queue, Message message)
    {
        if (message.State == MessageState.Ready)
            LineUp(queue);
        if (message.State is MessageState.Delayed or MessageState.Retrying or MessageState.WaitingForCode)
            _later.Enqueue(message, message.Due);
    }
}
