using System.IO.Hashing;

namespace DarkLang.Runtime.Control;

/// <summary>Where the runtime of a store listens. A file in the store's folder says so, because the socket may lie elsewhere.</summary>
public sealed record ControlAddress(string Socket, int ProcessId)
{
    // The path must fit into sockaddr_un: 108 bytes on Linux, 104 on macOS, with a zero at the end.
    private const int LongestSocketPath = 100;

    private const string FileName = "control.json";

    /// <summary>Returns the socket in the store's folder, or one with a short name elsewhere if that path is too long.</summary>
    public static ControlAddress For(string dataFolder, int processId)
    {
        var folder = Path.GetFullPath(dataFolder);
        return new ControlAddress(Beside(folder) ?? ShortPath(folder), processId);
    }

    /// <summary>Returns the socket that a runtime listens on; null if there can be none.</summary>
    public static string? FindSocket(string dataFolder) => Read(dataFolder)?.Socket ?? Beside(Path.GetFullPath(dataFolder));

    /// <summary>Returns null if no runtime left an address, or one that can't be read.</summary>
    public static ControlAddress? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(dataFolder, FileName)), ControlJson.Form.ControlAddress);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        var next = path + ".new";
        try
        {
            File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, ControlJson.Form.ControlAddress));
            OwnerOnly(next);
            File.Move(next, path, overwrite: true);
        }
        catch (IOException) when (Socket == Beside(Path.GetFullPath(dataFolder)))
        {
            // The disk is full. Clients look for the socket in this place anyway.
            Delete(next);
        }
    }

    internal void Remove(string dataFolder)
    {
        Delete(Path.Combine(dataFolder, FileName));
        Delete(Socket);
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody removed the whole folder meanwhile.
        }
    }

    internal static void OwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string? Beside(string folder)
    {
        var path = Path.Combine(folder, "control.sock");
        return Encoding.UTF8.GetByteCount(path) <= LongestSocketPath ? path : null;
    }

    private static string ShortPath(string folder)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(folder)).ToString("x16", CultureInfo.InvariantCulture);
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Path.Combine(Directory.Exists(runtime) && runtime.Length <= 60 ? runtime : "/tmp", $"dark-{hash}.sock");
    }
}
