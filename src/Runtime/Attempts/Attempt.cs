using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Attempts;

/// <summary>
/// One run of a handler on a message: the host of its program while it runs, and afterwards the record its trace is made from.
/// </summary>
internal sealed class Attempt : IHost, IEffects
{
    /// <summary>All of them are stored in one commit, and held in memory until then.</summary>
    private const int MaxEmits = 100_000;
    private const long MaxEmitBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan ChainPause = TimeSpan.FromSeconds(1);

    private readonly EngineContext _context;

    // Most attempts do little: what holds the rest is made when it is first needed.
    private List<StoredEvent>? _emits;
    private List<Effect>? _effects;
    private AttemptLog? _log;
    private int _effectCount;
    private Dictionary<(HandlerId Worker, string Key), TimeSpan>? _onceKeys;

    public Attempt(EngineContext context, HandlerQueue queue, Message message, string version, DateTimeOffset startedAt)
    {
        _context = context;
        Queue = queue;
        Handler = queue.Handler!;
        Target = message;
        Version = version;
        Number = message.Attempts + 1;
        StartedAt = startedAt;
    }

    public HandlerQueue Queue { get; }

    public Handler Handler { get; }

    /// <summary>The message this is an attempt at.</summary>
    public Message Target { get; }

    public string Version { get; }

    /// <summary>The event; null for a cron. Kept here because the message may let go of it before the trace is written.</summary>
    public byte[]? Input { get; set; }

    /// <summary>Counted from 1.</summary>
    public int Number { get; }

    public DateTimeOffset StartedAt { get; }

    public TimeSpan Duration { get; private set; }

    public Outcome? Outcome { get; private set; }

    /// <summary>Why the message is not done; null when it is.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Set by the watchdog before it cancels the run.</summary>
    public bool TimedOut { get; set; }

    /// <summary>Somebody removed its message: whatever it did counts for nothing.</summary>
    public bool IsCancelledByHand => Removal is not null;

    /// <summary>Ends once its message is gone from the store; null while nobody removes it.</summary>
    public TaskCompletionSource? Removal { get; set; }

    /// <summary>The store was told that this attempt was begun.</summary>
    public bool WasNoted { get; set; }

    public Guid TraceId => MessageIds.OfTrace(Target.Id, Number, StartedAt);

    /// <summary>With their events, which the messages may let go of before the trace is written.</summary>
    public IReadOnlyList<StoredEvent> Emits => _emits ?? (IReadOnlyList<StoredEvent>)[];

    public long EmitBytes { get; private set; }

    /// <summary>The once-keys this attempt means to take, and for how long.</summary>
    public IReadOnlyCollection<KeyValuePair<(HandlerId Worker, string Key), TimeSpan>> OnceKeys =>
        _onceKeys ?? (IReadOnlyCollection<KeyValuePair<(HandlerId, string), TimeSpan>>)[];

    public AttemptLog Log => _log ??= new AttemptLog(_context);

    /// <summary>Null while it wants nothing of workers and crons.</summary>
    public AttemptControlEffects? ControlEffects { get; private set; }

    public bool IsFailure => TraceOutcomeOf().IsFailure();

    IEffects IHost.Effects => this;

    DateTimeOffset IEffects.Now => _context.Time.GetUtcNow();

    MessageInfo? IEffects.Message => new(Target.Id, Number, Target.EmittedAt);

    // What it did is read by whoever settles it, while a thread that lost it may still be at it: that is what it is locked for.
    /// <summary>False when it had ended already: an attempt that lost its lease can't settle its message any more. Under the engine's lock.</summary>
    public bool TryEnd(Outcome outcome, TimeSpan duration)
    {
        lock (this)
        {
            if (Outcome is not null)
                return false;
            Outcome = outcome;
        }
        Duration = duration;
        Failure = outcome is Outcome.Failed failed ? Failures.Of(failed.Error, _context) : null;
        return true;
    }

    public Value Perform(LibraryFunction function, Lang.Evaluation.Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        try
        {
            var result = function.Body(execution, arguments);
            Note(new Effect(function.Name, at, result, null));
            return result;
        }
        catch (RuntimeErrorException error)
        {
            Note(new Effect(function.Name, at, default, new TraceEffectError(error.Code, error.Message, error.Help)));
            throw;
        }
    }

    Guid IEffects.NewUuid() => _context.NewId();

    long IEffects.NextInt(long lowest, long highest) => UniformRange.Next(_context.Entropy, lowest, highest);

    void IEffects.NextBytes(Span<byte> destination) => _context.Entropy(destination);

