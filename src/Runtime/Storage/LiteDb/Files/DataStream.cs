namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The data file as LiteDB sees it. It is written by checkpoints only, and those hand over every version of every page in the log: only the
/// last version of each is written, in the order of the file, with one sync at the end. Until that sync the log still holds all of it. The pages that
/// went past LiteDB are added here.
/// </summary>
internal sealed class DataStream(DataFile file, CommittedPages pages, LogFile log, CrashPoints crashes) : PageStream
{
    private const int PagesToKeep = 512;

    private readonly SortedDictionary<int, byte[]> _latest = [];
    private readonly Stack<byte[]> _spare = [];

    public override long Length => (long)file.PageCount * LogFormat.PageSize;

    protected override void ReadPage(int page, Span<byte> bytes)
    {
        // A page that a checkpoint did not bring to its end is still in the log.
        if (_latest.TryGetValue(page, out var waiting))
            waiting.CopyTo(bytes);
        else if (!file.TryRead(page, bytes))
            pages.Require(page, bytes);
    }

    protected override void WritePage(int page, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Latest(page));
    }

    /// <summary>Brings all of the log to the data file and cuts it, when LiteDB had no pages in it and so did nothing.</summary>
    public void TakePagesPast()
    {
        Write();
        log.Cut();
    }

    protected override void FlushPages()
    {
        if (_latest.Count > 0)
            Write();
    }

    private void Write()
    {
        foreach (var page in log.PagesPast)
            log.TryReadLatest(page, Latest(page));

        // A page that reached the data file before its commit reached the log would be half a commit after a power cut.
        log.Sync();
        foreach (var (page, bytes) in _latest)
        {
            file.Write(page, bytes);
            crashes.Pass(CrashStep.DataPageWritten);
        }

        file.Sync(() => crashes.Pass(CrashStep.DataWritten));
        crashes.Pass(CrashStep.DataSynced);
        foreach (var bytes in _latest.Values.Take(PagesToKeep - _spare.Count))
            _spare.Push(bytes);
        _latest.Clear();
    }

    protected override void ChangeLength(long length)
    {
    }

    private byte[] Latest(int page)
    {
        if (!_latest.TryGetValue(page, out var copy))
        {
            copy = _spare.TryPop(out var spare) ? spare : new byte[LogFormat.PageSize];
            _latest.Add(page, copy);
        }

        return copy;
    }
}
