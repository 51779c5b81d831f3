using System.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// The queue of one handler, and what is known about the handler. Counts are kept with every move of a message, never counted.
/// Everything here is read and changed under the engine's lock.
/// </summary>
internal sealed class HandlerQueue(HandlerId id, EventMemory memory)
{
    /// <summary>So many ready messages are in memory; those behind them are only in the store.</summary>
    public const int MostAwake = 8192;

    /// <summary>Below this many the next are fetched.</summary>
    private const int FewAwake = 2048;

    private readonly long[] _counts = new long[Enum.GetValues<MessageState>().Length];

    public HandlerId Id { get; } = id;

    /// <summary>The code; null while no item of the canvas has that name.</summary>
    public Handler? Handler { get; set; }

    /// <summary>How many attempts may run at once.</summary>
    public int Concurrency { get; set; } = 1;

    public Pause? Pause { get; set; }

    /// <summary>Failed attempts since the last that did not fail, or since the start.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>Attempts being evaluated now. A finished attempt whose commit is under way is no longer active but still Running.</summary>
    public int Active { get; set; }

    /// <summary>Whether the queue stands in the dispatcher's line.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Those in memory.</summary>
    public Queue<Message> Ready { get; private set; } = new();

    /// <summary>Ready messages behind those, which are only in the store.</summary>
    public int Resting { get; private set; }

    /// <summary>Resting messages are wanted and nobody fetches them yet.</summary>
    public bool WantsWaking => Resting > 0 && !IsWaking && Ready.Count < FewAwake;

    public bool IsWaking { get; set; }

    public HashSet<Message> Running { get; } = [];

    /// <summary>Delayed, retrying and waiting for code.</summary>
    public HashSet<Message> Later { get; } = [];

    public Dictionary<Guid, Message> Dead { get; } = [];

    public HandlerTotals Totals { get; set; } = HandlerTotals.Zero;

    public TraceRing Traces { get; } = new();

    public Message? Newest { get; private set; }

    /// <summary>The event of <see cref="Newest"/>.</summary>
    public byte[]? NewestEvent { get; private set; }

    public long Count(MessageState state) => _counts[(int)state];

    public long Total => _counts.Sum();

    public bool CanStart => Handler is not null && Pause is null && Ready.Count > 0 && Active < Concurrency;

    public IEnumerable<Message> Messages => Running.Concat(Ready).Concat(Later).Concat(Dead.Values);

    /// <summary>Puts a message in, in the state it carries.</summary>
    public void Add(Message message)
    {
        if (Newest is null || message.EmittedAt >= Newest.EmittedAt)
            (Newest, NewestEvent) = (message, message.Event);
        Enter(message);
    }

    /// <summary>Whether the queue keeps this new message in the store alone, because many wait before it.</summary>
    public bool TryRest(Message message)
    {
        if (!message.CanRest || (Resting == 0 && Ready.Count < MostAwake))
            return false;
        if (Newest is null || message.EmittedAt >= Newest.EmittedAt)
            (Newest, NewestEvent) = (message, message.Event);
        _counts[(int)MessageState.Ready]++;
        Resting++;
        return true;
    }

    /// <summary>After a start, so many rest.</summary>
    public void Restore(int resting, Message newest)
    {
        (Newest, NewestEvent) = (newest, newest.Event);
        _counts[(int)MessageState.Ready] += resting;
        Resting += resting;
    }

    /// <summary>Resting messages are in memory again.</summary>
    public void Awake(IReadOnlyList<Message> messages)
    {
        Resting -= messages.Count;
        foreach (var message in messages)
        {
            memory.Enter(message);
            Ready.Enqueue(message);
        }
    }

    public void Move(Message message, MessageState to)
    {
        Leave(message);
        message.State = to;
        Enter(message);
    }

    public void Remove(Message message)
    {
        Leave(message);
        // Makes an entry in the timetable stale.
        message.Due = DateTimeOffset.MinValue;
        if (ReferenceEquals(Newest, message))
            (Newest, NewestEvent) = (null, null);
    }

    /// <summary>Takes ready messages out at once: one pass, however many they are.</summary>
    public void RemoveReady(IReadOnlySet<Message> gone)
    {
        var kept = new Queue<Message>(Ready.Count);
        foreach (var message in Ready)
        {
            if (gone.Contains(message))
                memory.Leave(message);
            else
                kept.Enqueue(message);
        }
        _counts[(int)MessageState.Ready] -= Ready.Count - kept.Count;
        Ready = kept;
        (Newest, NewestEvent) = (null, null);
    }

    private void Enter(Message message)
    {
        _counts[(int)message.State]++;
        if (message.State != MessageState.Running)
            memory.Enter(message);
        switch (message.State)
        {
            case MessageState.Ready:
                Ready.Enqueue(message);
                break;
            case MessageState.Running:
                Running.Add(message);
                break;
            case MessageState.Dead:
                Dead.Add(message.Id, message);
                break;
            default:
                Later.Add(message);
                break;
        }
    }

    private void Leave(Message message)
    {
        _counts[(int)message.State]--;
        if (message.State != MessageState.Running)
            memory.Leave(message);
        switch (message.State)
        {
            case MessageState.Ready:
                // Attempts are claimed from the front; whatever else leaves goes through RemoveReady.
                var first = Ready.Dequeue();
                Debug.Assert(ReferenceEquals(first, message));
                break;
            case MessageState.Running:
                Running.Remove(message);
                break;
            case MessageState.Dead:
                Dead.Remove(message.Id);
                break;
            default:
                Later.Remove(message);
                break;
        }
    }
}
