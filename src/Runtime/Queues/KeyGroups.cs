using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Messages of one key take turns in the order in which they became ready: one of them holds the key, from then until it is done, dead or
/// removed, also while it waits to be tried again; the others wait behind it.
/// </summary>
internal sealed class KeyGroups
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Ready messages that wait behind another.</summary>
    public IEnumerable<Message> Waiting =>
        _groups.Values.SelectMany(group => (group.Begun?.Where(IsReady) ?? []).Concat(group.Waiting ?? []));

    /// <summary>Whether the message holds its key from now on, or has none; otherwise it waits behind the holder.</summary>
    public bool TryHold(Message message)
    {
        if (message.Key is null || !_groups.TryGetValue(message.Key, out var group))
            return IsFree(message);
        if (group.Holder == message)
            return group.TryHandOver();
        if (group.Begun?.Contains(message) != true)
            (group.Waiting ??= new Queue<Message>()).Enqueue(message);
        return false;
    }

    /// <summary>
    /// The message was begun: it keeps its key, or takes it when nobody has it. Where several were begun before they had one key, they go one by one before what waits.
    /// </summary>
    public void HoldBegun(Message message)
    {
        if (!IsFree(message) && _groups[message.Key!] is var group && group.Begun?.Contains(message) != true)
            (group.Begun ??= []).Add(message);
    }

    /// <summary>The message is through; gives the one whose turn it is.</summary>
    public Message? Release(Message message)
    {
        if (message.Key is null || !_groups.TryGetValue(message.Key, out var group))
            return null;
        if (group.Holder != message)
        {
            group.Begun?.Remove(message);
            return null;
        }
        if (group.Begun is { Count: > 0 })
            return group.TakeBegun() is var begun && IsReady(begun) ? begun : null;
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
            group.Begun?.RemoveAll(gone.Contains);
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

        /// <summary>Others that were begun before they had this key. Rare, and never many.</summary>
        public List<Message>? Begun { get; set; }

        public Queue<Message>? Waiting { get; set; }

        /// <summary>One that runs goes first: nothing starts beside it.</summary>
        public Message TakeBegun()
        {
            Holder = Begun!.Find(message => message.State == MessageState.Running) ?? Begun[0];
            Begun.Remove(Holder);
            return Holder;
        }

        /// <summary>The holder is ready; when another still runs, it waits until that is through.</summary>
        public bool TryHandOver()
        {
            if (Begun?.Exists(message => message.State == MessageState.Running) != true)
                return true;
            var holder = Holder;
            TakeBegun();
            Begun.Insert(0, holder);
            return false;
        }
    }
}
