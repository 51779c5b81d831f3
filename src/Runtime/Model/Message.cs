namespace DarkLang.Runtime.Model;

public enum HandlerKind : byte
{
    Worker,
    Cron,

    /// <summary>Only in what clients see: in the engine and in the store an alert is the worker of its name.</summary>
    Alert,
}

/// <summary>Names a handler and its queue, which needs no code (404). An alert equals the worker of its name: they share a queue.</summary>
public readonly record struct HandlerId(HandlerKind Kind, string Name)
{
    // Declared because the fields of its JSON have this order.
    public HandlerKind Kind { get; init; } = Kind;

    public string Name { get; init => field = Nfc.Of(value); } = Nfc.Of(Name);

    public static HandlerId Worker(string name) => new(HandlerKind.Worker, name);

    public static HandlerId Cron(string name) => new(HandlerKind.Cron, name);

    /// <summary>Returns the handler as the engine and the store name it.</summary>
    public HandlerId ToStored() => Kind == HandlerKind.Alert ? Worker(Name) : this;

    public bool Equals(HandlerId other) => IsCron == other.IsCron && Name == other.Name;

    public override int GetHashCode() => HashCode.Combine(IsCron, Name);

    private bool IsCron => Kind == HandlerKind.Cron;

    public override string ToString() => Kind switch
    {
        HandlerKind.Cron => $"cron {Name}",
        HandlerKind.Alert => $"alert {Name}",
        _ => $"worker {Name}",
    };
}

/// <summary>Where a message is, or what became of it.</summary>
public enum MessageState : byte
{
    /// <summary>Due; runs as soon as a slot is free.</summary>
    Ready,

    /// <summary>Emitted with a delay and not due yet.</summary>
    Delayed,

    /// <summary>An attempt is running. Only in memory: after a restart it is ready again.</summary>
    Running,

    /// <summary>An attempt failed or did not end (timeout, process died); due again after a wait.</summary>
    Retrying,

    /// <summary>Reached a hole: due again in five minutes, or at once when the code changes.</summary>
    WaitingForCode,

    /// <summary>Failed for good: kept until somebody retries or removes it.</summary>
    Dead,

    /// <summary>Handled. Such a message is on no queue.</summary>
    Done,

    /// <summary>Removed by hand. Such a message is on no queue.</summary>
    Removed,

    /// <summary>A newer message of its key took its place (<c>debounce</c>). Such a message is on no queue.</summary>
    Replaced,

    /// <summary>Waits for a worker that does not exist (a 404). Only in what clients see: on its queue it is ready.</summary>
    NotFound,
}

/// <summary>
/// A message on a queue. The facts of the emit never change; all else belongs to the engine and changes under its lock.
/// There may be a million messages, so instants are stored as ticks, and the fields that few messages need are in one object of their own.
/// </summary>
public sealed class Message
{
    private readonly long _emittedAt;
    private readonly long _firstDue;
    private readonly Guid _parent;
    private byte[]? _event;
    private long _due;
    private RareFields? _rare;

    public required Guid Id { get; init; }

    public required HandlerId Handler { get; init; }

    /// <summary>
    /// The event in the binary form of <see cref="DarkLang.Lang.Values.ValueEncoding"/>. Null for a cron, which has no input, and while
    /// the event is only in the store (<see cref="IsEventUnloaded"/>).
    /// </summary>
    public required byte[]? Event
    {
        get => _event;
        init
        {
            _event = value;
            EventLength = value?.Length ?? 0;
        }
    }

    /// <summary>The size of the event in bytes; zero only for a cron.</summary>
    public int EventLength { get; internal init; }

    /// <summary>Whether the event was unloaded to save memory and is only in the store.</summary>
    public bool IsEventUnloaded => _event is null && EventLength > 0;

    /// <summary>
    /// Whether it is no message of its own, but what attempts at its <see cref="Parent"/> recorded of their calls to the outside. Only
    /// stores keep it in the form of a message; it is on no queue.
    /// </summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether it may be spilled when many wait: unchanged since its emit, due at once and without rare fields.</summary>
    public bool CanSpill =>
        State == MessageState.Ready && Attempts == 0 && _rare is null or { HasOnlyShare: true } && _firstDue == _emittedAt
        && _due == _firstDue && !IsRecord;

    public required DateTimeOffset EmittedAt { get => FromTicks(_emittedAt); init => _emittedAt = value.UtcTicks; }

    /// <summary>When it was first due: <see cref="EmittedAt"/> unless it was delayed.</summary>
    public required DateTimeOffset FirstDue { get => FromTicks(_firstDue); init => _firstDue = value.UtcTicks; }

    /// <summary>The message whose attempt emitted this one; null when it came from outside or from a schedule.</summary>
    public Guid? Parent { get => _parent == Guid.Empty ? null : _parent; init => _parent = value ?? Guid.Empty; }

    /// <summary>The number of emits without a pause that led here; zero after a delay, a cron or an emit from outside.</summary>
    public int Hops { get; init; }

    /// <summary>Where it was emitted, such as <c>orders.dark:14:5</c>, <c>dark emit</c> or <c>schedule</c>.</summary>
    public required string EmittedFrom { get; init; }

    /// <summary>The key under which no second message is emitted until <see cref="OnceUntil"/>; null for none.</summary>
    public string? OnceKey
    {
        get => _rare?.OnceKey;
        init
        {
            if (value is not null)
                EnsureRareFields().OnceKey = value;
        }
    }

