namespace DarkLang.Runtime.Queues;

/// <summary>
/// Ready messages of one priority in the order of their shares, by weighted round robin: each share that has messages takes a turn, in
/// which as many of them run as its weight says, and then goes to the end of the line. A share that has none leaves the line and keeps no
/// credit, so a new one waits for at most one turn of each other share. Used under the engine's lock.
/// </summary>
internal sealed class ShareTurns
{
    /// <summary>The messages of a share that stay in memory, however many wait.</summary>
    public const int MostInMemory = 256;

    /// <summary>Spilled messages of a share are loaded when fewer of its messages than this are in memory.</summary>
    private const int LoadBelow = 64;

    /// <summary>The shares whose messages may be spilled at a time: the store looks through all of them.</summary>
    private const int MostSpilled = 64;

    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly HashSet<Share> _spilled = [];
    private Queue<Share> _line = new();

    /// <summary>The number of messages in memory.</summary>
    public int Count { get; private set; }

    /// <summary>The number of messages that are only in the store.</summary>
    public int Spilled { get; private set; }

    /// <summary>All shares that have messages, in memory or spilled.</summary>
    public IReadOnlyCollection<Share> Shares => _shares.Values;

    public IEnumerable<Message> All => _shares.Values.SelectMany(share => share);

    /// <summary>The next message to run; null when there is none.</summary>
    public Message? Next => _line.TryPeek(out var share) ? share.First : null;

    /// <summary>The shares that have spilled messages.</summary>
    public IReadOnlyCollection<Share> SpilledShares => _spilled;

    /// <summary>A share whose spilled messages are needed; null if there is none.</summary>
    public Share? NextToLoad
    {
        get
        {
            foreach (var share in _spilled)
            {
                if (share.Count < LoadBelow)
                    return share;
            }
            return null;
        }
    }

    public void Add(Message message)
    {
        var share = ShareOf(message);
        share.Weight = message.ShareWeight;
        message.Join(share);
        share.Add(message);
        Count++;
        EnterLine(share);
    }

    public bool TryTake([NotNullWhen(true)] out Message? message)
    {
        message = null;
        if (!_line.TryPeek(out var share))
            return false;
        message = share.Take();
        Count--;
        share.Used++;
        if (share.Count > 0 && share.Used < share.Weight)
            return true;
        _line.Dequeue();
        LeaveLine(share);
        return true;
    }

    /// <summary>Removes messages in one pass.</summary>
    public void Remove(IReadOnlySet<Message> gone)
    {
        var line = _line;
        _line = new Queue<Share>();
        Count = 0;
        foreach (var share in _shares.Values)
        {
            if (share.Any(gone.Contains))
                share.Remove(gone);
            Count += share.Count;
        }
        foreach (var share in line)
        {
            if (share.Count > 0)
                _line.Enqueue(share);
            else
                LeaveLine(share);
        }
    }

    /// <summary>Counts the message as spilled if it is behind many others of its share. Returns false if it has to be in memory.</summary>
    public bool TrySpill(Message message)
    {
        if (!_shares.TryGetValue(NameOf(message), out var share)
            || (share.Spilled == 0 && (share.Count < MostInMemory || _spilled.Count == MostSpilled)))
            return false;
        share.Weight = message.ShareWeight;
        message.Join(share);
        share.Spilled++;
        Spilled++;
        _spilled.Add(share);
        return true;
    }

    /// <summary>Counts messages of the share that are no longer spilled.</summary>
    public void Unspilled(Share share, int count)
    {
        share.Spilled -= count;
        Spilled -= count;
        if (share.Spilled > 0)
            return;
        _spilled.Remove(share);
        RemoveEmpty(share);
    }

    /// <summary>Forgets which messages are spilled, and of which shares: other options determine that now.</summary>
    public void Retire()
    {
        foreach (var share in _shares.Values)
            share.Retire();
    }

    private static string NameOf(Message message) => message.ShareName ?? "null";

    private Share ShareOf(Message message)
    {
        var name = NameOf(message);
        if (!_shares.TryGetValue(name, out var share))
            _shares.Add(name, share = new Share(name));
        return share;
    }

    private void EnterLine(Share share)
    {
        if (share.HasTurn)
            return;
        share.HasTurn = true;
        _line.Enqueue(share);
    }

    private void LeaveLine(Share share)
    {
        (share.HasTurn, share.Used) = (false, 0);
        if (share.Count > 0)
            EnterLine(share);
        else
            RemoveEmpty(share);
    }

    private void RemoveEmpty(Share share)
    {
        if (share is { Count: 0, Spilled: 0 })
            _shares.Remove(share.Name);
    }
}
