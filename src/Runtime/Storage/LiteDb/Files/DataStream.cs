namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// The data file as LiteDB sees it. Only checkpoints write it. They hand over every version of every page in the log; this writes the last
/// version of each, and of the direct pages, in the order of the file and with one sync. Until that sync the log still has all of them.
/// </summary>
internal sealed class DataStream(DataFile file, CommittedPages pages, LogFile log, CrashPoints crashes) : PageStream
{
    private const int PagesToKeep = 512;

    private readonly SortedDictionary<int, byte[]> _latest = [];
    private readonly Stack<byte[]> _spare = [];

    public override long Length => (long)file.PageCount * LogFormat.PageSize;

    protected override void ReadPage(int page, Span<byte> bytes)
    {
        // A page that an unfinished checkpoint left damaged is still in the log.
        if (_latest.TryGetValue(page, out var waiting))
            waiting.CopyTo(bytes);
        else if (!file.TryRead(page, bytes))
            pages.Require(page, bytes);
    }

    protected override void WritePage(int page, ReadOnlySpan<byte> bytes) => bytes.CopyTo(Latest(page));

    /// <summary>Checkpoints a log that holds direct pages only, for which LiteDB does nothing.</summary>
    public void WriteDirectPages()
    {
        Write();
        log.Reset();
    }

    protected override void FlushPages()
    {
        if (_latest.Count > 0)
            Write();
    }

    private void Write()
    {
        foreach (var page in log.DirectPages)
            log.TryReadLatest(page, Latest(page));

        // After a power cut, a page in the data file whose commit is not in the log would be half a commit.
        log.Sync();
        foreach (var (page, bytes) in _latest)
        {
            file.Write(page, bytes);
            crashes.Pass(CrashStep.DataPageWritten);
        }
        file.Sync(log.Stamp, () => crashes.Pass(CrashStep.DataWritten));
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
