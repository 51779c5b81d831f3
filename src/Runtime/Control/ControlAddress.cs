using System.IO.Hashing;
using DarkLang.Runtime.Storage.Disk;

namespace DarkLang.Runtime.Control;

/// <summary>Where the runtime of a store listens. A file in the store's folder says so, because the socket may lie elsewhere.</summary>
public sealed record ControlAddress(string Socket, int ProcessId)
{
    // The path must fit into sockaddr_un: 108 bytes on Linux, 104 on macOS, with a zero at the end. While it is bound, it has three more.
    private const int LongestSocketPath = 100;

    private const string FileName = "control.json";
    private const string SocketSuffix = ".sock";

    /// <summary>Returns the socket in the store's folder, or one with a short name elsewhere if that path is too long.</summary>
    public static ControlAddress For(string dataFolder, int processId)
    {
        var folder = Path.GetFullPath(dataFolder);
        return new ControlAddress(Beside(folder) ?? ShortPath(folder), processId);
    }

    /// <summary>The name under which the socket is bound. It gets its own name when it can only be opened by its owner.</summary>
    internal string Unfinished => $"{Socket[..^SocketSuffix.Length]}.{ProcessId}";

    /// <summary>Returns the socket that a runtime of this user listens on; null if there can be none.</summary>
    public static string? FindSocket(string dataFolder) =>
        (Read(dataFolder)?.Socket ?? Beside(Path.GetFullPath(dataFolder))) is { } socket && OwnFiles.IsOwn(socket) ? socket : null;

    /// <summary>
    /// Returns null if no runtime of this user left an address, or one that can't be read. A file of another user would lead the commands
    /// to a process that answers whatever it likes.
    /// </summary>
    public static ControlAddress? Read(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            return OwnFiles.IsOwn(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ControlJson.Form.ControlAddress) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Gives the bound socket its name, and writes the address. Returns what removes both, unless another process has replaced them since.
    /// </summary>
    internal Action Publish(string dataFolder)
    {
        File.Move(Unfinished, Socket, overwrite: true);
        Write(dataFolder);
        string[] paths = [Path.Combine(dataFolder, FileName), Socket];
        var published = paths.Select(OwnFiles.IdentityOf).ToList();
        return () =>
        {
            for (var i = 0; i < paths.Length; i++)
            {
                if (OwnFiles.IdentityOf(paths[i]) == published[i])
                    Delete(paths[i]);
            }
        };
    }

    /// <summary>Removes what a process left that died. The caller owns the store.</summary>
    internal void RemoveLeftOver(string dataFolder)
    {
        Delete(Path.Combine(dataFolder, FileName));
        Delete(Socket);
        Delete(Unfinished);
    }

    internal void Write(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        var next = path + ".new";
        try
        {
            using (var file = OwnFiles.Replace(next, FileShare.None))
                file.Write(JsonSerializer.SerializeToUtf8Bytes(this, ControlJson.Form.ControlAddress));
            File.Move(next, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && Socket == Beside(Path.GetFullPath(dataFolder)))
        {
            // The disk is full. Clients look for the socket in this place anyway.
            Delete(next);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Somebody removed the whole folder meanwhile, or it is not a file of ours.
        }
    }

    internal static void OwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string? Beside(string folder)
    {
        var path = Path.Combine(folder, "control" + SocketSuffix);
        return Encoding.UTF8.GetByteCount(path) <= LongestSocketPath ? path : null;
    }

    private static string ShortPath(string folder)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(folder)).ToString("x16", CultureInfo.InvariantCulture);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Path.Combine(Directory.Exists(runtime) && runtime.Length <= 60 ? runtime : "/tmp", $"dark-{hash}{SocketSuffix}");
    }
}
