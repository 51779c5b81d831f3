namespace DarkLang.Runtime.Storage;

/// <summary>
/// The one writer of the store: it commits all waiting units as one batch with one sync, without a timer. After loading, everything that
/// touches the store runs on its thread.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    /// <summary>With this many waiting units a submitter waits: memory stays bounded when the disk is slower than the handlers.</summary>
    private const int MaxWaiting = 4 * WaitingUnits.MaxBatch;

    /// <summary>After a batch of this size the writer lets other threads run first.</summary>
    private const int GroupThreshold = 4;

    /// <summary>How long a unit that can wait is held back for others to be committed with.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>While nothing is to be stored, the writer looks this often whether the files are still in their place.</summary>
    private static readonly TimeSpan CheckAfter = TimeSpan.FromSeconds(1);

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly object _callbackGate;
    private readonly Action _onBatch;
    private readonly Action<IReadOnlyList<StoredEvent>> _onEvents;
    private readonly bool _isStepped;
    private readonly BatchCommitter _committer;
    private readonly Thread? _thread;
    private readonly object _gate = new();
    private readonly WaitingUnits _waiting = new();
    private readonly Queue<Action> _reads = new();
    private readonly List<CommitUnit> _batch = [];
    private WriterState _writer;
    private int _submittersWaiting;
    private bool _isStoring;
    private bool _retryIsScheduled;
    private bool _retryNow;
    private bool _isClosing;
    private bool _hasEnded;

    /// <param name="onEvents">Gets the events that were read back.</param>
    /// <param name="isStepped">There is no writer thread: the caller calls <see cref="Turn"/>.</param>
    /// <inheritdoc cref="BatchCommitter"/>
    public CommitQueue(
        IStore store, TimeProvider time, object callbackGate, Action onBatch, Action<StoreException?> onTrouble,
        Action<IReadOnlyList<StoredEvent>> onEvents, Action<Exception>? onFault, bool isStepped = false)
    {
        (_store, _time, _callbackGate, _onBatch, _onEvents, _isStepped) = (store, time, callbackGate, onBatch, onEvents, isStepped);
        _committer = new BatchCommitter(store, Pending, callbackGate, OnBatchDone, onTrouble, onFault);
        if (isStepped)
            return;
        _thread = new Thread(Run) { Name = "dark writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How tasks that wait for the store continue: not on the writer's thread, unless there is none.</summary>
    public TaskCreationOptions Continuations => _isStepped ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>The writer is behind: nothing should start that makes more work for it. The end of each batch is reported.</summary>
    public bool IsFull => _waiting.Count >= MaxWaiting;

    /// <summary>Nothing waits for the store. While the end of a batch is reported, that batch no longer counts.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0 && !_committer.HasDeferred && !_isStoring;
        }
    }

    /// <summary>What is submitted and not yet stored.</summary>
    public PendingUnits Pending { get; } = new();

    public void Submit(CommitUnit unit) => Submit(unit, mayWait: true);

    /// <summary>Like <see cref="Submit(CommitUnit)"/>, for a caller that holds a lock the writer's callbacks need: never waits.</summary>
    public void SubmitWithoutWaiting(CommitUnit unit) => Submit(unit, mayWait: false);

    private void Submit(CommitUnit unit, bool mayWait)
    {
        lock (_gate)
        {
            while (mayWait && _waiting.Count >= MaxWaiting && !_isClosing)
            {
                _submittersWaiting++;
                Monitor.Wait(_gate);
                _submittersWaiting--;
            }
            if (TryEnqueue(unit))
                return;
        }
        lock (_callbackGate)
            unit.End(new StoreException(StoreProblem.Io, "the canvas is stopping and accepts nothing new"));
    }

    // Waking a thread that has nothing to do costs more than the commit of a unit.
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

    /// <summary>Decides what new messages replace. Set before the first commit.</summary>
    public IReplacements Replacements { set => _committer.Replacements = value; }

    /// <inheritdoc cref="DeferredUnits.Abandon"/>
    public CommitUnit? Abandon(Message message) => _committer.Abandon(message);

    /// <summary>Commits what waits, as far as the store takes it, and ends the writer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            // Work that does not fit even now is lost: after the next start its messages are on their queues as if it had not run.
            (_isClosing, _retryNow) = (true, true);
            Monitor.PulseAll(_gate);
        }
        if (_isStepped)
            Run();
        _thread?.Join();
    }

    private void Run()
    {
        while (Turn())
        {
            // The clients that were just answered run first, so that their next emits are in the next batch: one sync for many. On a busy
            // machine this may take a while, and a single client, or a chain of messages, would gain nothing.
            if (_batch.Count >= GroupThreshold)
                Thread.Yield();
        }
    }

    /// <summary>
    /// Waits for work, reads what was asked for and commits one batch, or looks after the store. Returns false when the queue is closed and
    /// empty.
    /// </summary>
    public bool Turn()
    {
        if (!NextWork(out var reads))
            return false;
        foreach (var read in reads)
            read();
        if (_batch.Count > 0)
            _committer.Commit(_batch);
        else if (reads.Count == 0)
            _committer.Check();
        return true;
    }

    private bool HasBatch => RetriesNow || (!OnlyRetries && _waiting.Count > 0);

    private bool HasUrgentBatch => RetriesNow || (!OnlyRetries && _waiting.IsUrgent);

    private bool OnlyRetries => _committer.IsStopped && _committer.HasDeferred;

    private bool RetriesNow => _retryNow && _committer.HasDeferred;

    private bool NextWork(out List<Action> reads)
    {
        _batch.Clear();
        reads = [];
        lock (_gate)
        {
            WaitForWork();
            while (_reads.TryDequeue(out var read))
                reads.Add(read);
            if (HasBatch || _isClosing)
                TakeBatch();
            if (_submittersWaiting > 0)
                Monitor.PulseAll(_gate);
            var hasWork = _batch.Count > 0 || reads.Count > 0;
            _hasEnded = _isClosing && !hasWork;
            return hasWork || !(_isClosing || _isStepped);
        }
    }

    // A unit that nobody waits for is committed together with the next emit, if one comes within a moment: a sync of its own would delay
    // that emit. Attempts end right after a batch, so the writer lingers then, and they need not wake it.
    private void WaitForWork()
    {
        var lingers = true;
        while (!HasUrgentBatch && _reads.Count == 0 && !_isClosing && !_isStepped)
        {
            _writer = lingers ? WriterState.Lingering : WriterState.Idle;
            var isOver = !Monitor.Wait(_gate, lingers ? Linger : CheckAfter);
            if (isOver && (HasBatch || !lingers))
                break;
            lingers = HasBatch;
        }
        _writer = WriterState.Busy;
    }

    private void TakeBatch()
    {
        if (_retryNow)
            _committer.TakeDeferred(_batch);
        _retryNow = false;
        _waiting.Take(_batch);
        _isStoring = _batch.Count > 0;
    }

    private void OnBatchDone()
    {
        lock (_gate)
        {
            _isStoring = false;
            if (_committer.HasDeferred && !_retryIsScheduled)
                _ = RetryLater();
        }
        _onBatch();
    }

    private async Task RetryLater()
    {
        _retryIsScheduled = true;
        await Task.Delay(RetryAfter, _time).ConfigureAwait(false);
        lock (_gate)
        {
            (_retryIsScheduled, _retryNow) = (false, true);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Loads the event of a message that is only in the store. Waits for the writer.</summary>
    public byte[] LoadEvent(Message message)
    {
        LoadEvents([message]).GetAwaiter().GetResult();
        return message.Event ?? throw new StoreException(StoreProblem.Damaged, $"the store has no event of message {message.Id}");
    }

    /// <summary>Waits until the unit is stored or refused. Throws <see cref="OperationCanceledException"/> if it can't be.</summary>
    public void Wait(CommitUnit unit, object gate, CancellationToken cancellation)
    {
        // Without a writer thread, the caller writes. What does not fit on the disk has to wait for another step.
        while (_isStepped && !unit.HasEnded)
        {
            if (!Turn())
                throw new OperationCanceledException("the store does not take what the attempt did", cancellation);
        }
        Task ended;
        lock (gate)
            ended = unit.HasEnded ? Task.CompletedTask : unit.WhenEnded(TaskCreationOptions.RunContinuationsAsynchronously);
        ended.Wait(cancellation);
    }

    /// <summary>Reads what attempts at a message recorded, oldest first. Waits for the writer.</summary>
    public IReadOnlyList<StoredEvent> ReadRecords(Message message)
    {
        if (message.Records.Count == 0)
            return [];
        Message[] records = [.. message.Records];
        var read = Read<IReadOnlyList<StoredEvent>>(store => [.. records.Select(record => Stored(store, record))]);
        while (_isStepped && !read.IsCompleted)
            Turn();
        return read.GetAwaiter().GetResult();
    }

    private static StoredEvent Stored(IStore store, Message message) =>
        message.Event is { } @event ? new StoredEvent(message, @event) : store.ReadEvents(message).First(e => e.Message == message);

    /// <summary>Loads the events of messages back into them.</summary>
    public Task LoadEvents(IReadOnlyList<Message> messages) => Read(store =>
    {
        // A read of one message loads some of its neighbours too.
        foreach (var message in messages.Where(message => message.IsEventUnloaded))
            _onEvents(store.ReadEvents(message));
        return true;
    });

    /// <summary>Reads the unloaded events of these messages, and of some others, without loading them. Skips unreadable ones.</summary>
    public Task<IReadOnlyDictionary<Message, byte[]>> ReadEvents(IReadOnlyList<Message> messages) => Read(store =>
    {
        var events = new Dictionary<Message, byte[]>();
        foreach (var message in messages.Where(message => message.IsEventUnloaded && !events.ContainsKey(message)))
        {
            try
            {
                foreach (var (read, @event) in store.ReadEvents(message))
                    events[read] = @event;
            }
            catch (StoreException)
            {
                // The attempt at the message fails with this error.
            }
        }
        return (IReadOnlyDictionary<Message, byte[]>)events;
    });

    /// <inheritdoc cref="IStore.LoadSpilled"/>
    public Task<IReadOnlyList<Message>> LoadSpilled(HandlerId handler, int atLeast, Share? share) =>
        Read(store => store.LoadSpilled(handler, atLeast, share));

    public Task<SpilledPage?> ReadSpilled(HandlerId handler, SpilledPage? after) => Read(store => store.ReadSpilled(handler, after));

    public Task<Trace?> ReadTrace(Guid id) => Read(store => store.ReadTrace(id));

    public Task<SourceVersion?> ReadSource(string version) => Read(store => store.ReadSource(version));

    public Task<IReadOnlyList<HistoryLine>?> ReadHistory(HistoryPage page) => Read(store => store.ReadHistory(page));

    /// <inheritdoc cref="IStore.BeginCopy"/>
    public Task<StoreCopy> BeginCopy() => Read(store => store.BeginCopy());

    private Task<T> Read<T>(Func<IStore, T> read)
    {
        var result = new TaskCompletionSource<T>(Continuations);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, this);
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

    private enum WriterState
    {
        Busy,

        /// <summary>Wakes by itself after a moment, for units that can wait.</summary>
        Lingering,
        Idle,
    }
}
