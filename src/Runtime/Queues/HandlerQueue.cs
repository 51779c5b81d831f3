using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>The queue and the state of one handler. Each move of a message updates the counts. Used under the engine's lock.</summary>
internal sealed partial class HandlerQueue
{
    /// <summary>The most ready messages in memory. Those after them are spilled: only the store has them.</summary>
    public const int MaxInMemory = 8192;

    private readonly long[] _counts = new long[Enum.GetValues<MessageState>().Length];
    private readonly EventMemoryBudget _memory;
    private readonly ReadyMessages _ready = new();
    private readonly OptionsInEffect _inEffect = new();

    public HandlerQueue(HandlerId id, EventMemoryBudget memory) =>
        (Id, _memory, Spilling, Batches) = (id, memory, new Spilling(_ready), new QueueBatches(this, _ready));

    public HandlerId Id { get; }

    /// <summary>The code; null while the canvas has no handler of that name.</summary>
    public Handler? Handler { get; private set; }

    public HandlerOptions Options => _inEffect.Options;

    /// <summary>Whether programs outside claim the messages: the queue is never in the run queue.</summary>
    public bool IsExternal => Handler is { Options.IsExternal: true };

    public OptionOverrides Overrides => _inEffect.Overrides;

    public int Concurrency => _inEffect.Concurrency;

    public SlidingWindowLimiter? Limiter => _inEffect.Limiter;

    /// <summary>The pause in effect. Nothing new starts from the moment it is decided, which is before it is stored.</summary>
    public Pause? Pause { get; private set; }

    /// <summary>The pause that the store has.</summary>
    public Pause? StoredPause { get; private set; }

    /// <summary>Attempts that may start although the handler is paused.</summary>
    public HandlerSteps Steps { get; } = new();

    /// <summary>The number of failed attempts since the last one that did not fail, or since the start.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>The number of attempts being evaluated. The message of one that waits for its commit is still Running.</summary>
    public int Active { get; set; }

    /// <summary>Messages whose ended attempts do not fit on the disk yet. The handler starts nothing while there are any.</summary>
    public HashSet<Message> WaitingForDisk { get; } = [];

    /// <summary>Whether the queue is in the run queue.</summary>
    public bool IsInRunQueue { get; set; }

    /// <summary>Whether the rate limit keeps the queue out of the run queue for now.</summary>
    public bool IsRateLimited { get; set; }

    /// <summary>The number of ready messages that are only in the store. They come after those in memory.</summary>
    public int Spilled => Spilling.Count;

    public Spilling Spilling { get; }

    public QueueBatches Batches { get; }

    /// <summary>The ready messages in the turns of their shares; null if the worker has no shares.</summary>
    public SharedMessages? Shares => _ready.Shares;

    public HashSet<Message> Running { get; } = [];

    /// <summary>Messages that are not due yet: delayed, retrying or waiting for code.</summary>
    public ScheduledMessages Scheduled { get; } = new();

    public Dictionary<Guid, Message> Dead { get; } = [];

    public HandlerTotals Totals { get; set; } = HandlerTotals.Zero;

    /// <summary>The message that was emitted last, with its event; null if it has left the queue.</summary>
    public Message? NewestMessage { get; private set; }

    public byte[]? NewestEvent { get; private set; }

    public long Count(MessageState state) => _counts[(int)state];

    public long Total => _counts.Sum();

    /// <summary>Whether a message could start if concurrency and rate allow it.</summary>
    public bool CanStartSoon => Handler is not null && (Pause is null || Steps.Count > 0) && _ready.Count > 0;

    public bool CanStart => CanStartSoon && Active < Concurrency && WaitingForDisk.Count == 0;

    /// <summary>Whether a message could start, perhaps only after it is loaded from the store or put in order.</summary>
    public bool HasWork => !IsExternal && (CanStartSoon || ((Spilled > 0 || _ready.HasUnordered) && Handler is not null && Pause is null));

    /// <summary>The priority of the next message.</summary>
    public int NextPriority => PriorityOf(_ready.Next?.Priority ?? 0);

    private bool HasEventExpressions => Handler?.Options.HaveEventExpressions == true;
    private bool HasOrderingExpressions => Handler?.Options.HaveOrderingExpressions == true;

    /// <summary>The next message to run; null when none can.</summary>
    public Message? Next => _ready.Next;

    /// <summary>The ready message with the oldest due time.</summary>
    public Message? Oldest => _ready.Oldest;

    public IEnumerable<Message> Messages => Running.Concat(_ready.All).Concat(Scheduled).Concat(Dead.Values);

    public void RestorePause(Pause pause) => Pause = StoredPause = pause;

    /// <summary>
    /// Pauses the handler from now on; a pause in effect stays. Returns the change to store. A pause that is not stored yet may still be
    /// refused, so each decision to pause stores it again.
    /// </summary>
    public HandlerPaused BeginPause(Pause pause) => new(Pause ??= pause);

    /// <summary>Records that the pause is stored. Returns whether the store had none before.</summary>
    public bool PauseStored(Pause pause)
    {
        var isNew = StoredPause is null;
        StoredPause = Pause ??= pause;
        return isNew;
    }

    /// <summary>Ends the pause once that is stored. Returns false when another pause is in effect by now, or none.</summary>
    public bool ResumeStored(Pause pause)
    {
        StoredPause = null;
        return EndPause(pause);
    }

