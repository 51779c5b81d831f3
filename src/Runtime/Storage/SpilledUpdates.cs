namespace DarkLang.Runtime.Storage;

/// <summary>While commits are replayed: the updates of messages that are only in the store, by position.</summary>
internal sealed class SpilledUpdates
{
    private readonly Dictionary<long, MessageUpdated> _updates = [];

    /// <summary>Returns the state that the previous update gave the message; null if there was none.</summary>
    public MessageState? Set(long position, MessageUpdated update)
    {
        var previous = _updates.GetValueOrDefault(position)?.State;
        _updates[position] = update;
        return previous;
    }

    public void Remove(long position)
    {
        if (_updates.Count > 0)
            _updates.Remove(position);
    }

    /// <summary>Removes and returns all updates: for each commit, the indexes of its messages with their updates.</summary>
    public IReadOnlyList<(long Sequence, List<(int Index, MessageUpdated Update)> Updates)> Take()
    {
        var taken = _updates.GroupBy(update => JournalPosition.Of(update.Key).Sequence)
            .Select(updates => (updates.Key, updates.Select(u => (JournalPosition.Of(u.Key).Index, u.Value)).ToList())).ToList();
        _updates.Clear();
        return taken;
    }
}
