using System.CommandLine;
using DarkLang.Cli.Running;

namespace DarkLang.Cli.Commands;

internal static class RunCommand
{
    public static Command Create(Shell shell)
    {
        var once = new Option<bool>("--once") { Description = "Drain the queues and end; exit code 1 when something became a dead letter" };
        var watch = new Option<bool>("--watch") { Description = "Read the files again whenever they change" };
        var tui = new Option<bool>("--tui") { Description = "Show the screens; the canvas stops with them" };
        var options = new RunOptions();
        var command = new Command("run", "Run a canvas until it is stopped");
        options.AddTo(command, once, watch, tui);
        return command.Does(shell, (parse, cancellation) =>
        {
            var mode = new RunMode(parse.GetValue(once), parse.GetValue(watch), parse.GetValue(tui));
            if (mode.Once && (mode.Watch || mode.Screens))
                throw new CommandFailure(
                    ExitCode.Usage, $"--once ends when nothing is left to do: it does not go with {(mode.Watch ? "--watch" : "--tui")}");
            if (mode.Screens && !(shell.InIsTerminal && shell.OutIsTerminal))
                throw new CommandFailure(
                    ExitCode.Usage,
                    "dark run --tui needs a terminal, for keys as well as for the screen",
                    "without --tui it prints a line for each attempt");
            return options.Run(shell, parse, mode, cancellation);
        });
    }
}
