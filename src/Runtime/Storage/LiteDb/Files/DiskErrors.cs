namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>Turns what the operating system reports into what the user can do about it.</summary>
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

    public static StoreException Full(string path, Exception? cause = null) =>
        new(
            StoreProblem.Full,
            $"the disk of {path} is full: nothing of the last change was stored, all before it is; make room and it goes on",
            cause);

    public static StoreException ToStoreException(this Exception error, string path) => error switch
    {
        StoreException known => known,
        UnauthorizedAccessException => ReadOnly(path, error),
        _ when error.IsFull() => Full(path, error),
        IOException { HResult: UnixReadOnlyFileSystem or UnixNotPermitted or UnixAccessDenied } => ReadOnly(path, error),
        _ => new StoreException(StoreProblem.Io, $"the disk failed at {path}: {error.Message}", error),
    };

    private static StoreException ReadOnly(string path, Exception error) =>
        new(
            StoreProblem.ReadOnly,
            $"{path} can't be written: give this user the right to write there, or choose another folder for the store",
            error);
}
