using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the journal page by page, past LiteDB: reading a document by its id costs LiteDB fifty times as much, and its cache would keep all of them.
/// </summary>
internal sealed class JournalPages
{
    private const int Unknown = 0;

    private readonly byte[] _page = new byte[LogFormat.PageSize];
    private byte[] _content = new byte[64 * 1024];
    private int[] _pageOfSlot = new int[64];
    private int _collection = -1;

    /// <summary>Told of every page that is written, because only LiteDB knows which page a new document gets.</summary>
    public void Note(int page, ReadOnlySpan<byte> bytes)
    {
        if (!JournalPage.IsOne(bytes, _collection)) return;
        var slot = JournalPage.Slot(bytes);
        if (slot < 0) return;
        if (slot >= _pageOfSlot.Length) Array.Resize(ref _pageOfSlot, Math.Max(slot + 1, _pageOfSlot.Length * 2));
        _pageOfSlot[slot] = page;
    }

    /// <summary>Goes through all pages once; gives each part of the journal with the bytes it should be.</summary>
    public void Scan(CommittedPages pages, PartFound onPart, Action<int> onDamage)
    {
        pages.Demand(0, _page);
        _collection = JournalPage.CollectionOf(_page);
        for (var page = 1; page < pages.Count; page++)
        {
            var condition = pages.Read(page, _page);
            if (condition == PageCondition.Missing) continue;
            if (condition == PageCondition.Damaged) onDamage(page);
            else if (JournalPage.IsOne(_page, _collection)) Found(page, onPart);
        }
    }

    /// <summary>The content of a batch, valid until the next call. Throws <see cref="InvalidDataException"/> when a part is not what was written.</summary>
    public ReadOnlySpan<byte> Read(CommittedPages pages, long sequence, IReadOnlyList<int> slots)
    {
        var length = ReadWhatIsThere(pages, sequence, slots, out var whole);
        return whole ? _content.AsSpan(0, length) : throw new InvalidDataException("a part of it can't be read");
    }

    /// <summary>The content from its beginning to the first part that can't be read.</summary>
    public byte[] ReadReadable(CommittedPages pages, long sequence, IReadOnlyList<int> slots) =>
        _content[..ReadWhatIsThere(pages, sequence, slots, out _)];

    private void Found(int page, PartFound onPart)
    {
        Note(page, _page);
        onPart(JournalPage.Slot(_page), JournalPage.Part(_page));
    }

    private int ReadWhatIsThere(CommittedPages pages, long sequence, IReadOnlyList<int> slots, out bool whole)
    {
        var length = 0;
        for (var number = 0; number < slots.Count; number++)
        {
            if (ReadPart(pages, slots[number]) is not { } part || part.Sequence != sequence || part.Number != number || part.Count != slots.Count)
            {
                whole = false;
                return length;
            }

            if (_content.Length < length + part.Used) Array.Resize(ref _content, Math.Max(_content.Length * 2, length + part.Used));
            part.Content(JournalPage.Part(_page)).CopyTo(_content.AsSpan(length));
            length += part.Used;
        }

        whole = slots.Count > 0;
        return length;
    }

    private JournalPart? ReadPart(CommittedPages pages, int slot)
    {
        if (slot < 0 || slot >= _pageOfSlot.Length || _pageOfSlot[slot] == Unknown || pages.Read(_pageOfSlot[slot], _page) != PageCondition.Sound) return null;
        return JournalPage.IsOne(_page, _collection) && JournalPage.Slot(_page) == slot ? JournalPart.Read(JournalPage.Part(_page)) : null;
    }
}

/// <summary>A document of the journal and the bytes it holds.</summary>
internal delegate void PartFound(int slot, ReadOnlySpan<byte> bytes);
