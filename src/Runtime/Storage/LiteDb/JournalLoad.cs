using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the journal back. The parts of the batches stand in no order, so one pass finds which part lies where, and then the batches are read one
/// after the other, each let go as soon as it was applied.
/// </summary>
internal sealed class JournalLoad(JournalPages journal, long low)
{
    private const int Missing = -1;

    private readonly SortedDictionary<long, int[]> _slots = [];
    private readonly StringPool _pool = new();

    /// <summary>Behind so many bytes events stay in the store: whoever needs one reads it there.</summary>
    private long _bytesWithEvents = 16 << 20;

    /// <summary>Batches that can't be read, with what could be saved of them.</summary>
    public SortedDictionary<long, BadBatch> Bad { get; } = [];

    /// <summary>Parts that are not what was written; to which batch they belonged is unknown.</summary>
    public List<(int Slot, byte[] Bytes)> BadParts { get; } = [];

    public List<int> FreeSlots { get; } = [];

    /// <summary>Pages of the data file that are not what was written, of the journal or of anything else.</summary>
    public List<int> DamagedPages { get; } = [];

    /// <summary>The newest batch of which anything was seen.</summary>
    public long Newest { get; private set; } = low - 1;

    public void Find() => journal.Scan(Add, DamagedPages.Add);


    /// <summary>Reads one batch. Its records are valid until the next call; null when it can't be read and is among the <see cref="Bad"/> now.</summary>
    public DecodedBatch? Read(long sequence)
    {
        if (!_slots.Remove(sequence, out var slots))
        {
            Bad.Add(sequence, new BadBatch([], [], "parts of it are missing"));
            return null;
        }

        if (slots.Contains(Missing))
        {
            Bad.Add(sequence, new BadBatch(
                [.. slots.Where(s => s != Missing)], journal.ReadReadable(sequence, slots), "parts of it are missing"));
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

/// <param name="Readable">The bytes from its beginning to where it breaks off.</param>
internal sealed record BadBatch(int[] Slots, byte[] Readable, string Why);
