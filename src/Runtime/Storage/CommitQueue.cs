using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// The one writer: whatever waits is committed as one batch with one sync, without a timer. Everything that touches
/// the store after loading runs on its thread.
/// </summary>
internal sealed partial class CommitQueue : IDisposable
{
    /// <summary>Beyond this many waiting units a submitter waits: memory stays bounded when the disk is slower than the handlers.</summary>
    private const int MaxWaiting = 4 * WaitingUnits.MaxBatch;

    private const int GroupThreshold = 4;

    /// <summary>So often may parts of a batch be refused before the rest waits for the next time.</summary>
    private const int MaxFailures = 32;

    /// <summary>So long does a unit that nobody waits for look for company.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly object _callbackGate;
    private readonly Action _onBatch;
    private readonly Action<StoreException?> _onTrouble;
    private readonly Action<IReadOnlyList<StoredEvent>> _onEvents;
    private readonly bool _isStepped;
    private readonly Thread? _thread;
    private readonly object _gate = new();
    private readonly WaitingUnits _waiting = new();
    private readonly Queue<Action> _reads = new();
    private readonly DeferredUnits _deferred = new();
    private readonly List<CommitUnit> _batch = [];
    private bool _retries;
    private bool _retryNow;
    private bool _isStopped;
    private StoreException? _lastProblem;
    private WriterState _writer;
    private int _submittersWaiting;
    private string? _trouble;
    private bool _storing;
    private bool _closing;
    private bool _hasEnded;

    /// <param name="callbackGate">Held while the callbacks of a batch run: taken once for all of them.</param>
    /// <param name="onBatch">Runs after the callbacks of each batch.</param>
    /// <param name="onTrouble">Told when the store stops taking changes, and with null when it does again.</param>
    /// <param name="onEvents">Gets the events that were read back.</param>
    /// <param name="isStepped">There is no writer thread: somebody calls <see cref="Turn"/>.</param>
    public CommitQueue(
        IStore store,
        TimeProvider time,
        object callbackGate,
        Action onBatch,
        Action<StoreException?> onTrouble,
        Action<IReadOnlyList<StoredEvent>> onEvents,
        bool isStepped = false)
    {
        _store = store;
        _time = time;
        _callbackGate = callbackGate;
        _onBatch = onBatch;
        _onTrouble = onTrouble;
        _onEvents = onEvents;
        _isStepped = isStepped;
        if (isStepped)
            return;
        _thread = new Thread(Run) { Name = "dark writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How those who wait for the store go on: not on the writer's thread, unless there is none.</summary>
    public TaskCreationOptions Continuations => _isStepped ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>What is submitted and not yet stored.</summary>
    public PendingUnits Pending { get; } = new();

    public void Submit(CommitUnit unit) => Submit(unit, mayWait: true);

    /// <summary>Like <see cref="Submit(CommitUnit)"/>, for a caller that holds a lock the writer's callbacks need: never waits.</summary>
    public void SubmitWithoutWaiting(CommitUnit unit) => Submit(unit, mayWait: false);

    private void Submit(CommitUnit unit, bool mayWait)
    {
        lock (_gate)
        {
            while (mayWait && _waiting.Count >= MaxWaiting && !_closing)
            {
                _submittersWaiting++;
                Monitor.Wait(_gate);
                _submittersWaiting--;
            }
            if (TryEnqueue(unit))
                return;
        }
        // Nobody is going to store it any more.
        lock (_callbackGate)
            unit.End(new StoreException(StoreProblem.Io, "the canvas is stopping and takes nothing new"));
    }

    // Waking threads that have nothing to do costs more than the commit of a unit.
    private bool TryEnqueue(CommitUnit unit)
    {
        if (_hasEnded)
            return false;
        Pending.Add(unit);
        _waiting.Add(unit);
        if (_writer == WriterState.Idle || _writer == WriterState.Lingering && HasUrgentBatch)
            Monitor.PulseAll(_gate);
        return true;
    }

    /// <summary>Takes out the end of an attempt at this message that waits for room: it is never stored. Null when there is none, or it can't be given up.</summary>
    public CommitUnit? Abandon(Message message)
    {
        lock (_gate)
        {
            var unit = _deferred.Abandon(message);
            if (unit is not null)
                Pending.Remove(unit);
            return unit;
        }
    }

    /// <summary>The event of a message that let go of it. Waits for the writer.</summary>
    public byte[] LoadEvent(Message message)
    {
        LoadEvents([message]).GetAwaiter().GetResult();
        return message.Event ?? throw new StoreException(StoreProblem.Damaged, "the store did not give the event back");
    }

    /// <summary>Gives messages their events back.</summary>
    public Task LoadEvents(IReadOnlyList<Message> messages) => Read(store =>
    {
        foreach (var message in messages)
        {
            // Another reader may have brought it along.
            if (message.IsEventUnloaded)
                _onEvents(store.ReadEvents(message));
        }
        return true;
    });

    /// <summary>The events of those of these messages that let go of them, which they go on to do; and of some others. What can't be read is left out.</summary>
    public Task<IReadOnlyDictionary<Message, byte[]>> ReadEvents(IReadOnlyList<Message> messages) =>
        Read<IReadOnlyDictionary<Message, byte[]>>(store =>
    {
        var events = new Dictionary<Message, byte[]>();
        foreach (var message in messages)
        {
            try
            {
                foreach (var (read, @event) in message.IsEventUnloaded && !events.ContainsKey(message) ? store.ReadEvents(message) : [])
                    events[read] = @event;
            }
            catch (StoreException)
            {
                // Whoever handles the message is told.
            }
        }
        return events;
    });

    /// <inheritdoc cref="IStore.LoadSpilled"/>
    public Task<IReadOnlyList<Message>> LoadSpilled(HandlerId handler, int atLeast) => Read(store => store.LoadSpilled(handler, atLeast));

    public Task<SpilledPage?> ReadSpilled(HandlerId handler, SpilledPage? after) => Read(store => store.ReadSpilled(handler, after));

    public Task<Trace?> ReadTrace(Guid id) => Read(store => store.ReadTrace(id));

    public Task<SourceVersion?> ReadSource(string version) => Read(store => store.ReadSource(version));

    /// <inheritdoc cref="IStore.BeginCopy"/>
    public Task<IStoreCopy> BeginCopy() => Read(store => store.BeginCopy());

    /// <summary>The writer is behind: nothing should start that leads to more work for it. It is told when a batch is done.</summary>
    public bool IsFull => _waiting.Count >= MaxWaiting;

    /// <summary>Nothing waits for the store. Inside the callbacks of a batch, that batch no longer counts.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0 && _deferred.Count == 0 && !_storing;
        }
    }

