using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

/// <summary>A canvas on a store, and where all its parts are connected. An open engine answers queries; a started one runs.</summary>
public sealed class Engine : IDisposable
{
    private readonly EngineContext _context;
    private readonly IStore _store;
    private readonly CommitQueue _commits;
    private readonly TraceRetention _traces;
    private readonly HistoryKeeper _history;
    private readonly CronRunner _crons;
    private readonly AlertRunner _alerts;
    private readonly Settler _settler;
    private readonly QueueLoader _loader;
    private readonly MemoryBudget _memory;
    private readonly Executor _executor;
    private readonly Consumers _consumers;
    private readonly Watchdog _watchdog;
    private readonly Scheduler _scheduler;
    private readonly IReadOnlyList<Change> _recovered;
    private readonly IReadOnlyList<ProblemView> _warnings;
    private readonly HandlerBinding _binding;
    private readonly SourceRetention _sources = new();
    private readonly CompletionWaiters _waiters = new();
    private readonly EventFeed _events;
    private readonly Reprioritizer _reprioritizer;
    private readonly Reloader? _reloader;
    private readonly EngineWaits _waits;
    private readonly bool _emitsAtRest;
    private bool _disposed;

    private Engine(Canvas canvas, IStore store, StoreContents contents, EngineOptions options)
    {
        _store = store;
        _warnings = [.. options.Warnings.Select(ProblemViews.Of)];
        _context = new EngineContext(options) { Version = new CanvasVersion(canvas) };
        _events = new EventFeed(options.Time, options.KeepsEvents);
        _binding = new HandlerBinding(_context, options.Concurrency);
        Action<Exception>? onFault = options.IsStepped ? null : fault => Faulted?.Invoke(fault);
        _commits = new CommitQueue(store, options.Time, _context.Gate, OnBatch, OnStoreTrouble, OnEventsRead, onFault, options.IsStepped);
        _commits.Replacements = new Debouncing(_context);
        _traces = new TraceRetention(_context, _commits, options.TraceKeep);
        _emitsAtRest = options.EmitsAtRest;
        _history = new HistoryKeeper(_context, _commits, options.History, options.HistoryBytes);
        _crons = new CronRunner(_context, _commits);
        _alerts = new AlertRunner(_context, _commits);
        _settler = new Settler(_context, _commits, _traces, _alerts);
        _loader = new QueueLoader(_context, _commits);
        _memory = new MemoryBudget(options.AttemptMemory, options.Time, () => _executor!.Allocated);
        _executor = new Executor(_context, _commits, _loader, _settler, _memory, options.Outside, options.IsStepped);
        _consumers = new Consumers(_context, _commits, _loader, _settler, () => _executor.Accepts && !_commits.IsFull);
        _watchdog = new Watchdog(_context, _executor, _consumers, _commits);
        _scheduler = new Scheduler(_context, _crons);
        _reprioritizer = new Reprioritizer(_context, _commits, _loader);
        _reloader = options.Read is null ? null : new Reloader(this, options.Read, options.Time);
        _waits = new EngineWaits(_context, _commits, _executor, _consumers);
        Subscribe(_context.Signals);
        var damage = contents.Damage.ToList();
        lock (_context.Gate)
        {
            _history.Restore(contents.History);
            _recovered = new Recovery(_context, _binding, _sources, _traces, _crons, _alerts)
                .Run(contents, _context.Version, store, damage);
        }
        Steps = new EngineSteps(_context, _executor, _commits, _traces);
        Control = new EngineControl(
            this, new EngineParts(_context, _commits, _crons, _traces, _waiters, _loader, _events, _consumers, _history, damage));
    }

