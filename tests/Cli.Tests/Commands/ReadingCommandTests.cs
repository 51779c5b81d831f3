using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Commands;

public sealed class ReadingCommandTests : IAsyncLifetime
{
    private FakeRuntime _runtime = null!;

    public async ValueTask InitializeAsync() => _runtime = await FakeRuntime.Start();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Theory]
    [InlineData("status", "status")]
    [InlineData("worker-ls", "worker ls")]
    [InlineData("worker-show", "worker show a")]
    [InlineData("cron-ls", "cron ls")]
    [InlineData("cron-show", "cron show c")]
    [InlineData("cron-next", "cron next c -n 2")]
    [InlineData("queue-ls", "queue ls")]
    [InlineData("queue-show", "queue show 0198")]
    [InlineData("dead-ls", "dead ls")]
    [InlineData("queue-keys", "queue keys a")]
    [InlineData("404-ls", "404 ls")]
    [InlineData("404-show", "404 show resise")]
    [InlineData("history", "history a --limit 1")]
    [InlineData("trace-way", "trace way 0198")]
    [InlineData("trace-ls", "trace ls")]
    [InlineData("trace-show", "trace show 0198")]
    public async Task Text_and_json_read_as_they_always_did(string name, string arguments)
    {
        var text = await _runtime.Run(arguments);
        var json = await _runtime.Run(arguments + " --json");
        using var read = JsonDocument.Parse(json.Out);
        Assert.StartsWith("dark.", read.RootElement.GetProperty("schema").GetString(), StringComparison.Ordinal);
        Golden.Verify(
            Golden.PathOf("cli", name, ".expected"),
            text.Transcript("dark " + arguments) + "\n" + json.Transcript($"dark {arguments} --json"));
    }

    [Theory]
    [InlineData("worker show b", "no worker is named \"b\"")]
    [InlineData("404 show resize", "no 404 is named \"resize\"")]
    [InlineData("queue ls nobody", "no worker or cron is named \"nobody\"")]
    [InlineData("trace ls nobody", "no worker or cron is named \"nobody\"")]
    public async Task A_name_that_is_not_there_ends_with_exit_code_3(string arguments, string message)
    {
        var run = await _runtime.Run(arguments);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_takes_no_changes_is_told_by_status()
    {
        _runtime.Client.Trouble = "no room left on the disk";
        Assert.Contains(
            "warning: the store accepts no changes: no room left on the disk",
            (await _runtime.Run("status")).Error,
            StringComparison.Ordinal);
        Assert.Contains("\"trouble\":\"no room left on the disk\"", (await _runtime.Run("status --json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_reaches_the_runtime()
    {
        await _runtime.Run("dead ls --handler a --limit 4");
        Assert.Contains(Messages(new MessageFilter(HandlerId.Worker("a"), MessageState.Dead, 4)), _runtime.Client.Asked);
        await _runtime.Run("queue ls a --state dead --limit 5");
        Assert.Contains(Messages(new MessageFilter(HandlerId.Worker("a"), MessageState.Dead, 5)), _runtime.Client.Asked);

        await _runtime.Run("dead ls --where event==1");
        Assert.Contains(Messages(new MessageFilter(State: MessageState.Dead, Where: "event==1")), _runtime.Client.Asked);

        static string Messages(MessageFilter filter) => FakeControlClient.Noted(Operations.Search, filter);
    }

    [Fact]
    public async Task A_list_says_what_a_condition_failed_for_and_whether_there_is_more()
    {
        var text = await _runtime.Run("queue ls --where event.total>100 --limit 1");
        Assert.Equal(
            "3 messages do not match, because the condition fails: no field \"total\"\nthere are more than 1: raise --limit to see more\n",
            text.Error);
        var json = await _runtime.Run("queue ls --where event.total>100 --limit 1 --json");
        Assert.EndsWith(
            """],"hasMore":true,"searched":4,"timedOut":false,"failed":[{"why":"no field \"total\"","count":3}]}""" + "\n",
            json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_not_written_into_a_pipe()
    {
        var run = await _runtime.Run("status");
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public async Task A_store_named_by_the_environment_is_used()
    {
        using var elsewhere = new TemporaryFolder();
        var run = await Dark.Run(elsewhere.Path, null, ["status"], ("DARK_DATA", Path.Combine(_runtime.Folder, ".dark", "a")));
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData(ControlProblem.NotFound, 3)]
    [InlineData(ControlProblem.BadRequest, 2)]
    [InlineData(ControlProblem.Refused, 5)]
    [InlineData(ControlProblem.NoRuntime, 4)]
    [InlineData(ControlProblem.WrongEvent, 1)]
    public async Task Each_problem_has_its_exit_code(ControlProblem problem, int exitCode)
    {
        _runtime.Client.Fault = new ControlException(problem, "it is so");
        var run = await _runtime.Run("status");
        Assert.Equal((exitCode, "", "error: it is so\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_fault_of_the_runtime_is_a_bug_of_ours()
    {
        _runtime.Client.Fault = new InvalidOperationException("oh");
        Assert.Equal(70, (await _runtime.Run("status")).ExitCode);
    }
}
