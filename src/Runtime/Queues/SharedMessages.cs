namespace DarkLang.Runtime.Queues;

/// <summary>The ready messages of a worker with <c>share</c>: by priority, and among equal priorities in turns of their shares.</summary>
internal sealed class SharedMessages
{
    private readonly SortedDictionary<int, ShareTurns> _levels = new(Comparer<int>.Create((a, b) => b.CompareTo(a)));

    /// <summary>The messages of priority 0: all, unless the worker has a priority for each.</summary>
    public ShareTurns Standard { get; } = new();

    public SharedMessages() => _levels.Add(0, Standard);

    public int Count { get; private set; }

    public IEnumerable<Message> All => _levels.Values.SelectMany(level => level.All);

    /// <summary>The shares that have messages; one with several priorities is there for each of them.</summary>
    public IEnumerable<Share> Shares => _levels.Values.SelectMany(level => level.Shares);

    public Message? Next => First()?.Next;

    public void Add(Message message)
    {
        if (!_levels.TryGetValue(message.Priority, out var level))
            _levels.Add(message.Priority, level = new ShareTurns());
        level.Add(message);
        Count++;
    }

    public bool TryTake([NotNullWhen(true)] out Message? message)
    {
        message = null;
        if (First()?.TryTake(out message) != true || message is null)
            return false;
        Count--;
        if (message.Priority != 0 && _levels[message.Priority].Count == 0)
            _levels.Remove(message.Priority);
        return true;
    }

    /// <summary>Removes messages in one pass.</summary>
    public void Remove(IReadOnlySet<Message> gone)
    {
        Count = 0;
        foreach (var level in _levels.Values)
        {
            level.Remove(gone);
            Count += level.Count;
        }
    }

    private ShareTurns? First()
    {
        if (_levels.Count == 1)
            return Standard;
        foreach (var level in _levels.Values)
        {
            if (level.Count > 0)
                return level;
        }
        return null;
    }
}