    // Connects every signal with its listener: there is no other place that does.
    private void Subscribe(EngineSignals signals)
    {
        _settler.Ended += OnAttemptEnded;
        signals.AttemptSettled = _waits.CompleteDrained;
        signals.AttemptDeferred = (message, problem) => AttemptDeferred?.Invoke(message.Id, message.Handler, problem);
        signals.MessageReplaced = (message, by) =>
        {
            _history.Replaced(message);
            _waiters.Replaced(message.Id, by.Id);
        };
        signals.HandlerPaused = _events.Paused;
        signals.HandlerPausedByFailures = OnHandlerPaused;
        signals.HandlerResumed = _events.Resumed;
        signals.CronFired = _events.Fired;
        signals.CronNoticed = notice => CronNoticed?.Invoke(notice);
        signals.Runnable = Wake;
        signals.DueTimesChanged = RequestTick;
        signals.DueTimesPassed = OnDueTimesPassed;
        signals.MessageUnreadable = problem => StoreTrouble?.Invoke(problem);
        _context.Queues.ArrivedWithoutHandler += _events.ArrivedWithoutHandler;
    }

    /// <summary>The canvas that new attempts run.</summary>
    public Canvas Canvas => _context.Version.Canvas;

    /// <summary>The in-process control client.</summary>
    public IControlClient Control { get; }

    internal EngineSteps Steps { get; }

    public EngineState State { get; private set; } = EngineState.Stopped;

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The result of the last load of the files; null before the start. Under the engine's lock.</summary>
    internal LoadView? LastLoad { get; private set; }

    /// <summary>Messages that this start made dead letters, because the process died during each of their attempts.</summary>
    public IReadOnlyList<CrashNotice> CrashedMessages =>
        [.. _recovered.OfType<MessageUpdated>().Where(update => update.Death is not null).Select(CrashNotice.Of)];

    /// <summary>The options set by hand that ended with this start, because the canvas sets them otherwise by now.</summary>
    public IReadOnlyList<string> DroppedOptions => [.. _recovered.OfType<OptionUnset>().Select(unset => OptionText(unset.Override))];

    private string OptionText(OptionOverride set) => OptionViews.Outdated(set, _context.Queues[set.Handler].Handler!.Options);

    /// <summary>Why the store accepts no changes; null while it accepts them. Under the engine's lock.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Raised for every stored end of an attempt, by the writer under the engine's lock: handlers return at once.</summary>
    public event Action<AttemptNotice>? AttemptEnded;

    /// <summary>Raised when failed attempts paused a handler (<c>pauseAfter</c>), in the same way as <see cref="AttemptEnded"/>.</summary>
    public event Action<Pause>? HandlerPaused;

    /// <summary>Raised when due times of a cron are skipped, under the engine's lock: handlers must return at once.</summary>
    public event Action<CronNotice>? CronNoticed;

    /// <summary>Raised when changed files have been read: their canvas runs from now on, or is refused.</summary>
    public event Action<CanvasLoad>? CanvasLoaded;

    /// <summary>
    /// Raised for each message whose attempt has ended but does not fit on the disk, in the same way as <see cref="AttemptEnded"/>. Its
    /// handler starts nothing until the end of the attempt is stored.
    /// </summary>
    public event Action<Guid, HandlerId, StoreException>? AttemptDeferred;

    /// <summary>Raised with the reason when the store accepts no changes at all, and with null when it accepts them again.</summary>
    public event Action<StoreException?>? StoreTrouble;

    /// <summary>
    /// Raised when a step after a commit fails, which is a bug in dark: what was stored is safe, and the engine continues. Raised in the
    /// same way as <see cref="AttemptEnded"/>.
    /// </summary>
    public event Action<Exception>? Faulted;

    /// <summary>Loads the store and binds the canvas to it. The engine owns the store from now on.</summary>
    public static Engine Open(Canvas canvas, IStore store, EngineOptions options) => new(canvas, store, store.Load(), options);

    /// <summary>Opens a store to inspect it, with the canvas that ran last.</summary>
    public static Engine OpenStopped(IStore store, EngineOptions options)
    {
        var contents = store.Load();
        return new Engine(StoredCanvas.Of(store, contents), store, contents, options);
    }

