namespace DarkLang.Cli.Commands;

/// <summary>Evaluates typed expressions one after the other, and remembers the names they define.</summary>
internal static class ReplCommand
{
    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Several("FILE", "Files whose functions and types it may use");
        return new Command("repl", "Type expressions and see their values") { files }.Does(shell, (parse, cancellation) =>
            Task.FromResult(new Repl.Repl(shell).Run(parse.GetValue(files) ?? [], cancellation)));
    }
}
