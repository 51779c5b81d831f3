using System.CommandLine.Invocation;
using DarkLang.Cli;

var shell = Shell.OfProcess();
// A word that begins with @ names a file to emit, not a file of arguments.
var parse = CommandTree.Create(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parse.Action is ParseErrorAction)
    return UsageErrors.Report(shell, parse);
var code = await parse.InvokeAsync(new InvocationConfiguration
{
    // Not Console.Out: that would write control sequences to a terminal first.
    Output = shell.Out,
    Error = shell.Error,
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
});
return shell.TryFlush() ? code : ExitCode.Ok;
