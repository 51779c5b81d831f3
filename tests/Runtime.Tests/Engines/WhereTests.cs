using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Messages chosen by a condition over their events.</summary>
public sealed class WhereTests
{
    private const string Source = "worker w\n  Int::divide 10 event.by\n";

    private static readonly HandlerId W = HandlerId.Worker("w");

    [Fact]
    public async Task A_list_has_those_for_which_the_condition_holds_and_says_why_others_failed()
    {
        using var canvas = Running.Open(Source);
        await canvas.Pause("w");
        await canvas.Emit("w", """{ "total": 150 }""");
        await canvas.Emit("w", """{ "total": 5 }""");
        await canvas.Emit("w", """{ "sum": 5 }""");
        await canvas.Emit("gone", """{ "total": 101 }""");
        var found = await Search(canvas, new(Where: "event.total > 100"));
        Assert.Equal(["{\"total\":150}", "{\"total\":101}"], found.Messages.Select(message => message.Event!.Json));
        Assert.Equal((4, false, false), (found.Searched, found.HasMore, found.TimedOut));
        var failed = Assert.Single(found.Failed!);
        Assert.Equal(1, failed.Count);
        Assert.Contains("total", failed.Why, StringComparison.Ordinal);

        var first = await Search(canvas, new(Limit: 1, Where: "event.total > 100"));
        Assert.Equal((1, true), (first.Messages.Count, first.HasMore));
        Assert.Single(await canvas.Ask(Operations.Messages, new(W, Where: "event.total > 100")));
    }

    [Fact]
    public async Task A_condition_may_ask_for_the_message()
    {
        using var canvas = Running.Open("worker w with { key: event.k }\n  Int::divide 10 event.by\n");
        var dead = await canvas.Emit("w", """{ "k": "a", "by": 0 }""");
        await canvas.Idle();
        await canvas.Pause("w");
        var waiting = await canvas.Emit("w", """{ "k": "b", "by": 0 }""");
        Assert.Equal(dead, await Only(canvas, "message.error == \"D0505\" && message.attempts == 1"));
        Assert.Equal(waiting, await Only(canvas, "message.key == \"b\" && message.state == \"ready\" && message.error == null"));
        Assert.Equal(waiting, await Only(canvas, $"message.id == \"{waiting}\" && message.emittedAt == message.due"));
    }

    [Fact]
    public async Task The_declared_event_of_the_worker_is_known()
    {
        using var canvas = Running.Open("type Order = { total: Int }\n\nworker w (order: Order)\n  order.total\n");
        var refused = await Assert.ThrowsAsync<ControlException>(() => Search(canvas, new(W, Where: "event.totl > 100")));
        Assert.Equal(ControlProblem.BadRequest, refused.Problem);
        Assert.Contains("the condition can't be used:\nerror[D0332]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("where:1:7", refused.Message, StringComparison.Ordinal);
        await Search(canvas, new(HandlerId.Worker("w"), Where: "event.total > 100"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_that_are_only_in_the_store_are_found_too(bool spilled)
    {
        using var folder = new TemporaryFolder();
        var many = spilled ? (3 * HandlerQueue.MaxInMemory / 100 + 1) * 100 : 200;
        using var canvas = Running.Open(Source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), eventBudget: 0);
        await canvas.Pause("w");
        for (var n = 0; n < many; n += 100)
            await canvas.Ask(Operations.Emit, [.. Enumerable.Range(n, 100).Select(i => new EmitRequest("w", $"{{\"n\":{i}}}"))]);
        var found = await Search(canvas, new(Limit: 20, Where: "event.n % 50 == 7"));
        Assert.Equal(
            Enumerable.Range(0, Math.Min(20, many / 50)).Select(i => $"{{\"n\":{(i * 50) + 7}}}"),
            found.Messages.Select(message => message.Event!.Json));
        Assert.Equal(many / 50, (await canvas.Ask(Operations.Count, Queued("event.n % 50 == 7"))).Count);

        Assert.Equal(many / 50, (await canvas.Ask(Operations.Remove, Queued("event.n % 50 == 7"))).Count);
        Assert.Equal(many - (many / 50), (await canvas.Worker("w")).Ready);
        Assert.Empty((await Search(canvas, new(Where: "event.n % 50 == 7"))).Messages);
    }

    [Fact]
    public async Task Acts_touch_only_what_the_condition_chooses()
    {
        using var canvas = Running.Open(Source);
        for (var n = 0; n < 6; n++)
            await canvas.Emit("w", $$"""{ "by": 0, "n": {{n}} }""");
        await canvas.Emit("w", """{ "by": 0 }""");
        await canvas.Idle();
        var even = new MessageSelection(SelectionState.Dead, Handler: W, Where: "event.n % 2 == 0");
        var counted = await canvas.Ask(Operations.Count, even);
        Assert.Equal((3, 1), (counted.Count, Assert.Single(counted.Failed!).Count));
        await canvas.Pause("w");
        var retried = await canvas.Ask(Operations.RetryDead, even);
        Assert.Equal((3, 1), (retried.Count, Assert.Single(retried.Failed!).Count));
        Assert.Equal((3, 4), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Dead));
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, new(SelectionState.Dead, Where: "event.n == 1"))).Count);
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, Queued("event.n == 2"))).Count);
        Assert.Equal((2, 3), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Dead));
    }

    [Fact]
    public async Task A_store_at_rest_is_searched_with_the_functions_of_its_canvas()
    {
        using var folder = new TemporaryFolder();
        var source = "fn large (n: Int) : Bool =\n  n > 100\n\n" + Source;
        using (var canvas = Running.Open(source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner)))
        {
            await canvas.Pause("w");
            await canvas.Emit("w", """{ "total": 150 }""");
            await canvas.Emit("w", """{ "total": 5 }""");
        }
        using var resting = Engine.OpenStopped(LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), new EngineOptions());
        var filter = new MessageFilter(Where: "large event.total");
        Assert.Single((await resting.Control.Ask(Operations.Search, filter, TestContext.Current.CancellationToken)).Messages);
    }

    [Fact]
    public async Task Ids_do_not_go_with_a_condition()
    {
        using var canvas = Running.Open(Source);
        var wrong = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Count, new(SelectionState.Queued, Ids: ["01"], Where: "event == 1")));
        Assert.Contains("\"where\" do not go with it", wrong.Message, StringComparison.Ordinal);
    }

    private static MessageSelection Queued(string where) => new(SelectionState.Queued, Where: where);

    private static Task<SearchView> Search(Running canvas, MessageFilter filter) => canvas.Ask(Operations.Search, filter);

    private static async Task<Guid> Only(Running canvas, string where)
    {
        var found = await Search(canvas, new(Where: where));
        Assert.Null(found.Failed is [] ? null : found.Failed);
        return Assert.Single(found.Messages).Id;
    }
}
