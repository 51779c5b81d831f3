using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The commands of clients on messages: cancel, purge, retry, edit, move, step.</summary>
public sealed class ClientCommandTests
{
    private const string Divide = "worker w\n  Int::divide 10 event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_messages_in_any_state_can_be_cancelled_for_good()
    {
        const string source = "worker w with { retries: 1 }\n  if event == 0 then Int::divide 1 0 else ___\n";
        var canvas = Running.Open(source);
        var retrying = await canvas.Emit("w", "0");
        var incomplete = await canvas.Emit("w", "1");
        await canvas.Idle();
        await canvas.Pause("w");
        var delayed = (await canvas.Control.Emit([new EmitRequest("w", "2", TimeSpan.FromHours(1))], Token))[0].Message!.Value;
        var ready = await canvas.Emit("w", "3");
        var kept = await canvas.Emit("w", "4");
        var selection = new MessageSelection("queued", Ids: [$"{retrying}", $"{incomplete}", $"{delayed}", $"{ready}"]);
        Assert.Equal(4, await canvas.Control.Count(selection, Token));
        Assert.Equal(4, await canvas.Control.Remove(selection, Token));

        using var next = canvas.Restart(source);
        Assert.Equal(kept, Assert.Single(await next.Control.Messages(new MessageFilter(), Token)).Id);
        await Assert.ThrowsAsync<ControlException>(() => next.Control.Remove(selection, Token));
    }

    [Fact]
    public async Task A_running_attempt_that_is_cancelled_ends_and_leaves_nothing_behind()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            fn spin (n: Int) : Int =
              List::length (List::map (List::range 1 1000000) \x -> x) |> spin

            worker w with { retries: 5 }
              let started = Uuid::generate
              emit 1 "sink"
              spin 0

