using DarkLang.Cli.Running;

namespace DarkLang.Cli.Commands;

internal static class DevCommand
{
    public static Command Create(Shell shell)
    {
        var options = new RunOptions(StandardOptions.Several("FILE", "The files of the canvas (the only one in this folder if omitted)"));
        var command = new Command("dev", "Run a canvas while you write it: show its screens and reload its files on every change");
        options.AddTo(command);
        var mode = new RunMode(Once: false, Watch: true, Screens: shell.InIsTerminal && shell.OutIsTerminal);
        return command.Does(shell, (parse, cancellation) => options.Run(shell, parse, mode, cancellation));
    }
}
