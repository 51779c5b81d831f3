namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>A file as the disk sees it; tests put one in its place that forgets what was not synced.</summary>
internal interface IBlockFile : IDisposable
{
    /// <summary>For messages to the user.</summary>
    string Path { get; }

    long Length { get; }

    /// <summary>Reads as much as there is, at most the whole buffer.</summary>
    int Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>
    /// Has the disk keep room for a file of so many bytes; its length stays. Throws when there is none. Does nothing where the system can't promise it.
    /// </summary>
    void Reserve(long bytes);

    /// <summary>Returns when everything written so far survives a power cut.</summary>
    void Sync();
}
