namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Keeps the journal in proportion to its live messages. Batches are released oldest first. When the journal is far larger than its live
/// messages need, each commit relocates a small portion of those that keep the oldest batches alive, so that no commit takes long.
/// </summary>
internal sealed class Compaction(StoreState state, JournalSlots slots, StoreLimits limits)
{
    /// <summary>Frees more pages than the release itself takes.</summary>
    private const int MinPages = 8;

    /// <summary>The oldest batch with something live: the batches from <see cref="Low"/> to here can be released.</summary>
    private long _oldestLive;
    private int _deadSlots;

    /// <summary>Whether the next commit may release the batch.</summary>
    public bool IsReleasable(long sequence) => sequence < _oldestLive;

    /// <summary>The oldest batch that a start reads.</summary>
    public long Low { get; private set; } = 1;

    public void Start(long low) => (Low, _oldestLive, _deadSlots) = (low, low, 0);

    /// <param name="next">The batch about to be written.</param>
    /// <param name="bytes">About how large it will be.</param>
    /// <param name="read">Reads the messages of a batch that are only in the store.</param>
    /// <param name="mayRelocate">False where there is no room for it.</param>
    public RelocationPlan Plan(long next, long bytes, Func<Batch, IReadOnlyList<Message>> read, bool mayRelocate)
    {
        var release = PlanRelease(next, limits.ReleaseAtPages);
        var journal = (long)(slots.UsedCount - _deadSlots) * JournalPart.Capacity;
        if (!mayRelocate || journal <= (2 * state.LiveBytes) + limits.GarbageBytes)
            return release;
        var messages = new List<(Message, long)>();
        var keys = new List<OnceKey>();
        var portion = Math.Max(bytes, limits.MinPortionBytes);
        for (var sequence = _oldestLive; sequence < next && portion > 0; sequence++)
        {
            if (state.FindBatch(sequence) is { Live: > 0 } batch)
                Collect(batch, messages, keys, read, ref portion);
        }
        return new RelocationPlan(messages, keys, release.Low);
    }

    /// <summary>Plans the release of old batches alone, if these have that many pages.</summary>
    public RelocationPlan PlanRelease(long next, int minPages = MinPages)
    {
        Advance(next);
        return _deadSlots >= minPages ? new RelocationPlan([], [], _oldestLive) : RelocationPlan.Nothing;
    }

    /// <summary>The commit that released the batches before <paramref name="low"/> is on the disk.</summary>
    public void Released(long low)
    {
        for (; Low < low; Low++)
        {
            state.RemoveBatch(Low);
            slots.Release(Low);
        }
        _deadSlots = 0;
        for (var sequence = Low; sequence < _oldestLive; sequence++)
            _deadSlots += slots.CountOf(sequence);
    }

    private void Advance(long next)
    {
        while (_oldestLive < next)
        {
            if (state.FindBatch(_oldestLive) is { Live: > 0 } batch)
            {
                state.ExpireOnceKeys(batch);
                if (batch.Live > 0)
                    return;
            }
            _deadSlots += slots.CountOf(_oldestLive++);
        }
    }

    private void Collect(
        Batch batch, List<(Message, long)> messages, List<OnceKey> keys, Func<Batch, IReadOnlyList<Message>> read, ref long portion)
    {
        var owned = new HashSet<(HandlerId, string)>();
        var spilled = batch.Spilled.Count > 0 ? read(batch) : [];
        for (var index = batch.FirstMessage; index < batch.MessageCount; index++)
        {
            if (batch.MessageAt(index) is not { } message)
            {
                if (batch.SpilledAt(index) is null)
                    continue;
                message = spilled[index];
                message.Position = new JournalPosition(batch.Sequence, index).Packed;
            }
            if (portion <= 0)
                return;
            messages.Add((message, batch.OriginAt(index)));
            portion -= StoreState.Weight(message);
            if (state.OwnsOnceKey(message))
                owned.Add((message.Handler, message.OnceKey!));
        }
        foreach (var taken in batch.OnceKeys)
        {
            if (taken.Sequence != batch.Sequence || owned.Contains((taken.Key.Handler, taken.Key.Key)))
                continue;
            keys.Add(taken.Key);
            portion -= taken.Key.Key.Length;
        }
    }
}

/// <summary>What the next commit does besides its own changes, so that old batches can be released.</summary>
/// <param name="Messages">The messages to relocate, with the positions at which they were emitted.</param>
/// <param name="Keys">The once-keys to relocate whose message is no longer live.</param>
/// <param name="Low">The commit releases all batches before this one, which have nothing live; zero when it releases none.</param>
internal sealed record RelocationPlan(IReadOnlyList<(Message Message, long Origin)> Messages, IReadOnlyList<OnceKey> Keys, long Low)
{
    public static RelocationPlan Nothing { get; } = new([], [], 0);
}
