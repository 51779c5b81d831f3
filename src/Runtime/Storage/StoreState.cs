using System.Diagnostics;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// What a store holds, as the sum of all changes. Every store applies its commits here, and a start replays the same commits, so that what
/// is read back can't differ from what was stored. Deterministic: it has no clock, time passes with the emits.
/// </summary>
internal sealed class StoreState
{
    private const int BytesBesideEvent = 64;

    private readonly Dictionary<long, Batch> _batches = [];
    private readonly Dictionary<Message, MessageUpdated> _updates = [];
    private readonly OnceKeys _onceKeys;

    private readonly SpilledUpdates _spilledUpdates = new();
    private Batch _current = new(0);
    private int _ordinal;

    public StoreState() => _onceKeys = new OnceKeys(_batches);

    public Totals Totals { get; } = new();

    public StoredFacts Facts { get; } = new();

    /// <summary>The messages that are only in the store.</summary>
    public SpilledMessages Spilled { get; } = new();

    /// <summary>The time of the newest emit, by which once-keys expire.</summary>
    public DateTimeOffset Clock { get => _onceKeys.Clock; set => _onceKeys.Clock = value; }

    /// <summary>About how many bytes the live messages take in the journal.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>How many messages are live.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Begins a commit: the changes that follow belong to it.</summary>
    public void Begin(long sequence)
    {
        _current = new Batch(sequence);
        _batches.Add(sequence, _current);
        _ordinal = 0;
    }

    public void Apply(Change change)
    {
        _ordinal++;
        switch (change)
        {
            case MessageEnqueued enqueued: Enqueue(enqueued.Message); break;
            case MessageUpdated updated: Update(updated); break;
            case MessageSettled settled: Settle(settled); break;
            case OnceKeyForgotten forgotten: _onceKeys.Forget(forgotten.Handler, forgotten.Key); break;
            case SpilledRemoved removed: RemoveSpilled(removed); break;
            case FactChange fact: Facts.Apply(fact, new JournalPosition(_current.Sequence, _ordinal).Packed); break;
            default: throw new UnreachableException();
        }
    }

    public Batch? FindBatch(long sequence) => _batches.GetValueOrDefault(sequence);

    /// <summary>Returns null when the message is not in memory.</summary>
    public Message? Find(long position)
    {
        var place = JournalPosition.Of(position);
        return FindBatch(place.Sequence)?.MessageAt(place.Index);
    }

    /// <summary>Returns the last update of the message; null while it is as it was emitted.</summary>
    public MessageUpdated? LastUpdate(Message message) => _updates.GetValueOrDefault(message);

    public void SetOnceKey(OnceKey key) => _onceKeys.Take(key, _current);

    /// <summary>The message still has its once-key, and the same commit holds both.</summary>
    public bool OwnsOnceKey(Message message) =>
        message.OnceKey is { } key
        && _onceKeys.Find(message.Handler, key) is { } taken
        && taken.Sequence == JournalPosition.Of(message.Position).Sequence
        && taken.Key.Message == message.Id;

    public void ExpireOnceKeys(Batch batch) => _onceKeys.Expire(batch);

    public void RemoveBatch(long sequence) => _batches.Remove(sequence);

    /// <summary>Removes every batch with nothing live, whatever its age.</summary>
    public void RemoveDeadBatches()
    {
        foreach (var (sequence, _) in _batches.Where(entry => entry.Value.Live == 0 && entry.Value != _current))
            _batches.Remove(sequence);
    }

    /// <summary>Moves the message to the current commit, with its state and, when it owns one, its once-key.</summary>
    public void Relocate(Message message, long origin, MessageUpdated? state, bool ownsOnceKey)
    {
        Remove(message.Position, message);
        Add(message, origin);
        if (state is not null)
            _updates[message] = state;
        if (ownsOnceKey)
            SetOnceKey(OnceKey.Of(message));
    }

