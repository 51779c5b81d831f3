using System.Collections.Concurrent;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The states of a message after its handler has ended in different ways.</summary>
public sealed class OutcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1 + 1")]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("Nothing")]
    [InlineData("Error \"no\"")]
    public async Task Any_value_settles_the_message_as_done(string body)
    {
        using var canvas = Running.Open($"worker w\n  {body}\n");
        var settled = await canvas.Handle("w", "{}");
        Assert.Equal(MessageState.Done, settled.State);
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 0, 0), (worker.Done, worker.Ready, worker.Dead));
    }

    [Fact]
    public async Task A_runtime_error_makes_a_dead_letter_with_its_cause_place_and_trace()
    {
        using var canvas = Running.Open("worker w\n  Int::divide event.a 0\n");
        var settled = await canvas.Handle("w", """{ "a": 1 }""");
        Assert.Equal(MessageState.Dead, settled.State);

        var dead = Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.Dead)));
        Assert.StartsWith("test.dark:2:", dead.Failure!.At, StringComparison.Ordinal);
        Assert.Equal("D0505", dead.Failure.Code);
        var trace = await canvas.Ask(Operations.Trace, new(dead.Trace!.Value.ToString()));
        Assert.Equal(TraceOutcome.Failed, trace.Header.Outcome);
        Assert.Equal("""{"a":1}""", trace.Input!.Json);
    }

    [Fact]
    public async Task A_worker_continues_with_its_next_message_after_a_dead_letter()
    {
        using var canvas = Running.Open("worker w\n  Int::divide 10 event\n");
        Assert.Equal(MessageState.Dead, (await canvas.Handle("w", "0")).State);
        Assert.Equal("5", (await canvas.Handle("w", "2")).Result!.Json);
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 1, 1), (worker.Done, worker.DeadInAll, worker.Dead));
    }

    [Fact]
    public async Task A_bug_in_what_follows_a_commit_is_reported_and_the_canvas_continues()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        var faults = new ConcurrentQueue<string>();
        canvas.Engine.Faulted += fault => faults.Enqueue(fault.Message);
        canvas.Engine.AttemptEnded += _ => throw new InvalidOperationException("a bug");
        await canvas.Handle("w", "1");
        await canvas.Handle("w", "2");
        await canvas.Idle();
        Assert.Equal(["a bug", "a bug"], faults);
        Assert.Equal(2, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_hole_puts_the_message_back_for_five_minutes()
    {
        using var canvas = Running.Open("worker w\n");
        Assert.Equal(MessageState.WaitingForCode, (await canvas.Handle("w", "1")).State);
        await canvas.Advance(TimeSpan.FromMinutes(4));
        Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))));
        await canvas.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((2, 1), (canvas.Ended.Count, (await canvas.Worker("w")).WaitingForCode));
    }

    [Fact]
    public async Task A_message_that_waits_for_code_runs_at_once_when_the_canvas_is_started_with_code()
    {
        var canvas = Running.Open("worker w\n");
        await canvas.Handle("w", "1");
        using var next = canvas.Restart("worker w\n  event + 1\n");
        await next.Idle();
        Assert.Equal(1, (await next.Worker("w")).Done);
    }

    [Fact]
    public async Task A_message_that_waits_for_code_still_waits_after_a_restart_with_the_same_code()
    {
        var canvas = Running.Open("worker w\n");
        await canvas.Handle("w", "1");
        var due = Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Worker("w")))).Due;
        await canvas.Advance(TimeSpan.FromMinutes(1));
        using var next = canvas.Restart("worker w\n");
        await next.Idle();
        var waiting = Assert.Single(await next.Ask(Operations.Messages, new(HandlerId.Worker("w"))));
        Assert.Equal((MessageState.WaitingForCode, due, 0), (waiting.State, waiting.Due, next.Ended.Count));
    }

    [Fact]
    public async Task An_emit_to_the_name_of_a_cron_says_so()
    {
        using var canvas = Running.Open("cron tick every hour\n  1\n\nworker tock\n  1\n");
        Assert.Equal(
            "\"tick\" is a cron, and no worker has this name: the message waits under 404s until there is one; "
                + "`dark cron run tick` runs the cron",
            Assert.Single(await canvas.Ask(Operations.Emit, [new EmitRequest("tick", "1")])).Warning);
    }

    [Fact]
    public async Task A_message_to_an_unknown_worker_waits_as_a_404_and_is_delivered_when_the_worker_appears()
    {
        var canvas = Running.Open("worker resize\n  1\n");
        var emitted = await canvas.Ask(Operations.Emit, [new EmitRequest("resise", "7")]);
        Assert.Contains("did you mean \"resize\"?", emitted[0].Warning, StringComparison.Ordinal);
        await canvas.Idle();
        var missing = Assert.Single((await canvas.Status()).NotFound);
        Assert.Equal(("resise", 1, "resize", "7"), (missing.Name, missing.Messages, missing.Nearest, missing.Event!.Json));

        using var next = canvas.Restart("worker resise\n  event * 2\n");
        await next.Idle();
        Assert.Empty((await next.Status()).NotFound);
        Assert.Equal(1, (await next.Worker("resise")).Done);
    }

    [Fact]
    public async Task The_emits_of_an_attempt_that_fails_never_happened()
    {
        using var canvas = Running.Open("""
            worker w
              emit 1 "sink"
              Int::divide 1 0

            worker sink
              event
            """);
        await canvas.Handle("w", "{}");
        await canvas.Idle();
        Assert.Equal(0, (await canvas.Worker("sink")).Done);
    }

    [Fact]
    public async Task An_attempt_that_emits_too_much_is_a_dead_letter_that_says_what_to_do()
    {
        using var canvas = Running.Open("worker w\n  List::map (List::range 1 100001) \\n -> emit n \"sink\"\n\nworker sink\n  event\n");
        var settled = await canvas.Handle("w", "1");
        Assert.Equal((MessageState.Dead, "D0510"), (settled.State, settled.Failure!.Code));
        Assert.Contains("at most 100000 messages", settled.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await canvas.Worker("sink")).Ready);
    }

    [Fact]
    public async Task A_worker_may_emit_to_itself()
    {
        using var canvas = Running.Open("""
            worker countdown
              if event > 0 then emit (event - 1) "countdown" else 0
            """);
        await canvas.Emit("countdown", "100");
        await canvas.Idle();
        Assert.Equal(101, (await canvas.Worker("countdown")).Done);
    }

    [Fact]
    public async Task A_dead_letter_runs_again_when_it_is_retried()
    {
        var canvas = Running.Open("worker w\n  Int::divide 1 0\n");
        await canvas.Handle("w", "1");
        using var next = canvas.Restart("worker w\n  event\n");
        await next.Idle();
        Assert.Equal(1, (await next.Worker("w")).Dead);

        Assert.Equal(1, (await next.Ask(Operations.RetryDead, new(SelectionState.Dead, All: true))).Count);
        await next.Idle();
        var worker = await next.Worker("w");
        Assert.Equal((0, 1), (worker.Dead, worker.Done));
    }

    [Fact]
    public async Task Removed_dead_letters_and_404s_stay_removed()
    {
        var canvas = Running.Open("worker w\n  Int::divide 1 0\n");
        await canvas.Handle("w", "1");
        await canvas.Emit("nobody", "1");
        await canvas.Emit("nobody", "2");
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true))).Count);
        Assert.Equal(2, (await canvas.Ask(Operations.Remove, new(SelectionState.NotFound, Handler: HandlerId.Worker("nobody")))).Count);

        using var next = canvas.Restart("worker w\n  1\n");
        Assert.Empty(await next.Ask(Operations.Messages, new()));
        Assert.Equal(1, (await next.Worker("w")).DeadInAll);
    }

    [Fact]
    public async Task A_handler_that_exceeds_its_timeout_is_attempted_four_times_in_all()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            fn spin (n: Int) : Int =
              List::length (List::map (List::range 1 1000000) \x -> x) |> spin

            worker w
              let started = Uuid::generate
              spin 0
            """, entropy: chance.Fill);
        await canvas.Emit("w", "1");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await chance.Drawn.Reaches(attempt);
            await canvas.Advance(TimeSpan.FromSeconds(61));
            canvas.Time.Advance(TimeSpan.FromMinutes(5));
        }
        var dead = Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.Dead)));
        Assert.Equal(("D0601", 4), (dead.Failure!.Code, dead.Attempts));
    }
}
