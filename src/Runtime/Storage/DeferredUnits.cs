using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>Work that is done and does not fit on the disk, in the order in which it came. What comes later and is about the same must not be stored before it.</summary>
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

    /// <summary>Something of it is about what one of these is about; or it changes nothing, and tells somebody that all before it is stored.</summary>
    public bool Blocks(CommitUnit unit) => _units.Count > 0 && (unit.Changes.Count == 0 || unit.Subjects.Any(_subjects.Contains));

    /// <summary>Moves all of them to the batch.</summary>
    public void Take(List<CommitUnit> batch)
    {
        batch.AddRange(_units);
        _units.Clear();
        _subjects.Clear();
    }

    /// <summary>Takes out the end of an attempt at this message, should it be one that can be given up.</summary>
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