    public DateTimeOffset OnceUntil
    {
        get => _rare?.OnceUntil ?? default;
        init
        {
            if (value != default)
                EnsureRareFields().OnceUntil = value;
        }
    }

    public MessageState State { get; set; }

    /// <summary>The key whose messages run one at a time and in order; null for none. Follows from event and options.</summary>
    public string? Key => _rare?.Key;

    /// <summary>The priority; a larger one goes first. It follows from the event and the worker's options.</summary>
    public int Priority => _rare?.Priority ?? 0;

    /// <summary>What its attempts recorded of their calls to the outside, oldest first; see <see cref="IsRecord"/>.</summary>
    public IReadOnlyList<Message> Records => _rare?.Records ?? (IReadOnlyList<Message>)[];

    /// <summary>The share of the message; null if the worker has no shares. Follows from event and options.</summary>
    public string? ShareName => _rare?.ShareName;

    /// <summary>How many messages of the share run in its turn.</summary>
    internal int ShareWeight => _rare?.Share?.Weight ?? _rare?.ShareWeight ?? 1;

    /// <summary>The share that the message has joined; null while it is not ready, and if the worker has no shares.</summary>
    internal Share? Share => _rare?.Share;

    /// <summary>Whether the worker's options can't be evaluated for the event.</summary>
    public bool HasInvalidOptions => _rare?.HasInvalidOptions ?? false;

    /// <summary>Whether an attempt may handle it with others: it has had none, and nothing is known that would fail them.</summary>
    public bool CanShareAttempt => Attempts == 0 && (_rare is null || (!_rare.HasInvalidOptions && _rare.Records is not { Count: > 0 }));

    public DateTimeOffset Due { get => FromTicks(_due); set => _due = value.UtcTicks; }

    /// <summary>The number of attempts that have started.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the message is dead; null in every other state.</summary>
    public DeadLetter? Death
    {
        get => _rare?.Death;
        set
        {
            if (value is not null || _rare is { IsCommon: false })
                EnsureRareFields().Death = value;
        }
    }

    /// <summary>The position of the message in the store. Only the store reads and writes it.</summary>
    public long Position { get; set; }

    /// <param name="options">The options that the attributes were computed from; null if none of them depends on the event.</param>
    internal void SetScheduling(SchedulingAttributes attributes, HandlerOptions? options)
    {
        if (_rare is null && options is not { HaveEventExpressions: true })
            return;
        if (_rare is { IsCommon: true } && options is null)
        {
            _rare = null;
            return;
        }
        var rare = EnsureRareFields();
        (rare.Key, rare.Priority) = (attributes.Key, attributes.Priority);
        (rare.ShareName, rare.ShareWeight, rare.Share) = (attributes.Share, attributes.ShareWeight, null);
        (rare.HasInvalidOptions, rare.Options) = (attributes.Problem is not null, options);
    }

    /// <summary>Makes the message one of the share. Where the share is all that is rare about it, it needs no object for that.</summary>
    internal void Join(Share share)
    {
        if (_rare is null or { HasOnlyShare: true })
            _rare = share.Common ??= new RareFields(_rare) { Share = share, ShareName = share.Name, IsCommon = true };
        else
            EnsureRareFields().Share = share;
    }

    /// <summary>Returns whether the key and the priority were computed from these options.</summary>
    internal bool HasSchedulingFor(HandlerOptions options) => ReferenceEquals(_rare?.Options, options);

    public void AddRecord(Message record) => (EnsureRareFields().Records ??= []).Add(record);

    public void RemoveRecord(Message record) => _rare?.Records?.Remove(record);

    /// <summary>Unloads the event of a stored message.</summary>
    public void UnloadEvent() => _event = null;

    public void RestoreEvent(byte[] @event) => _event = @event;

    private RareFields EnsureRareFields() => _rare is { IsCommon: false } own ? own : _rare = new RareFields(_rare);

    private static DateTimeOffset FromTicks(long ticks) => new(ticks, TimeSpan.Zero);

    internal sealed class RareFields
    {
        /// <param name="common">The fields of the share that the message had; it gets its own.</param>
        public RareFields(RareFields? common)
        {
            if (common is not null)
                (ShareName, ShareWeight, Share, Options) = (common.ShareName, common.ShareWeight, common.Share, common.Options);
        }

        /// <summary>Whether all messages of a share have this object. It never changes.</summary>
        public bool IsCommon { get; init; }

        /// <summary>Whether the message would need no such object if its share had one.</summary>
        public bool HasOnlyShare =>
            ShareName is not null && OnceKey is null && Death is null && Key is null && Priority == 0 && Records is null
            && !HasInvalidOptions;

        public string? OnceKey { get; set; }

        public DateTimeOffset OnceUntil { get; set; }

        public DeadLetter? Death { get; set; }

        public string? Key { get; set; }

        public int Priority { get; set; }

        public string? ShareName { get; set; }

        public int ShareWeight { get; set; } = 1;

        public Share? Share { get; set; }

        public bool HasInvalidOptions { get; set; }

        public HandlerOptions? Options { get; set; }

        public List<Message>? Records { get; set; }
    }
}

/// <param name="Trace">The trace of the attempt that failed.</param>
public sealed record DeadLetter(DateTimeOffset At, Failure Failure, Guid Trace);

/// <summary>A runtime error in its stored form. Locations have the form <c>path:line:column</c>.</summary>
public sealed record Failure(string Code, string Message, string At, string? Help, IReadOnlyList<FailureFrame> Stack);

public sealed record FailureFrame(string Function, string At);
