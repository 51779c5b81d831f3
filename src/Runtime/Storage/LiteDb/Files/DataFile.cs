namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>The pages of the data file, each protected by a sum. Nothing is durable before <see cref="Sync"/>.</summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>
    /// Pages reserved for finished work, after the last page or as free pages of the journal. The journal frees
    /// <see cref="StoreLimits.ReleaseAtPages"/> at a time.
    /// </summary>
    public const int ReservePages = 256;

    /// <summary>Pages reserved for pauses and other facts, after the last page: pages of the journal can't hold them.</summary>
    public const int FactPages = 16;

    /// <summary>A page holds more removals, but a commit rarely fills its last page.</summary>
    private const int RemovalsPerPage = 400;

    /// <summary>Each request to the system costs more than a page.</summary>
    private const int PagesAtOnce = 512;

    private readonly IBlockFile _file;
    private readonly PageSums _sums = new();
    private int _reserved;

    private DataFile(IBlockFile file) => (_file, _reserved) = (file, PageSums.CountIn(file.Length));

    public string Path => _file.Path;

    public long Length => _file.Length;

    /// <inheritdoc cref="PageSums.Stamp"/>
    public uint Stamp => _sums.Stamp;

    /// <summary>Without a page that is cut off: only an unfinished checkpoint leaves one, and the log still has that page.</summary>
    public int PageCount => PageSums.CountIn(_file.Length);

    /// <summary>Throws <see cref="StoreException"/> when the file is not a data file of this version.</summary>
    public static DataFile Open(IBlockFile file)
    {
        Span<byte> start = stackalloc byte[LogFormat.BlockSize];
        var version = PageSums.VersionOf(start[..file.Read(start, 0)]);
        if (version == PageSums.Version)
        {
            var data = new DataFile(file);
            data._sums.Load(file);
            return data;
        }
        file.Dispose();
        throw version is null
            ? Damaged(file.Path, "its beginning is not that of a data file")
            : OtherVersion(file.Path, version.Value, PageSums.Version);
    }

    /// <summary>Opens a file whatever is in it, for reading. Pages without a right sum count as damaged.</summary>
    public static DataFile OpenDamaged(IBlockFile file)
    {
        Span<byte> start = stackalloc byte[LogFormat.BlockSize];
        if (PageSums.VersionOf(start[..file.Read(start, 0)]) is { } version and not PageSums.Version)
        {
            file.Dispose();
            throw OtherVersion(file.Path, version, PageSums.Version);
        }
        var data = new DataFile(file);
        data._sums.Load(file);
        return data;
    }

    /// <summary>Writes a new data file with these pages, and syncs it.</summary>
    /// <param name="stamp">The stamp of its log.</param>
    public static void Format(IBlockFile file, ReadOnlySpan<byte> pages, uint stamp = 0)
    {
        var data = new DataFile(file);
        for (var page = 0; page < pages.Length / LogFormat.PageSize; page++)
            data.Write(page, pages.Slice(page * LogFormat.PageSize, LogFormat.PageSize));
        data.Sync(stamp, () => { });
    }

    /// <summary>Returns false when the page is missing or damaged; the bytes are those that were found.</summary>
    public bool TryRead(int page, Span<byte> bytes) =>
        _file.Read(bytes, PageSums.PositionOf(page) * LogFormat.PageSize) == bytes.Length && _sums.Matches(page, bytes);

    /// <summary>Reads the bytes of the file, including sums.</summary>
    public int ReadRaw(Span<byte> bytes, long offset) => _file.Read(bytes, offset);

    public void Write(int page, ReadOnlySpan<byte> bytes)
    {
        _sums.Set(page, bytes);
        _file.Write(bytes, PageSums.PositionOf(page) * LogFormat.PageSize);
    }

    /// <summary>
    /// Reserves room on the disk before a commit is written to the log, so that a checkpoint never meets a full disk. Returns false when
    /// there is only the room that is needed; throws when there is less.
    /// </summary>
    /// <param name="pages">The number of pages of the file after the next checkpoint.</param>
    public bool Reserve(int pages, Headroom headroom)
    {
        var wanted = pages + headroom.Wanted;
        if (wanted <= _reserved || TryReserve(wanted + PagesAtOnce) || TryReserve(wanted))
            return true;
        var needed = pages + headroom.Needed;
        return needed <= _reserved || TryReserve(needed) ? false : throw DiskErrors.Full(_file.Path);
    }

    /// <summary>How many pages it takes to remove that many messages.</summary>
    public static int RemovalPages(int messages) => (messages + RemovalsPerPage - 1) / RemovalsPerPage;

    /// <param name="stamp">The stamp of a file that holds what this one does now.</param>
    public void Sync(uint stamp, Action onWritten)
    {
        _sums.Stamp = stamp;
        _sums.Write(_file);
        onWritten();
        _file.Sync();
    }

    /// <inheritdoc cref="IBlockFile.EnsureInPlace"/>
    public void EnsureInPlace() => _file.EnsureInPlace();

    public void Dispose() => _file.Dispose();

    private bool TryReserve(int pages)
    {
        try
        {
            _file.Reserve(PageSums.PositionOf(pages) * LogFormat.PageSize);
            _reserved = pages;
            return true;
        }
        catch (IOException error) when (error.IsFull())
        {
            return false;
        }
    }

    /// <summary>What a user can do about a data file that can't be opened.</summary>
    public const string Advice =
        "run `dark doctor --rebuild`, which saves what can be read into new files, or restore all files of the store from a backup";

    public static StoreException OtherVersion(string path, long version, long known) => new(
        StoreProblem.Damaged,
        $"{path} has version {version} of the store's format, and this program knows version {known}. "
            + "Nothing was changed: use the version of dark that wrote it");

    public static StoreException Damaged(string path, string what, Exception? cause = null) => new(
        StoreProblem.Damaged, $"{path} is not a store, or it is damaged: {what}. Nothing was changed: {Advice}", cause);
}

/// <summary>Pages to be reserved after the last page of the data file.</summary>
/// <param name="Wanted">Reserved if the disk has room for them.</param>
/// <param name="Needed">Without these the commit is refused.</param>
internal readonly record struct Headroom(int Wanted, int Needed);
