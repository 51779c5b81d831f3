using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Messages of one key run one at a time and in order.</summary>
public sealed class KeyTests
{
    private const string Log = "\nworker log\n  event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_message_of_a_key_runs_at_a_time_while_other_keys_run_too()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w with { key: event.c; concurrency: 4 }\n  Uuid::generate\n", entropy: chance.Fill);
        chance.Hold();
        foreach (var key in new[] { "a", "a", "b", "a" })
            await canvas.Emit("w", $$"""{ "c": "{{key}}" }""");
        await chance.Held.Reaches(2);
        var worker = await canvas.Worker("w");
        Assert.Equal((2, 2), (worker.Running, worker.Ready));
        chance.Dispose();
        await canvas.Idle();
        Assert.Equal(4, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Messages_of_a_key_are_handled_in_order_even_if_some_are_retried()
    {
        using var canvas = Running.Open("""
            worker w with { key: event.c; concurrency: 4; retries: 3; backoff: 0s }
              if event.n % 7 == 0 && Message::attempt < 3 then Int::divide 1 0 else emit event "log"
            """ + Log);
        await canvas.Pause("log");
        await canvas.Ask(
            Operations.Emit, [.. Enumerable.Range(0, 300).Select(n => new EmitRequest("w", $$"""{ "c": {{n % 5}}, "n": {{n}} }"""))]);
        await canvas.Idle();
        Assert.Equal(300, (await canvas.Worker("w")).Done);
        foreach (var group in (await canvas.WaitingNumbers("log")).GroupBy(n => n % 5))
            Assert.Equal(group.Order(), group);
    }

    [Fact]
    public async Task A_message_that_waits_for_a_retry_holds_its_key_even_across_a_restart()
    {
        const string source = """
            worker w with { key: event.c; retries: 1; backoff: 10m }
              if event.n == 1 && Message::attempt == 1 then Int::divide 1 0 else emit event "log"
            """ + Log;
        var canvas = Running.Open(source);
        await canvas.Pause("log");
        foreach (var n in new[] { 1, 2, 3 })
            await canvas.Emit("w", $$"""{ "c": "a", "n": {{n}} }""");
        await canvas.Emit("w", """{ "c": "b", "n": 4 }""");
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 1, 2), (worker.Done, worker.Retrying, worker.Ready));

        using var next = canvas.Restart(source);
        await next.Idle();
        Assert.Equal((1, 2), ((await next.Worker("w")).Retrying, (await next.Worker("w")).Ready));
        await next.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal([4, 1, 2, 3], await next.WaitingNumbers("log"));
    }

    [Fact]
    public async Task A_message_that_dies_releases_its_key()
    {
        using var canvas = Running.Open("worker w with { key: event.c }\n  Int::divide 10 event.n\n");
        await canvas.Emit("w", """{ "c": "a", "n": 0 }""");
        Assert.Equal("5", (await canvas.Handle("w", """{ "c": "a", "n": 2 }""")).Result!.Json);
        Assert.Equal(1, (await canvas.Worker("w")).Dead);
    }

    [Fact]
    public async Task A_message_that_waits_for_code_holds_its_key_until_it_is_removed()
    {
        using var canvas = Running.Open("worker w with { key: event.c }\n  if event.n == 1 then ___ else event.n\n");
        await canvas.Handle("w", """{ "c": "a", "n": 1 }""");
        await canvas.Emit("w", """{ "c": "a", "n": 2 }""");
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 1, 0), (worker.WaitingForCode, worker.Ready, worker.Done));
        var waiting = Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.WaitingForCode)));
        await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [waiting.Id.ToString()]));
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Spilled_messages_of_a_key_keep_their_order_when_their_worker_appears()
    {
        var canvas = Running.Open("worker other\n  event\n" + Log);
        await canvas.Pause("log");
        await canvas.Ask(
            Operations.Emit, [.. Enumerable.Range(0, 9_000).Select(n => new EmitRequest("w", $$"""{ "c": {{n % 3}}, "n": {{n}} }"""))]);
        using var next =
            canvas.Restart("worker w with { key: event.c; concurrency: 4 }\n  if event.n >= 8900 then emit event \"log\" else 0\n" + Log);
        await next.Idle();
        Assert.Equal(9_000, (await next.Worker("w")).Done);
        var logged = await next.WaitingNumbers("log");
        Assert.Equal(100, logged.Count);
        foreach (var group in logged.GroupBy(n => n % 3))
            Assert.Equal(group.Order(), group);
    }

    [Fact]
    public async Task A_delayed_message_keeps_its_place_within_its_key_across_a_restart()
    {
        const string source = "worker w with { key: event.c }\n  emit event \"log\"\n" + Log;
        var canvas = Running.Open(source);
        await canvas.Pause("log", "w");
        await canvas.Ask(Operations.Emit, [new EmitRequest("w", """{ "c": "a", "n": 1 }""", Delay: TimeSpan.FromMinutes(1))]);
        canvas.Time.Advance(TimeSpan.FromMinutes(2));
        await canvas.Emit("w", """{ "c": "a", "n": 2 }""");
        canvas.Time.Advance(TimeSpan.FromMinutes(1));

        using var next = canvas.Restart(source);
        await next.Resume("w");
        await next.Idle();
        Assert.Equal([1, 2], await next.WaitingNumbers("log"));
    }

    [Fact]
    public async Task Events_without_a_key_run_side_by_side()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w with { key: event.c; concurrency: 4 }\n  Uuid::generate\n", entropy: chance.Fill);
        chance.Hold();
        await canvas.Emit("w", """{ "c": null }""");
        await canvas.Emit("w", """{ "c": null }""");
        await chance.Held.Reaches(2);
        chance.Dispose();
        await canvas.Idle();
    }

    [Fact]
    public async Task An_event_whose_key_can_not_be_computed_is_a_dead_letter_that_names_the_option()
    {
        using var canvas = Running.Open("worker w with { key: event.customer }\n  event\n");
        var settled = await canvas.Handle("w", """{ "custmer": 1 }""");
        Assert.Equal((MessageState.Dead, "D0506"), (settled.State, settled.Failure!.Code));
        Assert.StartsWith("test.dark:1:", settled.Failure.At, StringComparison.Ordinal);
    }
}
