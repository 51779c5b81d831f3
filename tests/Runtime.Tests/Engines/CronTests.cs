using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class CronTests
{
    private const string EveryHour = "cron tick every hour\n  1\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_interval_fires_at_once_and_then_from_due_time_to_due_time()
    {
        using var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Cron("tick")).Done);
        await canvas.Advance(TimeSpan.FromMinutes(61));
        var cron = await canvas.Cron("tick");
        Assert.Equal((2, Running.Start.AddHours(2)), (cron.Done, cron.NextDue));
    }

    [Fact]
    public async Task A_daily_time_is_waited_for()
    {
        using var canvas = Running.Open("cron tick daily at 12:30\n  1\n");
        await canvas.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, (await canvas.Cron("tick")).Done);
        await canvas.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, (await canvas.Cron("tick")).Done);
    }

    [Fact]
    public async Task A_paused_cron_shows_when_it_would_be_due_if_it_were_resumed_now()
    {
        using var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        await canvas.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "me"));
        canvas.Time.Advance(TimeSpan.FromHours(10.5));
        var due = Running.Start.AddHours(11);
        Assert.Equal(due, (await canvas.Cron("tick")).NextDue);
        Assert.Equal([due, due.AddHours(1)], await canvas.Ask(Operations.NextDue, new("tick", 2)));
        await canvas.Ask(Operations.Resume, new(HandlerId.Cron("tick")));
        Assert.Equal([due, due.AddHours(1)], await canvas.Ask(Operations.NextDue, new("tick", 2)));
    }

    [Fact]
    public async Task A_due_time_fires_once_over_any_number_of_restarts()
    {
        var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        for (var i = 0; i < 5; i++)
        {
            canvas = canvas.Restart(EveryHour);
            await canvas.Idle();
        }
        Assert.Equal(1, (await canvas.Cron("tick")).Done);
        canvas.Dispose();
    }

    [Fact]
    public async Task After_a_downtime_it_fires_once_and_keeps_its_rhythm()
    {
        var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        canvas.Dispose();
        canvas.Time.Advance(TimeSpan.FromHours(10.5));
        using var next = canvas.Restart(EveryHour);
        await next.Idle();
        var cron = await next.Cron("tick");
        Assert.Equal((2, Running.Start.AddHours(10), Running.Start.AddHours(11)), (cron.Done, cron.LastFired, cron.NextDue));
    }

    [Fact]
    public async Task A_manual_run_does_not_move_the_schedule()
    {
        using var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromMinutes(20));
        await canvas.Ask(Operations.RunCron, new(HandlerId.Cron("tick")));
        await canvas.Idle();
        var cron = await canvas.Cron("tick");
        Assert.Equal((2, Running.Start.AddHours(1)), (cron.Done, cron.NextDue));
    }

    [Fact]
    public async Task A_paused_cron_does_not_fire_and_does_not_catch_up_afterwards()
    {
        using var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        await canvas.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "ada"));
        await canvas.Advance(TimeSpan.FromHours(5.5));
        await canvas.Ask(Operations.Resume, new(HandlerId.Cron("tick")));
        await canvas.Idle();
        var cron = await canvas.Cron("tick");
        Assert.Equal((1, Running.Start.AddHours(6)), (cron.Done, cron.NextDue));
        await canvas.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(2, (await canvas.Cron("tick")).Done);
    }

    [Fact]
    public async Task A_changed_schedule_starts_anew_and_does_not_fire_at_once()
    {
        var canvas = Running.Open(EveryHour);
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromMinutes(20));
        using var next = canvas.Restart("cron tick every 12hrs\n  1\n");
        await next.Idle();
        var cron = await next.Cron("tick");
        Assert.Equal((1, Running.Start.AddMinutes(20).AddHours(12)), (cron.Done, cron.NextDue));
    }

    [Fact]
    public async Task A_firing_is_skipped_while_the_previous_one_has_not_ended()
    {
        // The hole keeps the first message on the queue for five minutes.
        using var canvas = Running.Open("cron tick every minute\n");
        await canvas.Idle();
        for (var minute = 0; minute < 4; minute++)
            await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await canvas.Ask(Operations.Messages, new(HandlerId.Cron("tick"))));
    }

    [Fact]
    public async Task The_next_due_times_are_listed()
    {
        using var canvas = Running.Open("cron tick daily at 12:30\n  1\n");
        var next = await canvas.Ask(Operations.NextDue, new("tick", 3));
        Assert.Equal([Running.Start.AddHours(2.5), Running.Start.AddDays(1).AddHours(2.5), Running.Start.AddDays(2).AddHours(2.5)], next);
    }

    [Fact]
    public async Task The_error_for_an_unknown_cron_names_the_nearest_one()
    {
        using var canvas = Running.Open(EveryHour);
        var unknown = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.RunCron, new(HandlerId.Cron("tik"))));
        Assert.Equal((ControlProblem.NotFound, "no cron is named \"tik\": did you mean \"tick\"?"), (unknown.Problem, unknown.Message));
    }
}
