using System.CommandLine;
using DarkLang.Cli.Stores;
using DarkLang.Runtime.Control;
using DarkLang.Tui;

namespace DarkLang.Cli.Commands;

internal static class TuiCommand
{
    public static Command Create(Shell shell)
    {
        var canvas = new Argument<string?>("FILE") { Description = "The canvas to attach to; the only one here when left out", Arity = ArgumentArity.ZeroOrOne };
        var readOnly = new Option<bool>("--read-only") { Description = "Change nothing from the screen" };
        var theme = StandardOptions.Theme();
        var data = StandardOptions.Data();
        return new Command("tui", "Watch and steer the canvas on a screen") { canvas, readOnly, theme, data }.Does(shell, async (parse, cancellation) =>
        {
            if (!shell.InIsTerminal || !shell.OutIsTerminal)
                throw new CommandFailure(ExitCode.Usage, "dark tui needs a terminal, for keys as well as for the screen", "`dark status` prints the same once");
            var store = parse.GetValue(canvas) is { } file
                ? StoreLocation.OfCanvas(shell, file, parse.GetValue(data))
                : await StoreLocation.Find(shell, parse.GetValue(data), cancellation);
            var screens = new TerminalUi
            {
                First = await FirstStatus(shell, store, cancellation),
                Connect = async limit => await HttpControlClient.TryConnect(store, limit),
                User = Environment.UserName,
                Look = StandardOptions.LookOf(shell, parse.GetValue(theme)),
                Time = shell.Time,
                IsReadOnly = parse.GetValue(readOnly),
                Stub = (lost, status) => new StubWorker(lost.Name, lost.Messages, lost.Event).For(CanvasFile(shell, store, status.Canvas), shell.Folder),
            };
            await screens.Run();
            return ExitCode.Ok;
        });
    }

    /// <summary>The canvas as it was named when it was started: here, or in the folder that its store is in.</summary>
    private static string CanvasFile(Shell shell, string store, string canvas)
    {
        var beside = Path.GetFullPath(canvas, Path.GetDirectoryName(Path.GetDirectoryName(store)) ?? shell.Folder);
        return File.Exists(Path.GetFullPath(canvas, shell.Folder)) || !File.Exists(beside) ? canvas : Path.GetRelativePath(shell.Folder, beside);
    }

    /// <summary>A store at rest is closed again at once: a runtime must be able to start on it while the screen is open.</summary>
    private static async Task<StatusView> FirstStatus(Shell shell, string store, CancellationToken cancellation)
    {
        await using var connection = await Connection.ToRead(shell, store, cancellation);
        return await connection.Client.Status(cancellation);
    }
}
