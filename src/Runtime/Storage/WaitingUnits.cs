namespace DarkLang.Runtime.Storage;

/// <summary>The units that wait for the writer, in the order in which they came. Used under the lock of the commit queue; only <see cref="Count"/> is read without it.</summary>
internal sealed class WaitingUnits
{
    public const int MaxBatch = 1_000;

    private const int MaxBatchChanges = 100_000;
    private const long MaxBatchBytes = 16 * 1024 * 1024;

    /// <summary>So many units that nobody waits for are a batch.</summary>
    private const int Company = 64;

    private readonly Queue<CommitUnit> _units = new();
    private int _count;
    private int _urgent;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Somebody waits for one of them, or there are many.</summary>
    public bool IsUrgent => _urgent > 0 || _count >= Company;

    public void Add(CommitUnit unit)
    {
        _units.Enqueue(unit);
        _count = _units.Count;
        if (!unit.CanWait)
            _urgent++;
    }

    /// <summary>Moves as many to the batch as it has room for.</summary>
    public void Take(List<CommitUnit> batch)
    {
        var (changes, bytes) = (0, 0L);
        while (batch.Count < MaxBatch && changes < MaxBatchChanges && bytes < MaxBatchBytes && _units.TryDequeue(out var unit))
        {
            changes += unit.Changes.Count;
            bytes += unit.Size;
            batch.Add(unit);
            if (!unit.CanWait)
                _urgent--;
        }
        _count = _units.Count;
    }
}
