using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

public sealed class ChangingCommandTests : IAsyncLifetime
{
    private FakeRuntime _runtime = null!;

    public async ValueTask InitializeAsync() => _runtime = await FakeRuntime.Start();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task A_message_at_a_hole_is_told_with_what_to_do()
    {
        _runtime.Client.Ends = MessageState.WaitingForCode;
        var run = await _runtime.Run("emit a 1 --wait");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("reached a hole and waits for code: it is handled once", run.Error, StringComparison.Ordinal);
        Assert.Contains($"`dark queue cancel {FakeControlClient.Id}` removes it", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "worker pause a --why tests", "paused worker a",
        """pause {"handler":{"kind":"worker","name":"a"},"by":"{user}","why":"tests"}""")]
    [InlineData(
        "worker set a rate 20/1m", "worker a: rate is 20/1m until the file says otherwise",
        """worker/set {"handler":{"kind":"worker","name":"a"},"option":"rate","value":"20/1m","by":"{user}"}""")]
    [InlineData(
        "worker set a rate default", "worker a: the value of the file for rate applies again",
        """worker/set {"handler":{"kind":"worker","name":"a"},"option":"rate","by":"{user}"}""")]
    [InlineData("worker resume a", "resumed worker a", """resume {"handler":{"kind":"worker","name":"a"}}""")]
    [InlineData("cron pause c", "paused cron c", """pause {"handler":{"kind":"cron","name":"c"},"by":"{user}"}""")]
    [InlineData("cron resume c", "resumed cron c", """resume {"handler":{"kind":"cron","name":"c"}}""")]
    [InlineData("dead retry --all", "put 3 dead letters back", """dead/retry {"state":"dead","all":true}""")]
    [InlineData("dead retry 01 02", "put 3 dead letters back", """dead/retry {"state":"dead","ids":["01","02"],"all":false}""")]
    [InlineData(
        "dead retry --of a", "put 3 dead letters back",
        """dead/retry {"state":"dead","handler":{"kind":"worker","name":"a"},"all":false}""")]
    [InlineData(
        "dead rm --of a --yes", "removed 4 dead letters",
        """remove {"state":"dead","handler":{"kind":"worker","name":"a"},"all":false}""")]
    [InlineData("dead retry --error D0505", "put 3 dead letters back", """dead/retry {"state":"dead","all":false,"error":"D0505"}""")]
    [InlineData(
        "dead retry --handler gone", "put 3 dead letters back",
        """dead/retry {"state":"dead","handler":{"kind":"worker","name":"gone"},"all":false}""")]
    [InlineData("dead retry 01 --event 7", "put 1 dead letter back with the new event", """message/edit {"id":"01","event":7}""")]
    [InlineData("dead retry --where event==1", "put 3 dead letters back", """dead/retry {"state":"dead","all":false,"where":"event==1"}""")]
    [InlineData(
        "dead rm --of a --where event==1 --yes", "removed 4 dead letters",
        """remove {"state":"dead","handler":{"kind":"worker","name":"a"},"all":false,"where":"event==1"}""")]
    [InlineData(
        "queue cancel --where event==1 --yes", "cancelled 4 messages", """remove {"state":"queued","all":false,"where":"event==1"}""")]
    [InlineData(
        "queue cancel --where event==1 --of a --yes", "cancelled 4 messages",
        """remove {"state":"queued","handler":{"kind":"worker","name":"a"},"all":false,"where":"event==1"}""")]
    [InlineData(
        "queue purge a --where event==1 --yes", "removed 4 messages",
        """remove {"state":"queued","handler":{"kind":"worker","name":"a"},"all":false,"where":"event==1"}""")]
    [InlineData("queue cancel 01 02 --yes", "cancelled 4 messages", """remove {"state":"queued","ids":["01","02"],"all":false}""")]
    [InlineData(
        "queue purge a --yes", "removed 4 messages",
        """remove {"state":"queued","handler":{"kind":"worker","name":"a"},"all":false}""")]
    [InlineData(
        "queue purge a --state delayed --yes", "removed 4 delayed messages",
        """remove {"state":"delayed","handler":{"kind":"worker","name":"a"},"all":false}""")]
    [InlineData(
        "404 move resise a", "moved 2 messages from resise to worker a",
        """move {"selection":{"state":"404","handler":{"kind":"worker","name":"resise"},"all":false},"worker":"a"}""")]
    [InlineData(
        "404 rm resise --yes", "removed 4 messages",
        """remove {"state":"404","handler":{"kind":"worker","name":"resise"},"all":false}""")]
    [InlineData(
        "queue keys a --forget order7 --yes", "worker a forgot the key \"order7\"",
        """keys/forget {"handler":{"kind":"worker","name":"a"},"key":"order7"}""")]
    [InlineData(
        "404 rm resise --where event==1 --yes", "removed 4 messages",
        """remove {"state":"404","handler":{"kind":"worker","name":"resise"},"all":false,"where":"event==1"}""")]
    [InlineData("404 rm --all --yes", "removed 4 messages", """remove {"state":"404","all":true}""")]
    public async Task An_act_reaches_the_runtime_and_is_told_on_stderr(string arguments, string told, string asked)
    {
        var run = await _runtime.Run(arguments);
        Assert.Equal((0, "", told + "\n"), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(asked.Replace("{user}", Environment.UserName, StringComparison.Ordinal), _runtime.Client.Asked[^1]);
    }

    [Fact]
    public async Task Dead_letters_are_chosen_by_their_age()
    {
        await _runtime.Run("dead retry --older-than 1h");
        Assert.StartsWith(
            """dead/retry {"state":"dead","all":false,"deadBefore":"20""", _runtime.Client.Asked[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dead rm --all", "this would remove 4 dead letters for good")]
    [InlineData("dead rm 01", "this would remove 4 dead letters for good")]
    [InlineData("queue cancel 01", "this would cancel 4 messages for good")]
    [InlineData("queue purge a", "this would remove 4 messages for good")]
    [InlineData("404 rm resise", "this would remove 4 messages for good")]
    [InlineData("queue keys a --forget order7", "this would forget the key \"order7\" of worker a")]
    public async Task A_destructive_act_without_a_terminal_needs_yes(string arguments, string told)
    {
        var run = await _runtime.Run(arguments, "y\n");
        Assert.Equal((5, ""), (run.ExitCode, run.Out));
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            _runtime.Client.Asked,
            asked => asked.StartsWith("remove", StringComparison.Ordinal) || asked.StartsWith("keys", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dead retry", "select dead letters by id, or with --handler, --error, --older-than, --where or --all")]
    [InlineData("queue cancel", "give the IDs of messages, or --where")]
    [InlineData("queue cancel 01 --where event==1", "give the IDs of messages, or --where")]
    [InlineData("queue cancel 01 --of a", "--handler needs --where")]
    [InlineData("dead retry 01 --all", "an ID can't be combined with --all: select dead letters by id or by their properties")]
    [InlineData("dead retry --all --event 1", "--event needs exactly one ID")]
    [InlineData("queue purge a --state dead", "--state takes ready, delayed, retrying or waiting-for-code, not \"dead\"")]
    public async Task An_act_that_does_not_say_which_messages_is_wrong_usage(string arguments, string told)
    {
        var run = await _runtime.Run(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_prints_what_the_handler_gave()
    {
        var text = await _runtime.Run("worker step a");
        Assert.Equal((0, "{ n: 2 }\n", "message 0198f000: done\n"), (text.ExitCode, text.Out, text.Error));
        var json = await _runtime.Run("worker step a --json");
        Assert.Contains("\"schema\":\"dark.settled/2\"", json.Out, StringComparison.Ordinal);
        Assert.Contains("\"result\":{\"text\":\"{ n: 2 }\",\"json\":{\"n\":2}}", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_a_cron_prints_the_message()
    {
        var run = await _runtime.Run("cron run c");
        Assert.Equal((0, $"{FakeControlClient.Id}\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("emit a 1")]
    [InlineData("emit a 1 --wait")]
    [InlineData("worker pause a")]
    [InlineData("cron run c")]
    [InlineData("dead retry --all")]
    public async Task Without_a_runtime_an_act_ends_with_exit_code_4_and_says_how_to_start_it(string arguments)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".dark", "orders"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "orders.dark"), "", TestContext.Current.CancellationToken);
        var run = await Dark.Run(folder.Path, arguments.Split(' '));
        Assert.Equal((4, ""), (run.ExitCode, run.Out));
        Assert.Contains("dark run orders.dark", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_to_start_it_names_no_canvas_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".dark", "orders"));
        var run = await Dark.Run(folder.Path, ["worker", "pause", "a"]);
        Assert.Contains("start it with `dark run FILE --data .dark/orders`", run.Error, StringComparison.Ordinal);
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
        await using var other =
            await ControlServer.Start(new FakeControlClient(), Path.Combine(_runtime.Folder, ".dark", "b"), CancellationToken.None);
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
