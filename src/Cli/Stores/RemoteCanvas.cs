using DarkLang.Cli.Running;

namespace DarkLang.Cli.Stores;

/// <summary>A canvas that runs with <c>--port</c>, on this machine or another, with the address and the token of its runtime.</summary>
internal sealed record RemoteCanvas(Uri Address, string Token)
{
    private const string TokenVariable = "DARK_TOKEN";

    private const string Version = $"/{Operation.Version}";

    public static bool IsNamedBy(string? text) => text is not null && text.Contains("://", StringComparison.Ordinal);

    public static RemoteCanvas Of(Shell shell, string url, string? tokenFile)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address is not { UserInfo: "", Query: "", Fragment: "" })
            throw new CommandFailure(
                ExitCode.Usage, $"\"{url}\" is not the address of a runtime",
                "write it like http://127.0.0.1:7070; `dark run FILE --port 7070` prints it");
        var token = tokenFile is not null ? ControlToken.Read(Path.GetFullPath(tokenFile, shell.Folder)) : shell.Environment(TokenVariable);
        if (string.IsNullOrEmpty(token))
            throw new CommandFailure(
                ExitCode.Usage, $"the token of the runtime at {address} is missing",
                $"add --token-file FILE, such as .dark/NAME/control.token beside the canvas, or set {TokenVariable}");
        if (address is { Scheme: "http", IsLoopback: false })
            shell.Note($"warning: the token and all traffic to {address} are not encrypted: use a proxy with TLS, or an SSH tunnel");
        return new RemoteCanvas(new Uri(Root(address)), token);
    }

    public IControlClient Connect() => HttpControlClient.At(Address, Token);

    /// <summary>Asks for the status once, so that a wrong address or token is reported before a screen opens.</summary>
    public async Task<StatusView> FirstStatus(CancellationToken cancellation)
    {
        await using var client = Connect();
        try
        {
            return await client.Ask(Operations.Status, cancellation);
        }
        catch (Exception fault) when (fault is ControlException or InvalidOperationException)
        {
            throw Failure(fault);
        }
    }

    private CommandFailure Failure(Exception fault) => (fault as ControlException)?.Problem switch
    {
        ControlProblem.NoRuntime => new CommandFailure(
            ExitCode.NoRuntime, $"no runtime answers at {Address}",
            "start it there with `dark run FILE --port N`, and check that this machine can reach the address"),
        ControlProblem.Refused => new CommandFailure(
            ExitCode.Refused, $"the runtime at {Address} refuses: {fault.Message}",
            "its token is in .dark/NAME/control.token beside its canvas, or in its --token-file"),
        _ => new CommandFailure(
            ExitCode.NoRuntime, $"no runtime of this version of dark answers at {Address}: {fault.Message}",
            "use the same version for both; `dark --version` prints it"),
    };

    private static string Root(Uri address)
    {
        var root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return (root.EndsWith(Version, StringComparison.Ordinal) ? root[..^Version.Length] : root) + "/";
    }
}
