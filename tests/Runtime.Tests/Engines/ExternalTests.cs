using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Workers with <c>external: true</c>: a program outside claims their messages, and settles them.</summary>
public sealed class ExternalTests
{
    private const string Source = "worker w with { external: true; timeout: 1m; retries: 1; backoff: 10s }\n\nworker x\n  event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claimed_message_is_settled_with_its_result_and_its_emits()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "{\"n\":1}");
        var claim = Assert.Single(await Claim(canvas));
        Assert.Equal((message, "w", 1, "{\"n\":1}"), (claim.Message, claim.Worker, claim.Attempt, claim.Event));
        Assert.Equal((TimeSpan.FromMinutes(1), Running.Start.AddMinutes(1)), (claim.Length, claim.Until));
        var settled = await Settle(canvas, Done(claim) with
        {
            Result = "[1,2]",
            Emits = [new EmitRequest("x", "7"), new EmitRequest("x", "8", TimeSpan.FromHours(1))],
            Log = [new LogRequest(LogLevel.Warn, "slow", "{\"s\":3}")],
        });
        Assert.Equal(new SettleReply(message, MessageState.Done), settled);
        await canvas.Idle();
        Assert.Equal((1L, 0L), ((await canvas.Worker("w")).Done, (await canvas.Worker("w")).Running));
        Assert.Equal((1L, 1L), ((await canvas.Worker("x")).Done, (await canvas.Worker("x")).Delayed));
        var trace = await OnlyTrace(canvas);
        Assert.Equal(("me", TraceOutcome.Completed, "[1, 2]"), (trace.Consumer, trace.Header.Outcome, trace.Result!.Text));
        Assert.Equal((2, "slow", "{ s: 3 }"), (trace.Emits.Count, trace.Log[0].Message, trace.Log[0].Fields.Text));
    }

    [Fact]
    public async Task A_trace_with_its_consumer_survives_a_restart()
    {
        var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        await Settle(canvas, Failed(Assert.Single(await Claim(canvas))));
        using var next = canvas.Restart(Source);
        Assert.Equal("me", (await OnlyTrace(next)).Consumer);
    }

    [Fact]
    public async Task The_engine_starts_nothing_itself_and_is_idle_while_messages_wait_for_a_consumer()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((1L, 0L, 0), (worker.Ready, worker.Running, worker.External!.Waiting));
        Assert.Null((await canvas.Worker("x")).External);
    }

    [Fact]
    public async Task A_consumer_that_waits_gets_the_next_message()
    {
        using var canvas = Running.Open(Source);
        var (first, second) = (Claim(canvas, waitSeconds: 60), Claim(canvas, waitSeconds: 60));
        Assert.Equal(2, (await canvas.Worker("w")).External!.Waiting);
        var message = await canvas.Emit("w", "1");
        Assert.Equal(message, Assert.Single(await first).Message);
        Assert.False(second.IsCompleted);
        canvas.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await second);
        Assert.Equal(0, (await canvas.Worker("w")).External!.Waiting);
    }

    [Fact]
    public async Task Hundreds_that_wait_get_one_message_each_in_the_order_in_which_they_came()
    {
        const int consumers = 500;
        using var canvas = Running.Open("worker w with { external: true; concurrency: 1000 }\n");
        var waiting = Enumerable.Range(0, consumers).Select(_ => Claim(canvas, waitSeconds: 60)).ToList();
        Assert.Equal(consumers, (await canvas.Worker("w")).External!.Waiting);
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(0, consumers).Select(n => new EmitRequest("w", $"{{\"n\":{n}}}"))]);
        var claims = await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, consumers).Select(n => $"{n}"), claims.Select(got => Number(Assert.Single(got))));
        Assert.Equal(ExternalView.MostClaimed, (await canvas.Worker("w")).External!.Claimed.Count);
    }

    [Fact]
    public async Task A_consumer_that_goes_away_while_it_waits_loses_no_message()
    {
        using var canvas = Running.Open(Source);
        using var gone = new CancellationTokenSource();
        var claim = canvas.Control.Ask(Operations.Claim, new("w", "gone", 1, TimeSpan.FromSeconds(60)), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => claim);
        await canvas.Emit("w", "1");
        Assert.Single(await Claim(canvas));
    }

    [Fact]
    public async Task Those_who_claim_are_shown_with_the_time_of_the_claim()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "1");
        await Claim(canvas);
        canvas.Time.Advance(TimeSpan.FromSeconds(10));
        var claimed = Assert.Single((await canvas.Worker("w")).External!.Claimed);
        Assert.Equal(new ClaimedView("me", message, 1, Running.Start, Running.Start.AddMinutes(1)), claimed);
        Assert.Equal("me", (await canvas.Ask(Operations.Message, new(message.ToString()))).Consumer);
    }

    [Fact]
    public async Task A_lease_that_passes_is_a_lost_attempt_and_its_holder_can_change_nothing_more()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        canvas.Time.Advance(TimeSpan.FromMinutes(1));
        await canvas.Ended.Reaches(1);
        var lost = await canvas.Ask(Operations.Message, new(message.ToString()));
        Assert.Equal((MessageState.Retrying, 1), (lost.State, lost.Attempts));
        await Refused(ControlProblem.LeaseLost, () => Settle(canvas, Done(claim) with { Emits = [new EmitRequest("x", "1")] }));
        await Refused(ControlProblem.LeaseLost, () => Extend(canvas, claim));
        await canvas.Idle();
        Assert.Equal((0L, 0L), ((await canvas.Worker("w")).Done, (await canvas.Worker("x")).Done));
        canvas.Time.Advance(TimeSpan.FromSeconds(11));
        var again = Assert.Single(await Claim(canvas));
        Assert.Equal((message, 2), (again.Message, again.Attempt));
        canvas.Time.Advance(TimeSpan.FromMinutes(1));
        await canvas.Ended.Reaches(2);
        var dead = await canvas.Ask(Operations.Message, new(message.ToString()));
        Assert.Equal((MessageState.Dead, "D0641"), (dead.State, dead.Failure!.Code));
        Assert.Equal("me neither settled the message nor extended its lease within 60 s (attempt 2)", dead.Failure.Message);
    }

    [Fact]
    public async Task An_extended_lease_lasts_from_the_moment_of_the_extension()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        for (var i = 0; i < 5; i++)
        {
            canvas.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.Equal(canvas.Time.GetUtcNow().AddMinutes(1), (await Extend(canvas, claim)).Until);
        }
        Assert.Equal(MessageState.Done, (await Settle(canvas, Done(claim))).State);
    }

    [Fact]
    public async Task A_settle_that_is_repeated_gets_the_first_answer_and_changes_nothing()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        var settle = Done(claim) with { Emits = [new EmitRequest("x", "1")] };
        var both = await Task.WhenAll(Settle(canvas, settle), Settle(canvas, settle));
        var third = await Settle(canvas, Failed(claim));
        Assert.All([.. both, third], reply => Assert.Equal(new SettleReply(message, MessageState.Done), reply));
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        Assert.Equal((1L, 1L, 0L), (worker.Done, (await canvas.Worker("x")).Done, worker.DeadInAll));
        await Refused(ControlProblem.LeaseLost, () => Extend(canvas, claim));
    }

    [Fact]
    public async Task A_failure_is_retried_as_often_as_the_option_says()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "1");
        Assert.Equal(MessageState.Retrying, (await Settle(canvas, Failed(Assert.Single(await Claim(canvas))))).State);
        Assert.Empty(await Claim(canvas));
        canvas.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(MessageState.Dead, (await Settle(canvas, Failed(Assert.Single(await Claim(canvas))))).State);
        var dead = await canvas.Ask(Operations.Message, new(message.ToString()));
        Assert.Equal(("D0642", "no such photo", "test.dark:1:8"), (dead.Failure!.Code, dead.Failure.Message, dead.Failure.At));
    }

    [Fact]
    public async Task A_message_is_discarded_or_snoozed_as_by_code()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        var claims = await Claim(canvas, max: 2);
        Assert.Equal(MessageState.Dead, (await Settle(canvas, new(claims[0].Lease, SettleOutcome.Discarded, Error: "not ours"))).State);
        var snooze = new SettleRequest(claims[1].Lease, SettleOutcome.Snoozed, Snooze: TimeSpan.FromHours(1));
        Assert.Equal(MessageState.Delayed, (await Settle(canvas, snooze)).State);
        canvas.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((claims[1].Message, 1), (await Claim(canvas)) is [var again] ? (again.Message, again.Attempt) : default);
    }

    [Fact]
    public async Task What_a_worker_does_not_take_is_refused_and_the_lease_is_still_held()
    {
        using var canvas = Running.Open(Source + "\nworker typed (order: { id: Int })\n  order\n");
        await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        await Refused(
            ControlProblem.WrongEvent,
            () => Settle(canvas, Done(claim) with { Emits = [new EmitRequest("x", "1"), new EmitRequest("typed", "{}")] }));
        var large = Enumerable.Repeat(new EmitRequest("x", $"\"{new string('x', 1_000_000)}\""), 70).ToList();
        await Refused(ControlProblem.Refused, () => Settle(canvas, Done(claim) with { Emits = large }));
        await Refused(ControlProblem.Refused, () => Settle(canvas, Done(claim) with { Result = $"\"{new string('x', 2_000_000)}\"" }));
        await Settle(canvas, Done(claim) with { Emits = [new EmitRequest("typed", "{\"id\":1}")] });
        await canvas.Idle();
        Assert.Equal((0L, 1L), ((await canvas.Worker("x")).Done, (await canvas.Worker("typed")).Done));
    }

    [Fact]
    public async Task An_event_that_no_longer_fits_its_type_is_a_dead_letter_and_not_given_out()
    {
        using var canvas = Running.Open("worker w with { external: true }\n");
        await canvas.Emit("w", "1");
        await canvas.Reload("worker w (order: { id: Int }) with { external: true }\n");
        Assert.Empty(await Claim(canvas));
        await canvas.Ended.Reaches(1);
        Assert.Equal(1L, (await canvas.Worker("w")).Dead);
    }

    [Fact]
    public async Task Messages_of_one_key_are_claimed_one_at_a_time_and_in_order()
    {
        using var canvas = Running.Open("worker w with { external: true; key: event.k }\n");
        foreach (var (key, n) in new[] { ("a", 1), ("a", 2), ("b", 3) })
            await canvas.Emit("w", $"{{\"k\":\"{key}\",\"n\":{n}}}");
        var claims = await Claim(canvas, max: 10);
        Assert.Equal(["1", "3"], claims.Select(Number));
        Assert.Empty(await Claim(canvas));
        var next = Claim(canvas, waitSeconds: 60);
        await Settle(canvas, Done(claims[0]));
        Assert.Equal("2", Number(Assert.Single(await next)));
    }

    [Fact]
    public async Task Concurrency_bounds_the_claimed_messages()
    {
        using var canvas = Running.Open("worker w with { external: true; concurrency: 2 }\n");
        for (var i = 0; i < 3; i++)
            await canvas.Emit("w", "1");
        var claims = await Claim(canvas, max: 10);
        Assert.Equal(2, claims.Count);
        var next = Claim(canvas, waitSeconds: 60);
        await Settle(canvas, Done(claims[0]));
        Assert.Single(await next);
    }

    [Fact]
    public async Task Without_the_option_a_hundred_may_be_claimed_whatever_the_processors()
    {
        using var canvas = Running.Open("worker w with { external: true }\n");
        await canvas.Ask(Operations.Emit, [.. Enumerable.Repeat(new EmitRequest("w", "1"), 120)]);
        Assert.Equal(100, (await Claim(canvas, max: 100)).Count);
        Assert.Empty(await Claim(canvas));
    }

    [Fact]
    public async Task One_claim_takes_few_large_events()
    {
        using var canvas = Running.Open("worker w with { external: true }\n", eventBudget: 1);
        var large = $"\"{new string('x', 900_000)}\"";
        await canvas.Ask(Operations.Emit, [.. Enumerable.Repeat(new EmitRequest("w", large), 10)]);
        var claims = await Claim(canvas, max: 10);
        Assert.Equal(4, claims.Count);
        Assert.All(claims, claim => Assert.Equal(large, claim.Event));
    }

    [Fact]
    public async Task A_rate_bounds_the_claims_and_wakes_those_who_wait()
    {
        using var canvas = Running.Open("worker w with { external: true; rate: \"1/1m\" }\n");
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        var first = Assert.Single(await Claim(canvas, max: 2));
        await Settle(canvas, Done(first));
        canvas.Time.Advance(TimeSpan.FromSeconds(30));
        var next = Claim(canvas, waitSeconds: 60);
        canvas.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await next);
    }

    [Fact]
    public async Task A_paused_worker_gives_out_messages_for_steps_only()
    {
        using var canvas = Running.Open(Source);
        await canvas.Pause("w");
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        var waiting = Claim(canvas, max: 2, waitSeconds: 60);
        Assert.False(waiting.IsCompleted);
        var step = canvas.Ask(Operations.Step, new(HandlerId.Worker("w")));
        await Settle(canvas, Done(Assert.Single(await waiting)) with { Result = "5" });
        Assert.Equal((MessageState.Done, "5"), (await step is var end) ? (end.State, end.Result!.Text) : default);
        var afterwards = Claim(canvas, waitSeconds: 60);
        Assert.False(afterwards.IsCompleted);
        await canvas.Resume("w");
        Assert.Single(await afterwards);
    }

    [Fact]
    public async Task Failures_in_a_row_pause_the_worker()
    {
        using var canvas = Running.Open("worker w with { external: true; pauseAfter: 1 }\n");
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        await Settle(canvas, Failed(Assert.Single(await Claim(canvas))));
        Assert.Empty(await Claim(canvas));
        Assert.Contains("D0642", (await canvas.Worker("w")).Pause!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_removed_is_no_longer_the_consumers()
    {
        using var canvas = Running.Open(Source);
        var message = await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        await canvas.Ask(Operations.Remove, new(SelectionState.Queued, [message.ToString()]));
        await Refused(ControlProblem.LeaseLost, () => Settle(canvas, Done(claim)));
        Assert.Equal((0L, 0L), (await canvas.Worker("w") is var worker) ? (worker.Running, worker.Done) : default);
    }

    [Fact]
    public async Task An_emit_under_a_taken_once_key_is_left_out()
    {
        using var canvas = Running.Open(Source);
        await canvas.Ask(Operations.Emit, [new EmitRequest("x", "1", OnceKey: "k")]);
        await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        EmitRequest[] emits = [new EmitRequest("x", "2", OnceKey: "k"), new EmitRequest("x", "3", OnceKey: "l")];
        await Settle(canvas, Done(claim) with { Emits = emits });
        await canvas.Idle();
        Assert.Equal(2L, (await canvas.Worker("x")).Done);
    }

    [Fact]
    public async Task A_worker_may_become_internal_and_external_again()
    {
        const string inside = "worker w\n  event\n\nworker x\n  event\n";
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        var waiting = Claim(canvas, waitSeconds: 60);
        await canvas.Reload(inside);
        Assert.Empty(await waiting);
        await Refused(ControlProblem.Refused, () => Claim(canvas));
        Assert.Equal(MessageState.Done, (await canvas.Handle("w", "2")).State);
        Assert.Equal(MessageState.Done, (await Settle(canvas, Done(claim))).State);
        await canvas.Reload(Source);
        await canvas.Emit("w", "3");
        Assert.Single(await Claim(canvas));
        await canvas.Reload("worker x\n  event\n");
        await Refused(ControlProblem.NotFound, () => Claim(canvas));
    }

    [Fact]
    public async Task On_a_full_disk_a_settle_is_answered_when_there_is_room_and_nothing_new_is_given_out()
    {
        using var store = new RefusingStore();
        using var canvas = Running.Open(Source, store);
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        var claim = Assert.Single(await Claim(canvas));
        store.Refuses = change => change is MessageSettled;
        var (settling, again) = (Settle(canvas, Done(claim)), Settle(canvas, Done(claim)));
        await canvas.AttemptDeferred.Reaches(1);
        Assert.Empty(await Claim(canvas));
        Assert.False(settling.IsCompleted || again.IsCompleted);
        store.Refuses = _ => false;
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((MessageState.Done, MessageState.Done), ((await settling).State, (await again).State));
        Assert.Single(await Claim(canvas));
    }

    [Fact]
    public async Task A_drain_refuses_claims_and_waits_for_those_that_are_held()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        await canvas.Emit("w", "2");
        var claim = Assert.Single(await Claim(canvas));
        var waiting = Claim(canvas, worker: "x2", waitSeconds: 60);
        await Refused(ControlProblem.NotFound, () => waiting);
        var drain = canvas.Engine.Drain(TimeSpan.FromSeconds(30));
        await Refused(ControlProblem.NoRuntime, () => Claim(canvas));
        Assert.False(drain.IsCompleted);
        await Extend(canvas, claim);
        Assert.Equal(MessageState.Done, (await Settle(canvas, Done(claim))).State);
        await drain.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task After_the_drain_time_the_message_goes_back_and_the_attempt_does_not_count()
    {
        var canvas = Running.Open(Source);
        await canvas.Emit("w", "1");
        var claim = Assert.Single(await Claim(canvas));
        // Its start is stored.
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        var drain = canvas.Engine.Drain(TimeSpan.FromSeconds(30));
        canvas.Time.Advance(TimeSpan.FromSeconds(30));
        await drain.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await Refused(ControlProblem.LeaseLost, () => Settle(canvas, Done(claim)));
        using var next = canvas.Restart(Source);
        Assert.Equal(1, Assert.Single(await Claim(next)).Attempt);
        await Refused(ControlProblem.LeaseLost, () => Settle(next, Done(claim)));
    }

    [Fact]
    public async Task A_stopped_engine_says_that_it_does_not_run()
    {
        var canvas = Running.Open(Source);
        await canvas.Engine.Stop(TimeSpan.Zero);
        await Refused(ControlProblem.NoRuntime, () => Claim(canvas));
        await Refused(ControlProblem.NoRuntime, () => Settle(canvas, new(new Guid(1, 2, 3, new byte[8]), SettleOutcome.Done)));
    }

    private static string Number(ClaimView claim) => claim.Event.Split("\"n\":")[1].TrimEnd('}');

    private static SettleRequest Done(ClaimView claim) => new(claim.Lease, SettleOutcome.Done);

    private static SettleRequest Failed(ClaimView claim) => new(claim.Lease, SettleOutcome.Failed, Error: "no such photo");

    private static Task<IReadOnlyList<ClaimView>> Claim(Running canvas, string worker = "w", int max = 1, int waitSeconds = 0) =>
        canvas.Ask(Operations.Claim, new(worker, "me", max, TimeSpan.FromSeconds(waitSeconds)));

    private static Task<SettleReply> Settle(Running canvas, SettleRequest request) => canvas.Ask(Operations.Settle, request);

    private static Task<LeaseView> Extend(Running canvas, ClaimView claim) => canvas.Ask(Operations.Extend, new(claim.Lease));

    private static async Task<TraceView> OnlyTrace(Running canvas)
    {
        var header = Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))));
        return await canvas.Ask(Operations.Trace, new(header.Id.ToString()));
    }

    private static async Task Refused(ControlProblem problem, Func<Task> ask) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<ControlException>(ask)).Problem);
}
