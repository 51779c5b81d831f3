namespace DarkLang.Cli.Commands;

/// <summary>Asks before something that can't be undone. Without a terminal, <c>--yes</c> is required.</summary>
internal static class Confirmation
{
    public static void Require(Shell shell, bool yes, string action)
    {
        if (yes)
            return;
        if (!shell.InIsTerminal || !shell.ErrorIsTerminal)
            throw new CommandFailure(ExitCode.Refused, $"this would {action}", "add --yes to confirm it");
        shell.Error.Write(DisplayText.Printable($"This will {action}. Continue? [y/N] "));
        shell.Error.Flush();
        if (shell.In.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
            throw new CommandFailure(ExitCode.Refused, "nothing was done");
    }
}
