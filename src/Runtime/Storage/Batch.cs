namespace DarkLang.Runtime.Storage;

/// <summary>What one commit wrote, and how much of it is still live. A batch with nothing live can be forgotten.</summary>
internal sealed class Batch(long sequence)
{
    private List<Message?> _messages = [];
    private int _inMemory;
    private List<long>? _origins;
    private List<HeldOnceKey>? _onceKeys;
    private List<SpilledGroup>? _spilled;

    public long Sequence { get; } = sequence;

    /// <summary>How many messages and once-keys live in this batch.</summary>
    public int Live { get; set; }

    /// <summary>No message before this index lives in this batch.</summary>
    public int FirstMessage { get; private set; }

    public int MessageCount { get; private set; }

    public IReadOnlyList<SpilledGroup> Spilled => _spilled ?? (IReadOnlyList<SpilledGroup>)[];

    public IReadOnlyList<HeldOnceKey> OnceKeys => _onceKeys ?? (IReadOnlyList<HeldOnceKey>)[];

    public Message? MessageAt(int index) => index < _messages.Count ? _messages[index] : null;

    /// <summary>The position at which the message was emitted: in an older batch when it was relocated since.</summary>
    public long OriginAt(int index)
    {
        var origin = _origins is not null && index < _origins.Count ? _origins[index] : 0;
        return origin == 0 ? new JournalPosition(Sequence, index).Packed : origin;
    }

    /// <param name="origin">Zero when the message is emitted by this commit.</param>
    public JournalPosition Add(Message message, long origin)
    {
        var index = NextIndex(origin);
        Put(index, message);
        Live++;
        return new JournalPosition(Sequence, index);
    }

    /// <summary>Adds a message that is only in the store.</summary>
    public SpilledGroup AddSpilled(HandlerId handler, long origin, long weight)
    {
        var index = NextIndex(origin);
        Live++;
        return Spill(index, handler, null, weight);
    }

    /// <summary>The message leaves memory and stays live.</summary>
    public SpilledGroup Spill(int index, HandlerId handler, Share? share, long weight)
    {
        Clear(index);
        _spilled ??= [];
        var group = _spilled.Find(g => g.Share == share && g.Handler == handler);
        if (group is null)
            _spilled.Add(group = new SpilledGroup(this, handler, OriginAt(index), share));
        group.Add(index, weight);
        return group;
    }

    /// <summary>The message is in memory again. Returns its weight.</summary>
    public long Load(SpilledGroup group, int index, Message message)
    {
        Put(index, message);
        return RemoveSpilled(group, index);
    }

    public SpilledGroup? SpilledAt(int index) => _spilled?.Find(g => g.Contains(index));

    public void Remove(int index)
    {
        Clear(index);
        Live--;
        AdvanceFirst();
    }

    /// <summary>Removes a spilled message. Returns its weight.</summary>
    public long Remove(SpilledGroup group, int index)
    {
        Live--;
        var weight = RemoveSpilled(group, index);
        AdvanceFirst();
        return weight;
    }

    /// <summary>Removes all spilled messages of the group.</summary>
    public void Remove(SpilledGroup group)
    {
        Live -= group.Count;
        _spilled!.Remove(group);
        AdvanceFirst();
    }

    public void Replace(int index, Message message) => _messages[index] = message;

    public void Add(HeldOnceKey key)
    {
        (_onceKeys ??= []).Add(key);
        Live++;
    }

    private int NextIndex(long origin)
    {
        if (MessageCount > JournalPosition.MaxIndex)
            throw new ArgumentException($"one commit holds at most {JournalPosition.MaxIndex + 1} messages", nameof(origin));
        if (origin != 0)
        {
            _origins ??= [];
            while (_origins.Count < MessageCount)
                _origins.Add(0);
            _origins.Add(origin);
        }
        return MessageCount++;
    }

    private void Put(int index, Message message)
    {
        while (_messages.Count <= index)
            _messages.Add(null);
        _messages[index] = message;
        _inMemory++;
    }

    private void Clear(int index)
    {
        if (MessageAt(index) is null)
            return;
        _messages[index] = null;
        if (--_inMemory == 0)
            _messages = [];
    }

    private long RemoveSpilled(SpilledGroup group, int index)
    {
        var weight = group.Remove(index);
        if (group.Count == 0)
            _spilled!.Remove(group);
        return weight;
    }

    private void AdvanceFirst()
    {
        while (FirstMessage < MessageCount && MessageAt(FirstMessage) is null && SpilledAt(FirstMessage) is null)
            FirstMessage++;
    }
}

/// <summary>A once-key and the commit that holds it.</summary>
internal sealed class HeldOnceKey(OnceKey key, long sequence)
{
    public OnceKey Key { get; } = key;

    /// <summary>Zero when the key is free again.</summary>
    public long Sequence { get; set; } = sequence;
}
