namespace DarkLang.Runtime.Storage.LiteDb.Files;

internal enum PageCondition
{
    Sound,

    /// <summary>The bytes are not those that were written.</summary>
    Damaged,
    Missing,
}

/// <summary>The pages as the last commit left them, read without LiteDB and its cache: from the log, or else from the data file.</summary>
internal sealed class CommittedPages(DataFile data, LogFile log)
{
    public int Count => Math.Max(data.PageCount, log.LastPage + 1);

    /// <summary>Of a damaged page, returns the bytes that were found.</summary>
    public PageCondition Read(int page, Span<byte> bytes) =>
        log.TryReadLatest(page, bytes) || data.TryRead(page, bytes) ? PageCondition.Sound
        : page < data.PageCount ? PageCondition.Damaged
        : PageCondition.Missing;

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
