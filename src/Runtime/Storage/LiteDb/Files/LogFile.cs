using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// LiteDB's write-ahead log, made durable. LiteDB writes pages at any time; here they wait in memory until the commit is whole, and then
/// become one group with one write and one sync. So the file never holds half a commit that counts, in whatever order the disk writes. A
/// group begins with the direct pages of its commit, which LiteDB does not know. The file is filled with zeros before it is used, because a
/// sync is slow on a file that grows. LiteDB has a thread of its own that writes pages. Only the pending group is safe to use beside it;
/// the rest is used when that thread has written all pages of a commit.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const long LargestGrowth = 4 << 20;

    private readonly IBlockFile _file;
    private readonly CrashPoints _crashes;
    private readonly PendingGroup _pending = new();

    /// <summary>The offset of each page that LiteDB wrote.</summary>
    private readonly List<long> _offsets = [];

    /// <summary>The offset of the newest committed version of each page of the data file.</summary>
    private readonly Dictionary<int, long> _latest = [];

    /// <summary>The same for direct pages.</summary>
    private readonly Dictionary<int, long> _direct = [];

    /// <summary>The stamps of all data files that this log can complete: without its commits, or with the first of them.</summary>
    private readonly HashSet<uint> _stamps = [];
    private long _leastLength;
    private bool _hasStamp;
    private bool _tailIsUncertain;
    private bool _resetIsUncertain;

    private LogFile(IBlockFile file, CrashPoints crashes) => (_file, _crashes) = (file, crashes);

    public string Path => _file.Path;

    public long Epoch { get; private set; }

    /// <summary>
    /// The stamp of a data file that holds all commits of this log. It derives from the stamp at the beginning and from every commit since,
    /// so files of two stores, or of one store at two times, do not match.
    /// </summary>
    public uint Stamp { get; private set; }

    /// <summary>The data file of a new log may not exist yet.</summary>
    public bool IsNew => Epoch == 0;

    public bool IsEmpty => Commits == 0 && _pending.PageCount == 0;

    public int Commits { get; private set; }

    /// <summary>The highest page of the data file in the log; -1 for none.</summary>
    public int LastPage { get; private set; } = -1;

    /// <summary>The offset of the next group.</summary>
    public long Tail { get; private set; } = LogFormat.FirstGroup;

    /// <summary>The highest pending page of the data file that LiteDB wrote; -1 for none.</summary>
    public int LastPendingPage => _pending.LastPage();

    /// <summary>How many pages LiteDB wrote.</summary>
    public int PageCount => _offsets.Count + _pending.Count;

    /// <summary>The pages of the data file whose newest version is a direct page.</summary>
    public IReadOnlyList<int> DirectPages => [.. _direct.Where(page => _latest[page.Key] == page.Value).Select(page => page.Key)];

    /// <summary>The pending group does not fit into the file as it is.</summary>
    public bool MustGrow => Tail + _pending.Length > _file.Length;

    /// <param name="stamp">The stamp of its data file.</param>
    public static void Format(IBlockFile file, long bytes, uint stamp = 0)
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        LogFormat.WriteHeader(block, new LogHeader(0, bytes, stamp));
        file.Write(block, 0);
        FillWithZeros(file, LogFormat.BlockSize, bytes);
        file.Sync();
    }

    /// <summary>Finds the last whole commit. Throws <see cref="StoreException"/> when the file is not a log or has a hole.</summary>
    public static LogFile Open(IBlockFile file, CrashPoints crashes)
    {
        var log = new LogFile(file, crashes);
        try
        {
            log.Recover();
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Opens a log with damaged parts for reading pages, and for nothing else.</summary>
    public static LogFile OpenDamaged(IBlockFile file, LogSalvage salvage)
    {
        var log = new LogFile(file, CrashPoints.None);
        Span<byte> start = stackalloc byte[LogFormat.PageStart];
        foreach (var offset in salvage.Read())
        {
            file.Read(start, offset);
            log.Track(start, offset);
        }
        return log;
    }

    /// <summary>Whether the pages of a group are those that were written.</summary>
    public static bool IsWhole(IBlockFile file, long offset, in LogGroup group)
    {
        if (offset + group.Bytes > file.Length)
            return false;
        var crc = new Crc32();
        Span<byte> page = stackalloc byte[LogFormat.PageSize];
        for (var i = 0; i < group.PageCount; i++)
        {
            if (file.Read(page, offset + LogFormat.BlockSize + ((long)i * LogFormat.PageSize)) != page.Length)
                return false;
            crc.Append(page);
        }
        return crc.GetCurrentHashAsUInt32() == group.PagesSum;
    }

    /// <summary>Reads a page that LiteDB wrote, pending or not.</summary>
    public void ReadPage(int index, Span<byte> page)
    {
        if (index >= _offsets.Count)
            _pending.Read(index - _offsets.Count, page);
        else if (_file.Read(page, _offsets[index]) != page.Length)
            throw new EndOfStreamException($"{Path} ends inside page {index}");
    }

    /// <summary>Reads the last committed version of a page of the data file. Returns false when the log has none.</summary>
    public bool TryReadLatest(int page, Span<byte> bytes)
    {
        if (!_latest.TryGetValue(page, out var offset))
            return false;
        if (_file.Read(bytes, offset) != bytes.Length)
            throw new EndOfStreamException($"{Path} ends inside page {page}");
        return true;
    }

    /// <summary>Adds a page that LiteDB writes to the pending group. Returns the bytes there.</summary>
    public Span<byte> WritePage(int index, ReadOnlySpan<byte> page)
    {
        if (index < _offsets.Count)
            throw new InvalidOperationException("a page of an earlier commit is written again");
        return _pending.Put(index - _offsets.Count, page);
    }

    /// <inheritdoc cref="PendingGroup.AddDirect"/>
    public Span<byte> AddDirectPage() => _pending.AddDirect();

    /// <summary>Reads a direct page of the pending group. Returns false when it has no page of that number.</summary>
    public bool TryReadPendingDirect(int page, Span<byte> bytes) => _pending.TryReadDirect(page, bytes);

    /// <summary>Writes the pending group as one commit: if this returns it survives a power cut, if it throws it is never read.</summary>
    /// <param name="isLowOnSpace">The file grows no more than it must.</param>
    public void Sync(bool isLowOnSpace = false)
    {
        if (_pending.PageCount == 0)
            return;
        Grow(Tail + _pending.Length, isLowOnSpace);
        var group = _pending.Bytes;
        var pages = group[LogFormat.BlockSize..];
        var description = new LogGroup(Epoch, Commits, _offsets.Count, _pending.PageCount, Crc32.HashToUInt32(pages), _file.Length);
        LogFormat.WriteGroup(group[..LogFormat.BlockSize], description);
        _tailIsUncertain = true;
        _file.Write(group, Tail);
        _crashes.Pass(CrashStep.LogWritten);
        _file.Sync();
        _tailIsUncertain = false;
        _crashes.Pass(CrashStep.LogSynced);
        for (var offset = 0; offset < pages.Length; offset += LogFormat.PageSize)
            Track(pages[offset..], Tail + LogFormat.BlockSize + offset);
        EndGroup(description);
        MarkEnd();
    }

    public void DiscardPending() => _pending.Clear();

    /// <summary>
    /// Brings the file in line with this object after a failure. A commit that was written but not synced must never come back. A reset
    /// that was written must be finished, or later commits would belong to an epoch that is over.
    /// </summary>
    public void Repair()
    {
        if (_resetIsUncertain)
            Reset();
        if (_tailIsUncertain)
            ClearTail();
    }

    /// <summary>Begins an empty log. Call when the data file has everything that is in the log.</summary>
    public void Reset()
    {
        if (_pending.PageCount > 0)
            throw new InvalidOperationException("the log is reset while a commit is pending");
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        var next = Epoch + 1;
        LogFormat.WriteHeader(block, new LogHeader(next, _file.Length, Stamp));
        _resetIsUncertain = true;
        _file.Write(block, next % 2 * LogFormat.BlockSize);
        _crashes.Pass(CrashStep.LogResetWritten);
        _file.Sync();
        _crashes.Pass(CrashStep.LogResetSynced);
        _resetIsUncertain = false;
        _offsets.Clear();
        _latest.Clear();
        _direct.Clear();
        _pending.Shrink();
        (Epoch, LastPage, Commits, Tail) = (next, -1, 0, LogFormat.FirstGroup);
    }

    /// <summary>
    /// Whether this log completes a data file with that stamp. Logs of earlier versions have no stamp and match every file. Only right
    /// after opening.
    /// </summary>
    public bool Matches(uint stamp) => !_hasStamp || _stamps.Contains(stamp);

    /// <summary>Whether the log has a version of that page of the data file.</summary>
    public bool HasPage(int page) => _latest.ContainsKey(page);

    /// <inheritdoc cref="IBlockFile.EnsureInPlace"/>
    public void EnsureInPlace() => _file.EnsureInPlace();

    public void Dispose() => _file.Dispose();

    private static void FillWithZeros(IBlockFile file, long from, long to)
    {
        var zeros = new byte[Math.Min(1 << 20, to - from)];
        for (var offset = from; offset < to; offset += zeros.Length)
            file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, to - offset)), offset);
    }

    /// <summary>The page is durable at that offset.</summary>
    private void Track(ReadOnlySpan<byte> page, long offset)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(page);
        _latest[number] = offset;
        LastPage = Math.Max(LastPage, number);
        if (LogFormat.IsDirect(page))
            _direct[number] = offset;
        else
            _offsets.Add(offset);
    }

    private void EndGroup(in LogGroup group)
    {
        Commits++;
        Tail += group.Bytes;
        Stamp = LogFormat.NextStamp(Stamp, group);
        _pending.Clear();
    }

    private void Grow(long needed, bool isLowOnSpace)
    {
        var length = _file.Length;
        if (needed <= length)
            return;
        try
        {
            FillWithZeros(_file, length, isLowOnSpace ? needed : Math.Max(needed, Math.Min(length * 2, length + LargestGrowth)));
        }
        catch (IOException) when (_file.Length >= needed)
        {
            // The disk is nearly full, and the file has grown enough for this commit.
        }
        _crashes.Pass(CrashStep.LogGrown);
    }

    private void ClearTail()
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        block.Clear();
        _file.Write(block, Tail);
        _file.Sync();
        _tailIsUncertain = false;
    }

    /// <summary>Marks the last group as whole. Without a sync: the next group overwrites the mark, and it survives a kill.</summary>
    private void MarkEnd()
    {
        if (Tail + LogFormat.BlockSize > _file.Length)
            return;
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        LogFormat.WriteGroup(block, new LogGroup(Epoch, Commits, _offsets.Count, 0, 0, _file.Length));
        try
        {
            _file.Write(block, Tail);
            _crashes.Pass(CrashStep.LogEndMarked);
        }
        catch (IOException)
        {
            // The commit is safe; the next one reports a disk in trouble.
        }
    }

    private void Recover()
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        LogHeader? newest = null;
        for (var copy = 0; copy < 2; copy++)
        {
            var read = _file.Read(block, copy * LogFormat.BlockSize);
            if (LogFormat.ReadHeader(block[..read]) is { } found && !(found.Epoch < newest?.Epoch))
                newest = found;
        }
        var header = newest ?? throw new StoreException(
            StoreProblem.Damaged,
            $"{Path} is not the log of a store, or its beginning is damaged. Nothing was changed: {DataFile.Advice}");
        (Epoch, _leastLength, Stamp) = (header.Epoch, header.FileLength, header.Stamp ?? 0);
        if (header.Stamp is { } stamp)
            _hasStamp = _stamps.Add(stamp);
        while (TryReadGroup(block))
            ;
        if (FindLaterGroup(block) is { } later)
            throw Damaged($"commit {Commits} can't be read, but the log has held commit {later}");
        if (_file.Length < _leastLength)
            throw Damaged($"it has {_file.Length} bytes of {_leastLength}");
    }

    private StoreException Damaged(string what) => new(
        StoreProblem.Damaged,
        $"{Path} is damaged at byte {Tail}: {what}. Nothing was changed: {DataFile.Advice}");

    private bool TryReadGroup(Span<byte> block)
    {
        var read = _file.Read(block, Tail);
        if (LogFormat.ReadGroup(block[..read]) is not { } group || !Follows(group))
            return false;
        if (!IsWhole(_file, Tail, group))
            return false;
        Span<byte> start = stackalloc byte[LogFormat.PageStart];
        for (var i = 0; i < group.PageCount; i++)
        {
            var offset = Tail + LogFormat.BlockSize + ((long)i * LogFormat.PageSize);
            _file.Read(start, offset);
            Track(start, offset);
        }
        _leastLength = Math.Max(_leastLength, group.FileLength);
        EndGroup(group);
        _stamps.Add(Stamp);
        return true;
    }

    private bool Follows(LogGroup group) =>
        group.Epoch == Epoch && group.Number == Commits && group.FirstPage == _offsets.Count && group.PageCount > 0
            && Tail + group.Bytes <= _file.Length;

    private int? FindLaterGroup(Span<byte> block)
    {
        for (var offset = Tail; offset < _file.Length; offset += LogFormat.BlockSize)
        {
            var read = _file.Read(block, offset);
            // A later epoch means that the header is damaged, and that commits would be lost in silence.
            if (LogFormat.ReadGroup(block[..read]) is { } group
                && (group.Epoch > Epoch || (group.Epoch == Epoch && group.Number > Commits)))
                return group.Number;
        }
        return null;
    }
}
