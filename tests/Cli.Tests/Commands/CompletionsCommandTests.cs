using System.Diagnostics;

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
