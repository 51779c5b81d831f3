using System.CommandLine;
using System.Diagnostics;
using DarkLang.Cli.Commands;
using DarkLang.Cli.Tests.Repl;
using DarkLang.Cli.Tests.Running;

namespace DarkLang.Cli.Tests.Commands;

public sealed class CompletionsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dark sta", "status")]
    [InlineData("dark worker p", "pause")]
    [InlineData("dark status --", "--data --help --json")]
    [InlineData("dark completions ", "bash fish zsh")]
    [InlineData("dark nothing-like-it", "")]
    public async Task A_line_is_completed_by_the_commands_and_options_there_are(string line, string expected)
    {
        var run = await Dark.Run(_folder.Path, "completions", "bash", "--line", line);
        var found = string.Join(' ', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("dark emit ", "a resise")]
    [InlineData("dark worker pause ", "a")]
    [InlineData("dark cron run ", "c")]
    [InlineData("dark 404 create r", "resise")]
    [InlineData("dark 404 move resise ", "a")]
    [InlineData("dark 404 move re", "resise")]
    [InlineData("dark queue ls ", "a c resise")]
    [InlineData("dark dead ls --handler ", "a c")]
    [InlineData("dark dead retry ", "0198f000-0000-7000-8000-00000000abcd")]
    [InlineData("dark dead edit 01", "0198f000-0000-7000-8000-00000000abcd")]
    [InlineData("dark trace show ", "0198f000-0000-7000-8000-00000000abcd")]
    [InlineData("dark explain D062", "D0620 D0621")]
    [InlineData("dark run ", "a.dark")]
    [InlineData("dark check sub/", "sub/b.dark")]
    [InlineData("dark worker pause x", "")]
    public async Task Names_ids_codes_and_files_are_completed_from_the_running_canvas(string line, string expected)
    {
        await using var runtime = await FakeRuntime.Start();
        await File.WriteAllTextAsync(Path.Combine(runtime.Folder, "a.dark"), "", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(runtime.Folder, "sub"));
        await File.WriteAllTextAsync(Path.Combine(runtime.Folder, "sub", "b.dark"), "", TestContext.Current.CancellationToken);
        var run = await Dark.Run(runtime.Folder, "completions", "bash", "--line", line);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, string.Join(' ', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("dark worker pause ")]
    [InlineData("dark dead retry ")]
    [InlineData("dark trace show --data nowhere ")]
    public async Task Without_a_runtime_there_is_nothing_to_complete_and_nothing_is_said(string line)
    {
        var run = await Dark.Run(_folder.Path, "completions", "bash", "--line", line);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
    }

    /// <summary>An argument that is added later has a completion, or says here that it can have none.</summary>
    [Fact]
    public void Each_argument_is_completed_or_can_take_anything()
    {
        string[] anything = ["backup DIR", "new DIR", "emit JSON", "eval EXPR", "trace TEXT", "worker VALUE", "completions SHELL"];
        var completions = new LiveCompletions(Shell.OfProcess());
        var missing = CommandTree.Create(Shell.OfProcess()).Subcommands
            .SelectMany(top => All(top).SelectMany(command => command.Arguments)
                .Where(argument => completions.SourceOf(top.Name, argument.Name) is null)
                .Select(argument => $"{top.Name} {argument.Name}"))
            .Distinct();
        Assert.Equal(anything.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));

        static IEnumerable<Command> All(Command command) => [command, .. command.Subcommands.SelectMany(All)];
    }

    [Fact]
    public async Task A_tab_in_a_real_bash_completes_the_name_of_a_worker()
    {
        Assert.SkipUnless(Tmux.IsThere && File.Exists("/bin/bash"), "tmux or bash is not installed");
        _folder.Write("a.dark", "worker halve\n  event / 2\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        using var terminal = await Tmux.Start(
            $"cd {_folder.Path}; PATH={AppContext.BaseDirectory}:$PATH PS1='> ' bash --norc -i");
        await terminal.Type("source <(dark completions bash); echo ready\n");
        await terminal.Shows("ready");
        await terminal.Type("dark worker pause ha");
        await terminal.Press("Tab");
        await terminal.Shows("> dark worker pause halve");
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _dark dark")]
    [InlineData("zsh", "compdef _dark dark")]
    [InlineData("fish", "complete -c dark")]
    public async Task Each_shell_has_its_script(string shell, string part)
    {
        var run = await Dark.Run(_folder.Path, "completions", shell);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(part, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bash_completes_with_it()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "there is no bash here");
        const string script = "source <(dark completions bash); COMP_LINE='dark sta rest'; COMP_POINT=8; _dark; echo \"${COMPREPLY[@]}\"";
        var start = new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardOutput = true, WorkingDirectory = _folder.Path };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var bash = Process.Start(start)!;
        Assert.Equal("status\n", await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_shell_is_told_which_there_are()
    {
        var run = await Dark.Run(_folder.Path, "completions", "tcsh");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("bash, zsh and fish, not for \"tcsh\"", run.Error, StringComparison.Ordinal);
    }
}
