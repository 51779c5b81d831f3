using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Storage;

/// <summary>What one commit wrote and how much of it still counts. A batch without anything live can be forgotten.</summary>
internal sealed class Batch(long sequence)
{
    private List<Message?> _messages = [];
    private int _inMemory;
    private List<long>? _origins;
    private List<OnceTaken>? _onceKeys;
    private List<RestingGroup>? _resting;

    public long Sequence { get; } = sequence;

    /// <summary>Messages and once-keys that are still at home here.</summary>
    public int Live { get; set; }

    /// <summary>No message before this one is still here.</summary>
    public int FirstMessage { get; private set; }

    public int MessageCount { get; private set; }

    /// <summary>Those of its messages that are only in the store.</summary>
    public IReadOnlyList<RestingGroup> Resting => _resting ?? (IReadOnlyList<RestingGroup>)[];

    public IReadOnlyList<OnceTaken> OnceKeys => _onceKeys ?? (IReadOnlyList<OnceTaken>)[];

    public Message? MessageAt(int index) => index < _messages.Count ? _messages[index] : null;

    /// <summary>The place of the emit: elsewhere than here when the message was moved since.</summary>
    public long OriginAt(int index)
    {
        var origin = _origins is not null && index < _origins.Count ? _origins[index] : 0;
        return origin == 0 ? new Place(Sequence, index).Packed : origin;
    }

    public Place Add(Message message, long origin)
    {
        var index = NextIndex(origin);
        Put(index, message);
        Live++;
        return new Place(Sequence, index);
    }

    /// <summary>A message that is at rest from the beginning.</summary>
    public RestingGroup AddResting(HandlerId handler, long origin, long weight)
    {
        var index = NextIndex(origin);
        Live++;
        return Rest(index, handler, weight);
    }

    /// <summary>The message leaves memory and lives on.</summary>
    public RestingGroup Rest(int index, HandlerId handler, long weight)
    {
        Clear(index);
        _resting ??= [];
        var group = _resting.Find(g => g.Handler == handler);
        if (group is null) _resting.Add(group = new RestingGroup(this, handler, OriginAt(index)));
        group.Add(index, weight);
        return group;
    }

    /// <summary>The message is in memory again; gives its weight.</summary>
    public long Wake(RestingGroup group, int index, Message message)
    {
        Put(index, message);
        return RemoveResting(group, index);
    }

    public RestingGroup? RestingAt(int index) => _resting?.Find(g => g.Holds(index));

    public void Remove(int index)
    {
        Clear(index);
        Live--;
        Advance();
    }

    /// <summary>A message that was at rest is gone; gives its weight.</summary>
    public long Remove(RestingGroup group, int index)
    {
        Live--;
        var weight = RemoveResting(group, index);
        Advance();
        return weight;
    }

    public void Replace(int index, Message message) => _messages[index] = message;

    public void Add(OnceTaken key)
    {
        (_onceKeys ??= []).Add(key);
        Live++;
    }

    private int NextIndex(long origin)
    {
        if (MessageCount > Place.MaxIndex)
            throw new ArgumentException($"one commit holds at most {Place.MaxIndex + 1} messages", nameof(origin));
        if (origin != 0)
        {
            _origins ??= [];
            while (_origins.Count < MessageCount) _origins.Add(0);
            _origins.Add(origin);
        }

        return MessageCount++;
    }

    private void Put(int index, Message message)
    {
        while (_messages.Count <= index) _messages.Add(null);
        _messages[index] = message;
        _inMemory++;
    }

    private void Clear(int index)
    {
        if (MessageAt(index) is null) return;
        _messages[index] = null;
        if (--_inMemory == 0) _messages = [];
    }

    private long RemoveResting(RestingGroup group, int index)
    {
        var weight = group.Remove(index);
        if (group.Count == 0) _resting!.Remove(group);
        return weight;
    }

    private void Advance()
    {
        while (FirstMessage < MessageCount && MessageAt(FirstMessage) is null && RestingAt(FirstMessage) is null) FirstMessage++;
    }
}

/// <summary>A once-key and the commit that holds it.</summary>
internal sealed class OnceTaken(OnceKey key, long home)
{
    public OnceKey Key { get; } = key;

    /// <summary>Zero when the key is free again.</summary>
    public long Home { get; set; } = home;
}
