using System.Text.Json;
using DarkLang.Runtime.Storage;

namespace DarkLang.Cli.Tests.Running;

/// <summary>Emits to a store while no canvas runs on it.</summary>
public sealed class EmitAtRestTests : IAsyncLifetime
{
    private const string Canvas = """
        type Order = { total: Int }

        worker orders (order: Order)
          Log::info "handled" { total: order.total }

        worker plain with { dedupe: event.id }
          Log::info "handled" { total: event.id }

        worker numbers
          Log::info "handled" { total: event }
        """;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        _folder.Write("shop.dark", Canvas);
        Assert.Equal(0, (await Dark.Run(_folder.Path, "run", "shop.dark", "--once")).ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_message_waits_for_the_next_start_and_is_counted_before()
    {
        var emitted = await Emit("orders", """{"total":5}""");
        Assert.Equal(0, emitted.ExitCode);
        Assert.Equal(
            "no canvas runs on .dark/shop: 1 message stored for the next start, `dark run shop.dark`\n", emitted.Error);
        await Emit("orders", """{"total":7}""", "--delay", "1h");
        var status = JsonDocument.Parse((await Dark.Run(_folder.Path, "status", "--json")).Out).RootElement;
        var orders = status.GetProperty("workers").EnumerateArray().Single(worker => worker.GetProperty("name").GetString() == "orders");
        Assert.Equal((1, 1), (orders.GetProperty("ready").GetInt32(), orders.GetProperty("delayed").GetInt32()));
        Assert.Contains(emitted.Out[..8], (await Dark.Run(_folder.Path, "queue", "ls", "orders")).Out, StringComparison.Ordinal);
        Assert.Equal(["5"], await Handled());
    }

    [Fact]
    public async Task Messages_start_in_the_order_in_which_they_were_emitted()
    {
        for (var n = 1; n <= 3; n++)
            await Emit("orders", $$"""{"total":{{n}}}""");
        var listed = JsonDocument.Parse((await Dark.Run(_folder.Path, "queue", "ls", "--json")).Out).RootElement.GetProperty("items");
        Assert.Equal(
            [1, 2, 3],
            listed.EnumerateArray().Select(item => item.GetProperty("event").GetProperty("json").GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_key_is_taken_across_processes()
    {
        var first = await Emit("orders", """{"total":1}""", "--id", "k");
        var again = await Emit("orders", """{"total":2}""", "--id", "k");
        Assert.Equal((0, first.Out), (again.ExitCode, again.Out));
        Assert.Contains("already emitted under \"k\"", again.Error, StringComparison.Ordinal);
        await Emit("plain", """{"id":3}""");
        Assert.Contains("already emitted", (await Emit("plain", """{"id":3,"more":1}""")).Error, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], await Handled());
    }

    [Fact]
    public async Task The_canvas_that_ran_last_checks_the_event_and_the_name()
    {
        var wrong = await Emit("orders", """{"total":"five"}""");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Out));
        Assert.Contains("the event does not fit worker \"orders\"", wrong.Error, StringComparison.Ordinal);
        var unknown = await Emit("order", """{"total":1}""");
        Assert.Equal(0, unknown.ExitCode);
        Assert.Contains("did you mean \"orders\"?", unknown.Error, StringComparison.Ordinal);
        Assert.Empty(await Handled());
    }

    [Fact]
    public async Task Nothing_waits_for_a_message_that_nobody_handles()
    {
        var run = await Emit("orders", """{"total":1}""", "--wait");
        Assert.Equal((4, ""), (run.ExitCode, run.Out));
        Assert.Contains("start it with `dark run shop.dark`", run.Error, StringComparison.Ordinal);
        Assert.Empty(await Handled());
    }

    [Fact]
    public async Task Several_emitters_and_a_canvas_that_starts_meanwhile_lose_and_double_nothing()
    {
        var emitters = Enumerable.Range(0, 4).Select(async emitter =>
        {
            var lines = string.Concat(Enumerable.Range(0, 500).Select(n => $"{(emitter * 1_000) + n}\n"));
            return await Dark.Run(_folder.Path, lines, ["emit", "numbers", "--ndjson"]);
        }).ToList();
        emitters.AddRange(Enumerable.Range(0, 4).Select(n => Emit("numbers", $"{10_000 + n}")));
        await using (var canvas = await RunningCanvas.Start(_folder.Path, "shop.dark"))
        {
            var emitted = await Task.WhenAll(emitters);
            Assert.All(emitted, run => Assert.True(run.ExitCode == 0, run.Error));
            Assert.Equal(2_004, emitted.SelectMany(run => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Distinct().Count());
            await canvas.Signal("TERM");
            Assert.Equal(0, await canvas.ExitCode());
        }
        await Once();
        var status = JsonDocument.Parse((await Dark.Run(_folder.Path, "status", "--json")).Out).RootElement;
        var numbers = status.GetProperty("workers").EnumerateArray().Single(worker => worker.GetProperty("name").GetString() == "numbers");
        Assert.Equal((2_004, 0), (numbers.GetProperty("done").GetInt32(), numbers.GetProperty("ready").GetInt32()));
    }

    [Theory]
    [InlineData("CommitBegun:1")]
    [InlineData("TransactionClosed:1")]
    [InlineData("LogWritten:1")]
    [InlineData("LogSynced:1")]
    [InlineData("LogEndMarked:1")]
    [InlineData("CheckpointBegun:1")]
    [InlineData("DataWritten:1")]
    [InlineData("LogResetWritten:1")]
    [InlineData("CheckpointDone:1")]
    public async Task A_kill_at_any_step_leaves_the_message_once_or_not_at_all(string step)
    {
        string[] emit = ["emit", "orders", """{"total":1}""", "--id", "k"];
        var killed = await Dark.Run(_folder.Path, null, emit, (CrashPoints.Variable, step));
        Assert.NotEqual(0, killed.ExitCode);
        Assert.Equal(0, (await Dark.Run(_folder.Path, emit)).ExitCode);
        Assert.Equal(["1"], await Handled());
        Assert.Equal(0, (await Dark.Run(_folder.Path, "doctor")).ExitCode);
    }

    private Task<DarkRun> Emit(string worker, string json, params string[] options) =>
        Dark.Run(_folder.Path, ["emit", worker, json, .. options]);

    private Task<DarkRun> Once() => Dark.Run(_folder.Path, "run", "shop.dark", "--once", "--log-format", "json");

    private async Task<IReadOnlyList<string>> Handled() => [.. TotalsIn((await Once()).Out).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> TotalsIn(string log) =>
        from line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let attempt = JsonDocument.Parse(line).RootElement
        where attempt.TryGetProperty("log", out _)
        from entry in attempt.GetProperty("log").EnumerateArray()
        select entry.GetProperty("fields").GetProperty("json").GetProperty("total").GetRawText();
}
