using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Options that are set by hand hold until the file says otherwise.</summary>
public sealed class OptionOverrideTests
{
    private const string Source = "worker w with { concurrency: 1; retries: 0 }\n  Uuid::generate\n";

    private static readonly HandlerId W = HandlerId.Worker("w");

    [Fact]
    public async Task A_larger_concurrency_starts_waiting_messages_at_once_and_default_takes_it_back()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open(Source, entropy: chance.Fill);
        chance.Hold();
        for (var n = 0; n < 6; n++)
            await canvas.Emit("w", $"{n}");
        await chance.Held.Reaches(1);
        await Set(canvas, "concurrency", "3");
        await chance.Held.Reaches(3);
        Assert.Equal(3, (await canvas.Worker("w")).Running);
        await Set(canvas, "concurrency", null);
        Assert.Null((await canvas.Worker("w")).Overrides);
        chance.Dispose();
        await canvas.Idle();
        Assert.Equal(6, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_rate_counts_earlier_starts_and_a_larger_one_ends_the_wait()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        await Set(canvas, "rate", "2/1m");
        for (var n = 0; n < 5; n++)
            await canvas.Emit("w", $"{n}");
        await canvas.Ended.Reaches(2);
        Assert.NotNull((await canvas.Worker("w")).RateWait);
        await Set(canvas, "rate", "\"4/1m\"");
        await canvas.Ended.Reaches(4);
        Assert.Equal((1, 4), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
        await Set(canvas, "rate", null);
        await canvas.Idle();
        Assert.Equal(5, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Retries_apply_to_attempts_that_start_from_then_on()
    {
        const string source = "worker w\n  Int::divide 1 0\n";
        using var canvas = Running.Open(source);
        Assert.Equal(MessageState.Dead, (await canvas.Handle("w", "1")).State);
        await Set(canvas, "retries", "1");
        await canvas.Emit("w", "2");
        await canvas.Idle();
        Assert.Equal((1, 1), ((await canvas.Worker("w")).Dead, (await canvas.Worker("w")).Retrying));
    }

    [Fact]
    public async Task An_override_survives_a_restart_and_changes_of_other_options_and_ends_when_the_file_sets_its_option_otherwise()
    {
        var canvas = Running.Open(Source);
        await Set(canvas, "concurrency", "7");
        await Set(canvas, "timeout", "5s");
        canvas = canvas.Restart(Source);
        OverrideView[] set =
            [new("concurrency", "7", "1", Running.Start, "ada"), new("timeout", "5s", null, Running.Start, "ada")];
        Assert.Equal(set, (await canvas.Worker("w")).Overrides);
        Assert.Equal((7, TimeSpan.FromSeconds(5)), (Queue(canvas).Concurrency, Queue(canvas).Options.Timeout));

        var kept = await canvas.Reload(Source.Replace("retries: 0", "retries: 4", StringComparison.Ordinal));
        Assert.Empty(kept.Dropped);
        Assert.Equal(7, Queue(canvas).Concurrency);

        var changed = Source.Replace("concurrency: 1", "concurrency: 2", StringComparison.Ordinal);
        Assert.Equal(
            ["concurrency of worker w is no longer 7, which ada set: the file says 2 now"], (await canvas.Reload(changed)).Dropped);
        Assert.Equal((2, "timeout"), (Queue(canvas).Concurrency, Assert.Single((await canvas.Worker("w")).Overrides!).Option));

        var other = changed.Replace("retries: 0", "timeout: 9s", StringComparison.Ordinal);
        canvas = canvas.Restart(other);
        Assert.Equal(["timeout of worker w is no longer 5s, which ada set: the file says 9s now"], canvas.Engine.DroppedOptions);
        await canvas.Idle();
        canvas = canvas.Restart(other);
        Assert.Empty(canvas.Engine.DroppedOptions);
        Assert.Null((await canvas.Worker("w")).Overrides);
        canvas.Dispose();
    }

    [Fact]
    public async Task A_priority_set_by_hand_ranks_the_worker()
    {
        using var canvas = Running.Open("worker w with { priority: 1 }\n  event\n");
        await Set(canvas, "priority", "-5");
        Assert.Equal(-5, Queue(canvas).PriorityOf(0));
        await canvas.Reload("worker w with { priority: event.n }\n  event\n");
        Assert.Equal(0, Queue(canvas).PriorityOf(0));
        await Refused(canvas, "priority", "3", "the priority of worker w is computed for each event: change it in the file");
    }

    [Theory]
    [InlineData("concurrency", "0", "`concurrency` is out of range: expected 1 to 100")]
    [InlineData("concurrency", "many", "`concurrency` takes a whole number: expected a whole number; write `concurrency: 3`")]
    [InlineData("concurrency", "8; retries: 3", "`concurrency` takes one constant value")]
    [InlineData("concurrency", "8 }\n  1\nworker v with { retries: 3", "`concurrency` takes one constant value")]
    [InlineData(
        "rate", "often",
        "\"often\" is not a rate: expected a number, a slash and a duration; write `rate: \"20/1m\"` for 20 per minute")]
    [InlineData("priority", "event.n", "`priority` takes one constant value")]
    [InlineData("timeout", "20", "`timeout` takes a duration: expected a duration; write `timeout: 20s` for seconds")]
    [InlineData(
        "key", "event.id",
        "`key` is set in the file only: concurrency, rate, retries, timeout and priority can be set while a worker runs")]
    [InlineData("concurency", "3", "a worker has no option `concurency`: did you mean `concurrency`?")]
    public async Task A_wrong_value_is_refused_as_the_check_refuses_it(string option, string value, string message)
    {
        using var canvas = Running.Open(Source);
        await Refused(canvas, option, value, message);
        Assert.Null((await canvas.Worker("w")).Overrides);
    }

    [Fact]
    public async Task Only_workers_of_the_canvas_have_options_to_set()
    {
        using var canvas = Running.Open("alert a on dead\n  event\n\nworker w\n  event\n");
        var alert = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.SetOption, new(HandlerId.Worker("a"), "concurrency", "3", "ada")));
        Assert.Equal("a is an alert, which has no options", alert.Message);
        var missing = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.SetOption, new(HandlerId.Worker("x"), "concurrency", "3", "ada")));
        Assert.Equal(ControlProblem.NotFound, missing.Problem);
        await Set(canvas, "concurrency", null);
    }

    private static Queues.HandlerQueue Queue(Running canvas) => canvas.Engine.Steps.Queues[W];

    private static Task<Nothing> Set(Running canvas, string option, string? value) =>
        canvas.Ask(Operations.SetOption, new SetOptionRequest(W, option, value, "ada"));

    private static async Task Refused(Running canvas, string option, string value, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<ControlException>(() => Set(canvas, option, value))).Message);
}
