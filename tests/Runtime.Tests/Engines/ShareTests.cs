using System.Collections.Concurrent;
using System.Globalization;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The shares of a worker take turns, wherever their messages wait.</summary>
public sealed class ShareTests
{
    private const string Shared = "worker w with { share: event.t; concurrency: 1 }\n  event.n\n";
    private const string Weighted = "worker w with { share: (event.t, event.weight); concurrency: 1 }\n  event.n\n";
    private const string Plain = "worker w with { concurrency: 1 }\n  event.n\n";

    private static readonly HandlerId W = HandlerId.Worker("w");

    [Fact]
    public async Task Shares_take_turns_and_each_runs_its_oldest_message_first()
    {
        using var canvas = Running.Open(Shared);
        Assert.Equal("a1 b1 c1 a2 b2 a3 a4 a5", await Order(canvas, "a1 a2 a3 a4 b1 b2 c1 a5"));
    }

    [Fact]
    public async Task A_share_of_weight_three_runs_three_messages_in_its_turn()
    {
        using var canvas = Running.Open(
            "worker w with { share: (event.t, if event.t == \"a\" then 3 else 1); concurrency: 1 }\n  event.n\n");
        Assert.Equal("a1 a2 a3 b1 a4 a5 b2 b3", await Order(canvas, "a1 a2 a3 a4 a5 b1 b2 b3"));
    }

    [Fact]
    public async Task The_weight_of_a_share_is_that_of_its_newest_message()
    {
        using var canvas = Running.Open(Weighted);
        await canvas.Pause("w");
        var order = Follow(canvas);
        await canvas.Ask(Operations.Emit, [
            new("w", """{ "t": "a", "n": 1, "weight": 1 }"""), new("w", """{ "t": "a", "n": 2, "weight": 2 }"""),
            new("w", """{ "t": "b", "n": 1, "weight": 1 }""")]);
        var names = await Names(canvas);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal("a1 a2 b1", string.Join(' ', order.Select(id => names[id])));
    }

    [Fact]
    public async Task Messages_without_a_share_have_the_turns_of_one_share()
    {
        using var canvas = Running.Open(
            "worker w with { share: (if event.t == \"a\" then event.t else null); concurrency: 1 }\n  event.n\n");
        Assert.Equal("b1 a1 c1 a2 b2", await Order(canvas, "b1 c1 b2 a1 a2"));
    }

    [Fact]
    public async Task Priorities_go_before_shares()
    {
        using var canvas = Running.Open("worker w with { share: event.t; priority: event.n % 2; concurrency: 1 }\n  event.n\n");
        Assert.Equal("a1 b1 a3 a5 a2 b2 a4", await Order(canvas, "a1 a2 a3 a4 a5 b1 b2"));
    }

