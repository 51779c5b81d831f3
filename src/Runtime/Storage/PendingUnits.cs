namespace DarkLang.Runtime.Storage;

/// <summary>
/// The index of what is submitted and not yet stored, by subject. Emits and completions that only settle their message are left out:
/// there are very many of them, and nobody asks about them.
/// </summary>
internal sealed class PendingUnits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Subject, List<CommitUnit>> _units = [];

    public void Add(CommitUnit unit)
    {
        if (unit.IndexedUnder is not { Count: > 0 } subjects)
            return;
        lock (_lock)
        {
            foreach (var subject in subjects)
            {
                if (!_units.TryGetValue(subject, out var units))
                    _units.Add(subject, units = []);
                units.Add(unit);
            }
        }
    }

    /// <summary>The unit is stored, refused or abandoned.</summary>
    public void Remove(CommitUnit unit)
    {
        if (unit.IndexedUnder is not { Count: > 0 } subjects)
            return;
        lock (_lock)
        {
            foreach (var subject in subjects)
            {
                if (_units.TryGetValue(subject, out var units) && units.Remove(unit) && units.Count == 0)
                    _units.Remove(subject);
            }
        }
    }

    public bool IsPending(Subject subject)
    {
        lock (_lock)
            return _units.ContainsKey(subject);
    }

    /// <summary>The pending units about the subject, oldest first.</summary>
    public IReadOnlyList<CommitUnit> About(Subject subject)
    {
        lock (_lock)
            return _units.TryGetValue(subject, out var units) ? [.. units] : [];
    }

    /// <summary>The pending changes of one kind in units about the subject.</summary>
    public IEnumerable<T> Changes<T>(Subject subject)
        where T : Change => About(subject).SelectMany(unit => unit.Changes.OfType<T>());

    /// <summary>The pending changes of one kind.</summary>
    public IReadOnlyList<T> Changes<T>()
        where T : Change
    {
        lock (_lock)
            return [.. _units.Values.SelectMany(units => units).Distinct().SelectMany(unit => unit.Changes.OfType<T>())];
    }
}
