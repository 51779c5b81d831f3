namespace DarkLang.Runtime.Storage;

/// <summary>Finished work that does not fit on the disk, in order. Later units about the same must not be stored before it.</summary>
internal sealed class DeferredUnits
{
    private readonly List<CommitUnit> _units = [];
    private readonly HashSet<Subject> _subjects = [];

    public int Count => _units.Count;

    public void Add(CommitUnit unit)
    {
        _units.Add(unit);
        _subjects.UnionWith(unit.Subjects);
    }

    /// <summary>It shares a subject with a deferred unit. Or it has no changes, and only reports that all before it are stored.</summary>
    public bool Blocks(CommitUnit unit) => _units.Count > 0 && (unit.Changes.Count == 0 || unit.Subjects.Any(_subjects.Contains));

    /// <summary>Moves all units to the batch.</summary>
    public void Take(List<CommitUnit> batch)
    {
        batch.AddRange(_units);
        _units.Clear();
        _subjects.Clear();
    }

    /// <summary>Removes the deferred end of an attempt at this message, unstored. Returns null when there is none to abandon.</summary>
    public CommitUnit? Abandon(Message message)
    {
        var index = _units.FindIndex(unit => unit.CanAbandon(message));
        if (index < 0)
            return null;
        var found = _units[index];
        _units.RemoveAt(index);
        _subjects.Clear();
        _units.ForEach(unit => _subjects.UnionWith(unit.Subjects));
        return found;
    }
}
