namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The pages as the last commit left them, read past LiteDB and its cache: the newest version in the log, or else the one in the data file.
/// </summary>
internal sealed class CommittedPages(IBlockFile data, LogFile log)
{
    public int Count => Math.Max((int)(data.Length / LogFormat.PageSize), log.LastPage + 1);

    /// <summary>False when neither file has the page.</summary>
    public bool TryRead(int page, Span<byte> bytes) =>
        log.TryReadLatest(page, bytes) || data.Read(bytes, (long)page * LogFormat.PageSize) == bytes.Length;
}
