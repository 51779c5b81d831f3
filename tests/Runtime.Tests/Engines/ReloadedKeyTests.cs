using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Options that depend on events, for messages that already wait when a new version takes over.</summary>
public sealed class ReloadedKeyTests : SteppedTests
{
    private const string Log = "\nworker log\n  event\n";
    private const string Plain = "worker w\n  emit event \"log\"\n" + Log;
    private const string Keyed = "worker w with { key: event.c; concurrency: 4 }\n  emit event \"log\"\n" + Log;

    [Theory]
    [InlineData(long.MaxValue)]
    // The events of the waiting messages are only in the store.
    [InlineData(1_000)]
    public async Task Waiting_messages_run_in_the_order_of_their_new_keys(long eventBudget)
    {
        using var canvas = Running.Open(Plain, eventBudget: eventBudget);
        await canvas.Pause("log", "w");
        await canvas.Ask(
            Operations.Emit, [.. Enumerable.Range(0, 3_000).Select(n => new EmitRequest("w", $$"""{ "c": {{n % 7}}, "n": {{n}} }"""))]);
        await canvas.Reload(Keyed);
        await canvas.Resume("w");
        await canvas.Idle();
        await Demand(canvas, 3_000, n => n % 7);
    }

    [Fact]
    public async Task Spilled_messages_run_in_the_order_of_their_new_keys()
    {
        using var canvas = Running.Open("worker other\n  event\n" + Log);
        await canvas.Pause("log");
        await canvas.Control.Ask(Operations.Emit, [.. Enumerable.Range(0, 3 * HandlerQueue.MaxInMemory)
            .Select(n => new EmitRequest("w", $$"""{ "c": {{n % 3}}, "n": {{n}} }"""))], Token);
        await canvas.Reload(
            "worker w with { key: event.c; concurrency: 4 }\n  if event.n % 100 < 3 then emit event \"log\" else 0\n" + Log);
        await canvas.Idle();
        Assert.Equal(3 * HandlerQueue.MaxInMemory, (await canvas.Worker("w")).Done);
        await Demand(canvas, null, n => n % 3);
    }

    [Fact]
    public async Task Keys_are_those_of_the_latest_version_and_none_when_it_has_no_key_option()
    {
        using var engine = Stepped(Keyed);
        _ = engine.Control.Ask(Operations.Pause, new(W, "test"), Token);
        Emit(engine, new EmitRequest("w", """{ "c": "a", "d": "x", "n": 1 }"""));
        Emit(engine, new EmitRequest("w", """{ "c": "a", "d": "y", "n": 2 }"""));
        Assert.Equal(["\"a\"", "\"a\""], await KeysOf(engine));
        TakeOver(engine, Load(Keyed.Replace("event.c", "event.d", StringComparison.Ordinal)));
        Commit(engine);
        Assert.Equal(["\"x\"", "\"y\""], await KeysOf(engine));
        TakeOver(engine, Load(Plain));
        Assert.Equal([null, null], await KeysOf(engine));
        _ = engine.Control.Ask(Operations.Resume, new(W), Token);
        Commit(engine);
        HandleAll(engine);
        Assert.Equal(2, engine.Steps.Queues[W].Totals.Done);
    }

    [Fact]
    public async Task A_running_message_holds_its_new_key()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w with { concurrency: 4 }\n  Uuid::generate\n", entropy: chance.Fill);
        chance.Hold();
        await canvas.Emit("w", """{ "c": "a" }""");
        await chance.Held.Reaches(1);
        await canvas.Reload("worker w with { key: event.c; concurrency: 4 }\n  Uuid::generate\n");
        await canvas.Emit("w", """{ "c": "a" }""");
        await canvas.Emit("w", """{ "c": "b" }""");
        await chance.Held.Reaches(2);
        Assert.Equal((2, 1), ((await canvas.Worker("w")).Running, (await canvas.Worker("w")).Ready));
        chance.LetPass();
        chance.ReleaseOne();
        await canvas.Ended.Reaches(2);
        chance.Dispose();
        await canvas.Idle();
        Assert.Equal(3, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_message_that_waits_for_a_retry_holds_its_new_key()
    {
        using var canvas = Running.Open("""
            worker w with { retries: 1; backoff: 10m; concurrency: 1 }
              if Message::attempt == 1 && event.n == 1 then Int::divide 1 0 else emit event "log"

            """ + Log);
        await canvas.Pause("log");
        await canvas.Emit("w", """{ "c": "a", "n": 1 }""");
        await canvas.Idle();
        await canvas.Reload(Keyed);
        await canvas.Emit("w", """{ "c": "a", "n": 2 }""");
        await canvas.Emit("w", """{ "c": "b", "n": 3 }""");
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 1, 1), (worker.Done, worker.Retrying, worker.Ready));
        await canvas.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([3, 1, 2], await canvas.WaitingNumbers("log"));
    }

    [Fact]
    public async Task The_priority_of_waiting_messages_follows_the_new_version()
    {
        using var canvas = Running.Open(Plain);
        await canvas.Pause("log", "w");
        foreach (var n in new[] { 1, 2, 3 })
            await canvas.Emit("w", $$"""{ "c": "a", "n": {{n}} }""");
        await canvas.Reload("worker w with { priority: event.n; concurrency: 1 }\n  emit event \"log\"\n" + Log);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal([3, 2, 1], await canvas.WaitingNumbers("log"));
    }

    [Fact]
    public async Task An_event_for_which_a_new_option_can_not_be_computed_is_a_dead_letter_that_names_it()
    {
        using var canvas = Running.Open(Plain);
        await canvas.Pause("log", "w");
        await canvas.Emit("w", """{ "n": 1 }""");
        await canvas.Reload(Keyed);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal("D0506", Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.Dead))).Failure!.Code);
    }

    private static async Task<IReadOnlyList<string?>> KeysOf(Engine engine) =>
        [.. (await engine.Control.Ask(Operations.Messages, new MessageFilter(W), Token)).Select(message => message.Key)];

    private static async Task Demand(Running canvas, int? count, Func<int, int> keyOf)
    {
        var logged = await canvas.WaitingNumbers("log");
        Assert.Equal(count ?? logged.Count, logged.Count);
        foreach (var group in logged.GroupBy(keyOf))
            Assert.Equal(group.Order(), group);
    }
}
