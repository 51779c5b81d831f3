namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The log as LiteDB sees it. LiteDB's commit returns before its own thread has written the pages, so the caller waits here for the page
/// that confirms the transaction.
/// </summary>
internal sealed class LogStream(LogFile log, PageWritten onPage) : PageStream
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _confirmed = new();

    public override long Length => (long)log.PageCount * LogFormat.PageSize;

    /// <summary>Call before the commit.</summary>
    public void ExpectConfirmation() => _confirmed.Reset();

    public void WaitForConfirmation()
    {
        if (!_confirmed.Wait(WaitTimeout))
            throw new IOException("LiteDB did not write the pages of a commit");
    }

    protected override void ReadPage(int page, Span<byte> bytes) => log.ReadPage(page, bytes);

    protected override void WritePage(int page, ReadOnlySpan<byte> bytes)
    {
        onPage(BinaryPrimitives.ReadInt32LittleEndian(bytes), log.WritePage(page, bytes));
        if (LogFormat.Confirms(bytes))
            _confirmed.Set();
    }

    /// <summary>Does nothing: LiteDB flushes several times per commit, and a commit has one sync of its own.</summary>
    protected override void FlushPages()
    {
    }

    protected override void ChangeLength(long length)
    {
        if (length != 0)
            throw new NotSupportedException("LiteDB sets the log to a length other than zero");
        log.Reset();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _confirmed.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>LiteDB wrote a new version of a page of the data file, which may be changed until it is committed.</summary>
internal delegate void PageWritten(int page, Span<byte> bytes);
