namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// What LiteDB sees of a file, in which it reads and writes whole pages. A detached stream ignores all writes, so that an engine that is
/// thrown away can't touch the files while it ends.
/// </summary>
internal abstract class PageStream : Stream
{
    protected volatile bool _detached;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => true;

    public sealed override long Position { get; set; }

    public void Detach() => _detached = true;

    public sealed override int Read(byte[] buffer, int offset, int count)
    {
        var page = Page(count);
        ObjectDisposedException.ThrowIf(_detached, this);
        ReadPage(page, buffer.AsSpan(offset, count));
        Position += count;
        return count;
    }

    public sealed override void Write(byte[] buffer, int offset, int count)
    {
        var page = Page(count);
        if (!_detached)
            WritePage(page, buffer.AsSpan(offset, count));
        Position += count;
    }

    public sealed override void Flush()
    {
        if (!_detached)
            FlushPages();
    }

    public sealed override void SetLength(long value)
    {
        if (!_detached && value != Length)
            ChangeLength(value);
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    protected abstract void ReadPage(int page, Span<byte> bytes);

    protected abstract void WritePage(int page, ReadOnlySpan<byte> bytes);

    protected abstract void FlushPages();

    protected abstract void ChangeLength(long length);

    private int Page(int count)
    {
        if (count != LogFormat.PageSize || Position % LogFormat.PageSize != 0)
            throw new InvalidOperationException($"{count} bytes at {Position} are not a page");
        return checked((int)(Position / LogFormat.PageSize));
    }
}
