using System.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// The queue of one handler, and what is known about the handler. Counts are kept with every move of a message, never counted.
/// Everything here is read and changed under the engine's lock.
/// </summary>
internal sealed partial class HandlerQueue(HandlerId id, EventMemoryBudget memory)
{
    /// <summary>So many ready messages are in memory; those behind them are only in the store.</summary>
    public const int MaxInMemory = 8192;

    /// <summary>Below this many the next are fetched.</summary>
    private const int LoadBelow = 2048;

    private readonly long[] _counts = new long[Enum.GetValues<MessageState>().Length];
    private readonly StablePriorityQueue<Message> _ready = new();
    private KeyGroups? _keys;
    private OldestReadyTracker? _arrivals;

    public HandlerId Id { get; } = id;

    /// <summary>The code; null while no item of the canvas has that name.</summary>
    public Handler? Handler { get; private set; }

    /// <summary>How many attempts may run at once.</summary>
    public int Concurrency { get; private set; } = 1;

    /// <summary>Null: as fast as it can.</summary>
    public SlidingWindowLimiter? Limiter { get; private set; }

    /// <summary>The pause in effect. Nothing new starts from the moment it is decided, before the store has it.</summary>
    public Pause? Pause { get; private set; }

    /// <summary>The pause that the store has.</summary>
    public Pause? StoredPause { get; private set; }

    /// <summary>Attempts that may start although the handler is paused.</summary>
    public Queue<Step> Steps { get; } = new();

    /// <summary>Attempts that were started so, by their messages.</summary>
    public Dictionary<Message, Step> Stepping { get; } = [];

    /// <summary>Failed attempts since the last that did not fail, or since the start.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>Attempts being evaluated now. A finished attempt whose commit is under way is no longer active but still Running.</summary>
    public int Active { get; set; }

    /// <summary>Messages whose attempts have ended and do not fit on the disk yet. Nothing starts meanwhile.</summary>
    public HashSet<Message> WaitingForDisk { get; } = [];

    /// <summary>Whether the queue stands in the dispatcher's line.</summary>
    public bool IsInRunQueue { get; set; }

    /// <summary>Whether its rate keeps it out of the line for now.</summary>
    public bool IsRateLimited { get; set; }

    /// <summary>Ready messages behind those, which are only in the store.</summary>
    public int Spilled { get; private set; }

    /// <summary>Resting messages are wanted and nobody fetches them yet.</summary>
    public bool WantsLoading => Spilled > 0 && !IsLoading && _ready.Count < LoadBelow;

    public bool IsLoading { get; set; }

    public HashSet<Message> Running { get; } = [];

    /// <summary>Delayed, retrying and waiting for code.</summary>
    public HashSet<Message> Later { get; } = [];

    public Dictionary<Guid, Message> Dead { get; } = [];

    public HandlerTotals Totals { get; set; } = HandlerTotals.Zero;

    public Message? Newest { get; private set; }

    /// <summary>The event of <see cref="Newest"/>.</summary>
    public byte[]? NewestEvent { get; private set; }

    public long Count(MessageState state) => _counts[(int)state];

    public long Total => _counts.Sum();

    /// <summary>Something could start but for the number of attempts at once and the rate.</summary>
    public bool CanStartSoon => Handler is not null && (Pause is null || Steps.Count > 0) && _ready.Count > 0;

    public bool CanStart => CanStartSoon && Active < Concurrency && WaitingForDisk.Count == 0;

    /// <summary>Something could start, perhaps once it is fetched from the store or sorted.</summary>
    public bool HasWork => CanStartSoon || ((Spilled > 0 || _unordered?.Count > 0) && Handler is not null && Pause is null);

    /// <summary>The priority of the message that is next.</summary>
    public int NextPriority => PriorityOf(_ready.TryPeek(out var next) ? next.Priority : 0);

    private bool HasEventExpressions => Handler?.Options.HaveEventExpressions == true;

    /// <summary>The message that is next; null when none can run.</summary>
    public Message? Next => _ready.TryPeek(out var next) ? next : null;

    /// <summary>The ready message that is due longest.</summary>
    public Message? Oldest => _arrivals is null ? Next : _arrivals.Oldest();

    public IEnumerable<Message> Messages =>
        Running.Concat(_ready).Concat(_unordered ?? []).Concat(_keys?.Waiting ?? []).Concat(Later).Concat(Dead.Values);

    public void RestorePause(Pause pause) => Pause = StoredPause = pause;

    /// <summary>
    /// Pauses the handler from now on; a pause in effect stays. Returns what to store: a pause that is not stored yet may still be refused, so
    /// each decision to pause stores it again.
    /// </summary>
    public HandlerPaused BeginPause(Pause pause) => new(Pause ??= pause);

    /// <summary>The pause is stored. Returns whether the store had none before.</summary>
    public bool PauseStored(Pause pause)
    {
        var isNew = StoredPause is null;
        StoredPause = Pause ??= pause;
        return isNew;
    }

    /// <summary>The end of the pause is stored. Returns false when another pause is in effect by now, or none.</summary>
    public bool ResumeStored(Pause pause)
    {
        StoredPause = null;
        return EndPause(pause);
    }

