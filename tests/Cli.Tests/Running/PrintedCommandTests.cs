using System.Net;
using System.Net.Sockets;
using DarkLang.Lang.Diagnostics;

namespace DarkLang.Cli.Tests.Running;

/// <summary>What is printed to be run can be pasted into a shell, and is true when it is printed.</summary>
public sealed class PrintedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.dark", "a.dark")]
    [InlineData("x y", "'x y'")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(rm) `b` \"c\" \\d !e", "'$(rm) `b` \"c\" \\d !e'")]
    [InlineData("a'\nb\\\u001b\u202e", "$'a\\'\\nb\\\\\\U0000001B\\U0000202E'")]
    [InlineData("größe 漢", "'größe 漢'")]
    public async Task A_quoted_word_is_the_same_word_in_a_shell(string word, string quoted)
    {
        Assert.Equal(quoted, ShellWord.Of(word));
        using var bash = Dark.StartProgram("bash", _folder.Path, ["-c", $"printf %s {quoted}"], ("LC_ALL", "C.UTF-8"));
        Assert.Equal(word, await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_command_after_new_runs_as_it_is_printed()
    {
        var created = await Dark.Run(_folder.Path, "new", "x y");
        var command = created.Error.Split('\n')[1].Trim();
        var run = await Dark.Shell(_folder.Path, command.Replace("dark run", "dark check", StringComparison.Ordinal));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task The_control_endpoint_is_announced_only_once_it_answers()
    {
        _folder.Write("a.dark", "worker w\n  event\n");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var run = await Dark.Run(_folder.Path, "run", "a.dark", "--port", $"{port}");
        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("control endpoint: http", run.Error, StringComparison.Ordinal);
    }
}
