using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// A sum for every page of the data file, in sum pages: one before every <see cref="PagesEach"/> pages. A checkpoint writes pages and sums
/// together. Until its sync the log has the pages too, so it does not matter which of them reach the disk first.
/// </summary>
internal sealed class PageSums
{
    public const int PagesEach = (LogFormat.PageSize - HeaderBytes) / sizeof(uint);

    public const int Version = 2;

    private const int HeaderBytes = 16;
    private const int StampOffset = 12;
    private const ulong Magic = 0x4553424B52414444; // DDARKBSE

    private readonly List<byte[]> _sumPages = [];
    private readonly SortedSet<int> _changed = [];

    /// <summary>Returns null when the file does not begin as a data file does.</summary>
    public static int? VersionOf(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(start) == Magic ? BinaryPrimitives.ReadInt32LittleEndian(start[8..]) : null;

    /// <summary>The position of a page in the file, counted in pages.</summary>
    public static long PositionOf(int page) => page + 1 + ((long)page / PagesEach);

    /// <summary>How many pages a file of that length has, without sum pages.</summary>
    public static int CountIn(long bytes)
    {
        var all = bytes / LogFormat.PageSize;
        return (int)(all - ((all + PagesEach) / (PagesEach + 1)));
    }

    /// <summary>Which commits are in the file; compared with that of the log. Zero in files of earlier versions.</summary>
    public uint Stamp
    {
        get => _sumPages.Count == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(_sumPages[0].AsSpan(StampOffset));
        set
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_sumPages[0].AsSpan(StampOffset), value);
            _changed.Add(0);
        }
    }

    public void Load(IBlockFile file)
    {
        _sumPages.Clear();
        _changed.Clear();
        for (var place = 0L; place * LogFormat.PageSize < file.Length; place += PagesEach + 1)
        {
            var sumPage = NewSumPage();
            file.Read(sumPage, place * LogFormat.PageSize);
            _sumPages.Add(sumPage);
        }
    }

    public bool Matches(int page, ReadOnlySpan<byte> bytes) =>
        page / PagesEach < _sumPages.Count && BinaryPrimitives.ReadUInt32LittleEndian(Entry(page)) == Sum(page, bytes);

    public void Set(int page, ReadOnlySpan<byte> bytes)
    {
        while (_sumPages.Count <= page / PagesEach)
            _sumPages.Add(NewSumPage());
        BinaryPrimitives.WriteUInt32LittleEndian(Entry(page), Sum(page, bytes));
        _changed.Add(page / PagesEach);
    }

    public void Write(IBlockFile file)
    {
        foreach (var sumPage in _changed)
            file.Write(_sumPages[sumPage], (long)sumPage * (PagesEach + 1) * LogFormat.PageSize);
        _changed.Clear();
    }

    // Includes the number of the page, so that a page written to a wrong place counts as damaged.
    private static uint Sum(int page, ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes) ^ ((uint)page * 0x9E3779B1);

    private static byte[] NewSumPage()
    {
        var sumPage = new byte[LogFormat.PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(sumPage, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(sumPage.AsSpan(8), Version);
        return sumPage;
    }

    private Span<byte> Entry(int page) => _sumPages[page / PagesEach].AsSpan(HeaderBytes + (page % PagesEach * sizeof(uint)), sizeof(uint));
}