    [Fact]
    public async Task A_share_whose_first_message_waits_for_its_key_holds_up_no_other()
    {
        using var canvas = Running.Open("""
            worker w with { share: event.t; key: event.n; concurrency: 1; retries: 1; backoff: 10m }
              if event.t == "a" && Message::attempt == 1 then Int::divide 1 0 else event.n
            """);
        Assert.Equal("a1 b2 b3", await Order(canvas, "a1 b1 b2 b3"));
        await canvas.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(4, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_rate_lets_shares_take_turns_too()
    {
        using var canvas = Running.Open("worker w with { share: event.t; concurrency: 1; rate: \"2/1m\" }\n  event.n\n");
        Assert.Equal("a1 b1", await Order(canvas, "a1 a2 a3 b1", ended: 2));
    }

    [Fact]
    public async Task Delayed_messages_take_turns_once_they_are_due()
    {
        using var canvas = Running.Open(Shared);
        await canvas.Pause("w");
        var order = Follow(canvas);
        await canvas.Ask(Operations.Emit, [
            Request("a1"), Request("a2"), Request("a3"), Request("b1") with { Delay = TimeSpan.FromSeconds(5) }]);
        var names = await Names(canvas);
        await canvas.Advance(TimeSpan.FromSeconds(6));
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal("a1 b1 a2 a3", string.Join(' ', order.Select(id => names[id])));
    }

    [Theory]
    [InlineData("event.t", "a1 b1 a2 b2 a3 b3")]
    [InlineData("event.n", "a1 a2 a3 b1 b2 b3")]
    public async Task Waiting_messages_take_turns_by_a_share_that_a_reload_adds_changes_or_removes(string expression, string expected)
    {
        foreach (var before in new[] { Plain, Shared, Weighted })
        {
            using var canvas = Running.Open(before);
            await canvas.Pause("w");
            await canvas.Ask(Operations.Emit, [.. "a1 a2 a3 b1 b2 b3".Split(' ').Select(Request)]);
            var names = await Names(canvas);
            await canvas.Reload(Shared.Replace("event.t", expression, StringComparison.Ordinal) + "  // changed\n");
            var order = Follow(canvas);
            await canvas.Resume("w");
            await canvas.Idle();
            Assert.Equal(expected, string.Join(' ', order.Select(id => names[id])));
        }
        using var last = Running.Open(Shared);
        await last.Pause("w");
        await last.Ask(Operations.Emit, [.. "a1 a2 a3 b1 b2 b3".Split(' ').Select(Request)]);
        var known = await Names(last);
        await last.Reload(Plain);
        var all = Follow(last);
        await last.Resume("w");
        await last.Idle();
        Assert.Equal(6, all.Select(id => known[id]).Distinct().Count());
        Assert.Null((await last.Worker("w")).Shares);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_thousand_waiting_messages_of_one_share_delay_another_by_one_turn(bool isOnDisk)
    {
        using var folder = new TemporaryFolder();
        IStore store = isOnDisk ? LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner) : new MemoryStore();
        using var canvas = Running.Open(Shared, store);
        await canvas.Pause("w");
        await Flood(canvas, 100_000);
        Assert.InRange(Queue(canvas).Spilled, 90_000, 100_000);
        var order = Follow(canvas);
        var other = await canvas.Emit("w", """{ "t": "b", "n": 1 }""");
        await canvas.Resume("w");
        await canvas.Ended.Reaches(2);
        Assert.InRange(order.ToList().IndexOf(other), 0, 1);
        // In the middle of the flood as well.
        await canvas.Ended.Reaches(20_000);
        var later = await canvas.Emit("w", """{ "t": "c", "n": 1 }""", wait: true);
        var ready = (await canvas.Worker("w")).Ready;
        await canvas.Ask(Operations.Wait, new WaitRequest(later));
        Assert.InRange(ready, 1, 90_000);
        await canvas.Pause("w");
        Assert.InRange((await canvas.Worker("w")).Ready, 1, 90_000);
    }

    [Fact]
    public async Task Spilled_messages_of_many_shares_take_turns_and_all_run_once_in_the_order_of_their_share()
    {
        using var canvas = Running.Open(Shared);
        await canvas.Pause("w");
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(0, 3 * HandlerQueue.MaxInMemory)
            .Select(n => Request(n % 10 < 7 ? $"a{n}" : $"s{n % 3}{n}"))]);
        Assert.True(Queue(canvas).Spilled > 0);
        var names = await Names(canvas);
        var order = Follow(canvas);
        await canvas.Resume("w");
        await canvas.Idle();
        var ran = order.Select(id => names[id]).ToList();
        Assert.Equal(3 * HandlerQueue.MaxInMemory, ran.Distinct().Count());
        foreach (var share in ran.GroupBy(name => name[0] == 'a' ? "a" : name[..2]))
        {
            var numbers = share.Select(name => int.Parse(name.AsSpan(share.Key.Length), CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }
        Assert.Equal(0, (await canvas.Worker("w")).Shares!.Count);
    }

    [Fact]
    public async Task After_a_restart_most_messages_of_a_large_share_are_only_in_the_store_again_and_the_others_have_their_turns()
    {
        using var folder = new TemporaryFolder();
        Guid other;
        using (var canvas = Running.Open(Shared, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner)))
        {
            await canvas.Pause("w");
            await Flood(canvas, 40_000);
            other = await canvas.Emit("w", """{ "t": "b", "n": 1 }""");
        }
        using var next = Running.Open(Shared, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner));
        Assert.InRange(Queue(next).Spilled, 30_000, 40_000);
        var worker = await next.Worker("w");
        Assert.Equal((40_001, 2), (worker.Ready, worker.Shares!.Count));
        Assert.Equal([new("\"a\"", 40_000), new("\"b\"", 1)], worker.Shares.Longest);
        var order = Follow(next);
        await next.Resume("w");
        await next.Ended.Reaches(2);
        Assert.InRange(order.ToList().IndexOf(other), 0, 1);
        await next.Idle();
        Assert.Equal(40_001, (await next.Worker("w")).Done);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData("worker w with { share: event.n % 5; concurrency: 2 }\n  event.n\n")]
    [InlineData("worker w with { share: event.t; key: event.n % 5; concurrency: 2 }\n  event.n\n")]
    public async Task Spilled_messages_run_after_a_reload_that_changes_or_removes_the_share(string after)
    {
        using var canvas = Running.Open(Shared);
        await canvas.Pause("w");
        await Flood(canvas, 3 * HandlerQueue.MaxInMemory);
        await canvas.Reload(after);
        await canvas.Resume("w");
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((0, 3 * HandlerQueue.MaxInMemory), (worker.Ready, worker.Done));
        Assert.Equal(0, Queue(canvas).Spilled);
    }

