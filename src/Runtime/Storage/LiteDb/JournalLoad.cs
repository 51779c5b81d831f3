using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the journal at a start. The parts of the batches are in no order, so one pass finds where each part is. Then the batches are read
/// one by one, and each is released when it has been applied.
/// </summary>
internal sealed class JournalLoad(JournalPages journal, long low)
{
    private const int Missing = -1;

    private readonly SortedDictionary<long, int[]> _slots = [];
    private readonly StringPool _pool = new();

    /// <summary>After this many bytes, events are left in the store until they are needed.</summary>
    private long _bytesWithEvents = 16 << 20;

    /// <summary>The batches that can't be read, with what could be saved of them.</summary>
    public SortedDictionary<long, BadBatch> Bad { get; } = [];

    /// <summary>Damaged parts, whose batches are unknown.</summary>
    public List<(int Slot, byte[] Bytes)> BadParts { get; } = [];

    public List<int> FreeSlots { get; } = [];

    /// <summary>Damaged pages of the data file, of the journal or of anything else.</summary>
    public List<int> DamagedPages { get; } = [];

    /// <summary>The newest batch of which a part was found.</summary>
    public long Newest { get; private set; } = low - 1;

    public void Find() => journal.Scan(Add, DamagedPages.Add);

    /// <summary>
    /// Returns the oldest batch that may still be needed when nothing else says which it is: from the newest back, as long as no long row
    /// of them is missing.
    /// </summary>
    public long OldestInRow(int longestGap)
    {
        var oldest = Newest + 1;
        foreach (var sequence in _slots.Keys.Reverse())
        {
            if (oldest - sequence > longestGap)
                break;
            oldest = sequence;
        }
        return oldest;
    }

    /// <summary>Reads one batch. Returns null when it can't be read; then it is one of the <see cref="Bad"/>.</summary>
    public DecodedBatch? Read(long sequence)
    {
        if (!_slots.Remove(sequence, out var slots) || slots.Contains(Missing))
        {
            Bad.Add(sequence, new BadBatch(
                [.. (slots ?? []).Where(s => s != Missing)], journal.ReadReadable(sequence, slots ?? []), "parts of it are missing"));
            return null;
        }
        try
        {
            var records = new List<JournalRecord>();
            var content = journal.Read(sequence, slots);
            _bytesWithEvents -= content.Length;
            var clock = BatchEncoding.Read(content, _pool, records, withEvents: _bytesWithEvents > 0);
            return new DecodedBatch(clock, records, slots);
        }
        catch (InvalidDataException error)
        {
            Bad.Add(sequence, new BadBatch(slots, journal.ReadReadable(sequence, slots), error.Message));
            return null;
        }
    }

    private void Add(int slot, ReadOnlySpan<byte> bytes)
    {
        if (JournalPart.Read(bytes) is not { } part || part.Number >= part.Count)
        {
            BadParts.Add((slot, bytes.ToArray()));
            return;
        }
        if (part.Sequence < low)
        {
            FreeSlots.Add(slot);
            return;
        }
        Newest = Math.Max(Newest, part.Sequence);
        if (!_slots.TryGetValue(part.Sequence, out var slots))
        {
            _slots.Add(part.Sequence, slots = new int[part.Count]);
            Array.Fill(slots, Missing);
        }
        slots[part.Number] = slot;
    }
}

internal sealed record DecodedBatch(DateTimeOffset Clock, List<JournalRecord> Records, int[] Slots);

/// <param name="Readable">The bytes from its beginning to the first that can't be read.</param>
internal sealed record BadBatch(int[] Slots, byte[] Readable, string Why);
