using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>How a handler fails on purpose, discards its message, or puts it back.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task A_returned_Error_settles_the_message_and_fail_does_not()
    {
        using var canvas = Running.Open("worker returns with { retries: 1 }\n  Error event\n\nworker fails\n  fail \"no stock\"\n");
        await canvas.Emit("returns", "1");
        await canvas.Emit("fails", "1");
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("returns")).Done);
        var dead = await Only(canvas, "fails");
        Assert.Equal((MessageState.Dead, "D0515", "no stock"), (dead.State, dead.Failure!.Code, dead.Failure.Message));
    }

    [Fact]
    public async Task OrFail_fails_with_the_text_of_the_Error()
    {
        using var canvas = Running.Open("worker w with { retries: 1 }\n  Error \"no customer\" |> Result::orFail\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        Assert.Equal(MessageState.Retrying, (await Only(canvas, "w")).State);
        var trace = Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))));
        Assert.Equal("no customer", (await canvas.Ask(Operations.Trace, new(trace.Id.ToString()))).Failure!.Message);
    }

    [Fact]
    public async Task A_discarded_message_is_dead_at_once_and_what_it_emitted_is_dropped()
    {
        using var canvas = Running.Open(
            "worker w with { retries: 5 }\n  emit 1 \"other\"\n  Message::discard \"no such order\"\n\nworker other\n  event\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        var dead = await Only(canvas, "w");
        Assert.Equal(
            (MessageState.Dead, 1, "D0516", "no such order"), (dead.State, dead.Attempts, dead.Failure!.Code, dead.Failure.Message));
        Assert.Equal(0, (await canvas.Worker("other")).Done);
    }

    [Fact]
    public async Task A_snoozed_message_runs_again_after_its_time_as_the_same_attempt_and_emits_once()
    {
        const string source = """
            worker w with { retries: 1 }
              emit event "other"
              if Date::subtract Date::now Message::emittedAt < 90 then Message::snooze 60 else Message::attempt

            worker other
              event
            """;
        using var canvas = Running.Open(source);
        var start = canvas.Time.GetUtcNow();
        await canvas.Emit("w", "1");
        await canvas.Idle();
        var snoozed = await Only(canvas, "w");
        Assert.Equal((MessageState.Delayed, 0, start.AddSeconds(60)), (snoozed.State, snoozed.Attempts, snoozed.Due));
        Assert.Equal(0, (await canvas.Worker("other")).Done);
        await canvas.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((MessageState.Delayed, 0), ((await Only(canvas, "w")).State, (await Only(canvas, "w")).Attempts));
        await canvas.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((1, 1), ((await canvas.Worker("w")).Done, (await canvas.Worker("other")).Done));
        var last = (await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))))[0];
        Assert.Equal((TraceOutcome.Completed, 1), (last.Outcome, last.Attempt));
    }

    [Fact]
    public async Task A_snooze_survives_a_restart()
    {
        const string source = "worker w\n  Message::snooze 60\n";
        var canvas = Running.Open(source);
        await canvas.Emit("w", "1");
        await canvas.Idle();
        var due = (await Only(canvas, "w")).Due;
        using var next = canvas.Restart(source);
        var message = await Only(next, "w");
        Assert.Equal((MessageState.Delayed, 0, due), (message.State, message.Attempts, message.Due));
    }

    [Fact]
    public async Task The_trace_of_a_snoozed_attempt_says_so_and_is_not_a_failure()
    {
        using var canvas = Running.Open("worker w with { pauseAfter: 1 }\n  Message::snooze 60\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        Assert.Equal(TraceOutcome.Snoozed, Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")))).Outcome);
        Assert.Equal(HandlerState.Run, (await canvas.Worker("w")).State);
    }

    private static async Task<MessageView> Only(Running canvas, string worker) =>
        Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Worker(worker))));
}
