using System.Runtime.InteropServices;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// What was handled per handler, counted with every change so that no queue is ever scanned. The counts lie in chunks of some dozens of
/// handlers, each a document: a store writes only the chunks that changed.
/// </summary>
internal sealed class Totals
{
    private const int ChunkSize = 64;

    private readonly Dictionary<HandlerId, Counts> _counts = [];
    private readonly List<List<(HandlerId Handler, Counts Counts)>> _chunks = [];
    private readonly HashSet<int> _changedChunks = [];

    /// <summary>False while changes are replayed that the stored totals already include.</summary>
    public bool Counting { get; set; } = true;

    public IReadOnlyCollection<int> ChangedChunks => _changedChunks;

    public void CountDone(HandlerId handler)
    {
        if (Counting)
            Changed(handler).Done++;
    }

    public void CountDead(HandlerId handler)
    {
        if (Counting)
            Changed(handler).DeadInAll++;
    }

    /// <summary>Loads what was stored in a chunk.</summary>
    public void Load(int chunk, HandlerId handler, HandlerTotals totals)
    {
        while (_chunks.Count <= chunk)
            _chunks.Add([]);
        var counts = _counts[handler] = new Counts(chunk) { Done = totals.Done, DeadInAll = totals.DeadInAll };
        _chunks[chunk].Add((handler, counts));
    }

    public IEnumerable<(HandlerId Handler, HandlerTotals Totals)> Chunk(int number) =>
        _chunks[number].Select(entry => (entry.Handler, entry.Counts.ToTotals()));

    public void AllChunksStored() => _changedChunks.Clear();

    public Dictionary<HandlerId, HandlerTotals> ToDictionary() => _counts.ToDictionary(entry => entry.Key, entry => entry.Value.ToTotals());

    private Counts Changed(HandlerId handler)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, handler, out _);
        if (counts is null)
        {
            if (_chunks.Count == 0 || _chunks[^1].Count == ChunkSize)
                _chunks.Add([]);
            counts = new Counts(_chunks.Count - 1);
            _chunks[^1].Add((handler, counts));
        }
        _changedChunks.Add(counts.Chunk);
        return counts;
    }

    private sealed class Counts(int chunk)
    {
        public int Chunk => chunk;

        public long Done { get; set; }

        public long DeadInAll { get; set; }

        public HandlerTotals ToTotals() => new(Done, DeadInAll);
    }
}

/// <summary>How many messages of a handler were done and how many died since the store was created.</summary>
public readonly record struct HandlerTotals(long Done, long DeadInAll)
{
    public static HandlerTotals Zero { get; } = new(0, 0);
}
