using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The order and speed of messages: <c>priority</c>, <c>rate</c>, <c>dedupe</c>, chains of emits.</summary>
public sealed class FlowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_a_larger_priority_go_first_and_the_others_in_order()
    {
        const string source = """
            worker w with { priority: event.p; concurrency: 1 }
              emit event.n "log"

            worker log
              event
            """;
        var canvas = Running.Open(source);
        await canvas.Pause("w", "log");
        foreach (var (n, p) in new[] { (1, 0), (2, -5), (3, 7), (4, 0), (5, 7) })
            await canvas.Emit("w", $$"""{ "n": {{n}}, "p": {{p}} }""");
        canvas.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), (await canvas.Worker("w")).OldestAge);

        using var next = canvas.Restart(source);
        await next.Resume("w");
        await next.Idle();
        var logged = await next.Ask(Operations.Messages, new(HandlerId.Worker("log")));
        Assert.Equal(["3", "5", "1", "4", "2"], logged.Select(m => m.Event!.Json));
    }

    [Fact]
    public async Task A_priority_that_is_not_a_number_makes_a_dead_letter_that_says_so()
    {
        using var canvas = Running.Open("worker w with { priority: event }\n  event\n");
        var settled = await canvas.Handle("w", "\"high\"");
        Assert.Equal((MessageState.Dead, "D0605"), (settled.State, settled.Failure!.Code));
        Assert.Equal("the priority of a message must be an Int from -100 to 100, not String of 4 characters", settled.Failure.Message);
    }

    [Theory]
    [InlineData("fn day (e: Dict) = Date::now\n\nworker w with { key: day event }\n  event\n", "D0604")]
    [InlineData("worker w with { dedupe: if event.a then ___ else 1 }\n  event\n", "D0606")]
    public async Task An_option_that_is_impure_or_has_no_code_makes_a_dead_letter(string source, string code)
    {
        using var canvas = Running.Open(source);
        Assert.Equal(
            (MessageState.Dead, code), (
                await canvas.Handle("w", """{ "a": 1 }""") is var settled ? settled.State : default, settled.Failure!.Code));
    }

    [Fact]
    public async Task No_more_attempts_start_than_the_rate_allows_even_across_a_restart()
    {
        const string source = "worker w with { rate: \"2/1m\" }\n  event\n";
        var canvas = Running.Open(source);
        for (var n = 0; n < 7; n++)
            await canvas.Emit("w", $"{n}");
        await canvas.Ended.Reaches(2);
        canvas.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((2, 5), Seen(await canvas.Worker("w")));
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        await canvas.Ended.Reaches(4);
        canvas.Time.Advance(TimeSpan.FromSeconds(1));

        using var next = canvas.Restart(source);
        Assert.Equal((4, 3), Seen(await next.Worker("w")));
        next.Time.Advance(TimeSpan.FromSeconds(58));
        Assert.Equal((4, 3), Seen(await next.Worker("w")));
        next.Time.Advance(TimeSpan.FromSeconds(1));
        await next.Ended.Reaches(2);
        Assert.Equal((6, 1), Seen(await next.Worker("w")));
    }

    [Fact]
    public async Task A_worker_that_waits_for_its_rate_does_not_keep_others_waiting()
    {
        using var canvas = Running.Open("worker slow with { rate: \"1/1h\" }\n  event\n\nworker w\n  event\n");
        await canvas.Emit("slow", "1");
        await canvas.Emit("slow", "2");
        await canvas.Ended.Reaches(1);
        Assert.Equal(MessageState.Done, (await canvas.Handle("w", "1")).State);
        Assert.Equal(1, (await canvas.Worker("slow")).Ready);
    }

    [Fact]
    public async Task The_same_event_is_not_emitted_again_within_the_window()
    {
        const string source = """
            worker source
              emit event "w"

            worker w with { dedupe: event.id; dedupeFor: 1h }
              event
            """;
        var canvas = Running.Open(source);
        Assert.False((await canvas.Ask(Operations.Emit, [new EmitRequest("w", """{ "id": 1 }""")]))[0].Repeated);
        Assert.True((await canvas.Ask(Operations.Emit, [new EmitRequest("w", """{ "id": 1, "more": true }""")]))[0].Repeated);
        await canvas.Handle("source", """{ "id": 1 }""");
        await canvas.Handle("source", """{ "id": 2 }""");
        await canvas.Handle("source", """{ "id": 2 }""");
        await canvas.Handle("source", """{ "id": "2" }""");
        await canvas.Idle();
        Assert.Equal(3, (await canvas.Worker("w")).Done);

        using var next = canvas.Restart(source);
        next.Time.Advance(TimeSpan.FromMinutes(59));
        await next.Handle("source", """{ "id": 1 }""");
        await next.Idle();
        Assert.Equal(3, (await next.Worker("w")).Done);
        next.Time.Advance(TimeSpan.FromMinutes(2));
        await next.Handle("source", """{ "id": 1 }""");
        await next.Idle();
        Assert.Equal(4, (await next.Worker("w")).Done);
    }

    [Fact]
    public async Task An_explicit_once_key_replaces_dedupe_and_is_separate_from_it()
    {
        using var canvas = Running.Open("worker w with { dedupe: event }\n  event\n");
        var first = await canvas.Ask(Operations.Emit, [
            new EmitRequest("w", "1", OnceKey: "a"),
            new EmitRequest("w", "1", OnceKey: "1"),
            new EmitRequest("w", "1"),
            new EmitRequest("w", "1")]);
        Assert.Equal([false, false, false, true], first.Select(e => e.Repeated));
    }

    [Fact]
    public async Task A_runaway_chain_of_emits_is_stopped_with_an_error()
    {
        using var canvas = Running.Open("worker w\n  emit (event + 1) \"w\"\n", maxHops: 50);
        await canvas.Emit("w", "0");
        await canvas.Idle();
        var dead = Assert.Single(await canvas.Ask(Operations.Messages, new()));
        Assert.Equal((MessageState.Dead, "D0607", "50"), (dead.State, dead.Failure!.Code, dead.Event!.Json));
        Assert.Contains(
            "longer than 50 messages, each emitted by the previous one; the last emit is from worker w to worker w",
            dead.Failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_with_delays_between_its_emits_may_continue_forever()
    {
        using var canvas = Running.Open("worker w\n  emitAfter (event + 1) 1 \"w\"\n", maxHops: 3);
        await canvas.Emit("w", "0");
        for (var n = 1; n <= 8; n++)
        {
            await canvas.Idle();
            Assert.Equal(n, (await canvas.Worker("w")).Done);
            canvas.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await canvas.Idle();
        Assert.Equal(0, (await canvas.Worker("w")).Dead);
    }

    private static (long Done, long Ready) Seen(WorkerView worker) => (worker.Done, worker.Ready);
}
