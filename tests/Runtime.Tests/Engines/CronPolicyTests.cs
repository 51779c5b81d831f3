using DarkLang.Runtime.Control;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The promises of <c>catchUp</c> and <c>overlap</c>, and the notices about skipped runs.</summary>
public sealed class CronPolicyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("once", 10.5, 2, 10)]
    [InlineData("skip", 10.5, 1, 0)]
    [InlineData("skip", 10.01, 2, 10)]
    [InlineData("all", 10.5, 11, 10)]
    public async Task A_downtime_is_caught_up_as_the_option_says(string catchUp, double hours, long done, int lastFired)
    {
        var source = $"cron tick hourly with {{ catchUp: \"{catchUp}\" }}\n  1\n";
        var canvas = Running.Open(source);
        await canvas.Idle();
        canvas.Dispose();
        canvas.Time.AdjustTime(Running.Start.AddHours(hours));
        using var next = canvas.Restart(source);
        await next.Idle();
        var cron = await next.Cron("tick");
        Assert.Equal(
            (done, Running.Start.AddHours(lastFired), Running.Start.AddHours(11), catchUp),
            (cron.Done, cron.LastFired, cron.NextDue, cron.CatchUp.Word()));
    }

    [Fact]
    public async Task All_catches_up_on_the_newest_thousand_runs_and_reports_how_many_it_skips()
    {
        using var canvas = Running.Open("cron tick every minute with { catchUp: \"all\" }\n  1\n");
        var notices = new List<CronNotice>();
        canvas.Engine.CronNoticed += notices.Add;
        await canvas.Idle();
        canvas.Time.AdjustTime(Running.Start.AddMinutes(1500.5));
        canvas.Engine.RequestTick();
        await canvas.Idle();
        Assert.Equal(1001, (await canvas.Cron("tick")).Done);
        Assert.Equal(
            [new("tick", "only the newest 1000 missed runs are started; 500 older ones, before 2031-03-04T18:21:00Z, are skipped")],
            notices);
    }

    [Theory]
    [InlineData("skip", 1, 3)]
    [InlineData("allow", 4, 0)]
    [InlineData("queue", 4, 0)]
    public async Task A_due_time_during_the_previous_run_is_treated_as_the_option_says(
        string overlap, int messages, long skipped)
    {
        // The hole keeps each message for five minutes.
        var source = $"cron tick every minute with {{ overlap: \"{overlap}\" }}\n";
        var store = new MemoryStore();
        using (var canvas = Running.Open(source, store))
        {
            var notices = new List<CronNotice>();
            canvas.Engine.CronNoticed += notices.Add;
            await canvas.Idle();
            for (var minute = 0; minute < 3; minute++)
                await canvas.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(
                messages, (await canvas.Ask(Operations.Messages, new(HandlerId.Cron("tick")))).Count);
            Assert.Equal(messages, (await canvas.Cron("tick")).Waiting);
            Assert.Equal(
                skipped > 0 ? ["the run due at 2031-03-04T10:01:00Z is skipped: the previous run has not ended"] : [],
                notices.Select(notice => notice.Text));
        }
        using var next = Running.Open(source, store, new FakeTimeProvider(Running.Start.AddMinutes(3)));
        Assert.Equal((skipped, overlap), ((await next.Cron("tick")).Skipped, (await next.Cron("tick")).Overlap.Word()));
    }

    [Fact]
    public async Task A_manual_run_is_the_last_run_and_leaves_the_schedule_alone()
    {
        using var canvas = Running.Open("cron tick daily at 12:30\n  1\n");
        canvas.Time.Advance(TimeSpan.FromMinutes(20));
        await canvas.Ask(Operations.RunCron, new(HandlerId.Cron("tick")));
        await canvas.Idle();
        var cron = await canvas.Cron("tick");
        Assert.Equal((Running.Start.AddMinutes(20), null, Running.Start.AddHours(2.5)), (cron.LastRun, cron.LastFired, cron.NextDue));
    }

    [Fact]
    public async Task A_run_that_was_not_stored_before_a_crash_comes_again_under_the_same_id()
    {
        var store = new RefusingStore { Refuses = change => change is MessageEnqueued };
        const string source = "cron tick daily at 12:30\n  1\n";
        var canvas = Running.Open(source, store);
        await canvas.Advance(TimeSpan.FromHours(1));
        canvas.Time.AdjustTime(Running.Start.AddHours(2.5));
        canvas.Engine.RequestTick();
        await store.Refused.Reaches(1);
        canvas.Dispose();
        Assert.Equal(Running.Start.AddHours(2.5), Assert.Single(store.Load().Crons).NextDue);
        store.Refuses = _ => false;
        using var next = canvas.Restart(source);
        await next.Idle();
        var trace = Assert.Single(await next.Ask(Operations.Traces, new(HandlerId.Cron("tick"))));
        Assert.Equal(MessageIds.OfSlot("tick", Running.Start.AddHours(2.5)), trace.Message);
    }
}