    /// <summary>The store refused the pause, and no other change that pauses the handler is pending. Returns whether the handler resumes.</summary>
    public bool PauseRefused(Pause pause) => StoredPause is null && EndPause(pause);

    private bool EndPause(Pause pause)
    {
        if (!ReferenceEquals(pause, Pause))
            return false;
        Pause = null;
        FailuresInRow = 0;
        RefuseSteps("it was resumed before the step began");
        return true;
    }

    /// <summary>With the priority that the worker gives to all its messages.</summary>
    public int PriorityOf(int priority) => priority + (Handler?.Options.Priority ?? 0);

    /// <summary>Puts a message in, in the state it carries.</summary>
    public void Add(Message message)
    {
        Classify(message);
        if (Newest is null || message.EmittedAt >= Newest.EmittedAt)
            (Newest, NewestEvent) = (message, message.Event);
        Enter(message);
    }

    /// <summary>Whether the queue keeps this new message in the store alone, because many wait before it.</summary>
    public bool TrySpill(Message message)
    {
        // Where the order follows from the events, all must be known.
        if (!message.CanSpill || HasEventExpressions || (Spilled == 0 && _ready.Count < MaxInMemory))
            return false;
        if (Newest is null || message.EmittedAt >= Newest.EmittedAt)
            (Newest, NewestEvent) = (message, message.Event);
        _counts[(int)MessageState.Ready]++;
        Spilled++;
        return true;
    }

    /// <summary>After a start, so many rest.</summary>
    public void RestoreSpilled(int spilled, Message newest)
    {
        (Newest, NewestEvent) = (newest, newest.Event);
        _counts[(int)MessageState.Ready] += spilled;
        Spilled += spilled;
    }

    /// <summary>Resting messages are in memory again.</summary>
    public void AddLoaded(IReadOnlyList<Message> messages)
    {
        Spilled -= messages.Count;
        // Where the order follows from the events, they have their places among those that are in memory.
        var sorts = HasEventExpressions && !IsReordering;
        if (sorts)
            ResetOrder();
        foreach (var message in messages)
        {
            Classify(message);
            memory.Enter(message);
            EnterReady(message);
        }
        if (sorts)
            Reorder();
    }

    /// <summary>Takes the next message for an attempt.</summary>
    public Message Claim(DateTimeOffset now)
    {
        if (!_ready.TryDequeue(out var message))
            throw new UnreachableException("nothing is ready");
        Leave(message);
        message.State = MessageState.Running;
        Enter(message);
        Active++;
        if (Pause is not null)
            Stepping.Add(message, Steps.Dequeue());
        Limiter?.Start(now);
        return message;
    }

    /// <summary>Not from Ready: that is left by <see cref="Claim"/> and <see cref="RemoveReady"/>.</summary>
    public void Move(Message message, MessageState to)
    {
        Leave(message);
        message.State = to;
        if (to == MessageState.Dead)
            Release(message);
        Enter(message);
    }

    /// <summary>Not from Ready.</summary>
    public void Remove(Message message)
    {
        Leave(message);
        Release(message);
        // Makes an entry in the timetable stale.
        message.Due = DateTimeOffset.MinValue;
        if (ReferenceEquals(Newest, message))
            (Newest, NewestEvent) = (null, null);
    }

    /// <summary>Takes ready messages out at once: one pass, however many they are.</summary>
    public void RemoveReady(IReadOnlySet<Message> gone)
    {
        if (gone.Count == 0)
            return;
        _ready.RemoveWhere(gone.Contains);
        _unordered?.RemoveAll(gone.Contains);
        _keys?.RemoveWaiting(gone);
        foreach (var message in gone)
        {
            Leave(message);
            message.Due = DateTimeOffset.MinValue;
            Release(message);
        }
        (Newest, NewestEvent) = (null, null);
    }

    // Whoever waited behind it is next.
    private void Release(Message message)
    {
        if (_keys?.Release(message) is { } next)
            _ready.Enqueue(next, next.Priority);
    }

    private void Enter(Message message)
    {
        _counts[(int)message.State]++;
        if (message.State != MessageState.Running)
            memory.Enter(message);
        switch (message.State)
        {
            case MessageState.Ready:
                EnterReady(message);
                break;
            case MessageState.Running:
                Running.Add(message);
                break;
            case MessageState.Dead:
                Dead.Add(message.Id, message);
                break;
            case MessageState.Delayed:
                Later.Add(message);
                break;
            default:
                if (!IsReordering)
                    _keys?.HoldBegun(message);
                Later.Add(message);
                break;
        }
    }

    private void EnterReady(Message message)
    {
        if (_unordered is not null)
        {
            _unordered.Add(message);
            return;
        }
        _arrivals?.Add(message);
        if (_keys?.TryHold(message) != false)
            _ready.Enqueue(message, message.Priority);
    }

    private void Leave(Message message)
    {
        _counts[(int)message.State]--;
        if (message.State != MessageState.Running)
            memory.Leave(message);
        switch (message.State)
        {
            case MessageState.Ready:
                // Whoever takes it takes it out of the line.
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