    [Fact]
    public async Task A_purge_removes_the_spilled_messages_of_all_shares()
    {
        using var canvas = Running.Open(Shared);
        await canvas.Pause("w");
        await Flood(canvas, 3 * HandlerQueue.MaxInMemory);
        Assert.Equal(3 * HandlerQueue.MaxInMemory, (await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Handler: W))).Count);
        var worker = await canvas.Worker("w");
        Assert.Equal((0, 0), (worker.Ready, worker.Shares!.Count));
        await canvas.Resume("w");
        Assert.Equal(MessageState.Done, (await canvas.Handle("w", """{ "t": "a", "n": 1 }""")).State);
    }

    [Fact]
    public async Task A_message_shows_its_share_wherever_it_waits()
    {
        using var canvas = Running.Open(Shared);
        await canvas.Pause("w");
        await Flood(canvas, 2 * HandlerQueue.MaxInMemory);
        var last = await canvas.Emit("w", """{ "t": "a", "n": 0 }""");
        Assert.Equal("\"a\"", (await canvas.Ask(Operations.Message, new(last.ToString()))).Share);
        Assert.All(await canvas.Ask(Operations.Messages, new(W, Limit: 10_000)), message => Assert.Equal("\"a\"", message.Share));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("\"3\"")]
    public async Task A_weight_that_is_not_valid_makes_a_dead_letter_that_names_the_option(string weight)
    {
        using var canvas = Running.Open(Weighted);
        var settled = await canvas.Handle("w", $$"""{ "t": "a", "n": 1, "weight": {{weight}} }""");
        Assert.Equal((MessageState.Dead, "D0371"), (settled.State, settled.Failure!.Code));
        Assert.Contains("`share`", settled.Failure.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_shares_with_a_message_each_run_in_the_order_of_their_emits()
    {
        using var canvas = Running.Open("worker w with { share: event.n; concurrency: 1 }\n  event.n\n");
        await canvas.Pause("w");
        var emitted = await Flood(canvas, 100_000);
        var worker = await canvas.Worker("w");
        Assert.Equal((100_000, 5), (worker.Shares!.Count, worker.Shares.Longest.Count));
        var order = Follow(canvas);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal(emitted, order);
    }

    private static HandlerQueue Queue(Running canvas) => canvas.Engine.Steps.Queues[W];

    private static EmitRequest Request(string name) =>
        new("w", name.Length > 2 && name[0] == 's'
            ? $$"""{ "t": "{{name[..2]}}", "n": {{name[2..]}}, "weight": 1 }"""
            : $$"""{ "t": "{{name[0]}}", "n": {{name[1..]}}, "weight": 1 }""");

    private static async Task<List<Guid>> Flood(Running canvas, int count)
    {
        var emitted = new List<Guid>();
        for (var from = 1; from <= count; from += 1_000)
        {
            var requests = Enumerable.Range(from, Math.Min(1_000, count - from + 1)).Select(n => Request($"a{n}"));
            emitted.AddRange((await canvas.Ask(Operations.Emit, [.. requests])).Select(view => view.Message!.Value));
        }
        return emitted;
    }

    private static ConcurrentQueue<Guid> Follow(Running canvas)
    {
        var order = new ConcurrentQueue<Guid>();
        canvas.Engine.AttemptEnded += notice => order.Enqueue(notice.Message);
        return order;
    }

    // The names of the waiting messages, such as a1.
    private static async Task<Dictionary<Guid, string>> Names(Running canvas) =>
        (await canvas.Ask(Operations.Messages, new(W, Limit: int.MaxValue))).ToDictionary(
            message => message.Id,
            message => System.Text.Json.JsonDocument.Parse(message.Event!.Json!).RootElement is var @event
                ? $"{@event.GetProperty("t").GetString()}{@event.GetProperty("n").GetInt32()}" : "");

    private static async Task<string> Order(Running canvas, string names, int? ended = null)
    {
        await canvas.Pause("w");
        await canvas.Ask(Operations.Emit, [.. names.Split(' ').Select(Request)]);
        var known = await Names(canvas);
        var order = Follow(canvas);
        await canvas.Resume("w");
        await (ended is { } count ? canvas.Ended.Reaches(count) : canvas.Idle());
        return string.Join(' ', order.Select(id => known[id]));
    }
}
