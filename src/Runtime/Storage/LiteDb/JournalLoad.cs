using DarkLang.Runtime.Storage.Records;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the journal back in one pass over its documents. They stand in no order, so each batch is decoded as soon as its last part was seen, and
/// its bytes are let go; the batches are applied in order at the end.
/// </summary>
internal sealed class JournalLoad(long low)
{
    private readonly Dictionary<long, Parts> _incomplete = [];
    private readonly StringPool _pool = new();

    /// <summary>Decoded batches by their number.</summary>
    public Dictionary<long, DecodedBatch> Batches { get; } = [];

    /// <summary>Batches that can't be read, with what could be saved of them.</summary>
    public SortedDictionary<long, BadBatch> Bad { get; } = [];

    /// <summary>Parts that are not what was written; to which batch they belonged is unknown.</summary>
    public List<(int Slot, byte[] Bytes)> BadParts { get; } = [];

    public List<int> FreeSlots { get; } = [];

    /// <summary>The newest batch of which anything was seen.</summary>
    public long Newest { get; private set; } = low - 1;

    public void Read(LiteEngine engine)
    {
        using var reader = engine.Query(Documents.Journal, new Query());
        while (reader.Read())
        {
            var document = reader.Current.AsDocument;
            Add(document["_id"].AsInt32, document["b"].IsBinary ? document["b"].AsBinary : []);
        }

        for (var sequence = low; sequence <= Newest; sequence++)
        {
            if (Batches.ContainsKey(sequence) || Bad.ContainsKey(sequence)) continue;
            var parts = _incomplete.GetValueOrDefault(sequence);
            Bad.Add(sequence, new BadBatch(parts?.Slots() ?? [], parts?.Readable() ?? [], "parts of it are missing"));
        }
    }

    private void Add(int slot, byte[] bytes)
    {
        if (JournalPart.Read(bytes) is not { } part)
        {
            BadParts.Add((slot, bytes));
            return;
        }

        if (part.Sequence < low)
        {
            FreeSlots.Add(slot);
            return;
        }

        Newest = Math.Max(Newest, part.Sequence);
        if (!_incomplete.TryGetValue(part.Sequence, out var parts)) _incomplete.Add(part.Sequence, parts = new Parts(part.Count));
        if (!parts.Add(part, slot, bytes)) return;
        _incomplete.Remove(part.Sequence);
        Decode(part.Sequence, parts);
    }

    private void Decode(long sequence, Parts parts)
    {
        var records = new List<JournalRecord>();
        var bytes = parts.Readable();
        try
        {
            var clock = BatchEncoding.Read(bytes, _pool, records);
            Batches.Add(sequence, new DecodedBatch(clock, records, parts.Slots()));
        }
        catch (InvalidDataException error)
        {
            Bad.Add(sequence, new BadBatch(parts.Slots(), bytes, error.Message));
        }
    }

    /// <summary>The parts of one batch seen so far.</summary>
    private sealed class Parts(int count)
    {
        private readonly SortedDictionary<int, (int Slot, byte[] Bytes, JournalPart Part)> _seen = [];

        /// <summary>True when this was the last one missing.</summary>
        public bool Add(JournalPart part, int slot, byte[] bytes)
        {
            _seen[part.Number] = (slot, bytes, part);
            return _seen.Count == count;
        }

        public int[] Slots() => [.. _seen.Values.Select(s => s.Slot)];

        /// <summary>The content from the beginning to the first part that is missing.</summary>
        public byte[] Readable()
        {
            var whole = new MemoryStream();
            var next = 0;
            foreach (var (number, (_, bytes, part)) in _seen)
            {
                if (number != next++) break;
                whole.Write(part.Content(bytes));
            }

            return whole.ToArray();
        }
    }
}

internal sealed record DecodedBatch(DateTimeOffset Clock, List<JournalRecord> Records, int[] Slots);

/// <param name="Readable">The bytes from its beginning to where it breaks off.</param>
internal sealed record BadBatch(int[] Slots, byte[] Readable, string Why);
