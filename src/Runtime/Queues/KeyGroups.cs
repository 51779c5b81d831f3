namespace DarkLang.Runtime.Queues;

/// <summary>
/// Runs the messages of one key one at a time, in the order in which they became ready. The first one holds the key until it is done,
/// dead or removed, even while it waits for a retry; the others wait behind it.
/// </summary>
internal sealed class KeyGroups
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Ready messages that wait for the holder of their key.</summary>
    public IEnumerable<Message> Waiting =>
        _groups.Values.SelectMany(group => (group.Started?.Where(IsReady) ?? []).Concat(group.Waiting ?? []));

    /// <summary>Gives the message its key. Returns true if it holds the key or has none; otherwise it waits behind the holder.</summary>
    public bool TryHold(Message message)
    {
        if (message.Key is null || !_groups.TryGetValue(message.Key, out var group))
            return IsFree(message);
        if (group.Holder == message)
            return group.TryHandOver();
        if (group.Started?.Contains(message) != true)
            (group.Waiting ??= new Queue<Message>()).Enqueue(message);
        return false;
    }

    /// <summary>
    /// Gives its key to a message that has had an attempt, or keeps it there. If several had attempts before new code gave them the same
    /// key, they go one by one, before those that wait.
    /// </summary>
    public void HoldStarted(Message message)
    {
        if (!IsFree(message) && _groups[message.Key!] is var group && group.Started?.Contains(message) != true)
            (group.Started ??= []).Add(message);
    }

    /// <summary>Releases the key of a message that has ended. Returns the message that may run next, if any.</summary>
    public Message? Release(Message message)
    {
        if (message.Key is null || !_groups.TryGetValue(message.Key, out var group))
            return null;
        if (group.Holder != message)
        {
            group.Started?.Remove(message);
            return null;
        }
        if (group.Started is { Count: > 0 })
            return group.TakeStarted() is var started && IsReady(started) ? started : null;
        if (group.Waiting is not { Count: > 0 })
        {
            _groups.Remove(message.Key);
            return null;
        }
        return group.Holder = group.Waiting.Dequeue();
    }

    /// <summary>Removes messages that wait for the holder of their key.</summary>
    public void RemoveWaiting(IReadOnlySet<Message> gone)
    {
        foreach (var group in _groups.Values)
        {
            group.Started?.RemoveAll(gone.Contains);
            if (group.Waiting?.Any(gone.Contains) == true)
                group.Waiting = new Queue<Message>(group.Waiting.Where(message => !gone.Contains(message)));
        }
    }

    private static bool IsReady(Message message) => message.State == MessageState.Ready;

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

        /// <summary>Others that had an attempt before they had this key. This is rare, and there are never many.</summary>
        public List<Message>? Started { get; set; }

        public Queue<Message>? Waiting { get; set; }

        /// <summary>Makes another started message the holder. A running one goes first, so that nothing starts beside it.</summary>
        public Message TakeStarted()
        {
            Holder = Started!.Find(message => message.State == MessageState.Running) ?? Started[0];
            Started.Remove(Holder);
            return Holder;
        }

        /// <summary>Returns whether the ready holder may run. If another of its key still runs, that one becomes the holder.</summary>
        public bool TryHandOver()
        {
            if (Started?.Exists(message => message.State == MessageState.Running) != true)
                return true;
            var holder = Holder;
            TakeStarted();
            Started.Insert(0, holder);
            return false;
        }
    }
}
