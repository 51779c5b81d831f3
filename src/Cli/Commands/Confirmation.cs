namespace DarkLang.Cli.Commands;

/// <summary>Asks before something is lost. Without a terminal nobody can be asked: then <c>--yes</c> is needed.</summary>
internal static class Confirmation
{
    public static void Require(Shell shell, bool yes, string act)
    {
        if (yes)
            return;
        if (!shell.InIsTerminal || !shell.ErrorIsTerminal)
            throw new CommandFailure(ExitCode.Refused, $"this would {act}", "add --yes to do it without being asked");
        shell.Error.Write($"This will {act}. Go on? [y/N] ");
        shell.Error.Flush();
        if (shell.In.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
            throw new CommandFailure(ExitCode.Refused, "nothing was done");
    }
}
