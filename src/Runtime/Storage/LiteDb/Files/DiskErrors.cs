namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>Turns errors of the operating system into messages that say what the user can do.</summary>
internal static class DiskErrors
{
    private const int UnixNoSpace = 28;
    private const int UnixReadOnlyFileSystem = 30;
    private const int UnixNotPermitted = 1;
    private const int UnixAccessDenied = 13;
    private const int UnixQuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsFull(this Exception error) =>
        error is IOException { HResult: UnixNoSpace or UnixQuotaExceeded or WindowsDiskFull };

    public static StoreException Full(string path, Exception? cause = null) => new(
        StoreProblem.Full, $"the disk of {path} is full: the last change was not stored, all before it is; free some space", cause);

    public static StoreException ToStoreException(this Exception error, string path) => error switch
    {
        StoreException known => known,
        UnauthorizedAccessException => ReadOnly(path, error),
        _ when error.IsFull() => Full(path, error),
        IOException { HResult: UnixReadOnlyFileSystem or UnixNotPermitted or UnixAccessDenied } => ReadOnly(path, error),
        _ => new StoreException(StoreProblem.Io, $"the disk failed at {path}: {error.Message}", error),
    };

    /// <summary>For a failure of LiteDB to read: on a damaged page it throws whatever exception the bytes lead to.</summary>
    public static StoreException ToReadException(this Exception error, string path) =>
        error is StoreException or (IOException and not EndOfStreamException)
            ? error.ToStoreException(path) : DataFile.Damaged(path, error.Message, error);

    private static StoreException ReadOnly(string path, Exception error) => new(
        StoreProblem.ReadOnly, $"{path} can't be written: give this user permission to write there, or choose another folder for the store",
        error);
}
