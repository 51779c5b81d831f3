using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class TuiCommand
{
    public static Command Create(Shell shell)
    {
        var canvas = new Argument<string?>("FILE")
        {
            Description = "The canvas to attach to: its file, or the URL of a control endpoint (the only one here if omitted)",
            HelpName = "FILE|URL",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var readOnly = new Option<bool>("--read-only") { Description = "Refuse commands that change something" };
        var token = StandardOptions.Text("--token-file", "The file with the token, for a URL (also: DARK_TOKEN)", "FILE");
        var theme = StandardOptions.Theme();
        var data = StandardOptions.Data();
        return new Command("tui", "Watch and control a canvas on screens") { canvas, readOnly, token, theme, data }.Does(
            shell, async (parse, cancellation) =>
        {
            if (!shell.InIsTerminal || !shell.OutIsTerminal)
                throw Usage("dark tui needs a terminal for input and output", "`dark status` prints the state once");
            var named = parse.GetValue(canvas);
            var isRemote = RemoteCanvas.IsNamedBy(named);
            if (isRemote && parse.GetValue(data) is not null)
                throw Usage("--data names a store on this machine: it can't be combined with a URL", "leave one of them out");
            if (!isRemote && parse.GetValue(token) is not null)
                throw Usage("--token-file needs a URL", "a canvas on this machine needs no token: leave it out");
            var target = isRemote
                ? await ToRemote(RemoteCanvas.Of(shell, named!, parse.GetValue(token)), cancellation)
                : await ToLocal(shell, named, parse.GetValue(data), cancellation);
            var screens = new TerminalUi
            {
                First = target.First,
                Connect = target.Connect,
                Theme = StandardOptions.ThemeOf(shell, parse.GetValue(theme)),
                Time = shell.Time,
                Options = new() { User = Environment.UserName, IsReadOnly = parse.GetValue(readOnly), Stub = target.Stub },
            };
            await screens.Run();
            return ExitCode.Ok;
        });
    }

    private static CommandFailure Usage(string message, string help) => new(ExitCode.Usage, message, help);

    /// <summary>The files of a remote canvas are out of reach.</summary>
    private static async Task<Target> ToRemote(RemoteCanvas remote, CancellationToken cancellation) =>
        new(await remote.FirstStatus(cancellation), _ => Task.FromResult<IControlClient?>(remote.Connect()), Stub: null);

    private static async Task<Target> ToLocal(Shell shell, string? file, string? data, CancellationToken cancellation)
    {
        var store = file is not null ? StoreLocation.OfCanvas(shell, [file], data) : await StoreLocation.Find(shell, data, cancellation);
        return new Target(
            await FirstStatus(shell, store, cancellation),
            async limit => await HttpControlClient.TryConnect(store, limit),
            (lost, status, files) => new StubWorker(lost).For(
                CanvasFile(shell, store, status.Canvas), shell.Folder, [.. files.Select(path => CanvasFile(shell, store, path))]));
    }

    /// <summary>Returns a file of the canvas, which was named relative to this folder, or to the one that contains its store.</summary>
    private static string CanvasFile(Shell shell, string store, string canvas)
    {
        var beside = Path.GetFullPath(canvas, Path.GetDirectoryName(Path.GetDirectoryName(store)) ?? shell.Folder);
        return File.Exists(Path.GetFullPath(canvas, shell.Folder)) || !File.Exists(beside) ? canvas : shell.DisplayPath(beside);
    }

    /// <summary>Closes a store at rest again at once, so that a runtime can start on it while the screens are open.</summary>
    private static async Task<StatusView> FirstStatus(Shell shell, string store, CancellationToken cancellation)
    {
        await using var connection = await Connection.ToRead(shell, store, cancellation);
        return await connection.Client.Ask(Operations.Status, cancellation);
    }

    /// <summary>How the screens reach their canvas.</summary>
    private sealed record Target(
        StatusView First, Func<CancellationToken, Task<IControlClient?>> Connect,
        Func<NotFoundView, StatusView, IReadOnlyList<string>, WorkerStub>? Stub);
}
