namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>The pages of the data file, each guarded by a sum. Nothing is durable before <see cref="Sync"/>.</summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>Room for work that is done, behind the last page or in free pages of the journal. These come free by <see cref="StoreLimits.LetGoAtPages"/>.</summary>
    public const int ReservePages = 256;

    /// <summary>Room for pauses and the like, behind the last page: pages of the journal are no use to them.</summary>
    public const int FactPages = 16;

    /// <summary>A page takes more removals, but a commit rarely fills its last one.</summary>
    private const int RemovalsOfPage = 400;

    /// <summary>Asking the system for room costs more than a page.</summary>
    private const int PagesAtOnce = 512;

    private readonly IBlockFile _file;
    private readonly PageSums _sums = new();
    private int _reserved;

    private DataFile(IBlockFile file) => (_file, _reserved) = (file, PageSums.CountIn(file.Length));

    public string Path => _file.Path;

    public long Length => _file.Length;

    /// <summary>A cut in the middle of a page can only come from a checkpoint that did not end: the log still has that page.</summary>
    public int PageCount => PageSums.CountIn(_file.Length);

    /// <summary>Throws <see cref="StoreException"/> when it is no data file of this version.</summary>
    public static DataFile Open(IBlockFile file)
    {
        Span<byte> start = stackalloc byte[LogFormat.BlockSize];
        switch (PageSums.VersionOf(start[..file.Read(start, 0)]))
        {
            case PageSums.Version: break;
            case { } other:
                throw new StoreException(
                StoreProblem.Damaged,
                $"{file.Path} has version {other} of the store's form, this program knows version {PageSums.Version}; nothing was changed, use the program that wrote it");
            default: throw Damaged(file.Path, "it does not begin as the data file of a store does");
        }

        var data = new DataFile(file);
        data._sums.Load(file);
        return data;
    }

    /// <summary>Writes a new data file with these pages, and syncs it.</summary>
    public static void Format(IBlockFile file, ReadOnlySpan<byte> pages)
    {
        var data = new DataFile(file);
        for (var page = 0; page < pages.Length / LogFormat.PageSize; page++)
            data.Write(page, pages.Slice(page * LogFormat.PageSize, LogFormat.PageSize));
        data.Sync(() => { });
    }

    /// <summary>False when the page is not there or not as it was written; the bytes are what was found.</summary>
    public bool TryRead(int page, Span<byte> bytes) =>
        _file.Read(bytes, PageSums.PlaceOf(page) * LogFormat.PageSize) == bytes.Length && _sums.IsRight(page, bytes);

    /// <summary>Reads bytes as they stand in the file, sums among the pages.</summary>
    public int ReadRaw(Span<byte> bytes, long offset) => _file.Read(bytes, offset);

    public void Write(int page, ReadOnlySpan<byte> bytes)
    {
        _sums.Set(page, bytes);
        _file.Write(bytes, PageSums.PlaceOf(page) * LogFormat.PageSize);
    }

    /// <summary>
    /// A commit is about to be written to the log, and the file is going to have so many pages: has the disk keep room for them, so that a checkpoint
    /// never meets a full disk, and for those of <paramref name="headroom"/> behind them. False when there is only room for those that are needed; throws
    /// when there is not even that.
    /// </summary>
    public bool Reserve(int pages, Headroom headroom)
    {
        var wanted = pages + headroom.Wanted;
        if (wanted <= _reserved || TryReserve(wanted + PagesAtOnce) || TryReserve(wanted))
            return true;
        var needed = pages + headroom.Needed;
        return needed <= _reserved || TryReserve(needed) ? false : throw DiskErrors.Full(_file.Path);
    }

    /// <summary>Room for the removal of so many messages.</summary>
    public static int RemovalPages(int messages) => (messages + RemovalsOfPage - 1) / RemovalsOfPage;

    public void Sync(Action onWritten)
    {
        _sums.Write(_file);
        onWritten();
        _file.Sync();
    }

    public void Dispose() => _file.Dispose();

    private bool TryReserve(int pages)
    {
        try
        {
            _file.Reserve(PageSums.PlaceOf(pages) * LogFormat.PageSize);
            _reserved = pages;
            return true;
        }
        catch (IOException error) when (error.IsFull())
        {
            return false;
        }
    }

    /// <summary>What to do about a data file that can't be opened.</summary>
    public const string Advice =
        "`dark doctor --rebuild` saves what can be read into new files, or put back all files of the store from a backup";

    public static StoreException Damaged(string path, string what, Exception? cause = null) => new(
        StoreProblem.Damaged,
        $"{path} is not a store, or it is damaged: {what}; nothing was changed: {Advice}",
        cause);
}

/// <summary>Pages of the data file behind the last that is written.</summary>
/// <param name="Wanted">As long as the disk has them.</param>
/// <param name="Needed">Otherwise the commit is refused.</param>
internal readonly record struct Headroom(int Wanted, int Needed);