            worker sink
              event
            """, entropy: chance.Fill);
        var id = await canvas.Emit("w", "1", wait: true);
        await chance.Drawn.Reaches(1);
        Assert.Equal(1, await canvas.Control.Remove(new MessageSelection("queued", Ids: [$"{id}"]), Token));
        Assert.Equal("removed", (await canvas.Control.Wait(id, Token)).State);
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((0, 0, 0, 0, 0), (worker.Running, worker.Ready, worker.Retrying, worker.Done, worker.Dead));
        Assert.Equal(0, (await canvas.Worker("sink")).Done);
    }

    [Fact]
    public async Task A_purge_removes_waiting_messages_but_not_dead_letters_or_other_queues()
    {
        using var canvas = Running.Open(Divide + "\nworker other\n  event\n", eventBudget: 1_000);
        await canvas.Handle("w", "0");
        await canvas.Pause("w", "other");
        await canvas.Control.Emit([.. Enumerable.Range(1, 12_000).Select(n => new EmitRequest("w", $"{n}"))], Token);
        await canvas.Control.Emit([new EmitRequest("w", "1", TimeSpan.FromHours(1)), new EmitRequest("other", "1")], Token);
        var delayed = new MessageSelection("delayed", Handler: HandlerId.Worker("w"));
        Assert.Equal((1, 1), (await canvas.Control.Count(delayed, Token), await canvas.Control.Remove(delayed, Token)));
        var all = new MessageSelection("queued", Handler: HandlerId.Worker("w"));
        Assert.Equal(12_000, await canvas.Control.Count(all, Token));
        Assert.Equal(12_000, await canvas.Control.Remove(all, Token));
        var worker = await canvas.Worker("w");
        Assert.Equal((0, 0, 1), (worker.Ready, worker.Delayed, worker.Dead));
        Assert.Equal(1, (await canvas.Worker("other")).Ready);
        await canvas.Resume("w");
        Assert.Equal("2", (await canvas.Handle("w", "5")).Result);
    }

    [Fact]
    public async Task Dead_letters_are_selected_by_worker_by_error_and_by_age()
    {
        using var canvas = Running.Open(Divide + "\nworker v\n  event.name\n");
        await canvas.Handle("w", "0");
        canvas.Time.Advance(TimeSpan.FromHours(2));
        await canvas.Handle("v", """{ "nme": 1 }""");
        await canvas.Handle("w", "0");
        Assert.Equal(2, await canvas.Control.Count(new MessageSelection("dead", Handler: HandlerId.Worker("w")), Token));
        Assert.Equal(2, await canvas.Control.Count(new MessageSelection("dead", Error: "d0505"), Token));
        Assert.Equal(1, await canvas.Control.Count(new MessageSelection("dead", Error: "no field"), Token));
        Assert.Equal(3, await canvas.Control.Count(new MessageSelection("dead", Error: "test.dark"), Token));
        var old = new MessageSelection("dead", Handler: HandlerId.Worker("w"), DiedBefore: canvas.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.Equal(1, await canvas.Control.Count(old, Token));
        Assert.Single(await canvas.Control.Messages(new MessageFilter(Error: "D0506"), Token));
        Assert.Equal(1, await canvas.Control.Remove(old, Token));
        Assert.Equal(2, await canvas.Control.RetryDead(new MessageSelection("dead", All: true), Token));
        await canvas.Idle();
        Assert.Equal(2, await canvas.Control.Count(new MessageSelection("dead", All: true), Token));
    }

    [Fact]
    public async Task A_dead_letter_runs_again_with_a_corrected_event()
    {
        var canvas = Running.Open(Divide);
        var id = await canvas.Emit("w", "0");
        await canvas.Idle();
        await canvas.Pause("w");
        await Assert.ThrowsAsync<ControlException>(() => canvas.Control.RetryWith($"{id}", "{", Token));
        Assert.Equal(1, (await canvas.Worker("w")).Dead);
        Assert.Equal(id, await canvas.Control.RetryWith($"{id}"[..8], "5", Token));
        Assert.Equal((0, 1), ((await canvas.Worker("w")).Dead, (await canvas.Worker("w")).Ready));

        using var next = canvas.Restart(Divide);
        var message = Assert.Single(await next.Control.Messages(new MessageFilter(), Token));
        Assert.Equal((id, "ready", "5", 0), (message.Id, message.State, message.Event, message.Attempts));
        await next.Resume("w");
        await next.Idle();
        Assert.Equal(1, (await next.Worker("w")).Done);
    }

    [Fact]
    public async Task A_dead_letter_that_dies_again_has_two_traces()
    {
        using var canvas = Running.Open(Divide);
        await canvas.Handle("w", "0");
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        await canvas.Control.RetryDead(new MessageSelection("dead", All: true), Token);
        await canvas.Idle();
        var traces = await canvas.Control.Traces(HandlerId.Worker("w"), Token);
        Assert.Equal(2, traces.Select(trace => trace.Id).Distinct().Count());
        foreach (var trace in traces)
            Assert.Equal(trace.StartedAt, (await canvas.Control.Trace($"{trace.Id}", Token)).Header.StartedAt);
    }

    [Fact]
    public async Task Messages_under_a_404_move_to_an_existing_worker_with_their_ids_and_delays()
    {
        const string source = "worker resize\n  event\n";
        var canvas = Running.Open(source);
        var first = await canvas.Emit("resise", "1");
        await canvas.Control.Emit([new EmitRequest("resise", "2", TimeSpan.FromHours(1))], Token);
        var selection = new MessageSelection("404", Handler: HandlerId.Worker("resise"));
        var unknown = await Assert.ThrowsAsync<ControlException>(() => canvas.Control.Move(selection, "resice", Token));
        Assert.Contains("did you mean \"resize\"?", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(2, await canvas.Control.Move(selection, "resize", Token));
        await canvas.Idle();
        Assert.Equal((1, 1), ((await canvas.Worker("resize")).Done, (await canvas.Worker("resize")).Delayed));
        Assert.Equal(first, Assert.Single(await canvas.Control.Traces(HandlerId.Worker("resize"), Token)).Message);

        using var next = canvas.Restart(source);
        Assert.Empty((await next.Status()).NotFound);
        Assert.Equal(1, (await next.Worker("resize")).Delayed);
        await next.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await next.Worker("resize")).Done);
    }

    [Fact]
    public async Task A_step_runs_exactly_one_message_of_a_paused_worker_and_returns_its_end()
    {
        using var canvas = Running.Open("worker w with { retries: 1 }\n  Int::divide 10 event\n");
        await Refused(canvas, "it is not paused");
        await canvas.Pause("w");
        await Refused(canvas, "nothing is ready (0 delayed, 0 retrying, 0 waiting for code)");
        foreach (var divisor in new[] { "5", "0", "2" })
            await canvas.Emit("w", divisor);
        var first = await canvas.Control.Step("w", Token);
        Assert.Equal(("done", "2"), (first.State, first.Result));
        await canvas.Idle();
        Assert.Equal((2, 1), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
        var second = await canvas.Control.Step("w", Token);
        Assert.Equal(("retrying", "D0505"), (second.State, second.Failure!.Code));
        await canvas.Idle();
        Assert.Equal(
            (1, 1, "paused"), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Retrying, (await canvas.Worker("w")).State));
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal(2, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_worker_shows_the_options_it_was_given()
    {
        using var canvas = Running.Open("worker w with { retries: 3; key: event.customer }\n  event\n");
        Assert.Equal([new OptionView("retries", "3"), new OptionView("key", "event.customer")], (await canvas.Worker("w")).Options);
        await canvas.Pause("w");
        await canvas.Emit("w", """{ "customer": "ada" }""");
        Assert.Equal("\"ada\"", Assert.Single(await canvas.Control.Messages(new MessageFilter(), Token)).Key);
    }

    private static async Task Refused(Running canvas, string why)
    {
        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Control.Step("w", Token));
        Assert.StartsWith($"worker w can't take a step: {why}", refused.Message, StringComparison.Ordinal);
    }
}
