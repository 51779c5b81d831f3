namespace DarkLang.Runtime.Queues;

/// <summary>
/// The ready messages of a queue in the order in which they run: by priority, in turns of their shares, and one of each key at a time. They
/// have no order while the options of new code are being evaluated for them. Used under the engine's lock.
/// </summary>
internal sealed class ReadyMessages
{
    private readonly StablePriorityQueue<Message> _runnable = new();
    private SharedMessages? _shares;
    private KeyGroups? _keys;
    private OldestReadyTracker? _oldest;
    private List<Message>? _unordered;

    /// <summary>The number of messages that can run now.</summary>
    public int Count => _shares?.Count ?? _runnable.Count;

    /// <summary>Whether the messages have no order yet.</summary>
    public bool IsReordering => _unordered is not null;

    public bool HasUnordered => _unordered?.Count > 0;

    /// <summary>The turns of the shares; null if the worker has none.</summary>
    public SharedMessages? Shares => _shares;

    /// <summary>Those that can run, those without an order, and those that wait for their key.</summary>
    public IEnumerable<Message> All => (_shares?.All ?? _runnable).Concat(_unordered ?? []).Concat(_keys?.Waiting ?? []);

    /// <summary>The next message to run; null when none can.</summary>
    public Message? Next => _shares is not null ? _shares.Next : _runnable.TryPeek(out var next) ? next : null;

    /// <summary>The message with the oldest due time.</summary>
    public Message? Oldest => _oldest is null ? Next : _oldest.Oldest();

    public Message Dequeue() => (_shares is not null ? _shares.TryTake(out var message) : _runnable.TryDequeue(out message))
        ? message! : throw new UnreachableException("nothing is ready");

    public void Add(Message message)
    {
        if (_unordered is not null)
        {
            _unordered.Add(message);
            return;
        }
        _oldest?.Add(message);
        if (_keys?.TryHold(message) != false)
            Enqueue(message);
    }

    /// <summary>Removes messages in one pass.</summary>
    public void Remove(IReadOnlySet<Message> gone)
    {
        _runnable.RemoveWhere(gone.Contains);
        _shares?.Remove(gone);
        _unordered?.RemoveAll(gone.Contains);
        _keys?.RemoveWaiting(gone);
    }

    /// <summary>Lets a message hold its key although it is not ready: it has started before, and will run again.</summary>
    public void HoldKey(Message started)
    {
        if (!IsReordering)
            _keys?.HoldStarted(started);
    }

    /// <summary>Releases the key of a message. The next message of the same key becomes runnable.</summary>
    public void ReleaseKey(Message message)
    {
        if (_keys?.Release(message) is { } next)
            Enqueue(next);
    }

    /// <summary>Takes the order away, because other options determine it now.</summary>
    public void ResetOrder(HandlerOptions? options)
    {
        _unordered = [.. All];
        _runnable.RemoveWhere(_ => true);
        _shares?.Standard.Retire();
        _shares = options?.Share is null ? null : new SharedMessages();
        _keys = options?.Key is null ? null : new KeyGroups();
        _oldest = options is null or { Key: null, PriorityOf: null, Share: null } ? null : new OldestReadyTracker();
    }

    /// <summary>
    /// Puts the messages in order, once the options of all are evaluated. Messages with earlier attempts hold their keys and go first; the
    /// others of a key follow in the order of their due times.
    /// </summary>
    public void Reorder(IEnumerable<Message> started)
    {
        if (_unordered is not { } ready)
            return;
        _unordered = null;
        foreach (var message in started)
            HoldKey(message);
        foreach (var message in ready.OrderBy(message => message.Attempts == 0).ThenBy(message => message.Due))
            Add(message);
    }

    private void Enqueue(Message message)
    {
        if (_shares is null)
            _runnable.Enqueue(message, message.Priority);
        else
            _shares.Add(message);
    }
}
