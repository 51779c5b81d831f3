namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>A file as the disk sees it. Tests replace it by one that forgets what was not synced.</summary>
internal interface IBlockFile : IDisposable
{
    /// <summary>For messages to the user.</summary>
    string Path { get; }

    long Length { get; }

    /// <summary>Fills the buffer as far as the file goes. Returns the number of bytes.</summary>
    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Reserves disk space for that many bytes; the length stays. Throws when there is none. Not every system can.</summary>
    void Reserve(long bytes);

    /// <summary>Returns when everything written so far survives a power cut.</summary>
    void Sync();

    /// <summary>Throws <see cref="StoreException"/> when the file was removed, moved or replaced.</summary>
    void EnsureInPlace();
}
