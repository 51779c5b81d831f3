using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Storage;

/// <summary>What one commit wrote and how much of it still counts. A batch without anything live can be forgotten.</summary>
internal sealed class Batch(long sequence)
{
    private readonly List<Message?> _messages = [];
    private List<long>? _origins;
    private List<OnceTaken>? _onceKeys;

    public long Sequence { get; } = sequence;

    /// <summary>Messages and once-keys that are still at home here.</summary>
    public int Live { get; set; }

    /// <summary>No message before this one is still here.</summary>
    public int FirstMessage { get; private set; }

    public int MessageCount => _messages.Count;

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
        if (_messages.Count > Place.MaxIndex)
            throw new ArgumentException($"one commit holds at most {Place.MaxIndex + 1} messages", nameof(message));
        if (origin != 0)
        {
            _origins ??= [];
            while (_origins.Count < _messages.Count) _origins.Add(0);
            _origins.Add(origin);
        }

        _messages.Add(message);
        Live++;
        return new Place(Sequence, _messages.Count - 1);
    }

    public void Remove(int index)
    {
        _messages[index] = null;
        Live--;
        while (FirstMessage < _messages.Count && _messages[FirstMessage] is null) FirstMessage++;
    }

    public void Replace(int index, Message message) => _messages[index] = message;

    public void Add(OnceTaken key)
    {
        (_onceKeys ??= []).Add(key);
        Live++;
    }
}

/// <summary>A once-key and the commit that holds it.</summary>
internal sealed class OnceTaken(OnceKey key, long home)
{
    public OnceKey Key { get; } = key;

    /// <summary>Zero when the key is free again.</summary>
    public long Home { get; set; } = home;
}
