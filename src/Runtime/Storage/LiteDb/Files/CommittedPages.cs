namespace DarkLang.Runtime.Storage.LiteDb.Files;

internal enum PageCondition
{
    Sound,

    /// <summary>The bytes are not those that were written.</summary>
    Damaged,
    Missing,
}

/// <summary>The pages as the last commit left them, read without LiteDB and its cache: from the log, or else from the data file.</summary>
/// <param name="emptyHeader">For a rebuild: the header page of a new store, in place of one that can't be read. Then damaged pages count as
/// sound, because their documents have sums of their own.</param>
internal sealed class CommittedPages(DataFile data, LogFile log, byte[]? emptyHeader = null)
{
    private readonly SortedSet<int> _damaged = [];

    public int Count => Math.Max(data.PageCount, log.LastPage + 1);

    /// <summary>The damaged pages that were read so far.</summary>
    public IEnumerable<int> Damaged => _damaged;

    /// <summary>Of a damaged page, returns the bytes that were found.</summary>
    public PageCondition Read(int page, Span<byte> bytes)
    {
        if (log.TryReadLatest(page, bytes) || data.TryRead(page, bytes))
            return PageCondition.Sound;
        var condition = page < data.PageCount ? PageCondition.Damaged : PageCondition.Missing;
        if (condition == PageCondition.Damaged)
            _damaged.Add(page);
        if (emptyHeader is null)
            return condition;
        if (page == 0)
            emptyHeader.CopyTo(bytes);
        // A page that was written to a wrong place is sound in itself, but old.
        else if (condition == PageCondition.Missing || BinaryPrimitives.ReadInt32LittleEndian(bytes) != page)
            return condition;
        return PageCondition.Sound;
    }

    /// <summary>Throws <see cref="StoreException"/> when the page is missing or damaged.</summary>
    public void Require(int page, Span<byte> bytes)
    {
        var condition = Read(page, bytes);
        if (condition == PageCondition.Damaged)
            throw DataFile.Damaged(data.Path, $"page {page} does not hold what was written there");
        if (condition == PageCondition.Missing)
            throw DataFile.Damaged(data.Path, $"it ends before page {page}");
    }
}
