namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>The next group of the log: a block that describes it, the direct pages of the commit, then the pages of LiteDB.</summary>
internal sealed class PendingGroup
{
    private const int FirstBytes = LogFormat.BlockSize + (32 * LogFormat.PageSize);

    /// <summary>A larger buffer is released when the commits no longer need it.</summary>
    private const int BytesToKeep = 4 << 20;

    private readonly Lock _gate = new();
    private byte[] _bytes = new byte[FirstBytes];
    private volatile int _directCount;
    private volatile int _count;
    private int _largest;

    /// <summary>How many pages LiteDB wrote.</summary>
    public int Count => _count;

    public int PageCount => _directCount + _count;

    public int Length => LogFormat.BlockSize + (PageCount * LogFormat.PageSize);

    public Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>The highest page of the data file that LiteDB wrote; -1 for none.</summary>
    public int LastPage()
    {
        var last = -1;
        for (var i = _directCount; i < PageCount; i++)
            last = Math.Max(last, BinaryPrimitives.ReadInt32LittleEndian(At(i)));
        return last;
    }

    /// <summary>Reads a page that LiteDB wrote.</summary>
    public void Read(int index, Span<byte> page)
    {
        lock (_gate)
            At(_directCount + index).CopyTo(page);
    }

    /// <summary>Writes a page of LiteDB. Returns the bytes there.</summary>
    public Span<byte> Put(int index, ReadOnlySpan<byte> page)
    {
        lock (_gate)
        {
            _count = Math.Max(_count, index + 1);
            EnsureRoom();
            page.CopyTo(At(_directCount + index));
            return At(_directCount + index);
        }
    }

    /// <summary>Returns a new page to be filled, which has old bytes. Direct pages come before those of LiteDB.</summary>
    public Span<byte> AddDirect()
    {
        lock (_gate)
        {
            if (_count > 0)
                throw new InvalidOperationException("LiteDB has already written pages of this commit");
            _directCount++;
            EnsureRoom();
            return At(_directCount - 1);
        }
    }

    /// <summary>Reads the direct page with that number. Returns false when there is none.</summary>
    public bool TryReadDirect(int page, Span<byte> bytes)
    {
        lock (_gate)
        {
            for (var i = 0; i < _directCount; i++)
            {
                if (BinaryPrimitives.ReadInt32LittleEndian(At(i)) != page)
                    continue;
                At(i).CopyTo(bytes);
                return true;
            }
            return false;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _largest = Math.Max(_largest, Length);
            (_directCount, _count) = (0, 0);
        }
    }

    /// <summary>Releases a buffer that is much larger than the groups since the last call.</summary>
    public void Shrink()
    {
        lock (_gate)
        {
            if (_bytes.Length > Math.Max(BytesToKeep, 2 * _largest))
                _bytes = new byte[FirstBytes];
            _largest = 0;
        }
    }

    private Span<byte> At(int index) => _bytes.AsSpan(LogFormat.BlockSize + (index * LogFormat.PageSize), LogFormat.PageSize);

    private void EnsureRoom()
    {
        if (_bytes.Length < Length)
            Array.Resize(ref _bytes, Math.Max(Length, _bytes.Length * 2));
    }
}
