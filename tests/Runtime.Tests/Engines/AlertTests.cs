using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Reports to <c>alert</c> items: when they come, what they contain, and that each dead letter is reported once.</summary>
public sealed class AlertTests
{
    private const string Failing = "worker w\n  Int::divide 1 event\n\n";
    private const string OnDead = Failing + "alert a on dead\n  event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_dead_letter_is_reported_at_once()
    {
        using var canvas = Running.Open(OnDead);
        var message = await canvas.Emit("w", "0");
        await canvas.Idle();
        var report = Assert.Single(await Reports(canvas));
        Assert.Equal("a", report.GetProperty("alert").GetString());
        var dead = Assert.Single(report.GetProperty("dead").EnumerateArray());
        Assert.Equal(
            ("w", 1, "D0505"),
            (dead.GetProperty("handler").GetString(), dead.GetProperty("count").GetInt32(), dead.GetProperty("code").GetString()));
        Assert.Equal(message.ToString(), dead.GetProperty("message").GetString());
        Assert.Equal("test.dark:2:3", dead.GetProperty("at").GetString());
        var trace = await canvas.Ask(Operations.Trace, new(dead.GetProperty("trace").GetString()!));
        Assert.Equal(message, trace.Header.Message);
        Assert.StartsWith("1 dead letter of w: error[D0505]: ", report.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(["error", "incomplete", "late", "backlog"], list => Assert.Equal(0, report.GetProperty(list).GetArrayLength()));
    }

    [Fact]
    public async Task Events_within_five_minutes_of_a_report_are_gathered_in_the_next()
    {
        using var canvas = Running.Open(OnDead);
        await canvas.Emit("w", "0");
        await canvas.Idle();
        for (var i = 0; i < 7; i++)
            await canvas.Emit("w", "0");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromSeconds(295));
        Assert.Single(await Reports(canvas));
        await canvas.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([7, 1], (await Reports(canvas)).Select(Count));
        await canvas.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await Reports(canvas)).Count);
    }

    [Fact]
    public async Task Only_unreported_dead_letters_are_reported_after_a_restart()
    {
        var canvas = Running.Open(OnDead);
        await canvas.Emit("w", "0");
        await canvas.Idle();
        await canvas.Emit("w", "0");
        await canvas.Emit("w", "0");
        await canvas.Idle();
        using var next = canvas.Restart(OnDead);
        await next.Idle();
        Assert.Single(await Reports(next));
        await next.Advance(TimeSpan.FromSeconds(310));
        Assert.Equal([2, 1], (await Reports(next)).Select(Count));
        using var third = next.Restart(OnDead);
        await third.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await Reports(third)).Count);
    }

    [Fact]
    public async Task A_new_alert_does_not_report_earlier_dead_letters()
    {
        var canvas = Running.Open(Failing);
        await canvas.Emit("w", "0");
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromMinutes(1));
        using var next = canvas.Restart(OnDead);
        await next.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await Reports(next));
        await next.Emit("w", "0");
        await next.Idle();
        Assert.Equal(1, Count(Assert.Single(await Reports(next))));
    }

    [Fact]
    public async Task An_alert_that_fails_becomes_a_dead_letter_and_triggers_no_alert()
    {
        using var canvas = Running.Open(Failing + "alert a on dead, error\n  Int::divide 1 0\n\nalert b on dead, error\n  event\n");
        await canvas.Emit("w", "0");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), ((await canvas.Worker("a")).Dead, (await canvas.Worker("b")).Dead));
        var report = Assert.Single(await Reports(canvas, "b"));
        Assert.Equal(1, Count(report));
        Assert.Equal(["w"], report.GetProperty("error").EnumerateArray().Select(entry => entry.GetProperty("handler").GetString()));
    }

    [Fact]
    public async Task Error_reports_attempts_that_are_retried_and_incomplete_reports_holes()
    {
        using var canvas = Running.Open("""
            worker w with { retries: 3 }
              Int::divide 1 event

            worker h
              ___

            alert a on error
              event

            alert b on incomplete
              event
            """);
        await canvas.Emit("w", "0");
        await canvas.Emit("h", "0");
        await canvas.Idle();
        var error = Assert.Single(await Reports(canvas, "a")).GetProperty("error")[0];
        Assert.Equal(("w", 1), (error.GetProperty("handler").GetString(), error.GetProperty("count").GetInt32()));
        var hole = Assert.Single(await Reports(canvas, "b")).GetProperty("incomplete")[0];
        Assert.Equal(("h", "test.dark:5:3"), (hole.GetProperty("handler").GetString(), hole.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task Late_reports_once_that_the_oldest_message_has_been_due_for_five_minutes()
    {
        using var canvas = Running.Open("worker w\n  event\n\nalert a on late\n  event\n");
        await canvas.Pause("w");
        await canvas.Emit("w", "1");
        await canvas.Advance(TimeSpan.FromSeconds(300));
        Assert.Empty(await Reports(canvas));
        await canvas.Advance(TimeSpan.FromSeconds(10));
        var late = Assert.Single(await Reports(canvas)).GetProperty("late")[0];
        Assert.Equal("w", late.GetProperty("handler").GetString());
        Assert.InRange(late.GetProperty("oldestSeconds").GetInt32(), 301, 310);
        await canvas.Advance(TimeSpan.FromHours(1));
        Assert.Single(await Reports(canvas));
        await canvas.Resume("w");
        await canvas.Advance(TimeSpan.FromSeconds(10));
        await canvas.Pause("w");
        await canvas.Emit("w", "1");
        await canvas.Advance(TimeSpan.FromSeconds(310));
        Assert.Equal(2, (await Reports(canvas)).Count);
    }

    [Fact]
    public async Task Backlog_reports_again_only_after_the_queue_fell_below_half()
    {
        using var canvas = Running.Open("worker w\n  event\n\nalert a on backlog 4\n  event\n");
        await canvas.Pause("w");
        await Emit(canvas, 4);
        Assert.Empty(await Reports(canvas));
        await Emit(canvas, 1);
        Assert.Equal(5, Assert.Single(await Reports(canvas)).GetProperty("backlog")[0].GetProperty("ready").GetInt32());

        // Two of four is half, not below it.
        for (var i = 0; i < 3; i++)
            await canvas.Ask(Operations.Step, new(HandlerId.Worker("w")));
        await canvas.Advance(TimeSpan.FromMinutes(6));
        await Emit(canvas, 3);
        await canvas.Advance(TimeSpan.FromMinutes(6));
        Assert.Single(await Reports(canvas));

        for (var i = 0; i < 4; i++)
            await canvas.Ask(Operations.Step, new(HandlerId.Worker("w")));
        await canvas.Advance(TimeSpan.FromSeconds(10));
        await Emit(canvas, 4);
        Assert.Equal(2, (await Reports(canvas)).Count);
    }

    [Fact]
    public async Task A_backlog_that_is_over_by_the_next_report_is_still_reported()
    {
        using var canvas = Running.Open("worker w\n  event\n\nworker v\n  event\n\nalert a on backlog 4\n  event\n");
        await canvas.Pause("w", "v");
        await Emit(canvas, 5);
        Assert.Single(await Reports(canvas));
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(0, 9).Select(n => new EmitRequest("v", $"{n}"))]);
        await canvas.Advance(TimeSpan.FromSeconds(10));
        await canvas.Resume("v");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromMinutes(6));
        var report = (await Reports(canvas))[0];
        Assert.Equal(("v", 9), (report.GetProperty("backlog")[0].GetProperty("handler")
            .GetString(), report.GetProperty("backlog")[0].GetProperty("ready").GetInt32()));
        Assert.Equal("v had a backlog of up to 9 ready messages", report.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_paused_alert_gets_one_report_of_everything_after_its_first()
    {
        using var canvas = Running.Open(OnDead);
        await canvas.Pause("a");
        for (var i = 0; i < 5; i++)
        {
            await canvas.Emit("w", "0");
            await canvas.Idle();
            await canvas.Advance(TimeSpan.FromMinutes(6));
        }
        Assert.Equal(1, (await canvas.Worker("a")).Ready);
        await canvas.Resume("a");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([4, 1], (await Reports(canvas)).Select(Count));
    }

    [Fact]
    public async Task A_dead_letter_is_not_reported_again_when_the_clock_is_set_back()
    {
        const string source = """
            worker w
              Int::divide 1 event

            worker r with { retries: 3; backoff: 1h }
              Int::divide 1 event

            alert a on dead, error
              event
            """;
        var canvas = Running.Open(source);
        canvas.Time.Advance(TimeSpan.FromHours(2));
        await canvas.Emit("w", "0");
        await canvas.Idle();
        canvas.Time.AdjustTime(Running.Start);
        await canvas.Emit("r", "0");
        await canvas.Idle();
        using var next = canvas.Restart(source);
        await next.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal([0, 1], (await Reports(next)).Select(Count).Order());
    }

    [Fact]
    public async Task Clients_see_an_alert_as_one_and_the_store_keeps_it_as_a_worker()
    {
        using var canvas = Running.Open(OnDead);
        await using var events = canvas.Control.Events(null, Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        await canvas.Emit("w", "0");
        await canvas.Idle();
        HandlerKind[] kinds = [HandlerKind.Alert, HandlerKind.Worker];
        Assert.Equal(kinds, (await canvas.Status()).Workers.Select(worker => worker.Kind));
        Assert.Equal(kinds, (await canvas.Ask(Operations.Traces, new())).Select(trace => trace.Handler.Kind).Order().Reverse());
        Assert.Equal("alert a", (await Trace(canvas)).Header.Handler.ToString());
        while (events.Current.Trace?.Handler.Kind != HandlerKind.Alert)
            Assert.True(await events.MoveNextAsync());
        Assert.Equal("alert a", $"{events.Current.Handler}");

        await canvas.Ask(Operations.Pause, new(new HandlerId(HandlerKind.Alert, "a"), "test"));
        using var next = canvas.Restart(OnDead);
        Assert.Equal(HandlerState.Paused, (await next.Worker("a")).State);
        await next.Ask(Operations.Resume, new(HandlerId.Worker("a")));
        Assert.Equal(HandlerState.Run, (await next.Worker("a")).State);

        static async Task<TraceView> Trace(Running canvas) => await canvas.Ask(
            Operations.Trace, new($"{(await canvas.Ask(Operations.Traces, new(HandlerId.Worker("a"))))[0].Id}"));
    }

    private static async Task Emit(Running canvas, int messages)
    {
        for (var i = 0; i < messages; i++)
            await canvas.Emit("w", "1");
        await canvas.Idle();
    }

    private static int Count(JsonElement report) =>
        report.GetProperty("dead").EnumerateArray().Sum(entry => entry.GetProperty("count").GetInt32());

    /// <summary>Returns the reports to an alert, newest first.</summary>
    private static async Task<IReadOnlyList<JsonElement>> Reports(Running canvas, string alert = "a")
    {
        var traces = await canvas.Ask(Operations.Traces, new(HandlerId.Worker(alert)));
        var reports = new List<JsonElement>();
        foreach (var header in traces)
            reports.Add(JsonDocument.Parse((await canvas.Ask(Operations.Trace, new(header.Id.ToString()))).Input!.Json!).RootElement);
        return reports;
    }
}