    /// <summary>Opens a store to emit to it while no canvas runs: the messages are stored, and the next start handles them.</summary>
    public static Engine OpenToEmit(IStore store, EngineOptions options) => OpenStopped(store, options with { EmitsAtRest = true });

    public void Start()
    {
        lock (_context.Gate)
        {
            State = EngineState.Running;
            StartedAt = _context.Time.GetUtcNow();
            LastLoad = new LoadView(StartedAt.Value, Canvas.Version, IsRefused: false, _warnings) { Dropped = DroppedOptions };
            Submit([.. _recovered.Where(change => change is not SourceDropped)]);
            Submit([StoredCanvas.ToSource(Canvas), .. _recovered.OfType<SourceDropped>()]);
            _executor.Accept(true);
            _consumers.Serve();
        }
        _scheduler.Start();
    }

    /// <summary>
    /// Reads the files of the canvas again. Their canvas runs from now on, unless they are unchanged or have errors. Running attempts end
    /// on the version they started with. Returns the result of the last load.
    /// </summary>
    public async Task<LoadView> Reload()
    {
        EnsureRunning();
        if (_reloader is null)
            throw new ControlException(ControlProblem.Refused, "this canvas was not loaded from files, so it can't be reloaded");
        var changed = await Task.Run(_reloader.Reload).ConfigureAwait(false);
        lock (_context.Gate)
            return changed ?? LastLoad!;
    }

    /// <summary>Throws unless the engine runs: a stopped or stopping engine accepts no commands.</summary>
    /// <exception cref="ControlException">The engine is stopped or stopping.</exception>
    internal void EnsureRunning()
    {
        if (State == EngineState.Stopped)
            throw new ControlException(ControlProblem.NoRuntime, "this canvas is not running: start it with `dark run`");
        if (State == EngineState.Draining)
            throw new ControlException(ControlProblem.Refused, "the canvas is stopping and accepts no new commands");
    }

    /// <summary>Throws unless messages may be emitted.</summary>
    /// <inheritdoc cref="EnsureRunning"/>
    internal void EnsureEmits()
    {
        if (!_emitsAtRest)
            EnsureRunning();
    }

    /// <summary>Replaces the canvas: attempts that start from now on run the new one. Returns what that ended.</summary>
    internal LoadView TakeOver(Canvas canvas, LoadView view)
    {
        lock (_context.Gate)
        {
            var (old, next, now) = (_context.Version, new CanvasVersion(canvas), _context.Time.GetUtcNow());
            var outdated = _binding.Bind(next);
            _context.Queues.CodeChanged(now);
            Submit([.. _crons.Replace(canvas.Crons, now), .. _alerts.Replace(canvas.Alerts, now)]);
            Submit([.. outdated.Select(set => new OptionUnset(set))]);
            Submit(_sources.Replace(old, next));
            _alerts.CollectDeadLetters();
            foreach (var queue in _context.Queues.All)
                _reprioritizer.RunWhenNeeded(queue);
            LastLoad = view with { Dropped = [.. outdated.Select(OptionText)] };
            _scheduler.RequestTick();
            // A claim on a worker that was removed, or that is no longer external, is refused when it is repeated.
            _consumers.AnswerAll();
            _executor.Wake();
            return LastLoad;
        }
    }

    // Only the source texts may have to wait for space on the disk.
    private void Submit(IReadOnlyList<Change> changes)
    {
        if (changes.Count > 0)
            _commits.SubmitWithoutWaiting(new CommitUnit(changes));
    }

    /// <summary>Completes when no attempt runs, no ready message could start, and nothing waits for the store.</summary>
    public Task WhenIdle()
    {
        lock (_context.Gate)
        {
            return _waits.WhenIdle();
        }
    }

    /// <summary>Starts no more attempts, lets running ones finish within that time, and puts the messages of the others back.</summary>
    public async Task Stop(TimeSpan drain)
    {
        await Drain(drain).ConfigureAwait(false);
        await Task.Run(Dispose).ConfigureAwait(false);
    }

