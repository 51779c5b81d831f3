using System.CommandLine.Invocation;

namespace DarkLang.Cli;

/// <summary>Parses a command line and runs its command.</summary>
internal static class Invocation
{
    public static async Task<int> Run(string[] args)
    {
        var shell = Shell.OfProcess();
        // A word that begins with @ names a file to emit, not a file of arguments.
        var parse = CommandTree.Create(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction || UsageErrors.MistypedOption(parse) is not null)
            return UsageErrors.Report(shell, parse);
        return await CommandAction.Guard(shell, () => parse.InvokeAsync(new InvocationConfiguration
        {
            // Not Console.Out: that would write control sequences to a terminal first.
            Output = shell.Out,
            Error = shell.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }));
    }
}
