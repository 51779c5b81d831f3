using System.CommandLine.Completions;
using DarkLang.Cli.Commands;

namespace DarkLang.Cli;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandTree
{
    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand("dark: a language and a durable queue runtime for small backends in one file");
        // A directive would swallow a word such as [x].
        root.Directives.Clear();
        root.Options.Remove(root.Options.Single(option => option is VersionOption));
        root.Add(Version(shell));
        foreach (var command in Commands(shell))
            root.Add(command);
        return root;
    }

    private static IEnumerable<Command> Commands(Shell shell) =>
    [
        RunCommand.Create(shell),
        DevCommand.Create(shell),
        CheckCommand.Create(shell),
        FmtCommand.Create(shell),
        TestCommand.Create(shell),
        EvalCommand.Create(shell),
        ReplCommand.Create(shell),
        DocCommand.Create(shell),
        ExplainCommand.Create(shell),
        EmitCommand.Create(shell),
        StatusCommand.Create(shell),
        ReloadCommand.Create(shell),
        WorkerCommand.Create(shell),
        CronCommand.Create(shell),
        QueueCommand.Create(shell),
        DeadCommand.Create(shell),
        NotFoundCommand.Create(shell),
        TraceCommand.Create(shell),
        HistoryCommand.Create(shell),
        TuiCommand.Create(shell),
        DoctorCommand.Create(shell),
        BackupCommand.Create(shell),
        NewCommand.Create(shell),
        CompletionsCommand.Create(shell),
    ];

    private static Option<bool> Version(Shell shell) => new("--version")
    {
        Description = "Print the version",
        Action = new VersionAction(shell),
    };

    private sealed class VersionAction(Shell shell) : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            shell.Out.WriteLine($"dark {typeof(CommandTree).Assembly.GetName().Version?.ToString(3)}");
            shell.Out.Flush();
            return ExitCode.Ok;
        }
    }
}
