namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>Which documents of the journal hold which batch, and which may be overwritten.</summary>
internal sealed class JournalSlots
{
    private readonly Dictionary<long, int[]> _used = [];
    private readonly Stack<int> _free = [];

    /// <summary>Slots from here on do not exist yet.</summary>
    public int End { get; private set; }

    public int UsedCount { get; private set; }

    public int FreeCount => _free.Count;

    /// <summary>Returns the documents of a batch, in the order of its parts.</summary>
    public IReadOnlyList<int> Of(long sequence) => _used.TryGetValue(sequence, out var slots) ? slots : [];

    public int CountOf(long sequence) => _used.TryGetValue(sequence, out var slots) ? slots.Length : 0;

    /// <summary>Takes free slots first. Slots from the former <see cref="End"/> on are new.</summary>
    public int[] Take(int count)
    {
        var slots = new int[count];
        for (var i = 0; i < count; i++)
            slots[i] = _free.TryPop(out var free) ? free : End++;
        return slots;
    }

    /// <summary>Returns the slots of a commit that failed: new ones do not exist.</summary>
    public void Return(int[] slots, int formerEnd)
    {
        for (var i = slots.Length - 1; i >= 0; i--)
        {
            if (slots[i] < formerEnd)
                _free.Push(slots[i]);
        }
        End = formerEnd;
    }

    /// <summary>Numbers new slots from here, if they were not anyway.</summary>
    public void SkipTo(int slot) => End = Math.Max(End, slot);

    public void Assign(long sequence, int[] slots)
    {
        _used[sequence] = slots;
        UsedCount += slots.Length;
        foreach (var slot in slots)
            End = Math.Max(End, slot + 1);
    }

    public void Release(long sequence)
    {
        if (!_used.Remove(sequence, out var slots))
            return;
        UsedCount -= slots.Length;
        for (var i = slots.Length - 1; i >= 0; i--)
            Free(slots[i]);
    }

    public void Free(int slot)
    {
        _free.Push(slot);
        End = Math.Max(End, slot + 1);
    }
}
