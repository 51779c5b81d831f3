namespace DarkLang.Runtime.Storage;

/// <summary>All messages that are only in the store, by handler and in the order of their emits.</summary>
internal sealed class SpilledMessages
{
    private static readonly Comparer<SpilledGroup> ByOrigin = Comparer<SpilledGroup>.Create((left, right) => left.Key.CompareTo(right.Key));

    private readonly Dictionary<HandlerId, SortedSet<SpilledGroup>> _groups = [];

    public IEnumerable<HandlerId> Handlers => _groups.Keys;

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<SpilledGroup> Of(HandlerId handler) => _groups.TryGetValue(handler, out var groups) ? groups : [];

    public SpilledGroup? First(HandlerId handler) => _groups.TryGetValue(handler, out var groups) ? groups.Min : null;

    /// <summary>Returns the first group of a share; null for those that have none, or one that is retired.</summary>
    public SpilledGroup? First(HandlerId handler, Share? share)
    {
        foreach (var group in Of(handler))
        {
            if (group.Share == share || (share is null && group.Share!.IsRetired))
                return group;
        }
        return null;
    }

    /// <summary>The engine that knew the shares has ended.</summary>
    public void RetireShares()
    {
        foreach (var group in _groups.Values.SelectMany(groups => groups))
            group.Share?.Retire();
    }

    /// <summary>Returns the first group after that key.</summary>
    public SpilledGroup? After(HandlerId handler, (long Origin, long Sequence) key)
    {
        if (!_groups.TryGetValue(handler, out var groups) || groups.Max is not { } last || last.Key.CompareTo(key) <= 0)
            return null;
        return groups.GetViewBetween(new SpilledGroup(new Batch(key.Sequence + 1), handler, key.Origin), last).Min;
    }

    public void Add(SpilledGroup group)
    {
        if (!_groups.TryGetValue(group.Handler, out var groups))
            _groups.Add(group.Handler, groups = new SortedSet<SpilledGroup>(ByOrigin));
        groups.Add(group);
    }

    public void Remove(SpilledGroup group)
    {
        if (_groups.TryGetValue(group.Handler, out var groups) && groups.Remove(group) && groups.Count == 0)
            _groups.Remove(group.Handler);
    }
}
