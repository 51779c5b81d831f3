using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

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
        var delayed = (await canvas.Ask(Operations.Emit, [new EmitRequest("w", "2", TimeSpan.FromHours(1))]))[0].Message!.Value;
        var ready = await canvas.Emit("w", "3");
        var kept = await canvas.Emit("w", "4");
        var selection = new MessageSelection(SelectionState.Queued, Ids: [$"{retrying}", $"{incomplete}", $"{delayed}", $"{ready}"]);
        Assert.Equal(4, (await canvas.Ask(Operations.Count, selection)).Count);
        Assert.Equal(4, (await canvas.Ask(Operations.Remove, selection)).Count);

        using var next = canvas.Restart(source);
        Assert.Equal(kept, Assert.Single(await next.Ask(Operations.Messages, new())).Id);
        await Assert.ThrowsAsync<ControlException>(() => next.Ask(Operations.Remove, selection));
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
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [$"{id}"]))).Count);
        Assert.Equal(MessageState.Removed, (await canvas.Ask(Operations.Wait, new(id))).State);
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
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(1, 12_000).Select(n => new EmitRequest("w", $"{n}"))]);
        await canvas.Ask(Operations.Emit, [new EmitRequest("w", "1", TimeSpan.FromHours(1)), new EmitRequest("other", "1")]);
        var delayed = new MessageSelection(SelectionState.Delayed, Handler: HandlerId.Worker("w"));
        Assert.Equal((1, 1), ((await canvas.Ask(Operations.Count, delayed)).Count, (await canvas.Ask(Operations.Remove, delayed)).Count));
        var all = new MessageSelection(SelectionState.Queued, Handler: HandlerId.Worker("w"));
        Assert.Equal(12_000, (await canvas.Ask(Operations.Count, all)).Count);
        Assert.Equal(12_000, (await canvas.Ask(Operations.Remove, all)).Count);
        var worker = await canvas.Worker("w");
        Assert.Equal((0, 0, 1), (worker.Ready, worker.Delayed, worker.Dead));
        Assert.Equal(1, (await canvas.Worker("other")).Ready);
        await canvas.Resume("w");
        Assert.Equal("2", (await canvas.Handle("w", "5")).Result!.Json);
    }

    [Fact]
    public async Task Dead_letters_are_selected_by_worker_by_error_and_by_age()
    {
        using var canvas = Running.Open(Divide + "\nworker v\n  event.name\n");
        await canvas.Handle("w", "0");
        canvas.Time.Advance(TimeSpan.FromHours(2));
        await canvas.Handle("v", """{ "nme": 1 }""");
        await canvas.Handle("w", "0");
        Assert.Equal(2, (await canvas.Ask(Operations.Count, new(SelectionState.Dead, Handler: HandlerId.Worker("w")))).Count);
        Assert.Equal(2, (await canvas.Ask(Operations.Count, new(SelectionState.Dead, Error: "d0505"))).Count);
        Assert.Equal(1, (await canvas.Ask(Operations.Count, new(SelectionState.Dead, Error: "no field"))).Count);
        Assert.Equal(3, (await canvas.Ask(Operations.Count, new(SelectionState.Dead, Error: "test.dark"))).Count);
        var old = new MessageSelection(
            SelectionState.Dead, Handler: HandlerId.Worker("w"), DeadBefore: canvas.Time.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.Equal(1, (await canvas.Ask(Operations.Count, old)).Count);
        Assert.Single(await canvas.Ask(Operations.Messages, new(Error: "D0506")));
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, old)).Count);
        Assert.Equal(2, (await canvas.Ask(Operations.RetryDead, new(SelectionState.Dead, All: true))).Count);
        await canvas.Idle();
        Assert.Equal(2, (await canvas.Ask(Operations.Count, new(SelectionState.Dead, All: true))).Count);
    }

    [Fact]
    public async Task A_dead_letter_runs_again_with_a_corrected_event()
    {
        var canvas = Running.Open(Divide);
        var id = await canvas.Emit("w", "0");
        await canvas.Idle();
        await canvas.Pause("w");
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Edit, new($"{id}", "{")));
        Assert.Equal(1, (await canvas.Worker("w")).Dead);
        Assert.Equal(id, (await canvas.Ask(Operations.Edit, new($"{id}"[..8], "5"))).Message);
        Assert.Equal((0, 1), ((await canvas.Worker("w")).Dead, (await canvas.Worker("w")).Ready));

        using var next = canvas.Restart(Divide);
        var message = Assert.Single(await next.Control.Ask(Operations.Messages, new MessageFilter(), Token));
        Assert.Equal((id, MessageState.Ready, "5", 0), (message.Id, message.State, message.Event!.Json, message.Attempts));
        await next.Resume("w");
        await next.Idle();
        Assert.Equal(1, (await next.Worker("w")).Done);
    }

    [Fact]
    public async Task An_event_is_edited_as_a_Dark_value_and_nothing_of_it_changes_its_kind()
    {
        const string Literal = """
            {
              at: Date::parse? "2031-02-03T04:05:06.0000001Z"
              by: Uuid::parse? "00000000-0000-0000-0000-00000000002a"
              data: Bytes::fromHex? "6869"
              of: (0, Just 'x')
            }
            """;
        using var canvas = Running.Open("""
            worker w
              let (n, letter) = event.of
              $"{10 / n} {Date::year event.at} {Bytes::length event.data} {event.by == Uuid::parse? "00000000-0000-0000-0000-00000000002a"}"
            """);
        var emitted = await canvas.Ask(Operations.Emit, [new EmitRequest("w", null, Literal: Literal)]);
        await canvas.Idle();
        var dead = await canvas.Ask(Operations.Message, new($"{emitted[0].Message}"));
        Assert.Equal((MessageState.Dead, Literal.ReplaceLineEndings("\n")), (dead.State, dead.Event!.Literal));
        var mended = dead.Event.Literal!.Replace("(0,", "(5,", StringComparison.Ordinal);
        await canvas.Advance(TimeSpan.FromSeconds(1));
        await canvas.Ask(Operations.Edit, new($"{dead.Id}", Literal: mended));
        await canvas.Idle();
        var newest = (await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))))[0];
        Assert.Equal("\"2 2031 2 true\"", (await canvas.Ask(Operations.Trace, new($"{newest.Id}"))).Result!.Text);
    }

    [Fact]
    public async Task An_edited_event_must_be_of_the_declared_type()
    {
        using var canvas = Running.Open("worker w (at: Date)\n  1 / (Date::second at)\n");
        var id = await canvas.Emit("w", "\"2031-02-03T04:05:00Z\"");
        await canvas.Idle();
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Edit, new($"{id}", Literal: "\"2031-02-03T04:05:06Z\"")));
        Assert.Equal(ControlProblem.WrongEvent, refused.Problem);
        var code = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Edit, new($"{id}", Literal: "Date::now")));
        Assert.Equal(
            (ControlProblem.BadRequest, "the event:1:1: an event is a value, and this is code"), (code.Problem, code.Message));
        Assert.Equal(1, (await canvas.Worker("w")).Dead);
        await canvas.Ask(Operations.Edit, new($"{id}", Literal: "Date::parse? \"2031-02-03T04:05:06Z\""));
        await canvas.Idle();
        Assert.Equal((0, 1), ((await canvas.Worker("w")).Dead, (await canvas.Worker("w")).Done));
    }

    [Fact]
    public async Task A_message_that_waits_is_edited_and_a_delayed_one_stays_delayed()
    {
        using var canvas = Running.Open(Divide);
        await canvas.Pause("w");
        var waiting = await canvas.Emit("w", "0");
        var delayed = (await canvas.Ask(Operations.Emit, [new EmitRequest("w", "0", TimeSpan.FromMinutes(5))]))[0].Message;
        var lost = (await canvas.Ask(Operations.Emit, [new EmitRequest("nobody", "0")]))[0].Message;
        foreach (var id in new[] { waiting, delayed, lost })
            Assert.Equal(id, (await canvas.Ask(Operations.Edit, new($"{id}", "5"))).Message);
        var messages = await canvas.Ask(Operations.Messages, new());
        Assert.All(messages, message => Assert.Equal("5", message.Event!.Json));
        Assert.Equal(
            [MessageState.NotFound, MessageState.Delayed, MessageState.Ready],
            messages.Select(message => message.State).OrderBy(state => state.Word(), StringComparer.Ordinal));
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal((1, 1), ((await canvas.Worker("w")).Done, (await canvas.Worker("w")).Delayed));
    }

    [Fact]
    public async Task A_dead_letter_that_dies_again_has_two_traces()
    {
        using var canvas = Running.Open(Divide);
        await canvas.Handle("w", "0");
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        await canvas.Ask(Operations.RetryDead, new(SelectionState.Dead, All: true));
        await canvas.Idle();
        var traces = await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        Assert.Equal(2, traces.Select(trace => trace.Id).Distinct().Count());
        foreach (var trace in traces)
            Assert.Equal(trace.StartedAt, (await canvas.Ask(Operations.Trace, new($"{trace.Id}"))).Header.StartedAt);
    }

    [Fact]
    public async Task Messages_under_a_404_move_to_an_existing_worker_with_their_ids_and_delays()
    {
        const string source = "worker resize\n  event\n";
        var canvas = Running.Open(source);
        var first = await canvas.Emit("resise", "1");
        await canvas.Ask(Operations.Emit, [new EmitRequest("resise", "2", TimeSpan.FromHours(1))]);
        var selection = new MessageSelection(SelectionState.NotFound, Handler: HandlerId.Worker("resise"));
        var unknown = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Move, new(selection, "resice")));
        Assert.Contains("did you mean \"resize\"?", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await canvas.Ask(Operations.Move, new(selection, "resize"))).Count);
        await canvas.Idle();
        Assert.Equal((1, 1), ((await canvas.Worker("resize")).Done, (await canvas.Worker("resize")).Delayed));
        Assert.Equal(first, Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("resize")))).Message);

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
        await Refused(canvas, "no message is ready (0 delayed, 0 retrying, 0 waiting for code)");
        foreach (var divisor in new[] { "5", "0", "2" })
            await canvas.Emit("w", divisor);
        var first = await canvas.Ask(Operations.Step, new(HandlerId.Worker("w")));
        Assert.Equal((MessageState.Done, "2"), (first.State, first.Result!.Json));
        await canvas.Idle();
        Assert.Equal((2, 1), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
        var second = await canvas.Ask(Operations.Step, new(HandlerId.Worker("w")));
        Assert.Equal((MessageState.Retrying, "D0505"), (second.State, second.Failure!.Code));
        await canvas.Idle();
        Assert.Equal(
            (1, 1, HandlerState.Paused),
                ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Retrying, (await canvas.Worker("w")).State));
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal(2, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_worker_shows_the_options_it_was_given()
    {
        using var canvas = Running.Open("worker w with { retries: 3; key: event.customer }\n  event\n");
        Assert.Equal([new("retries", "3"), new("key", "event.customer")], (await canvas.Worker("w")).Options);
        await canvas.Pause("w");
        await canvas.Emit("w", """{ "customer": "ada" }""");
        Assert.Equal("\"ada\"", Assert.Single(await canvas.Ask(Operations.Messages, new())).Key);
    }

    private static async Task Refused(Running canvas, string why)
    {
        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Step, new(HandlerId.Worker("w"))));
        Assert.StartsWith($"worker w can't take a step: {why}", refused.Message, StringComparison.Ordinal);
    }
}
