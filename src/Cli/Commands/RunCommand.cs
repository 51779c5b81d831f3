using DarkLang.Cli.Running;

namespace DarkLang.Cli.Commands;

internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var once = new Option<bool>("--once") { Description = "Exit when the queues are empty, with code 1 after a dead letter" };
        var watch = new Option<bool>("--watch") { Description = "Reload the files when they change" };
        var tui = new Option<bool>("--tui") { Description = "Show the screens; the canvas stops when they close" };
        var options = new RunOptions(StandardOptions.Files());
        var command = new Command("run", "Run a canvas until it is stopped");
        options.AddTo(command, once, watch, tui);
        return command.Does(shell, (parse, cancellation) =>
        {
            var mode = new RunMode(parse.GetValue(once), parse.GetValue(watch), parse.GetValue(tui));
            if (mode.Once && (mode.Watch || mode.Screens))
                throw new CommandFailure(
                    ExitCode.Usage,
                    $"--once exits when the queues are empty: it can't be combined with {(mode.Watch ? "--watch" : "--tui")}");
            if (mode.Screens && !(shell.InIsTerminal && shell.OutIsTerminal))
                throw new CommandFailure(
                    ExitCode.Usage, "dark run --tui needs a terminal for input and output",
                    "without --tui it prints a line for each attempt");
            return options.Run(shell, parse, mode, cancellation);
        });
    }
}
