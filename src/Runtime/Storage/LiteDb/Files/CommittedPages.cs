namespace DarkLang.Runtime.Storage.LiteDb.Files;

internal enum PageCondition
{
    Sound,

    /// <summary>Not the bytes that were written.</summary>
    Damaged,
    Missing,
}

/// <summary>
/// The pages as the last commit left them, read past LiteDB and its cache: the newest version in the log, or else the one in the data file.
/// </summary>
internal sealed class CommittedPages(DataFile data, LogFile log)
{
    public int Count => Math.Max(data.PageCount, log.LastPage + 1);

    /// <summary>Of a damaged page, the bytes are what was found.</summary>
    public PageCondition Read(int page, Span<byte> bytes) =>
        log.TryReadLatest(page, bytes) || data.TryRead(page, bytes) ? PageCondition.Sound
        : page < data.PageCount ? PageCondition.Damaged
        : PageCondition.Missing;

    /// <summary>Throws <see cref="StoreException"/> when the page is not what was written.</summary>
    public void Require(int page, Span<byte> bytes)
    {
        switch (Read(page, bytes))
        {
            case PageCondition.Damaged: throw DataFile.Damaged(data.Path, $"page {page} is not what was written there");
            case PageCondition.Missing: throw DataFile.Damaged(data.Path, $"it ends before page {page}");
            default: break;
        }
    }
}