    /// <summary>Ends a pause that the store refused, unless another is pending. Returns whether the handler resumes.</summary>
    public bool PauseRefused(Pause pause) => StoredPause is null && EndPause(pause);

    private bool EndPause(Pause pause)
    {
        if (!ReferenceEquals(pause, Pause))
            return false;
        Pause = null;
        FailuresInRow = 0;
        Steps.Refuse("the worker was resumed before the step started");
        return true;
    }

    /// <summary>Adds the priority that the worker gives all its messages.</summary>
    public int PriorityOf(int priority) => priority + Options.Priority;

    /// <summary>Adds a message in its state.</summary>
    public void Add(Message message)
    {
        Classify(message);
        if (NewestMessage is null || message.EmittedAt >= NewestMessage.EmittedAt)
            (NewestMessage, NewestEvent) = (message, message.Event);
        Enter(message);
    }

    /// <summary>Leaves a new message to the store alone when many wait before it. Returns false when it has to be in memory.</summary>
    public bool TrySpill(Message message)
    {
        // If the order follows from the events, all messages must be in memory.
        if ((Spilled == 0 && _ready.Count < MaxInMemory) || !message.CanSpill || HasOrderingExpressions || IsReordering)
            return false;
        Classify(message);
        if (!message.CanSpill || !Spilling.TryAdd(message))
            return false;
        if (NewestMessage is null || message.EmittedAt >= NewestMessage.EmittedAt)
            (NewestMessage, NewestEvent) = (message, message.Event);
        _counts[(int)MessageState.Ready]++;
        return true;
    }

    /// <summary>Restores the number of spilled messages at a start.</summary>
    public void RestoreSpilled(int spilled, Message newest)
    {
        (NewestMessage, NewestEvent) = (newest, newest.Event);
        _counts[(int)MessageState.Ready] += spilled;
        Spilling.Restore(spilled);
    }

    /// <summary>Messages that were only in the store were removed there.</summary>
    public void SpilledRemoved(SpilledRemoved removed)
    {
        _counts[(int)MessageState.Ready] -= removed.Count;
        Spilling.Removed(removed);
        (NewestMessage, NewestEvent) = (null, null);
        RefuseStepsWithoutMessage();
    }

    /// <summary>Adds messages that were spilled and are in memory again.</summary>
    /// <param name="share">The share that they were loaded for.</param>
    public void AddLoaded(IReadOnlyList<Message> messages, Share? share)
    {
        // If the order follows from the events, the loaded messages belong between those that are in memory.
        var reorders = HasOrderingExpressions && !IsReordering;
        if (reorders)
            ResetOrder();
        foreach (var message in messages)
        {
            if (share is { IsRetired: false })
                message.Join(share);
            else
                Classify(message);
            _memory.Enter(message);
            _ready.Add(message);
        }
        Spilling.Loaded(messages.Count, share);
        if (reorders)
            Reorder();
    }

    /// <summary>Takes the next message for an attempt.</summary>
    public Message Claim(DateTimeOffset now)
    {
        var message = _ready.Dequeue();
        Move(message, MessageState.Running);
        Active++;
        if (Pause is not null)
            Steps.Start(message);
        Limiter?.Start(now);
        return message;
    }

    /// <summary>Moves a message to a state. A ready one has been removed from the ready messages.</summary>
    public void Move(Message message, MessageState to)
    {
        Leave(message);
        message.State = to;
        if (to == MessageState.Dead)
            _ready.ReleaseKey(message);
        Enter(message);
    }

    /// <summary>Removes a message that is not ready.</summary>
    public void Remove(Message message)
    {
        Leave(message);
        _ready.ReleaseKey(message);
        // Makes its entry among the due times stale.
        message.Due = DateTimeOffset.MinValue;
        if (ReferenceEquals(NewestMessage, message))
            (NewestMessage, NewestEvent) = (null, null);
    }

    /// <summary>Removes ready messages in one pass.</summary>
    public void RemoveReady(IReadOnlySet<Message> gone)
    {
        if (gone.Count == 0)
            return;
        _ready.Remove(gone);
        foreach (var message in gone)
        {
            Leave(message);
            message.Due = DateTimeOffset.MinValue;
            _ready.ReleaseKey(message);
        }
        (NewestMessage, NewestEvent) = (null, null);
    }

    private void Enter(Message message)
    {
        _counts[(int)message.State]++;
        if (message.State != MessageState.Running)
            _memory.Enter(message);
        switch (message.State)
        {
            case MessageState.Ready:
                _ready.Add(message);
                break;
            case MessageState.Running:
                Running.Add(message);
                break;
            case MessageState.Dead:
                Dead.Add(message.Id, message);
                break;
            case MessageState.Delayed:
                Scheduled.Add(message);
                break;
            default:
                _ready.HoldKey(message);
                Scheduled.Add(message);
                break;
        }
    }

    private void Leave(Message message)
    {
        _counts[(int)message.State]--;
        if (message.State != MessageState.Running)
            _memory.Leave(message);
        switch (message.State)
        {
            case MessageState.Ready:
                // The caller has removed it from the ready messages.
                break;
            case MessageState.Running:
                Running.Remove(message);
                break;
            case MessageState.Dead:
                Dead.Remove(message.Id);
                break;
            default:
                Scheduled.Remove(message);
                break;
        }
    }
}
