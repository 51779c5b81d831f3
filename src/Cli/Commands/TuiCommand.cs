using System.CommandLine;
using DarkLang.Cli.Stores;
using DarkLang.Runtime.Control;
using DarkLang.Tui;

namespace DarkLang.Cli.Commands;

internal static class TuiCommand
{
    public static Command Create(Shell shell)
    {
        var data = StandardOptions.Data();
        return new Command("tui", "Watch and steer the canvas on a screen") { data }.Does(shell, async (parse, cancellation) =>
        {
            if (!shell.InIsTerminal || !shell.OutIsTerminal)
                throw new CommandFailure(ExitCode.Usage, "dark tui needs a terminal, for keys as well as for the screen", "`dark status` prints the same once");
            var store = await StoreLocation.Find(shell, parse.GetValue(data), cancellation);
            var screens = new TerminalUi
            {
                First = await FirstStatus(shell, store, cancellation),
                Connect = async limit => await HttpControlClient.TryConnect(store, limit),
                User = Environment.UserName,
                Coloured = shell.ColoursOut,
                Time = shell.Time,
            };
            await screens.Run();
            return ExitCode.Ok;
        });
    }

    /// <summary>A store at rest is closed again at once: a runtime must be able to start on it while the screen is open.</summary>
    private static async Task<StatusView> FirstStatus(Shell shell, string store, CancellationToken cancellation)
    {
        await using var connection = await Connection.ToRead(shell, store, cancellation);
        return await connection.Client.Status(cancellation);
    }
}
