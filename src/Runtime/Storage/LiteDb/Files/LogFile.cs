using System.Buffers.Binary;
using System.IO.Hashing;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// LiteDB's write-ahead log, made durable. LiteDB hands over pages whenever it likes; here they wait in memory until the commit is whole, then go
/// to the disk as one group with one write and one sync. So the file never holds half a commit that counts, whatever the disk reorders.
/// Before them in the group stand the pages of the commit that go past LiteDB: it knows nothing of these.
/// The file is filled with zeros before it is used, because a sync is slow on a file that grows.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const long LargestGrowth = 4 << 20;

    /// <summary>A larger buffer is given back when the commits no longer need it.</summary>
    private const int BufferToKeep = 4 << 20;

    private readonly Lock _gate = new();
    private readonly IBlockFile _file;
    private readonly CrashPoints _crashes;
    private readonly List<long> _offsets = [];

    /// <summary>Where the newest committed version of each page of the data file lies.</summary>
    private readonly Dictionary<int, long> _latest = [];

    /// <summary>The same of those that went past LiteDB.</summary>
    private readonly Dictionary<int, long> _past = [];
    private byte[] _group = new byte[LogFormat.BlockSize + (32 * LogFormat.PageSize)];
    private int _pendingPast;
    private int _pending;
    private int _groups;
    private int _largestGroup;
    private long _leastLength;
    private bool _tailUnclear;
    private bool _cutUnclear;

    private LogFile(IBlockFile file, CrashPoints crashes) => (_file, _crashes) = (file, crashes);

    public string Path => _file.Path;

    public long Epoch { get; private set; }

    /// <summary>A log that was made together with a data file that may not exist yet.</summary>
    public bool IsUnborn => Epoch == 0;

    public bool IsEmpty => _groups == 0 && _pending == 0 && _pendingPast == 0;

    public int Commits => _groups;

    /// <summary>The highest page of which the log has a version; -1 for none.</summary>
    public int LastPage { get; private set; } = -1;

    /// <summary>The highest page of the data file that waits for its commit, of those that LiteDB wrote; -1 for none.</summary>
    public int LastPendingPage
    {
        get
        {
            lock (_gate)
            {
                var last = -1;
                for (var i = 0; i < _pending; i++)
                    last = Math.Max(last, BinaryPrimitives.ReadInt32LittleEndian(PendingPage(_offsets.Count + i)));
                return last;
            }
        }
    }

    /// <summary>The pages that LiteDB wrote.</summary>
    public int PageCount
    {
        get
        {
            lock (_gate)
                return _offsets.Count + _pending;
        }
    }

    /// <summary>The pages of the data file whose newest version went past LiteDB.</summary>
    public IReadOnlyList<int> PagesPast
    {
        get
        {
            lock (_gate)
                return [.. _past.Where(page => _latest[page.Key] == page.Value).Select(page => page.Key)];
        }
    }

    /// <summary>Where the next group goes.</summary>
    public long Tail { get; private set; } = LogFormat.FirstGroup;

    public static void Format(IBlockFile file, long bytes)
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        LogFormat.WriteHeader(block, new LogHeader(0, bytes));
        file.Write(block, 0);
        FillWithZeros(file, LogFormat.BlockSize, bytes);
        file.Sync();
    }

    /// <summary>Finds the last commit that is whole. Throws <see cref="StoreException"/> when the file is not such a log or has a hole.</summary>
    public static LogFile Open(IBlockFile file, CrashPoints crashes)
    {
        var log = new LogFile(file, crashes);
        log.Recover();
        return log;
    }

    /// <summary>Reads a page that LiteDB wrote, also one that waits for its commit.</summary>
    public void ReadPage(int index, Span<byte> page)
    {
        lock (_gate)
        {
            if (index < _offsets.Count)
            {
                if (_file.Read(page, _offsets[index]) != page.Length)
                    throw new EndOfStreamException($"{Path} ends inside page {index}");
                return;
            }

            PendingPage(index).CopyTo(page);
        }
    }

    /// <summary>Reads the last committed version of a page of the data file; false when the log has none.</summary>
    public bool TryReadLatest(int page, Span<byte> bytes)
    {
        lock (_gate)
        {
            if (!_latest.TryGetValue(page, out var offset))
                return false;
            if (_file.Read(bytes, offset) != bytes.Length)
                throw new EndOfStreamException($"{Path} ends inside page {page}");
            return true;
        }
    }

    /// <summary>Gives where the page waits for its commit.</summary>
    public Span<byte> WritePage(int index, ReadOnlySpan<byte> page)
    {
        lock (_gate)
        {
            var slot = index - _offsets.Count;
            if (slot < 0)
                throw new InvalidOperationException("a page of an earlier commit is written again");
            _pending = Math.Max(_pending, slot + 1);
            MakeRoom();
            page.CopyTo(PendingPage(index));
            return PendingPage(index);
        }
    }

    /// <summary>A page of the next commit that goes past LiteDB, to be filled before LiteDB writes any. What is in it is left from before.</summary>
    public Span<byte> AddPagePast()
    {
        lock (_gate)
        {
            if (_pending > 0)
                throw new InvalidOperationException("LiteDB has written pages of this commit already");
            _pendingPast++;
            MakeRoom();
            return PendingPast(_pendingPast - 1);
        }
    }

    /// <summary>Reads a page that waits for its commit and goes past LiteDB; false when there is none of that number.</summary>
    public bool TryReadPendingPast(int page, Span<byte> bytes)
    {
        lock (_gate)
        {
            for (var i = 0; i < _pendingPast; i++)
            {
                if (BinaryPrimitives.ReadInt32LittleEndian(PendingPast(i)) != page)
                    continue;
                PendingPast(i).CopyTo(bytes);
                return true;
            }

            return false;
        }
    }

    /// <summary>What waits does not fit into the file as it is.</summary>
    public bool MustGrow
    {
        get
        {
            lock (_gate)
                return Tail + LogFormat.BlockSize + ((long)(_pendingPast + _pending) * LogFormat.PageSize) > _file.Length;
        }
    }

    /// <summary>Writes what waits as one commit. When it returns the commit survives a power cut; when it throws, nothing of it will be read back.</summary>
    /// <param name="isTight">The file grows no more than it must.</param>
    public void Sync(bool isTight = false)
    {
        lock (_gate)
        {
            var pages = _pendingPast + _pending;
            if (pages == 0)
                return;
            var bytes = LogFormat.BlockSize + (pages * LogFormat.PageSize);
            _largestGroup = Math.Max(_largestGroup, bytes);
            Grow(Tail + bytes, isTight);
            var sum = Crc32.HashToUInt32(_group.AsSpan(LogFormat.BlockSize, bytes - LogFormat.BlockSize));
            LogFormat.WriteGroup(
                _group.AsSpan(0, LogFormat.BlockSize), new LogGroup(Epoch, _groups, _offsets.Count, pages, sum, _file.Length));
            _tailUnclear = true;
            _file.Write(_group.AsSpan(0, bytes), Tail);
            _crashes.Pass(CrashStep.LogWritten);
            _file.Sync();
            _tailUnclear = false;
            _crashes.Pass(CrashStep.LogSynced);
            for (var i = 0; i < pages; i++)
                Hold(_group.AsSpan(LogFormat.BlockSize + (i * LogFormat.PageSize)), Tail + LogFormat.BlockSize
                    + ((long)i * LogFormat.PageSize));
            EndGroup(bytes);
            MarkEnd();
        }
    }

    /// <summary>Drops what waits.</summary>
    public void Abandon()
    {
        lock (_gate)
            (_pending, _pendingPast) = (0, 0);
    }

    /// <summary>
    /// After a failure the file may say more than this object knows. A commit that was written but not synced must never come back, and a cut
    /// that was written must be brought to its end, or later commits would belong to an epoch that is over.
    /// </summary>
    public void Repair()
    {
        lock (_gate)
        {
            if (_cutUnclear)
                Cut();
            if (_tailUnclear)
                ClearTail();
        }
    }

    /// <summary>Everything in the log is safe in the data file: begins an empty log.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            if (_pending + _pendingPast > 0)
                throw new InvalidOperationException("the log is cut while a commit waits");
            Span<byte> block = stackalloc byte[LogFormat.BlockSize];
            var next = Epoch + 1;
            LogFormat.WriteHeader(block, new LogHeader(next, _file.Length));
            _cutUnclear = true;
            _file.Write(block, next % 2 * LogFormat.BlockSize);
            _crashes.Pass(CrashStep.LogCutWritten);
            _file.Sync();
            _crashes.Pass(CrashStep.LogCutSynced);
            _cutUnclear = false;
            Epoch = next;
            _offsets.Clear();
            _latest.Clear();
            _past.Clear();
            LastPage = -1;
            (_groups, Tail) = (0, LogFormat.FirstGroup);
            if (_group.Length > Math.Max(BufferToKeep, 2 * _largestGroup))
                _group = new byte[LogFormat.BlockSize + (32 * LogFormat.PageSize)];
            _largestGroup = 0;
        }
    }

    /// <summary>Whether the log has a version of that page of the data file.</summary>
    public bool HasPage(int page)
    {
        lock (_gate)
            return _latest.ContainsKey(page);
    }

    public void Dispose() => _file.Dispose();

    private static void FillWithZeros(IBlockFile file, long from, long to)
    {
        var zeros = new byte[Math.Min(1 << 20, to - from)];
        for (var offset = from; offset < to; offset += zeros.Length)
            file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, to - offset)), offset);
    }

    private Span<byte> PendingPage(int index) =>
        _group.AsSpan(LogFormat.BlockSize + ((_pendingPast + index - _offsets.Count) * LogFormat.PageSize), LogFormat.PageSize);

    private Span<byte> PendingPast(int index) => _group.AsSpan(LogFormat.BlockSize + (index * LogFormat.PageSize), LogFormat.PageSize);

    private void MakeRoom()
    {
        var needed = LogFormat.BlockSize + ((_pendingPast + _pending) * LogFormat.PageSize);
        if (_group.Length < needed)
            Array.Resize(ref _group, Math.Max(needed, _group.Length * 2));
    }

    /// <summary>A page is durable at that place.</summary>
    private void Hold(ReadOnlySpan<byte> page, long offset)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(page);
        _latest[number] = offset;
        LastPage = Math.Max(LastPage, number);
        if (LogFormat.WentPast(page))
            _past[number] = offset;
        else
            _offsets.Add(offset);
    }

    private void EndGroup(long bytes)
    {
        _groups++;
        Tail += bytes;
        (_pending, _pendingPast) = (0, 0);
    }

    private void Grow(long needed, bool isTight)
    {
        var length = _file.Length;
        if (needed <= length)
            return;
        try
        {
            FillWithZeros(_file, length, isTight ? needed : Math.Max(needed, Math.Min(length * 2, length + LargestGrowth)));
        }
        catch (IOException) when (_file.Length >= needed)
        {
            // The disk is nearly full; what could be had is enough for this commit.
        }

        _crashes.Pass(CrashStep.LogGrown);
    }

    private void ClearTail()
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        block.Clear();
        _file.Write(block, Tail);
        _file.Sync();
        _tailUnclear = false;
    }

    /// <summary>Says behind the last group that it was whole. Not synced: the next group is written over it, and a kill leaves it in the file.</summary>
    private void MarkEnd()
    {
        if (Tail + LogFormat.BlockSize > _file.Length)
            return;
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        LogFormat.WriteGroup(block, new LogGroup(Epoch, _groups, _offsets.Count, 0, 0, _file.Length));
        try
        {
            _file.Write(block, Tail);
            _crashes.Pass(CrashStep.LogEndMarked);
        }
        catch (IOException)
        {
            // The commit is safe; a disk in trouble shows with the next one.
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
            $"{Path} is not the log of a store, or its beginning is damaged: put back both files of the store from a backup");
        (Epoch, _leastLength) = (header.Epoch, header.FileLength);
        while (TryReadGroup(block))
            ;
        if (FindLaterGroup(block) is { } later)
            throw Damaged($"commit {_groups} can't be read, but the log once had {later}");
        if (_file.Length < _leastLength)
            throw Damaged($"it has {_file.Length} bytes of {_leastLength}");
    }

    private StoreException Damaged(string what) =>
        new(
            StoreProblem.Damaged,
            $"{Path} is damaged at byte {Tail}: {what}; what came after that can't be told, and no rebuild saves it: put back both files of the store from a backup");

    private bool TryReadGroup(Span<byte> block)
    {
        var read = _file.Read(block, Tail);
        if (LogFormat.ReadGroup(block[..read]) is not { } group || !Follows(group))
            return false;
        var crc = new Crc32();
        Span<byte> page = stackalloc byte[LogFormat.PageSize];
        var starts = new List<(byte[] Start, long Offset)>(group.PageCount);
        for (var i = 0; i < group.PageCount; i++)
        {
            var offset = Tail + LogFormat.BlockSize + ((long)i * LogFormat.PageSize);
            if (_file.Read(page, offset) != page.Length)
                return false;
            crc.Append(page);
            starts.Add((page[..LogFormat.PageStart].ToArray(), offset));
        }

        if (crc.GetCurrentHashAsUInt32() != group.PagesSum)
            return false;
        foreach (var (start, offset) in starts)
            Hold(start, offset);
        _leastLength = Math.Max(_leastLength, group.FileLength);
        EndGroup(group.Bytes);
        return true;
    }

    private bool Follows(LogGroup group) =>
        group.Epoch == Epoch && group.Number == _groups && group.FirstPage == _offsets.Count && group.PageCount > 0
            && Tail + group.Bytes <= _file.Length;

    private int? FindLaterGroup(Span<byte> block)
    {
        for (var offset = Tail; offset < _file.Length; offset += LogFormat.BlockSize)
        {
            var read = _file.Read(block, offset);
            if (LogFormat.ReadGroup(block[..read]) is not { } group)
                continue;

            // An epoch that the header does not know: the header itself is damaged, and commits would be lost in silence.
            if (group.Epoch > Epoch || (group.Epoch == Epoch && group.Number > _groups))
                return group.Number;
        }

        return null;
    }
}
