namespace DarkLang.Runtime.Storage;

/// <summary>The units that wait for the writer, in order. For use under the queue's lock, apart from <see cref="Count"/>.</summary>
internal sealed class WaitingUnits
{
    public const int MaxBatch = 1_000;

    /// <summary>A start reads one batch at a time: larger ones would take more memory, and save no time.</summary>
    private const int MaxBatchChanges = 10_000;
    private const long MaxBatchBytes = 16 * 1024 * 1024;

    /// <summary>This many units are committed at once, even if nobody waits for them.</summary>
    private const int UrgentCount = 64;

    private readonly Queue<CommitUnit> _units = new();
    private int _count;
    private int _urgent;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Somebody waits for one of the units, or there are many.</summary>
    public bool IsUrgent => _urgent > 0 || _count >= UrgentCount;

    public void Add(CommitUnit unit)
    {
        _units.Enqueue(unit);
        _count = _units.Count;
        if (!unit.CanWait)
            _urgent++;
    }

    /// <summary>Moves units to the batch until it is full.</summary>
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
