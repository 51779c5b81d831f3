using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Keeps the journal in proportion to what lives in it. Batches go oldest first. When the journal holds far more than its live messages need,
/// the messages that keep the oldest batches alive are written again into the newest, a small portion with each commit, so that none waits long.
/// </summary>
internal sealed class Compaction(StoreState contents, JournalSlots slots, StoreLimits limits)
{
    /// <summary>More than it takes to let go of them.</summary>
    private const int FewPages = 8;

    /// <summary>The oldest batch that holds something live; the batches from the low-water mark to here can go.</summary>
    private long _oldestLive;
    private int _deadSlots;

    /// <summary>Whether the batch may be let go with the next commit.</summary>
    public bool IsOver(long sequence) => sequence < _oldestLive;

    /// <summary>The oldest batch that is read back.</summary>
    public long Low { get; private set; } = 1;

    public void Start(long low) => (Low, _oldestLive, _deadSlots) = (low, low, 0);

    /// <param name="next">The batch about to be written.</param>
    /// <param name="bytes">About how large it will be.</param>
    /// <param name="read">Gives the messages of a batch that are only in the store.</param>
    /// <param name="carries">False where there is no room for it.</param>
    public RelocationPlan Plan(long next, long bytes, Func<Batch, IReadOnlyList<Message>> read, bool carries)
    {
        Advance(next);
        var low = _deadSlots >= limits.LetGoAtPages ? _oldestLive : 0;
        if (!carries)
            return Only(low);
        var journal = (long)(slots.UsedCount - _deadSlots) * JournalPart.Capacity;
        if (journal <= (2 * contents.LiveBytes) + limits.SlackBytes)
            return Only(low);
        var messages = new List<(Message, long)>();
        var keys = new List<OnceKey>();
        var portion = Math.Max(bytes, limits.LeastPortionBytes);
        for (var sequence = _oldestLive; sequence < next && portion > 0; sequence++)
        {
            if (contents.FindBatch(sequence) is { Live: > 0 } batch)
                Collect(batch, messages, keys, read, ref portion);
        }

        return new RelocationPlan(messages, keys, low);
    }

    /// <summary>Old batches go, as soon as there are a few, without waiting for the next commit.</summary>
    public RelocationPlan Early(long next)
    {
        Advance(next);
        return Only(_deadSlots >= FewPages ? _oldestLive : 0);
    }

    private static RelocationPlan Only(long low) => low == 0 ? RelocationPlan.Nothing : new RelocationPlan([], [], low);

    /// <summary>The commit that let go of the batches before <paramref name="low"/> is on the disk.</summary>
    public void WentTo(long low)
    {
        for (; Low < low; Low++)
        {
            contents.Forget(Low);
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
            if (contents.FindBatch(_oldestLive) is { Live: > 0 } batch)
            {
                contents.ExpireOnceKeys(batch);
                if (batch.Live > 0)
                    return;
            }

            _deadSlots += slots.CountOf(_oldestLive++);
        }
    }

    private void Collect(
        Batch batch, List<(Message, long)> messages, List<OnceKey> keys, Func<Batch, IReadOnlyList<Message>> read, ref long portion)
    {
        var held = new HashSet<(HandlerId, string)>();
        var spilled = batch.Spilled.Count > 0 ? read(batch) : [];
        for (var index = batch.FirstMessage; index < batch.MessageCount; index++)
        {
            var message = batch.MessageAt(index);
            if (message is null && batch.SpilledAt(index) is not null)
            {
                message = spilled[index];
                message.Position = new JournalPosition(batch.Sequence, index).Packed;
            }

            if (message is null)
                continue;
            if (portion <= 0)
                return;
            messages.Add((message, batch.OriginAt(index)));
            portion -= StoreState.Weight(message);
            if (contents.HoldsKey(message))
                held.Add((message.Handler, message.OnceKey!));
        }

        foreach (var taken in batch.OnceKeys)
        {
            if (taken.Home != batch.Sequence || held.Contains((taken.Key.Handler, taken.Key.Key)))
                continue;
            keys.Add(taken.Key);
            portion -= taken.Key.Key.Length;
        }
    }
}
