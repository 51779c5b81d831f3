using System.Buffers.Binary;
using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// A sum for every page of the data file, in pages of their own among them: one before every <see cref="PagesEach"/>. They are written by the
/// checkpoint that writes the pages; until its sync the log holds the pages too, so that it does not matter which of the two got to the disk.
/// </summary>
internal sealed class PageSums
{
    public const int PagesEach = (LogFormat.PageSize - HeaderBytes) / sizeof(uint);

    public const int Version = 2;

    private const int HeaderBytes = 16;
    private const ulong Magic = 0x4553424B52414444; // DDARKBSE

    private readonly List<byte[]> _sheets = [];
    private readonly SortedSet<int> _changed = [];

    /// <summary>Null when the file does not begin as a store does.</summary>
    public static int? VersionOf(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(start) == Magic ? BinaryPrimitives.ReadInt32LittleEndian(start[8..]) : null;

    /// <summary>Where a page lies in the file, counted in pages.</summary>
    public static long PlaceOf(int page) => page + 1 + ((long)page / PagesEach);

    /// <summary>How many pages a file of that length has besides sums.</summary>
    public static int CountIn(long bytes)
    {
        var all = bytes / LogFormat.PageSize;
        return (int)(all - ((all + PagesEach) / (PagesEach + 1)));
    }

    public void Load(IBlockFile file)
    {
        _sheets.Clear();
        _changed.Clear();
        for (var place = 0L; place * LogFormat.PageSize < file.Length; place += PagesEach + 1)
        {
            var sheet = NewSheet();
            file.Read(sheet, place * LogFormat.PageSize);
            _sheets.Add(sheet);
        }
    }

    public bool IsRight(int page, ReadOnlySpan<byte> bytes) =>
        page / PagesEach < _sheets.Count && BinaryPrimitives.ReadUInt32LittleEndian(Entry(page)) == Sum(page, bytes);

    public void Set(int page, ReadOnlySpan<byte> bytes)
    {
        while (_sheets.Count <= page / PagesEach)
            _sheets.Add(NewSheet());
        BinaryPrimitives.WriteUInt32LittleEndian(Entry(page), Sum(page, bytes));
        _changed.Add(page / PagesEach);
    }

    public void Write(IBlockFile file)
    {
        foreach (var sheet in _changed)
            file.Write(_sheets[sheet], (long)sheet * (PagesEach + 1) * LogFormat.PageSize);
        _changed.Clear();
    }

    // The number of the page is in it: a page that was written to a wrong place is damage too.
    private static uint Sum(int page, ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes) ^ ((uint)page * 0x9E3779B1);

    private static byte[] NewSheet()
    {
        var sheet = new byte[LogFormat.PageSize];
        BinaryPrimitives.WriteUInt64LittleEndian(sheet, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(sheet.AsSpan(8), Version);
        return sheet;
    }

    private Span<byte> Entry(int page) => _sheets[page / PagesEach].AsSpan(HeaderBytes + (page % PagesEach * sizeof(uint)), sizeof(uint));
}
