using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The limits on attempts: <c>retries</c>, <c>timeout</c>, <c>concurrency</c>, <c>pauseAfter</c>.</summary>
public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_error_is_retried_as_often_as_the_option_says_and_then_the_message_is_dead()
    {
        using var canvas = Running.Open("worker w with { retries: 2; backoff: 10s }\n  Int::divide 1 0\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        foreach (var (attempt, wait) in new[] { (1, 10), (2, 20) })
        {
            var message = await Only(canvas);
            Assert.Equal((MessageState.Retrying, attempt), (message.State, message.Attempts));
            Assert.InRange(message.Due - canvas.Time.GetUtcNow(), TimeSpan.FromSeconds(wait * 0.9), TimeSpan.FromSeconds(wait));
            await canvas.Advance(message.Due - canvas.Time.GetUtcNow() - TimeSpan.FromTicks(1));
            Assert.Equal(attempt, canvas.Ended.Count);
            await canvas.Advance(TimeSpan.FromMilliseconds(1));
        }
        var dead = await Only(canvas);
        Assert.Equal(("D0505", 3), (dead.Failure!.Code, dead.Attempts));
        Assert.Equal(3, (await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")))).Count);
    }

    [Fact]
    public async Task A_later_attempt_that_succeeds_settles_the_message()
    {
        using var canvas = Running.Open(
            "worker w with { retries: 5; backoff: 1s }\n  if Message::attempt < 3 then Int::divide 1 0 else Message::attempt\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        for (var failed = 1; failed <= 2; failed++)
        {
            Assert.Equal((failed, 1), (canvas.Ended.Count, (await canvas.Worker("w")).Retrying));
            await canvas.Advance(TimeSpan.FromSeconds(5));
        }
        var worker = await canvas.Worker("w");
        Assert.Equal((1, 0), (worker.Done, worker.DeadInAll));
    }

    [Fact]
    public async Task Attempts_continue_their_count_after_a_restart()
    {
        const string source = "worker w with { retries: 1 }\n  Int::divide 1 0\n";
        var canvas = Running.Open(source);
        await canvas.Emit("w", "1");
        await canvas.Idle();
        using var next = canvas.Restart(source);
        Assert.Equal(1, (await next.Worker("w")).Retrying);
        await next.Advance(TimeSpan.FromSeconds(11));
        var dead = await Only(next);
        Assert.Equal((MessageState.Dead, 2), (dead.State, dead.Attempts));
    }

    [Fact]
    public void Waits_grow_up_to_the_maximum_minus_up_to_a_tenth_of_jitter()
    {
        var options = new HandlerOptions { Backoff = TimeSpan.FromSeconds(10), Growth = 3, MaxWait = TimeSpan.FromMinutes(5) };
        var entropy = new SeededEntropy(7);
        double[] waits = [10, 30, 90, 270, 300, 300];
        for (var attempt = 1; attempt <= waits.Length; attempt++)
        {
            var drawn = Enumerable.Range(0, 100).Select(_ => RetryBackoff.After(attempt, options, entropy.Fill).TotalSeconds).ToList();
            Assert.All(drawn, seconds => Assert.InRange(seconds, waits[attempt - 1] * 0.9, waits[attempt - 1]));
            Assert.True(drawn.Distinct().Count() > 10);
        }
        Assert.InRange(RetryBackoff.After(1_000, options, entropy.Fill).TotalSeconds, 270, 300);
    }

    [Fact]
    public async Task A_custom_timeout_ends_an_attempt_and_zero_retries_make_it_the_last()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            fn spin (n: Int) : Int =
              List::length (List::map (List::range 1 1000000) \x -> x) |> spin

            worker w with { timeout: 5s; retries: 0 }
              let started = Uuid::generate
              spin 0
            """, entropy: chance.Fill);
        await canvas.Emit("w", "1");
        await chance.Drawn.Reaches(1);
        await canvas.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("the handler did not end within 5 s (attempt 1)", (await Only(canvas)).Failure!.Message);
    }

    [Fact]
    public async Task An_attempt_that_lost_its_lease_settles_nothing_when_it_comes_back()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            worker w with { timeout: 5s; retries: 1; backoff: 1s }
              let id = Uuid::generate
              emit Message::attempt "sink"
              id

            worker sink
              event
            """, entropy: chance.Fill);
        await canvas.Pause("sink");
        var id = await canvas.Emit("w", "1");
        await canvas.Idle();

        chance.Hold();
        await canvas.Emit("w", "2");
        await chance.Held.Reaches(1);
        chance.LetPass();
        canvas.Time.Advance(TimeSpan.FromSeconds(5));
        await canvas.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await canvas.Worker("w")).Retrying);
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await canvas.Worker("w")).Done);

        chance.ReleaseOne();
        await canvas.Idle();
        Assert.Equal(MessageState.Done, (await canvas.Handle("w", "3")).State);
        var emitted = await canvas.Ask(Operations.Messages, new(HandlerId.Worker("sink")));
        Assert.Equal(["1", "2", "1"], emitted.Select(m => m.Event!.Json));
        Assert.NotEqual(id, emitted[1].Parent);
    }

    [Fact]
    public async Task As_many_attempts_run_at_once_as_concurrency_says()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w with { concurrency: 3 }\n  Uuid::generate\n", entropy: chance.Fill);
        await canvas.Pause("w");
        for (var n = 0; n < 5; n++)
            await canvas.Emit("w", $"{n}");
        chance.Hold();
        await canvas.Resume("w");
        await chance.Held.Reaches(3);
        var worker = await canvas.Worker("w");
        Assert.Equal((3, 2), (worker.Running, worker.Ready));
        chance.Dispose();
        await canvas.Idle();
        Assert.Equal(5, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Failures_in_a_row_pause_the_worker_and_the_pause_says_who_and_why()
    {
        const string source = "worker w with { pauseAfter: 3; concurrency: 1 }\n  Int::divide 10 event\n";
        var canvas = Running.Open(source);
        foreach (var divisor in new[] { "0", "0", "5", "0", "0" })
            await canvas.Handle("w", divisor);
        Assert.Equal(HandlerState.Run, (await canvas.Worker("w")).State);
        await canvas.Handle("w", "0");
        var pause = (await canvas.Worker("w")).Pause!;
        Assert.Equal("dark", pause.By);
        Assert.StartsWith("3 attempts in a row failed, last with D0505 at test.dark:2:", pause.Why, StringComparison.Ordinal);

        await canvas.Emit("w", "1");
        using var next = canvas.Restart(source);
        await next.Idle();
        Assert.Equal((HandlerState.Paused, 1), ((await next.Worker("w")).State, (await next.Worker("w")).Ready));
        await next.Resume("w");
        await next.Idle();
        Assert.Equal(MessageState.Dead, (await next.Handle("w", "0")).State);
        Assert.Equal(HandlerState.Run, (await next.Worker("w")).State);
    }

    private static async Task<MessageView> Only(Running canvas) =>
        Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Worker("w"))));
}
