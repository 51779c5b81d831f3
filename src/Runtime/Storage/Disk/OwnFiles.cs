namespace DarkLang.Runtime.Storage.Disk;

/// <summary>
/// Files that only their owner can read and write, whatever the umask. A prepared folder, such as one in a cloned repository, may hold
/// links: a file is never opened through one, and what belongs to another user is refused by name.
/// </summary>
internal static class OwnFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens an existing file.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        if (!OperatingSystem.IsLinux())
            return new FileStream(path, Options(FileMode.Open, share));
        var named = FileStatus.Of(path);
        if (named is { } status)
            Ensure(path, status, status.IsRegular, "a file");
        var file = new FileStream(path, Options(FileMode.Open, share));
        try
        {
            var opened = FileStatus.Of(file.SafeFileHandle);
            if (opened.Identity != named?.Identity)
                throw new IOException($"{path} was replaced while it was opened");
            if (opened.IsOpenToOthers && opened.Owner == FileStatus.User)
                File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file that does not exist. A link of that name counts as existing.</summary>
    public static FileStream Create(string path, FileShare share)
    {
        var options = Options(FileMode.CreateNew, share);
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Creates a file in place of one that a crash left, or of a link.</summary>
    public static FileStream Replace(string path, FileShare share)
    {
        File.Delete(path);
        return Create(path, share);
    }

    /// <summary>Creates a folder and those around it, which only their owner can read, since events may be confidential.</summary>
    public static void CreateFolder(string path)
    {
        if (Path.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { } parent)
            CreateFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Whether a file of this user or of root has that name: no link, and nothing of somebody else.</summary>
    public static bool IsOwn(string path) =>
        OperatingSystem.IsLinux() ? FileStatus.Of(path) is { IsLink: false, IsOwn: true } : File.Exists(path);

    /// <summary>Returns null when there is no such file, or the system does not say which one it is.</summary>
    public static FileIdentity? IdentityOf(string path) => OperatingSystem.IsLinux() ? FileStatus.Of(path)?.Identity : null;

    /// <summary>
    /// Throws <see cref="StoreException"/> when the folder, or what is in it under the name of a file of dark, is not the user's.
    /// </summary>
    public static void EnsureFolder(string folder, IEnumerable<string> prefixes)
    {
        if (!OperatingSystem.IsLinux() || FileStatus.Of(folder) is not { } status)
            return;
        Ensure(folder, status, status.IsFolder, "a folder");
        foreach (var path in Directory.EnumerateFileSystemEntries(folder)
            .Where(path => prefixes.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal))))
        {
            if (FileStatus.Of(path) is { } entry)
                Ensure(path, entry, isExpected: true, "a file");
        }
    }

    /// <summary>Returns the folder by which others may replace a store: its own, or one around it; null if there is none.</summary>
    public static string? FindOpenFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        if (FileStatus.Of(folder) is { OthersMayWrite: true })
            return folder;
        for (var around = Path.GetDirectoryName(folder); around is not null; around = Path.GetDirectoryName(around))
        {
            if (FileStatus.Of(around) is { EverybodyMayReplace: true, IsLink: false })
                return around;
        }
        return null;
    }

    private static void Ensure(string path, FileStatus status, bool isExpected, string expected)
    {
        if (status.IsLink)
            throw Refused(
                $"{path} is a symbolic link, and dark follows none to a store, because it may lead to files of something else: remove it, "
                    + "or name the real folder with --data");
        if (!status.IsOwn)
            throw Refused(
                $"{path} belongs to the user with the number {status.Owner}, and dark runs as user {FileStatus.User}: run it as that user, "
                    + "give the folder of the store and all in it to this one (chown), or name another folder with --data");
        if (!isExpected)
            throw Refused($"{path} is not {expected}: move it away, or name another folder with --data");
    }

    private static StoreException Refused(string message) => new(StoreProblem.Io, message);

    private static FileStreamOptions Options(FileMode mode, FileShare share) =>
        new() { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
}
