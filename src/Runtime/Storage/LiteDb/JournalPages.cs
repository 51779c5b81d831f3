using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the journal page by page, past LiteDB: reading a document by its id costs LiteDB fifty times as much, and its cache would keep all of them.
/// What a document holds is written over in the same way. LiteDB makes the documents, and links their pages: when it makes one, it writes the page
/// that it links the new one to again, as it last knew that, and what was written past it is put back.
/// </summary>
internal sealed class JournalPages(CommittedPages pages, LogFile log)
{
    private const int Unknown = 0;

    private readonly byte[] _page = new byte[LogFormat.PageSize];
    private byte[] _content = new byte[64 * 1024];
    private int[] _pageOfSlot = new int[64];
    private long[] _linksOfSlot = new long[64];
    private byte[]? _model;
    private int _collection = -1;

    /// <summary>Told of every page that LiteDB writes, because only LiteDB knows which page a new document gets.</summary>
    public void Note(int page, Span<byte> bytes)
    {
        if (!IsPart(bytes, out var slot))
            return;
        PutBack(page, bytes, slot);
        Hold(slot, page, bytes);
    }

    /// <summary>The page of a document that was written before.</summary>
    public int Find(int slot) => slot >= 0 && slot < _pageOfSlot.Length ? _pageOfSlot[slot] : Unknown;

    /// <summary>Adds the page of a document that was written before to the next commit; gives where its part goes.</summary>
    public Span<byte> Write(int slot)
    {
        var number = Find(slot);
        if (number == Unknown)
            throw new InvalidOperationException($"nobody knows on which page part {slot} of the journal lies");
        var page = log.AddPagePast();
        if (_model is null || _linksOfSlot[slot] == Unknown)
        {
            pages.Require(number, page);
            LogFormat.EndTransaction(page);
            _model ??= page.ToArray();
            Hold(slot, number, page);
        }

        JournalPage.Write(page, _model, number, slot, _linksOfSlot[slot]);
        return JournalPage.RoomForPart(page);
    }

    /// <summary>A commit failed: how LiteDB linked its pages is nothing to rely on.</summary>
    public void ForgetLinks() => Array.Clear(_linksOfSlot);

    /// <summary>Goes through all pages once; gives each part of the journal with the bytes it should be.</summary>
    public void Scan(PartFound onPart, Action<int> onDamage)
    {
        pages.Require(0, _page);
        _collection = JournalPage.CollectionOf(_page);
        for (var page = 1; page < pages.Count; page++)
        {
            var condition = pages.Read(page, _page);
            if (condition == PageCondition.Missing)
                continue;
            if (condition == PageCondition.Damaged)
                onDamage(page);
            else if (JournalPage.IsOne(_page, _collection))
                Found(page, onPart);
        }
    }

    /// <summary>The content of a batch, valid until the next call. Throws <see cref="InvalidDataException"/> when a part is not what was written.</summary>
    public ReadOnlySpan<byte> Read(long sequence, IReadOnlyList<int> slots)
    {
        var length = ReadWhatIsThere(sequence, slots, out var whole);
        return whole ? _content.AsSpan(0, length) : throw new InvalidDataException("a part of it can't be read");
    }

    /// <summary>The content from its beginning to the first part that can't be read.</summary>
    public byte[] ReadReadable(long sequence, IReadOnlyList<int> slots) =>
        _content[..ReadWhatIsThere(sequence, slots, out _)];

    private void Found(int page, PartFound onPart)
    {
        if (IsPart(_page, out var slot))
            Hold(slot, page, _page);
        onPart(JournalPage.Slot(_page), JournalPage.Part(_page));
    }

    private int ReadWhatIsThere(long sequence, IReadOnlyList<int> slots, out bool whole)
    {
        var length = 0;
        for (var number = 0; number < slots.Count; number++)
        {
            if (ReadPart(slots[number]) is not { } part || part.Sequence != sequence || part.Number != number || part.Count != slots.Count)
            {
                whole = false;
                return length;
            }

            if (_content.Length < length + part.Used)
                Array.Resize(ref _content, Math.Max(_content.Length * 2, length + part.Used));
            part.Content(JournalPage.Part(_page)).CopyTo(_content.AsSpan(length));
            length += part.Used;
        }

        whole = slots.Count > 0;
        return length;
    }

    private bool IsPart(ReadOnlySpan<byte> bytes, out int slot)
    {
        slot = JournalPage.IsOne(bytes, _collection) ? JournalPage.Slot(bytes) : -1;
        return slot >= 0;
    }

    private void Hold(int slot, int page, ReadOnlySpan<byte> bytes)
    {
        if (slot >= _pageOfSlot.Length)
        {
            Array.Resize(ref _pageOfSlot, Math.Max(slot + 1, _pageOfSlot.Length * 2));
            Array.Resize(ref _linksOfSlot, _pageOfSlot.Length);
        }

        _pageOfSlot[slot] = page;
        _linksOfSlot[slot] = JournalPage.Links(bytes);
    }

    private void PutBack(int page, Span<byte> bytes, int slot)
    {
        var newest = new byte[LogFormat.PageSize];
        if (pages.Read(page, newest) != PageCondition.Sound || !IsPart(newest, out var before) || before != slot)
            return;
        log.TryReadPendingPast(page, newest);
        JournalPage.Part(newest).CopyTo(JournalPage.RoomForPart(bytes));
    }

    private JournalPart? ReadPart(int slot)
    {
        if (Find(slot) is not (var page and not Unknown) || pages.Read(page, _page) != PageCondition.Sound)
            return null;
        return JournalPage.IsOne(_page, _collection) && JournalPage.Slot(_page) == slot ? JournalPart.Read(JournalPage.Part(_page)) : null;
    }
}

/// <summary>A document of the journal and the bytes it holds.</summary>
internal delegate void PartFound(int slot, ReadOnlySpan<byte> bytes);
