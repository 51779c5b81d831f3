using DarkLang.Runtime.Control;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

public sealed class ActingCommandTests : IAsyncLifetime
{
    private FakeRuntime _runtime = null!;

    public async ValueTask InitializeAsync() => _runtime = await FakeRuntime.Start();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Theory]
    [InlineData("worker pause a --why tests", "paused worker a", "pause worker a {user} tests")]
    [InlineData("worker resume a", "resumed worker a", "resume worker a")]
    [InlineData("cron pause c", "paused cron c", "pause cron c {user} ")]
    [InlineData("cron resume c", "resumed cron c", "resume cron c")]
    [InlineData("dead retry --all", "put 3 dead letters back", "retry dead []  True")]
    [InlineData("dead retry 01 02", "put 3 dead letters back", "retry dead [01,02]  False")]
    [InlineData("dead retry --of a", "put 3 dead letters back", "retry dead [] worker a False")]
    [InlineData("dead rm --of a --yes", "removed 4 dead letters", "remove dead [] worker a False")]
    [InlineData("404 rm resise --yes", "removed 4 messages", "remove 404 [] worker resise False")]
    [InlineData("404 rm --all --yes", "removed 4 messages", "remove 404 []  True")]
    public async Task An_act_reaches_the_runtime_and_is_told_on_stderr(string arguments, string told, string asked)
    {
        var run = await _runtime.Run(arguments);
        Assert.Equal((0, "", told + "\n"), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(asked.Replace("{user}", Environment.UserName, StringComparison.Ordinal), _runtime.Client.Asked[^1]);
    }

    [Theory]
    [InlineData("dead rm --all", "this would remove 6 dead letters for good")]
    [InlineData("dead rm 01", "this would remove 1 dead letter for good")]
    [InlineData("404 rm resise", "this would remove 2 messages for good")]
    public async Task A_destructive_act_without_a_terminal_needs_yes(string arguments, string told)
    {
        var run = await _runtime.Run(arguments, "y\n");
        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_runtime.Client.Asked, asked => asked.StartsWith("remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Running_a_cron_prints_the_message()
    {
        var run = await _runtime.Run("cron run c");
        Assert.Equal((0, $"{FakeControlClient.Id}\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("emit a 1")]
    [InlineData("worker pause a")]
    [InlineData("cron run c")]
    [InlineData("dead retry --all")]
    public async Task Without_a_runtime_an_act_ends_with_exit_code_4_and_says_how_to_start_it(string arguments)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".dark", "orders"));
        var run = await Dark.Run(folder.Path, arguments.Split(' '));
        Assert.Equal((4, ""), (run.ExitCode, run.Out));
        Assert.Contains("dark run orders.dark", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_two_canvases_have_run_the_one_that_runs_is_meant()
    {
        Directory.CreateDirectory(Path.Combine(_runtime.Folder, ".dark", "b"));
        Assert.Equal(0, (await _runtime.Run("status")).ExitCode);
    }

    [Fact]
    public async Task Where_two_canvases_run_they_are_listed_and_none_is_taken()
    {
        await using var other = await ControlServer.Start(new FakeControlClient(), Path.Combine(_runtime.Folder, ".dark", "b"), CancellationToken.None);
        var run = await _runtime.Run("status");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("--data .dark/a, --data .dark/b", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_has_run_that_is_said()
    {
        using var folder = new TemporaryFolder();
        var run = await Dark.Run(folder.Path, "status");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("no canvas has run in this folder", run.Error, StringComparison.Ordinal);
    }
}