    /// <summary>Does the first half of <see cref="Stop"/>: the engine still owns the store and answers queries.</summary>
    public async Task Drain(TimeSpan drain)
    {
        var drained = BeginDrain();
        await Task.WhenAny(drained, Task.Delay(drain, _context.Time)).ConfigureAwait(false);
        lock (_context.Gate)
        {
            foreach (var thread in _executor.Running)
                thread.Cancel();
            _consumers.ReturnAll();
        }
    }

    /// <summary>Stops as soon as the running attempts have ended, and closes the store.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _scheduler.Dispose();
        _executor.Dispose();
        lock (_context.Gate)
            _consumers.ReturnAll();
        _memory.Dispose();
        _watchdog.Dispose();
        _traces.Flush();
        _traces.Dispose();
        _ = _history.Flush();
        _history.Dispose();
        _commits.Dispose();
        _store.Dispose();
        lock (_context.Gate)
            State = EngineState.Stopped;
    }

    /// <inheritdoc cref="Executor.CancelByHand"/>
    internal Task? CancelByHand(Message message) =>
        _executor.CancelByHand(message) ?? _consumers.CancelByHand(message) ?? _settler.CancelByHand(message);

    /// <inheritdoc cref="Scheduler.RequestTick"/>
    internal void RequestTick() => _scheduler.RequestTick();

    private Task BeginDrain()
    {
        lock (_context.Gate)
        {
            if (State == EngineState.Running)
                State = EngineState.Draining;
            _scheduler.Stop();
            _executor.Accept(false);
            _consumers.AnswerAll();
            return _waits.WhenDrained();
        }
    }

    // Something may have become runnable.
    private void Wake()
    {
        _executor.Wake();
        _consumers.Serve();
    }

    private void OnAttemptEnded(AttemptEnded ended)
    {
        _consumers.Ended(ended.Attempt);
        EndedForMessage(ended);
        _events.Ended(ended);
        foreach (var other in ended.Attempt.Others ?? [])
            EndedForMessage(ended with { Message = other });
        _alerts.Ended(ended);
        AttemptEnded?.Invoke(new AttemptNotice(ended));
    }

    private void EndedForMessage(AttemptEnded ended)
    {
        _waiters.Ended(ended);
        _history.Ended(ended);
    }

    private void OnHandlerPaused(Pause pause)
    {
        _events.Paused(pause);
        HandlerPaused?.Invoke(pause);
    }

    /// <summary>Records and reports that the files of the canvas have been read again.</summary>
    internal void OnCanvasLoaded(CanvasLoad load)
    {
        lock (_context.Gate)
        {
            LastLoad = load.View;
            _events.Loaded(load.View);
        }
        CanvasLoaded?.Invoke(load);
    }

    private void OnBatch()
    {
        if (_context.Queues.TakeToSpill() is { Count: > 0 } spilled)
        {
            _store.Spill(spilled);
            // If the messages before them can't be read, these may be the only ones left.
            foreach (var handler in spilled.Select(message => message.Handler).Distinct())
                _loader.LoadWhenLow(_context.Queues[handler]);
        }
        _scheduler.TickWhenChanged();
        if (State == EngineState.Running)
            _alerts.ReportWhenDue();
        Wake();
        _waits.Complete();
    }

    private void OnDueTimesPassed()
    {
        _alerts.ReportWhenDue();
        Wake();
    }

    private void OnStoreTrouble(StoreException? problem)
    {
        lock (_context.Gate)
        {
            Trouble = problem?.Message;
            _executor.Accept(State == EngineState.Running && problem is null);
            _consumers.Serve();
        }
        StoreTrouble?.Invoke(problem);
    }

    private void OnEventsRead(IReadOnlyList<StoredEvent> events)
    {
        lock (_context.Gate)
            _context.Queues.RestoreEvents(events);
    }
}