    /// <summary>Commits what waits, as far as the store takes it, and ends the writer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            // What does not fit even now is on its queues, as if it had never run, when the store is opened again.
            (_closing, _retryNow) = (true, true);
            Monitor.PulseAll(_gate);
        }
        if (_isStepped)
            Run();
        _thread?.Join();
    }

    private Task<T> Read<T>(Func<IStore, T> read)
    {
        var result = new TaskCompletionSource<T>(Continuations);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            _reads.Enqueue(() => Complete(result, read));
            Monitor.PulseAll(_gate);
        }
        return result.Task;
    }

    private void Complete<T>(TaskCompletionSource<T> result, Func<IStore, T> read)
    {
        try
        {
            result.SetResult(read(_store));
        }
        catch (Exception e)
        {
            result.SetException(e);
        }
    }

    private void Run()
    {
        while (Turn())
        {
            // Several who were told just now go on first, and come along with what they emit next: one sync for many. On a busy machine that may take a while,
            // which one alone, or a chain of messages, would pay for nothing.
            if (_batch.Count >= GroupThreshold)
                Thread.Yield();
        }
    }

    /// <summary>Reads and commits what waits, after waiting for something. False when there is nothing and nothing comes.</summary>
    public bool Turn()
    {
        if (!NextWork(_batch, out var reads))
            return false;
        foreach (var read in reads)
            read();
        if (_batch.Count > 0)
            Commit(_batch);
        return true;
    }

    // While the store takes nothing, nothing goes before the work that is done.
    private bool HasBatch => RetriesNow || (!OnlyRetries && _waiting.Count > 0);

    private bool HasUrgentBatch => RetriesNow || (!OnlyRetries && _waiting.IsUrgent);

    private bool OnlyRetries => _isStopped && _deferred.Count > 0;

    private bool RetriesNow => _retryNow && _deferred.Count > 0;

    private bool NextWork(List<CommitUnit> batch, out List<Action> reads)
    {
        batch.Clear();
        reads = [];
        lock (_gate)
        {
            WaitForWork();
            while (_reads.TryDequeue(out var read))
                reads.Add(read);
            if (HasBatch || _closing)
                TakeBatch(batch);
            if (_submittersWaiting > 0)
                Monitor.PulseAll(_gate);
            var hasWork = batch.Count > 0 || reads.Count > 0;
            _hasEnded = _closing && !hasWork;
            return hasWork;
        }
    }

    // What was settled goes with the next emit, if one comes within a moment: each sync of its own would make the emits wait. The writer dozes after
    // each batch, since it is then that attempts end; so they need not wake it.
    private void WaitForWork()
    {
        var dozes = true;
        while (!HasUrgentBatch && _reads.Count == 0 && !_closing && !_isStepped)
        {
            _writer = dozes ? WriterState.Lingering : WriterState.Idle;
            var isOver = !Monitor.Wait(_gate, dozes ? Linger : Timeout.InfiniteTimeSpan);
            if (isOver && HasBatch)
                break;
            dozes = HasBatch;
        }
        _writer = WriterState.Busy;
    }

    private void TakeBatch(List<CommitUnit> batch)
    {
        if (_retryNow)
            _deferred.Take(batch);
        _retryNow = false;
        _waiting.Take(batch);
        _storing = batch.Count > 0;
    }

    private async Task RetryLater()
    {
        _retries = true;
        await Task.Delay(RetryAfter, _time).ConfigureAwait(false);
        lock (_gate)
        {
            (_retries, _retryNow) = (false, true);
            Monitor.PulseAll(_gate);
        }
    }

    private enum WriterState
    {
        Busy,

        /// <summary>It wakes by itself, for what can wait.</summary>
        Lingering,
        Idle,
    }
}
