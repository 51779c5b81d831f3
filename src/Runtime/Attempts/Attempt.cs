using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Runtime.Calls;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Attempts;

/// <summary>One run of a handler on a message: the host of its program while it runs, then the record that makes its trace.</summary>
internal sealed class Attempt(EngineContext context, HandlerQueue queue, Message message, string version, DateTimeOffset startedAt)
    : IHost, IEffects
{
    /// <summary>The limits of one attempt's emits: all are held in memory and stored in one commit.</summary>
    private const int MaxEmits = 100_000;
    private const long MaxEmitBytes = 64 * 1024 * 1024;

    // An emit with at least this delay starts a new chain.
    private static readonly TimeSpan ChainPause = TimeSpan.FromSeconds(1);

    // Guards the outcome and what the attempt has done: when the thread has lost its lease, it may still run while another thread settles.
    private readonly Lock _lock = new();

    // Most attempts do little, so these are created when first needed.
    private List<StoredEvent>? _emits;
    private List<Effect>? _effects;
    private AttemptLog? _log;
    private int _effectCount;
    private int? _hops;
    private HashSet<(HandlerId Worker, string Key)>? _onceKeys;

    public HandlerQueue Queue => queue;

    public Handler Handler { get; } = queue.Handler!;

    /// <summary>The options in effect when it started.</summary>
    public HandlerOptions Options { get; } = queue.Options;

    /// <summary>The message that the attempt handles.</summary>
    public Message Target => message;

    /// <summary>The other messages that it handles, if the worker has <c>batch</c>; null if there are none.</summary>
    public IReadOnlyList<Message>? Others { get; init; }

    /// <summary>All messages that it handles.</summary>
    public IReadOnlyList<Message> Messages => Others is null ? [message] : [message, .. Others];

    public int MessageCount => 1 + (Others?.Count ?? 0);

    public string Version => version;

    /// <summary>
    /// The event, or a List of them if the worker has <c>batch</c>; null for a cron. Kept here because the message may unload it before
    /// the trace is written.
    /// </summary>
    public byte[]? Input { get; set; }

    /// <summary>The number of the attempt, counted from 1.</summary>
    public int Number { get; } = message.Attempts + 1;

    /// <summary>The number of emits without a pause that led to its messages.</summary>
    private int Hops => _hops ??= Messages.Max(handled => handled.Hops);

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>The program outside that handles the message of an external worker; null while the canvas handles it itself.</summary>
    public string? Consumer { get; init; }

    public TimeSpan Duration { get; private set; }

    public Outcome? Outcome { get; private set; }

    /// <summary>Why the message is not done; null when it is.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Set by the watchdog before it cancels the run.</summary>
    public bool TimedOut { get; set; }

    /// <summary>Whether a client removes the message: what the attempt did has no effect then.</summary>
    public bool IsCancelledByHand => Removal is not null;

    /// <summary>Completes once the removal of the message is stored; null while no client removes it.</summary>
    public TaskCompletionSource? Removal { get; set; }

    /// <summary>Those of several messages that clients remove; null if there are none, or if the attempt handles only one.</summary>
    public HashSet<Message>? RemovedByHand { get; set; }

    /// <summary>Completes with what became of the message once that is stored; null while nobody waits for it.</summary>
    public TaskCompletionSource<MessageState>? Settled { get; set; }

    /// <summary>Whether the start of the attempt was submitted to the store.</summary>
    public bool IsStartSubmitted { get; set; }

    public Guid TraceId => MessageIds.OfTrace(Target.Id, Number, StartedAt);

    /// <summary>The emitted messages with their events, which the messages may unload before the trace is written.</summary>
    public IReadOnlyList<StoredEvent> Emits => _emits ?? (IReadOnlyList<StoredEvent>)[];

    public long EmitBytes { get; private set; }

    /// <summary>Whether one of its emits is to a worker with <c>debounce</c>.</summary>
    public bool MayReplace { get; private set; }

    /// <summary>The once-keys that the attempt takes when it settles.</summary>
    public IReadOnlyCollection<(HandlerId Worker, string Key)> OnceKeys => _onceKeys ?? (IReadOnlyCollection<(HandlerId, string)>)[];

    public AttemptLog Log => _log ??= new AttemptLog(context);

    /// <summary>Null if the attempt has neither controlled nor queried workers and crons.</summary>
    public AttemptControlEffects? ControlEffects { get; private set; }

    /// <summary>Null if nothing in the canvas calls the outside. Set before the run.</summary>
    public AttemptCalls? Calls { get; set; }

    /// <summary>The calls to the outside that failed last, which the next attempt makes again.</summary>
    public IEnumerable<Message> FailedCalls => Calls?.FailedAtEnd() ?? [];

    public bool IsFailure => GetTraceOutcome().IsFailure();

    IEffects IHost.Effects => this;

    DateTimeOffset IEffects.Now => Calls?.Now ?? context.Time.GetUtcNow();

    IOutside IEffects.Outside => Calls!;

    MessageInfo? IEffects.Message => new(Target.Id, Number, Target.EmittedAt);

    /// <summary>Ends the attempt under the engine's lock. Returns false if it had ended: without its lease it can't settle.</summary>
    public bool TryEnd(Outcome outcome, TimeSpan duration)
    {
        lock (_lock)
        {
            if (Outcome is not null)
                return false;
            Outcome = outcome;
        }
        Duration = duration;
        Failure = outcome is Outcome.Failed failed ? Failures.Of(failed.Error, context) : null;
        return true;
    }

    public Value Perform(LibraryFunction function, Lang.Evaluation.Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        try
        {
            int? answeredFrom = null;
            var result = function.Effect == LibraryEffect.Outside
                ? Calls!.Perform(function, execution, arguments, out answeredFrom) : function.Body(execution, arguments);
            Record(new Effect(function.Name, at, result, null, answeredFrom));
            return result;
        }
        catch (RuntimeErrorException error)
        {
            Record(new Effect(function.Name, at, default, new TraceEffectError(error.Code, error.Message, error.Help), null));
            throw;
        }
    }

    void IEffects.NextBytes(Span<byte> destination)
    {
        if (Calls is { } calls)
            calls.NextBytes(destination);
        else
            context.Entropy(destination);
    }

    bool IEffects.Emit(Emission emission) => Emit(emission, null);

    /// <param name="encoded">The event in its stored form; null if it is not encoded yet.</param>
    public bool Emit(Emission emission, byte[]? encoded)
    {
        var worker = HandlerId.Worker(emission.Worker);
        if (context.ProblemOfName(emission.Worker) is { } problem)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.TooManyNames, problem, "correct the name, and remove the others: dark 404 ls");
        var options = context.OptionsOf(emission.Worker);
        var attributes = SchedulingAttributes.Of(options, emission.Event);
        var once = OnceClaim.Of(emission.OnceKey, attributes, options.DedupeFor);
        if (once is not null && !TryTakeOnce(worker, once))
            return false;
        var @event = encoded ?? ValueEncoding.Encode(emission.Event, EngineContext.MaxEventBytes);
        EmitBytes += @event.Length + emission.Worker.Length + (once?.Key.Length ?? 0);
        if (Emits.Count == MaxEmits || EmitBytes > MaxEmitBytes)
            throw TooManyEmits();
        var (id, from) = (MessageIds.OfEmit(Target.Id, Emits.Count), context.Locate(emission.At));
        var wait = attributes.DebounceWait(options);
        MayReplace |= wait > TimeSpan.Zero;
        var emitted = context.NewMessage(id, worker, @event, emission.Due, Target.Id, from, once, HopsOf(emission, wait), wait);
        emitted.SetScheduling(attributes, options);
        lock (_lock)
        {
            EnsureLease();
            (_emits ??= []).Add(new StoredEvent(emitted, @event));
        }
        return true;
    }

    /// <summary>Takes back all emits, because one of them was refused.</summary>
    public void DropEmits()
    {
        lock (_lock)
            (_emits, _onceKeys, EmitBytes) = (null, null, 0);
    }

    void IEffects.Log(LogLine line)
    {
        lock (_lock)
        {
            EnsureLease();
            Log.Add(line);
        }
    }

    void IEffects.Control(ControlEffect effect) => EnsureControlEffects().Add(effect);

    long IEffects.CountMessages(string worker) => Calls is { } calls
        ? calls.Read(ReadingKind.Count, () => EnsureControlEffects().CountMessages(worker)) : EnsureControlEffects().CountMessages(worker);

    bool IEffects.IsPaused(string worker) => Calls is { } calls
        ? calls.Read(ReadingKind.Pause, () => EnsureControlEffects().IsPaused(worker) ? 1 : 0) != 0
        : EnsureControlEffects().IsPaused(worker);

    private AttemptControlEffects EnsureControlEffects() => ControlEffects ??= new AttemptControlEffects(context, Target);

    // After the end, what the attempt has done is being stored: a thread that returns late must not add to it.
    public void EnsureLease()
    {
        if (Outcome is not null)
            throw new OperationCanceledException("the attempt lost its lease");
    }

    public TraceHeader ToHeader() =>
        new(TraceId, Queue.Id, Target.Id, Number, GetTraceOutcome(), StartedAt, Duration, IsPinned: false, Version);

    public Trace ToTrace()
    {
        var emits = TraceLimits.Truncate(Emits, ToTraceEmit, emit => emit.Event.Length);
        var effects = TraceLimits.Truncate(_effects ?? [], ToTraceEffect, effect => effect.Result?.Length ?? 0);
        return new Trace
        {
            Id = TraceId,
            Handler = Queue.Id,
            Version = Version,
            Message = Target.Id,
            ParentMessage = Target.Parent,
            Attempt = Number,
            Input = Input is null ? null : TraceValues.Redact(Input),
            Outcome = GetTraceOutcome(),
            Result = Outcome is Outcome.Completed completed ? TraceValues.Encode(completed.Value) : null,
            Failure = Failure,
            IncompleteAt = Outcome is Outcome.Incomplete incomplete ? context.Locate(incomplete.At) : null,
            StartedAt = StartedAt,
            Duration = Duration,
            Emits = emits,
            EmitsLeftOut = Emits.Count - emits.Count,
            Effects = effects,
            EffectsLeftOut = _effectCount - effects.Count,
            Log = Log.Lines,
            LogLeftOut = Log.LeftOut,
            Consumer = Consumer,
            Messages = Handler.Options.Batch is null ? null : [.. Messages.Select(handled => handled.Id)],
        };
    }

    private static TraceEmit ToTraceEmit(StoredEvent emit) =>
        new(emit.Message.Id, emit.Message.Handler.Name, TraceValues.Redact(emit.Event));

    private TraceEffect ToTraceEffect(Effect effect)
    {
        var result = effect.Error is null ? TraceValues.TryEncode(effect.Result) : null;
        return new TraceEffect(effect.Function, context.Locate(effect.At), result, effect.Error, effect.AnsweredFrom);
    }

    private void Record(Effect effect)
    {
        lock (_lock)
        {
            EnsureLease();
            _effectCount++;
            if (_effectCount <= TraceLimits.MaxEntries)
                (_effects ??= []).Add(effect);
        }
    }

    // An emit with a delay can't be part of an endless loop without pauses, so its hops count from zero.
    private int HopsOf(Emission emission, TimeSpan wait)
    {
        if (wait >= ChainPause || (emission.Due is { } due && due >= context.Time.GetUtcNow() + ChainPause))
            return 0;
        var hops = Others is null ? Target.Hops : Hops;
        return hops < context.MaxHops ? hops + 1 : throw ChainTooLong(emission);
    }

    private RuntimeErrorException ChainTooLong(Emission emission) => new(
        "D0607",
        $"this chain of emits is longer than {context.MaxHops} messages, each emitted by the previous one; "
            + $"the last emit is from {Queue.Id} to worker {emission.Worker}",
        "end the chain, or break it: an emit by a cron, or one by emitAfter with a delay of at least a second, starts a new chain");

    private static RuntimeErrorException TooManyEmits() => new(
        RuntimeErrorCodes.TooLarge,
        $"one run of a handler emits at most {MaxEmits} messages and {MaxEmitBytes / 1024 / 1024} MB of events, names and keys",
        "emit one batch, and a message to this worker that continues with the rest");

    private TraceOutcome GetTraceOutcome() => Outcome switch
    {
        Outcome.Completed => TraceOutcome.Completed,
        Outcome.Incomplete => TraceOutcome.Incomplete,
        Outcome.Cancelled => TraceOutcome.TimedOut,
        Outcome.Snoozed => TraceOutcome.Snoozed,
        _ => TraceOutcome.Failed,
    };

    // Another attempt may take the key before this one settles: then this one runs again and finds the key taken.
    private bool TryTakeOnce(HandlerId worker, OnceClaim once) =>
        !context.IsOnceKeyCertain(worker, once.Key) && (_onceKeys ??= []).Add((worker, once.Key));

    /// <param name="Result">Meaningless when there is an error.</param>
    private readonly record struct Effect(string Function, Location At, Value Result, TraceEffectError? Error, int? AnsweredFrom);
}
