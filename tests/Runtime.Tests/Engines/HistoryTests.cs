using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>What is remembered of messages that have ended, and the way of a message through all workers.</summary>
public sealed class HistoryTests
{
    private const string Source = """
        worker source
          emit { n: event.n; by: 1 } "divide"
          emit { n: event.n; by: 0 } "divide"

        worker divide with { key: event.n }
          emit (Int::divide 10 event.by) "sink"

        worker sink
          event
        """;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Each_message_that_ended_leaves_a_line_with_its_outcome_key_and_parent()
    {
        using var canvas = Running.Open(Source, history: Week);
        var source = await canvas.Emit("source", """{ "n": 7 }""");
        await canvas.Idle();
        await canvas.Pause("sink");
        var cancelled = await canvas.Emit("sink", "1");
        await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [$"{cancelled}"]));
        var history = await History(canvas, new());
        Assert.True(history.IsKept);
        Assert.Equal(
            ["divide dead", "divide done", "sink done", "sink removed", "source done"],
            history.Items.Select(line => $"{line.Handler.Name} {line.Outcome.Word()}").Order(StringComparer.Ordinal));
        var dead = Assert.Single(history.Items, line => line.Outcome == MessageState.Dead);
        Assert.Equal((source, "7", 1, Running.Start), (dead.Parent, dead.Key, dead.Attempts, dead.FinishedAt));

        Assert.Equal(2, (await History(canvas, new(HandlerId.Worker("divide")))).Items.Count);
        var found = await History(canvas, new(Where: "outcome == \"dead\" && key == 7 && durationMs < 60000"));
        Assert.Equal(dead.Message, Assert.Single(found.Items).Message);
        var wrong = await Assert.ThrowsAsync<ControlException>(() => History(canvas, new(Where: "outcom == \"dead\"")));
        Assert.Contains("where:1:1", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_option_nothing_is_kept()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("sink", "1");
        await canvas.Idle();
        var history = await History(canvas, new());
        Assert.Equal((0, false), (history.Items.Count, history.IsKept));
    }

    [Fact]
    public async Task Lines_survive_a_restart_and_are_read_page_by_page()
    {
        using var folder = new TemporaryFolder();
        var canvas = Running.Open(Source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), history: Week);
        for (var n = 0; n < 3_000; n += 100)
            await canvas.Ask(Operations.Emit, [.. Enumerable.Range(n, 100).Select(i => new EmitRequest("sink", $"{i}"))]);
        await canvas.Idle();
        canvas.Dispose();

        using var next = Running.Open(
            Source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), entropy: new SeededEntropy(2).Fill, history: Week);
        await next.Emit("sink", "1");
        await next.Idle();
        var seen = new List<Guid>();
        for (HistoryView? page = null; page is null || page.Before is not null;)
        {
            page = await History(next, new(Limit: 700, Before: page?.Before));
            seen.AddRange(page.Items.Select(line => line.Message));
        }
        Assert.Equal((3_001, 3_001), (seen.Count, seen.Distinct().Count()));
        await Assert.ThrowsAsync<ControlException>(() => History(next, new(Before: "x")));
    }

    [Fact]
    public async Task Lines_go_by_their_age()
    {
        using var canvas = Running.Open(Source, history: TimeSpan.FromHours(1));
        await canvas.Emit("sink", "1");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromMinutes(50));
        Assert.Single((await History(canvas, new())).Items);
        var next = canvas.Restart(Source);
        next.Dispose();
        using var later = Running.Open(Source, next.Store, next.Time, history: TimeSpan.FromHours(1));
        Assert.Single((await History(later, new())).Items);
        await later.Advance(TimeSpan.FromMinutes(11));
        Assert.Empty((await History(later, new())).Items);
    }

    [Fact]
    public async Task A_run_that_keeps_none_removes_those_of_earlier_runs()
    {
        var canvas = Running.Open(Source, history: Week);
        await canvas.Emit("sink", "1");
        await canvas.Idle();
        canvas.Dispose();
        using var next = Running.Open(Source, canvas.Store, canvas.Time, history: TimeSpan.Zero);
        await next.Advance(TimeSpan.FromSeconds(2));
        await next.Emit("sink", "2");
        await next.Idle();
        Assert.Empty((await History(next, new())).Items);
    }

    [Fact]
    public async Task Lines_beyond_the_size_go_oldest_first()
    {
        using var canvas = Running.Open(Source, history: Week, historyBytes: 100_000);
        for (var n = 0; n < 10_000; n += 100)
            await canvas.Ask(Operations.Emit, [.. Enumerable.Range(n, 100).Select(i => new EmitRequest("sink", $"{i}"))]);
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromSeconds(2));
        var lines = (await History(canvas, new(Limit: 10_000))).Items;
        Assert.InRange(lines.Count, 1_000, 6_000);
        Assert.Equal(10_000, (await canvas.Worker("sink")).Done);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_way_of_a_message_leads_from_its_first_ancestor_to_its_last_descendant(bool isKept)
    {
        using var canvas = Running.Open(Source, history: isKept ? Week : null);
        await canvas.Pause("sink");
        var source = await canvas.Emit("source", """{ "n": 7 }""");
        await canvas.Idle();
        var waiting = Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Worker("sink"))));
        Assert.Equal(
            ["divide dead", "divide done", "sink ready", "source done"], (await Way(canvas, source)).Order(StringComparer.Ordinal));
        Assert.Equal(["source done", "divide done", "sink ready"], await Way(canvas, waiting.Id));

        await canvas.Resume("sink");
        await canvas.Idle();
        Assert.Equal(["source done", "divide done", "sink done"], await Way(canvas, waiting.Id));
        var trace = (await canvas.Ask(Operations.Traces, new(HandlerId.Worker("sink"))))[0].Id;
        var way = await canvas.Ask(Operations.Way, new($"{trace}"));
        Assert.Equal((waiting.Id, trace), (way.Message, way.Steps[^1].Trace!.Value));
        await Assert.ThrowsAsync<ControlException>(() => Way(canvas, Guid.Empty));
    }

    [Fact]
    public async Task The_way_of_a_message_whose_traces_are_gone_comes_from_the_history()
    {
        using var canvas = Running.Open(Source, history: Week);
        var source = await canvas.Emit("source", """{ "n": 7 }""");
        await canvas.Idle();
        for (var n = 0; n < 30; n++)
            await canvas.Emit("source", $$"""{ "n": {{n}} }""");
        await canvas.Idle();
        var way = await Way(canvas, source);
        Assert.Equal("source done", way[0]);
        Assert.Equal(["divide dead", "divide done", "sink done", "source done"], way.Order(StringComparer.Ordinal));
    }

    private static Task<HistoryView> History(Running canvas, HistoryRequest request) => canvas.Ask(Operations.History, request);

    private static async Task<IReadOnlyList<string>> Way(Running canvas, Guid id) =>
        [.. (await canvas.Ask(Operations.Way, new($"{id}"))).Steps.Select(step => $"{step.Handler.Name} {step.State.Word()}")];
}
