using System.Net;
using System.Security.Cryptography;

namespace DarkLang.Cli.Running;

/// <summary>Reads the token of the control endpoint on TCP from a file, or creates it once in the folder of the store.</summary>
internal static class ControlToken
{
    private const int Shortest = 16;

    private const string FileName = "control.token";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Returns where to listen; null without <c>--port</c>.</summary>
    public static IPEndPoint? EndPoint(int? port, string? address, string? tokenFile)
    {
        if (port is not { } given)
            return address is null && tokenFile is null
                ? null
                : throw new CommandFailure(ExitCode.Usage, "--listen and --token-file go with --port", "add --port N");
        if (address is null or "localhost")
            return new IPEndPoint(IPAddress.Loopback, given);
        return IPAddress.TryParse(address, out var parsed)
            ? new IPEndPoint(parsed, given)
            : throw new CommandFailure(ExitCode.Usage, $"--listen takes an address such as 127.0.0.1 or 0.0.0.0, not \"{address}\"");
    }

    /// <summary>Returns where to listen and the token.</summary>
    public static TcpEndpoint Listen(Shell shell, string store, IPEndPoint endPoint, string? tokenFile)
    {
        var path = PathOf(shell, store, tokenFile);
        var token = tokenFile is not null ? Read(path) : File.Exists(path) ? ReadSecret(path) : Create(path);
        return new TcpEndpoint(endPoint, token);
    }

    /// <summary>Prints the address once it answers, and the path of the token, never the token itself.</summary>
    public static void Announce(Shell shell, string store, IPEndPoint endPoint, string? tokenFile)
    {
        var path = PathOf(shell, store, tokenFile);
        shell.Note($"control endpoint: http://{endPoint}/{Operation.Version}; token in {shell.DisplayPath(path)}");
        if (!IPAddress.IsLoopback(endPoint.Address))
            shell.Note(
                "warning: the control endpoint is open to other machines, and its traffic is not encrypted: put a TLS proxy before it");
    }

    private static string PathOf(Shell shell, string store, string? tokenFile) =>
        tokenFile is null ? Path.Combine(store, FileName) : Path.GetFullPath(tokenFile, shell.Folder);

    // dark creates it for its owner only. Anything else came from elsewhere, such as a cloned repository, and is no secret.
    private static string ReadSecret(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == 0 ? Read(path) : throw new CommandFailure(
            ExitCode.Refused, $"the token in {path} can be read by others, so it is no secret", "remove the file: dark creates a new one");

    /// <summary>Reads the token from a file that must exist.</summary>
    public static string Read(string path)
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            return token.Length >= Shortest && token.All(letter => letter is > ' ' and <= '~') ? token
                : throw new CommandFailure(
                    ExitCode.Failed, $"the token in {path} is shorter than {Shortest} characters, or has spaces or non-ASCII characters",
                    $"write at least {Shortest} characters on one line, such as the output of `openssl rand -hex 32`");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Failed, $"the token can't be read: {fault.Message}");
        }
    }

    private static string Create(string path)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // Created with its permissions: nobody else can read it even for a moment.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(path, options);
        writer.Write(token);
        return token;
    }
}
