namespace DarkLang.Runtime.Queues;

/// <summary>
/// Messages of one key take turns in the order in which they became ready: one of them holds the key, from then until it is done, dead or
/// removed, also while it waits to be tried again; the others wait behind it.
/// </summary>
internal sealed class KeyGroups
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Ready messages that wait behind another.</summary>
    public IEnumerable<Message> Waiting => _groups.Values.SelectMany(group => group.Waiting ?? []);

    /// <summary>Whether the message holds its key from now on, or has none; otherwise it waits behind the holder.</summary>
    public bool TryHold(Message message)
    {
        if (IsFree(message))
            return true;
        var group = _groups[message.Key!];
        (group.Waiting ??= new Queue<Message>()).Enqueue(message);
        return false;
    }

    /// <summary>The message is to be tried again: it keeps its key, or takes it when nobody has it.</summary>
    public void Keep(Message message) => IsFree(message);

    /// <summary>The message is through; gives the one whose turn it is.</summary>
    public Message? Release(Message message)
    {
        if (message.Key is null || !_groups.TryGetValue(message.Key, out var group) || group.Holder != message)
            return null;
        if (group.Waiting is not { Count: > 0 })
        {
            _groups.Remove(message.Key);
            return null;
        }
        return group.Holder = group.Waiting.Dequeue();
    }

    /// <summary>Takes messages out that wait behind others.</summary>
    public void RemoveWaiting(IReadOnlySet<Message> gone)
    {
        foreach (var group in _groups.Values)
        {
            if (group.Waiting?.Any(gone.Contains) == true)
                group.Waiting = new Queue<Message>(group.Waiting.Where(message => !gone.Contains(message)));
        }
    }

    private bool IsFree(Message message)
    {
        if (message.Key is null)
            return true;
        if (_groups.TryGetValue(message.Key, out var group))
            return group.Holder == message;
        _groups.Add(message.Key, new Group(message));
        return true;
    }

    private sealed class Group(Message holder)
    {
        public Message Holder { get; set; } = holder;

        public Queue<Message>? Waiting { get; set; }
    }
}
