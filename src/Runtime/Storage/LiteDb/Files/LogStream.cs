using System.Buffers.Binary;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The log as LiteDB sees it. LiteDB's commit returns before a thread of its own has written the pages, so this counts the pages that confirm a
/// transaction, and a commit waits for its own.
/// </summary>
internal sealed class LogStream(LogFile log, PageWritten onPage) : PageStream
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _confirmed = new();

    public override long Length => (long)log.PageCount * LogFormat.PageSize;

    /// <summary>Call before the commit whose confirmation is to be waited for.</summary>
    public void ExpectConfirmation() => _confirmed.Reset();

    public void WaitForConfirmation()
    {
        if (!_confirmed.Wait(WaitTimeout))
            throw new IOException("LiteDB did not hand over the pages of a commit");
    }

    protected override void ReadPage(int page, Span<byte> bytes) => log.ReadPage(page, bytes);

    protected override void WritePage(int page, ReadOnlySpan<byte> bytes)
    {
        onPage(BinaryPrimitives.ReadInt32LittleEndian(bytes), log.WritePage(page, bytes));
        if (LogFormat.Confirms(bytes))
            _confirmed.Set();
    }

    /// <summary>LiteDB flushes several times per commit; the one sync that counts is the commit's own.</summary>
    protected override void FlushPages()
    {
    }

    protected override void ChangeLength(long length)
    {
        if (length != 0)
            throw new NotSupportedException("LiteDB sets the log to a length other than zero");
        log.Cut();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _confirmed.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A page of the data file has a new version, which can be changed before its commit.</summary>
internal delegate void PageWritten(int page, Span<byte> bytes);