    bool IEffects.Emit(Emission emission)
    {
        var worker = HandlerId.Worker(emission.Worker);
        var options = _context.OptionsOf(emission.Worker);
        var attributes = SchedulingAttributes.Of(options, emission.Event);
        var once = OnceClaim.Of(emission.OnceKey, attributes, options.DedupeFor);
        if (once is not null && !TryTakeOnce(worker, once))
            return false;
        var @event = ValueEncoding.Encode(emission.Event, EngineContext.MaxEventBytes);
        EmitBytes += @event.Length;
        if (Emits.Count == MaxEmits || EmitBytes > MaxEmitBytes)
            throw TooManyEmits();
        var message = _context.NewMessage(
            MessageIds.OfEmit(Target.Id, Emits.Count),
            worker,
            @event,
            emission.Due,
            Target.Id,
            _context.Locate(emission.At),
            once,
            HopsOf(emission));
        message.SetScheduling(attributes, options);
        lock (this)
        {
            EnsureLease();
            (_emits ??= []).Add(new StoredEvent(message, @event));
        }
        return true;
    }

    void IEffects.Log(LogLine line)
    {
        lock (this)
        {
            EnsureLease();
            Log.Add(line);
        }
    }

    void IEffects.Control(ControlEffect act) => EnsureControlEffects().Add(act);

    long IEffects.CountMessages(string worker) => EnsureControlEffects().CountMessages(worker);

    bool IEffects.IsPaused(string worker) => EnsureControlEffects().IsPaused(worker);

    private AttemptControlEffects EnsureControlEffects() => ControlEffects ??= new AttemptControlEffects(_context, Target);

    // What it has done until now is being stored; a thread that comes back late adds nothing.
    private void EnsureLease()
    {
        if (Outcome is not null)
            throw new OperationCanceledException("the attempt lost its lease");
    }

    public TraceHeader ToHeader() =>
        new(TraceId, Queue.Id, Target.Id, Number, TraceOutcomeOf(), StartedAt, Duration, IsPinned: false, Version);

    public Trace ToTrace()
    {
        var emits = TraceLimits.Limit(
            Emits, e => new TraceEmit(e.Message.Id, e.Message.Handler.Name, TraceValues.Redact(e.Event)), e => e.Event.Length);
        var effects = TraceLimits.Limit(
            _effects ?? [],
            e => new TraceEffect(e.Function, _context.Locate(e.At), e.Error is null ? TraceValues.TryEncode(e.Result) : null, e.Error),
            e => e.Result?.Length ?? 0);
        return ToTrace(emits, effects);
    }

    private Trace ToTrace(IReadOnlyList<TraceEmit> emits, IReadOnlyList<TraceEffect> effects) => new()
    {
        Id = TraceId,
        Handler = Queue.Id,
        Version = Version,
        Message = Target.Id,
        ParentMessage = Target.Parent,
        Attempt = Number,
        Input = Input is null ? null : TraceValues.Redact(Input),
        Outcome = TraceOutcomeOf(),
        Result = Outcome is Outcome.Completed completed ? TraceValues.Encode(completed.Value) : null,
        Failure = Failure,
        IncompleteAt = Outcome is Outcome.Incomplete incomplete ? _context.Locate(incomplete.At) : null,
        StartedAt = StartedAt,
        Duration = Duration,
        Emits = emits,
        EmitsLeftOut = Emits.Count - emits.Count,
        Effects = effects,
        EffectsLeftOut = _effectCount - effects.Count,
        Log = Log.Lines,
        LogLeftOut = Log.LeftOut,
    };

    private void Note(Effect effect)
    {
        lock (this)
        {
            EnsureLease();
            _effectCount++;
            if (_effectCount <= TraceLimits.Entries)
                (_effects ??= []).Add(effect);
        }
    }

    // What comes later can't run away: it begins anew.
    private int HopsOf(Emission emission)
    {
        if (emission.Due is { } due && due >= _context.Time.GetUtcNow() + ChainPause)
            return 0;
        return Target.Hops < _context.MaxHops ? Target.Hops + 1 : throw ChainTooLong(emission);
    }

    private RuntimeErrorException ChainTooLong(Emission emission) => new(
        "D0607",
        $"this chain of emits has run away: {_context.MaxHops} messages, each emitted by the one before, the last from {Queue.Id} to worker {emission.Worker}",
        "end the chain, or let it pause: what is emitted by a cron, or for a second later or more with emitAfter, begins a new chain");

    private static RuntimeErrorException TooManyEmits() => new(
        RuntimeErrorCodes.TooLarge,
        $"one run of a handler emits at most {MaxEmits} messages and {MaxEmitBytes / 1024 / 1024} MB of events",
        "emit a batch, and then a message to this worker that goes on with the rest");

    private TraceOutcome TraceOutcomeOf() => Outcome switch
    {
        Outcome.Completed => TraceOutcome.Completed,
        Outcome.Incomplete => TraceOutcome.Incomplete,
        Outcome.Cancelled => TraceOutcome.TimedOut,
        _ => TraceOutcome.Failed,
    };

    // Another attempt may take the key before this one settles: then this one is run again and sees it taken.
    private bool TryTakeOnce(HandlerId worker, OnceClaim once) =>
        !_context.IsOnceKeyCertain(worker, once.Key) && (_onceKeys ??= []).TryAdd((worker, once.Key), once.Window);

    /// <param name="Result">Without meaning when there is an error.</param>
    private readonly record struct Effect(string Function, Location At, Value Result, TraceEffectError? Error);
}
