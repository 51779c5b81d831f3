using DarkLang.Runtime.Control;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>What happens when the wall clock jumps ahead or is set back.</summary>
public sealed class ClockTests
{
    private const string EachMinute = "cron tick every minute\n  1\n";
    private const string Daily = "cron tick daily at 10:01\n  1\n";

    [Theory]
    [InlineData(EachMinute)]
    [InlineData("cron tick \"* * * * *\"\n  1\n")]
    [InlineData("cron tick every minute with { catchUp: \"skip\" }\n  1\n")]
    public async Task A_cron_runs_again_after_the_clock_was_years_ahead(string source)
    {
        using var canvas = Running.Open(source);
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromMinutes(1));
        await Set(canvas, Running.Start.AddYears(10));
        await Set(canvas, Running.Start.AddMinutes(2));
        Assert.InRange((await canvas.Cron("tick")).NextDue!.Value, Running.Start.AddMinutes(2), Running.Start.AddMinutes(3));
        var runs = await Runs(canvas);
        await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(runs + 1, await Runs(canvas));
    }

    [Fact]
    public async Task The_log_says_that_a_due_time_is_corrected()
    {
        using var canvas = Running.Open(EachMinute);
        var notices = new List<CronNotice>();
        canvas.Engine.CronNoticed += notices.Add;
        await canvas.Idle();
        await Set(canvas, Running.Start.AddYears(10));
        await Set(canvas, Running.Start);
        Assert.Equal(
            [new CronNotice("tick", "the clock was set back: the next run is due at 2031-03-04T10:01:00Z, not at 2041-03-04T10:01:00Z")],
            notices);
    }

    [Fact]
    public async Task A_due_time_from_a_clock_that_was_ahead_is_corrected_at_the_next_start()
    {
        var canvas = Running.Open(EachMinute);
        await Set(canvas, Running.Start.AddYears(10));
        canvas.Time.AdjustTime(Running.Start);
        using var next = canvas.Restart(EachMinute);
        Assert.Equal(Running.Start.AddMinutes(1), (await next.Cron("tick")).NextDue);
    }

    [Fact]
    public async Task A_cron_that_runs_each_minute_continues_when_the_clock_is_set_back_by_two_hours()
    {
        using var canvas = Running.Open(EachMinute);
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromHours(3));
        var runs = await Runs(canvas);
        await Set(canvas, Running.Start.AddHours(1));
        await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(runs + 1, await Runs(canvas));
    }

    [Theory]
    [InlineData(EachMinute, 30)]
    [InlineData(Daily, 3_600)]
    public async Task A_run_is_not_repeated_when_the_clock_is_set_back_by_less_than_its_period(string source, int secondsBack)
    {
        using var canvas = Running.Open(source);
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromMinutes(1.25));
        var runs = await Runs(canvas);
        await Set(canvas, canvas.Time.GetUtcNow().AddSeconds(-secondsBack));
        await canvas.Advance(TimeSpan.FromSeconds(secondsBack));
        Assert.Equal(runs, await Runs(canvas));
    }

    [Fact]
    public async Task Messages_that_were_put_off_while_the_clock_was_ahead_run_after_their_wait()
    {
        const string source = """
            worker retries with { retries: 5; backoff: 10s; maxWait: 10s }
              if Message::attempt == 1 then fail "once" else 1

            worker delays
              emitAfter 1 60 "later"

            worker later
              event

            worker unwritten
              ___
            """;
        using var canvas = Running.Open(source);
        await Set(canvas, Running.Start.AddYears(10));
        foreach (var worker in (string[])["retries", "delays", "unwritten"])
            await canvas.Emit(worker, "1");
        await canvas.Idle();
        await Set(canvas, Running.Start);
        await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), ((await canvas.Worker("retries")).Done, (await canvas.Worker("later")).Done));
        var waiting = Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Worker("unwritten"))));
        Assert.Equal(Running.Start.AddMinutes(5), waiting.Due);
    }

    private static async Task Set(Running canvas, DateTimeOffset now)
    {
        canvas.Time.AdjustTime(now);
        canvas.Engine.RequestTick();
        await canvas.Advance(TimeSpan.FromSeconds(0));
    }

    private static async Task<long> Runs(Running canvas) => (await canvas.Cron("tick")).Done;
}
