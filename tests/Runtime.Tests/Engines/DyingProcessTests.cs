using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Messages whose process died during an attempt.</summary>
public sealed class DyingProcessTests
{
    private const string Source = "worker w\n  event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "completed", 2)]
    [InlineData(3, "completed", 4)]
    public async Task A_message_is_tried_again_after_its_process_died(int begun, string outcome, int attempt)
    {
        using var canvas = Running.Open(Source, Begun(begun));
        await canvas.Idle();
        var trace = Assert.Single(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w"))));
        Assert.Equal((outcome, attempt), (trace.Outcome.Word(), trace.Attempt));
    }

    [Fact]
    public async Task A_message_that_crashed_the_process_four_times_is_a_dead_letter_for_good()
    {
        var canvas = Running.Open(Source, Begun(4));
        await canvas.Idle();
        await AssertDied(canvas);
        Assert.Equal(1, (await canvas.Worker("w")).DeadInAll);
        using var next = canvas.Restart(Source);
        await next.Idle();
        await AssertDied(next);
        Assert.Equal(1, (await next.Worker("w")).DeadInAll);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_alert_reports_it_even_if_the_clock_was_set_back_since_the_last_report(bool isStoredAsLimiter)
    {
        const string source = Source + "\nalert a on dead\n  event\n";
        var store = Begun(4);
        var (alert, reportedAt) = (HandlerId.Worker("a"), Running.Start.AddHours(2));
        store.Commit([isStoredAsLimiter
            ? new LimiterSaved(new LimiterState(alert, [reportedAt, reportedAt]))
            : new AlertCheckpointSaved(new AlertCheckpoint(alert, reportedAt, reportedAt))]);
        var canvas = Running.Open(source, store);
        canvas.Dispose();
        using var next = canvas.Restart(source);
        await next.Idle();
        Assert.Equal(1, (await next.Worker("a")).Done);
    }

    [Fact]
    public async Task A_long_attempt_is_recorded_before_it_ends()
    {
        var store = new RefusingStore();
        var noted = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Refuses = change =>
        {
            if (change is MessageUpdated { State: MessageState.Ready } update)
                noted.TrySetResult(update.Attempts);
            return false;
        };
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            worker w
              let started = Uuid::generate
              List::fold (List::range 1 100000) 0 \sum i -> List::fold (List::range 1 1000) sum \s j -> s + j
            """, store, entropy: chance.Fill);
        await canvas.Emit("w", "1");
        await chance.Drawn.Reaches(1);
        canvas.Time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(1, await noted.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));

        await canvas.Engine.Stop(TimeSpan.Zero);
    }

    private static async Task AssertDied(Running canvas)
    {
        var dead = Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.Dead)));
        Assert.Equal(("D0602", 4), (dead.Failure!.Code, dead.Attempts));
    }

    private static MemoryStore Begun(int attempts)
    {
        var store = new MemoryStore();
        var message = new Message
        {
            Id = Facts.Id(1),
            Handler = HandlerId.Worker("w"),
            Event = ValueEncoding.Encode(Value.Int(1), 100),
            EmittedAt = Running.Start,
            FirstDue = Running.Start,
            EmittedFrom = "dark emit",
        };
        store.Commit([new MessageEnqueued(message)]);
        store.Commit([new MessageUpdated(message, MessageState.Ready, Running.Start, attempts, null)]);
        return store;
    }
}
