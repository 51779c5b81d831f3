using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_worker_starts_nothing_even_after_a_restart()
    {
        const string source = "worker w\n  event\n";
        var canvas = Running.Open(source);
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("w"), "ada", "migration"));
        await canvas.Emit("w", "1");
        await canvas.Idle();
        Assert.Equal((HandlerState.Paused, 1, 0), Seen(await canvas.Worker("w")));

        using var next = canvas.Restart(source);
        await next.Idle();
        var worker = await next.Worker("w");
        Assert.Equal((HandlerState.Paused, 1, 0), Seen(worker));
        Assert.Equal(("ada", "migration"), (worker.Pause!.By, worker.Pause.Why));

        await next.Resume("w");
        await next.Idle();
        Assert.Equal((HandlerState.Run, 0, 1), Seen(await next.Worker("w")));
    }

    [Fact]
    public async Task The_store_agrees_with_the_engine_on_a_pause_when_many_clients_pause_and_resume()
    {
        const string source = "worker w\n  event\n";
        var canvas = Running.Open(source);
        for (var round = 0; round < 300; round++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 4).Select(n => Task.Run(() => PauseAndResume(canvas.Control, isPausedFirst: n % 2 == 0), Token)));
            var before = (await canvas.Worker("w")).Pause;
            canvas = canvas.Restart(source);
            Assert.Equal(before, (await canvas.Worker("w")).Pause);
        }
        canvas.Dispose();
    }

    [Fact]
    public async Task A_delayed_emit_runs_when_it_is_due_and_not_before()
    {
        using var canvas = Running.Open("""
            worker start
              emitAfter event 90 "late"

            worker late
              event
            """);
        await canvas.Handle("start", "5");
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("late")).Delayed);
        await canvas.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(0, (await canvas.Worker("late")).Done);
        await canvas.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await canvas.Worker("late")).Done);
    }

    [Fact]
    public async Task An_emitted_message_survives_a_restart()
    {
        var store = new MemoryStore();
        var canvas = Running.Open("worker w\n  event\n", store);
        await canvas.Pause("w");
        await canvas.Emit("w", """{ "n": 1 }""");
        using var next = canvas.Restart("worker w\n  event\n");
        var message = Assert.Single(await next.Ask(Operations.Messages, new()));
        Assert.Equal("""{"n":1}""", message.Event!.Json);
    }

    [Fact]
    public async Task An_emit_once_happens_once_per_key_and_is_remembered_for_a_day()
    {
        const string source = """
            worker w
              emitOnce event event.key "sink"

            worker sink
              event
            """;
        var canvas = Running.Open(source);
        Assert.Equal("true", (await canvas.Handle("w", """{ "key": "a" }""")).Result!.Json);
        Assert.Equal("false", (await canvas.Handle("w", """{ "key": "a" }""")).Result!.Json);
        Assert.Equal("true", (await canvas.Handle("w", """{ "key": "b" }""")).Result!.Json);

        using var next = canvas.Restart(source);
        Assert.Equal("false", (await next.Handle("w", """{ "key": "a" }""")).Result!.Json);
        next.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal("true", (await next.Handle("w", """{ "key": "a" }""")).Result!.Json);
    }

    [Fact]
    public async Task Attempts_that_race_for_a_once_key_emit_once_in_total()
    {
        using var canvas = Running.Open("""
            worker start
              List::map (List::range 1 200) \n -> emit n "racer"

            worker racer
              emitOnce event "the key" "sink"

            worker sink
              event
            """);
        await canvas.Handle("start", "1");
        await canvas.Idle();
        Assert.Equal((200, 1), ((await canvas.Worker("racer")).Done, (await canvas.Worker("sink")).Done));
    }

    [Fact]
    public async Task An_emit_from_outside_with_a_once_key_is_accepted_once()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        var first = await canvas.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")]);
        var second = await canvas.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")]);
        Assert.False(first[0].Repeated);
        Assert.True(second[0].Repeated);
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Every_message_of_a_fan_out_is_handled_exactly_once()
    {
        using var canvas = Running.Open("""
            worker split
              if event.size <= 1
              then emit event.start "sink"
              else
                let half = event.size / 2
                emit { start: event.start; size: half } "split"
                emit { start: event.start + half; size: event.size - half } "split"

            worker sink
              event
            """);
        await canvas.Emit("split", """{ "start": 0, "size": 1000 }""");
        await canvas.Idle();
        Assert.Equal((1999, 1000), ((await canvas.Worker("split")).Done, (await canvas.Worker("sink")).Done));
    }

    [Fact]
    public async Task A_flooded_queue_does_not_keep_another_waiting()
    {
        using var canvas = Running.Open("worker flood\n  event\n\nworker other\n  event\n");
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(0, 5_000).Select(n => new EmitRequest("flood", $"{n}"))]);
        Assert.Equal(MessageState.Done, (await canvas.Handle("other", "1")).State);
        await canvas.Idle();
        Assert.Equal(5_000, (await canvas.Worker("flood")).Done);
    }

    [Fact]
    public async Task Messages_with_unloaded_events_are_handled_with_their_events()
    {
        using var canvas = Running.Open("""
            worker start
              List::map (List::range 1 500) \n -> emit { n: n; text: "event {n}" } "sink"

            worker sink
              if event.n > 0 && String::length event.text > 0 then emit event.n "done" else Int::divide 1 0

            worker done
              event
            """, eventBudget: 100);
        await canvas.Handle("start", "1");
        await canvas.Idle();
        Assert.Equal(
            (500, 0, 500), ((await canvas.Worker("sink")).Done, (await canvas.Worker("sink")).Dead, (await canvas.Worker("done")).Done));
    }

    [Fact]
    public async Task An_unloaded_event_is_still_shown()
    {
        using var canvas = Running.Open("worker w\n  event\n", eventBudget: 0);
        await canvas.Pause("w");
        var id = await canvas.Emit("w", "[1,2,3]");
        Assert.Equal("[1,2,3]", (await canvas.Ask(Operations.Message, new(id.ToString()))).Event!.Json);
        Assert.Equal("[1,2,3]", Assert.Single(await canvas.Ask(Operations.Messages, new())).Event!.Json);
    }

    [Theory]
    [InlineData("{", "the event is not JSON: line 1, byte 2: ")]
    [InlineData("", "the event is not JSON: it is empty")]
    public async Task An_event_that_is_not_JSON_is_refused_and_nothing_is_stored(string @event, string problem)
    {
        using var canvas = Running.Open("worker w\n  event\n");
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Emit, [new EmitRequest("w", "1"), new EmitRequest("w", @event)]));
        Assert.Equal(ControlProblem.BadRequest, refused.Problem);
        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
        await canvas.Idle();
        Assert.Equal(0, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_refused_with_its_size()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Emit, [new EmitRequest("w", $"\"{new string('x', 2_000_000)}\"")]));
        Assert.Equal(ControlProblem.Refused, refused.Problem);
    }

    [Fact]
    public async Task An_engine_at_rest_shows_the_last_canvas_and_accepts_no_emits()
    {
        var store = new MemoryStore();
        var canvas = Running.Open("worker w\n  event\n", store);
        await canvas.Handle("w", "1");
        canvas.Dispose();

        using var rest = Engine.OpenStopped(store, new EngineOptions());
        var status = await rest.Control.Ask(Operations.Status, Token);
        Assert.Equal((EngineState.Stopped, 1), (status.State, status.Workers.Single().Done));
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => rest.Control.Ask(Operations.Emit, [new EmitRequest("w", "1")], Token));
        Assert.Equal(ControlProblem.NoRuntime, refused.Problem);
    }

    private static async Task PauseAndResume(IControlClient control, bool isPausedFirst)
    {
        for (var i = 0; i < 4; i++)
            await (i % 2 == 0 == isPausedFirst
                ? control.Ask(Operations.Pause, new(HandlerId.Worker("w"), "test"), Token)
                : control.Ask(Operations.Resume, new(HandlerId.Worker("w")), Token)).ConfigureAwait(false);
    }

    private static (HandlerState State, long Ready, long Done) Seen(WorkerView worker) => (worker.State, worker.Ready, worker.Done);
}
