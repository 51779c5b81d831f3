using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads the pages of the journal without LiteDB, which takes fifty times as long to read a document by its id, and would cache all of
/// them. Documents are overwritten as direct pages too. LiteDB only makes the documents, and links their pages: when it makes one, it
/// writes the page before it in the list again, with old content, and the part that was written directly is restored.
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

    /// <summary>Call with every page that LiteDB writes, because only LiteDB knows which page a new document gets.</summary>
    public void OnPageWritten(int page, Span<byte> bytes)
    {
        if (!IsPart(bytes, out var slot))
            return;
        RestorePart(page, bytes, slot);
        Track(slot, page, bytes);
    }

    /// <summary>Returns the page of a document, or zero.</summary>
    public int Find(int slot) => slot >= 0 && slot < _pageOfSlot.Length ? _pageOfSlot[slot] : Unknown;

    /// <summary>Adds the page of an existing document to the next commit. Returns its part, to be filled.</summary>
    public Span<byte> Write(int slot)
    {
        var number = Find(slot);
        if (number == Unknown)
            throw new InvalidOperationException($"the page of part {slot} of the journal is unknown");
        var page = log.AddDirectPage();
        if (_model is null || _linksOfSlot[slot] == Unknown)
        {
            pages.Require(number, page);
            LogFormat.EndTransaction(page);
            _model ??= page.ToArray();
            Track(slot, number, page);
        }
        JournalPage.Write(page, _model, number, slot, _linksOfSlot[slot]);
        return JournalPage.WritablePart(page);
    }

    /// <summary>A commit failed, so the links that LiteDB wrote may not be in the files.</summary>
    public void ForgetLinks() => Array.Clear(_linksOfSlot);

    /// <summary>Reads all pages once, and reports each part of the journal.</summary>
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
            {
                onDamage(page);
            }
            else if (JournalPage.IsJournalPage(_page, _collection))
            {
                if (IsPart(_page, out var slot))
                    Track(slot, page, _page);
                onPart(JournalPage.Slot(_page), JournalPage.Part(_page));
            }
        }
    }

    /// <summary>Returns the content of a batch, valid until the next call, or throws <see cref="InvalidDataException"/>.</summary>
    public ReadOnlySpan<byte> Read(long sequence, IReadOnlyList<int> slots)
    {
        var length = ReadParts(sequence, slots, out var isWhole);
        return isWhole ? _content.AsSpan(0, length) : throw new InvalidDataException("a part of it can't be read");
    }

    /// <summary>Returns the content from its beginning to the first part that can't be read.</summary>
    public byte[] ReadReadable(long sequence, IReadOnlyList<int> slots) => _content[..ReadParts(sequence, slots, out _)];

    private int ReadParts(long sequence, IReadOnlyList<int> slots, out bool isWhole)
    {
        var length = 0;
        for (var number = 0; number < slots.Count; number++)
        {
            if (ReadPart(slots[number]) is not { } part || part.Sequence != sequence || part.Number != number || part.Count != slots.Count)
            {
                isWhole = false;
                return length;
            }
            if (_content.Length < length + part.Used)
                Array.Resize(ref _content, Math.Max(_content.Length * 2, length + part.Used));
            part.Content(JournalPage.Part(_page)).CopyTo(_content.AsSpan(length));
            length += part.Used;
        }
        isWhole = slots.Count > 0;
        return length;
    }

    private bool IsPart(ReadOnlySpan<byte> bytes, out int slot)
    {
        slot = JournalPage.IsJournalPage(bytes, _collection) ? JournalPage.Slot(bytes) : -1;
        return slot >= 0;
    }

    private void Track(int slot, int page, ReadOnlySpan<byte> bytes)
    {
        if (slot >= _pageOfSlot.Length)
        {
            Array.Resize(ref _pageOfSlot, Math.Max(slot + 1, _pageOfSlot.Length * 2));
            Array.Resize(ref _linksOfSlot, _pageOfSlot.Length);
        }
        _pageOfSlot[slot] = page;
        _linksOfSlot[slot] = JournalPage.Links(bytes);
    }

    private void RestorePart(int page, Span<byte> bytes, int slot)
    {
        var newest = new byte[LogFormat.PageSize];
        if (pages.Read(page, newest) != PageCondition.Sound || !IsPart(newest, out var before) || before != slot)
            return;
        log.TryReadPendingDirect(page, newest);
        JournalPage.Part(newest).CopyTo(JournalPage.WritablePart(bytes));
    }

    private JournalPart? ReadPart(int slot)
    {
        var isSound = Find(slot) is var page and not Unknown && pages.Read(page, _page) == PageCondition.Sound;
        return isSound && IsPart(_page, out var found) && found == slot ? JournalPart.Read(JournalPage.Part(_page)) : null;
    }
}

/// <summary>A document of the journal and the bytes it holds.</summary>
internal delegate void PartFound(int slot, ReadOnlySpan<byte> bytes);