    public void Spill(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            Debug.Assert(LastUpdate(message) is null, "only a message that is as it was emitted may spill");
            var place = JournalPosition.Of(message.Position);
            if (FindBatch(place.Sequence) is { } batch && batch.MessageAt(place.Index) == message)
                Spilled.Add(batch.Spill(place.Index, message.Handler, message.Share, Weight(message)));
        }
    }

    /// <summary>Returns the group of a spilled message; null when it is in memory, or gone.</summary>
    public SpilledGroup? GroupOf(long position) =>
        FindBatch(JournalPosition.Of(position).Sequence)?.SpilledAt(JournalPosition.Of(position).Index);

    /// <summary>Loads whole groups of spilled messages, the oldest first.</summary>
    /// <param name="read">Reads the messages of a batch by their index.</param>
    public List<Message> Load(HandlerId handler, int atLeast, Share? share, Func<Batch, IReadOnlyList<Message>> read)
    {
        var loaded = new List<Message>();
        while (loaded.Count < atLeast && Spilled.First(handler, share) is { } group)
        {
            try
            {
                var stored = read(group.Batch);
                foreach (var index in group.Indexes().ToList())
                    loaded.Add(Load(group, index, stored[index]));
            }
            catch (StoreException) when (loaded.Count > 0)
            {
                break;
            }
            catch (StoreException)
            {
                // They stay in the store, and the next start names them. The messages after them must not wait for that.
                Spilled.Remove(group);
                throw;
            }
        }
        return loaded;
    }

    /// <summary>Reads the next group after <paramref name="after"/>; its messages stay spilled.</summary>
    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after, Func<Batch, IReadOnlyList<Message>> read)
    {
        if ((after is null ? Spilled.First(handler) : Spilled.After(handler, after.Key)) is not { } group)
            return null;
        var stored = read(group.Batch);
        return new SpilledPage([.. group.Indexes().Select(index => stored[index])], group.Key);
    }

    /// <summary>Returns null when the handler has no spilled messages.</summary>
    public SpilledQueue? SpilledQueueOf(HandlerId handler, Func<Batch, IReadOnlyList<Message>> read) =>
        Spilled.Of(handler) is { Count: > 0 } groups
            ? new SpilledQueue(handler, groups.Sum(g => g.Count), read(groups.Last().Batch)[groups.Last().Indexes().Last()])
            : null;

    /// <summary>Replays an emit. A message that <see cref="Message.CanSpill"/> may be without its event.</summary>
    public void ReplayEnqueued(Message message)
    {
        if (!message.CanSpill)
        {
            Enqueue(message);
            return;
        }
        AddSpilled(message, 0);
        AdvanceClock(message);
    }

    /// <summary>Replays the relocation of a message from an older commit, which may have been replayed itself.</summary>
    public void ReplayRelocated(Message message, long from, long origin, MessageUpdated? state, bool ownsOnceKey)
    {
        var previous = Find(from);
        Remove(from, previous);
        if (previous is not null)
            _updates.Remove(previous);
        if (message.CanSpill && state is null)
            AddSpilled(message, origin);
        else
            Relocate(message, origin, state, ownsOnceKey);
    }

    /// <summary>Replays an update or a settlement. The message is unknown when a later commit has its newer state.</summary>
    public void Replay(HandlerId handler, long position, Func<Message, Change> change)
    {
        if (Find(position) is { } message)
            Apply(change(message));
        else
            ReplayOfSpilled(handler, position, change(StoredMessages.Unknown(handler)));
    }

    /// <summary>Replays the removal of spilled messages.</summary>
    /// <param name="removed">The commits that hold them, with a bit for each message as <see cref="SpilledGroup.Bits"/> has them.</param>
    public void ReplaySpilledRemoved(IReadOnlyList<(long Sequence, byte[] Bits)> removed)
    {
        foreach (var (sequence, bits) in removed)
        {
            foreach (var index in SpilledGroup.IndexesOf(bits))
            {
                var position = new JournalPosition(sequence, index).Packed;
                Remove(position, Find(position));
            }
        }
    }

    /// <summary>Ends a replay: loads the spilled messages that were updated, since these must be in memory.</summary>
    public void LoadUpdated(Func<Batch, IReadOnlyList<Message>> read)
    {
        foreach (var (sequence, updates) in _spilledUpdates.Take())
        {
            var batch = FindBatch(sequence)!;
            var stored = read(batch);
            foreach (var (index, update) in updates)
            {
                Load(batch.SpilledAt(index)!, index, stored[index]);
                _updates[stored[index]] = update with { Message = stored[index] };
            }
        }
        RemoveRecordsWithoutMessage();
    }

    /// <summary>Replaces every message by a new object as it was stored: the old ones belong to an engine that has ended.</summary>
    public void ReplaceMessages(Func<long, int, Message> written)
    {
        foreach (var (batch, index, old) in Messages())
        {
            var copy = written(batch.Sequence, index);
            copy.Position = old.Position;
            batch.Replace(index, copy);
            if (_updates.Remove(old, out var update))
                _updates[copy] = update with { Message = copy };
        }
        RemoveRecordsWithoutMessage();
    }

    /// <summary>Gives every message its stored state, and returns all contents.</summary>
    public StoreContents ToStoreContents(IReadOnlyList<string> damage, IReadOnlyList<SpilledQueue> spilled)
    {
        var stored = Messages().OrderBy(m => m.Batch.OriginAt(m.Index)).Select(m => m.Message).ToLookup(m => m.IsRecord);
        foreach (var (message, update) in _updates)
            message.Become(update);
        return new StoreContents(Facts.ToLookup())
        {
            Messages = [.. stored[false]],
            Records = [.. stored[true]],
            Spilled = spilled,
            Totals = Totals.ToDictionary(),
            OnceKeys = _onceKeys.Active(),
            Damage = damage,
        };
    }

    /// <summary>About how many bytes the message takes in the journal.</summary>
    public static long Weight(Message message) => BytesBesideEvent + message.EventLength;

    private IEnumerable<(Batch Batch, int Index, Message Message)> Messages()
    {
        foreach (var batch in _batches.Values)
        {
            for (var index = 0; index < batch.MessageCount; index++)
            {
                if (batch.MessageAt(index) is { } message)
                    yield return (batch, index, message);
            }
        }
    }

    private void Enqueue(Message message)
    {
        Add(message, 0);
        AdvanceClock(message);
        if (message.OnceKey is not null)
            SetOnceKey(OnceKey.Of(message));
    }

    private void Update(MessageUpdated update)
    {
        var wasDead = LastUpdate(update.Message)?.State == MessageState.Dead;
        if (update.State == MessageState.Dead && !wasDead)
            Totals.CountDead(update.Message.Handler);
        if (Find(update.Message.Position) is not null)
            _updates[update.Message] = update;
    }

    private void Settle(MessageSettled settled)
    {
        var message = settled.Message;
        if (settled.Settlement == Settlement.Done)
            Totals.CountDone(message.Handler);
        // A spilled message has no once-key, so the removal of spilled messages frees none.
        if (settled.Settlement == Settlement.Removed && message.OnceKey is { } key && OwnsOnceKey(message))
            _onceKeys.Forget(message.Handler, key);
        Remove(message.Position, message);
        if (_updates.Count > 0)
            _updates.Remove(message);
        message.Position = 0;
        RemoveAll(message.Records);
    }

    // A replay reads how a message was settled, and does not know its records.
    private void RemoveRecordsWithoutMessage() => RemoveAll(Messages().Select(m => m.Message).RecordsWithoutMessage());

    private void ReplayOfSpilled(HandlerId handler, long position, Change change)
    {
        switch (change)
        {
            case MessageSettled settled:
                if (settled.Settlement == Settlement.Done)
                    Totals.CountDone(handler);
                Remove(position, null);
                break;
            case MessageUpdated updated when GroupOf(position) is not null:
                if (_spilledUpdates.Set(position, updated) != MessageState.Dead && updated.State == MessageState.Dead)
                    Totals.CountDead(handler);
                break;
            default:
                break;
        }
    }

    private void RemoveSpilled(SpilledRemoved removed)
    {
        var groups = Spilled.Of(removed.Handler).ToList();
        removed.Count = groups.Sum(group => group.Count);
        removed.Shares = [.. groups.Where(group => group.Share is not null).Select(group => (group.Share!, group.Count))];
        foreach (var group in groups)
        {
            LiveBytes -= group.Weight;
            Spilled.Remove(group);
            group.Batch.Remove(group);
        }
        LiveCount -= removed.Count;
    }

    private void AdvanceClock(Message message)
    {
        if (message.EmittedAt > Clock)
            Clock = message.EmittedAt;
    }

    private void Add(Message message, long origin)
    {
        message.Position = _current.Add(message, origin).Packed;
        LiveBytes += Weight(message);
        LiveCount++;
    }

    private void AddSpilled(Message message, long origin)
    {
        Spilled.Add(_current.AddSpilled(message.Handler, origin, Weight(message)));
        LiveBytes += Weight(message);
        LiveCount++;
    }

    private Message Load(SpilledGroup group, int index, Message message)
    {
        message.Position = new JournalPosition(group.Batch.Sequence, index).Packed;
        LiveBytes += Weight(message) - group.Batch.Load(group, index, message);
        if (group.Count == 0)
            Spilled.Remove(group);
        return message;
    }

    private void RemoveAll(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            Remove(message.Position, message);
    }

    /// <param name="message">The message there when it is in memory; otherwise it may be spilled, or gone.</param>
    private void Remove(long position, Message? message)
    {
        var place = JournalPosition.Of(position);
        if (FindBatch(place.Sequence) is not { } batch)
            return;
        if (message is not null && batch.MessageAt(place.Index) is not null)
        {
            batch.Remove(place.Index);
            LiveBytes -= Weight(message);
        }
        else if (batch.SpilledAt(place.Index) is { } group)
        {
            LiveBytes -= batch.Remove(group, place.Index);
            if (group.Count == 0)
                Spilled.Remove(group);
            _spilledUpdates.Remove(position);
        }
        else
        {
            return;
        }
        LiveCount--;
    }
}
