using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The effects of handlers on the runtime: log lines, pauses, counts, crons run on demand.</summary>
public sealed class ControlEffectTests
{
    private const string Guarded = """
        worker guard
          Queue::pause "work"
          emit 1 "work"
          let paused = Queue::isPaused "work"
          if event == 0 then 1 / 0 else paused

        worker opener
          Queue::resume "work"
          Queue::isPaused "work"

        worker work
          event

        worker counter
          Queue::count event
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_pauses_a_worker_and_the_pause_names_it()
    {
        using var canvas = Running.Open(Guarded);
        Assert.Equal("true", (await canvas.Handle("guard", "1")).Result!.Json);
        await canvas.Idle();
        var work = await canvas.Worker("work");
        Assert.Equal(("worker guard", "Queue::pause at test.dark:2:3", 1L, 0L), (work.Pause!.By, work.Pause.Why, work.Ready, work.Done));
    }

    [Fact]
    public async Task A_pause_by_a_handler_survives_a_restart_until_a_handler_ends_it()
    {
        var canvas = Running.Open(Guarded);
        await canvas.Handle("guard", "1");
        using var next = canvas.Restart(Guarded);
        await next.Idle();
        Assert.NotNull((await next.Worker("work")).Pause);
        Assert.Equal("false", (await next.Handle("opener", "1")).Result!.Json);
        await next.Idle();
        var work = await next.Worker("work");
        Assert.Equal((null, 1L), (work.Pause, work.Done));
    }

    [Fact]
    public async Task A_failed_attempt_pauses_nothing()
    {
        using var canvas = Running.Open(Guarded);
        Assert.Equal(MessageState.Dead, (await canvas.Handle("guard", "0")).State);
        Assert.Null((await canvas.Worker("work")).Pause);
    }

    [Fact]
    public async Task A_pause_by_hand_is_not_replaced()
    {
        using var canvas = Running.Open(Guarded);
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("work"), "ada", "broken"));
        await canvas.Handle("guard", "1");
        Assert.Equal("ada", (await canvas.Worker("work")).Pause!.By);
    }

    [Fact]
    public async Task The_count_of_a_queue_leaves_out_dead_letters()
    {
        using var canvas = Running.Open(Guarded + "\n\nworker breaks\n  1 / 0\n");
        await canvas.Handle("guard", "1");
        await canvas.Emit("work", "2");
        await canvas.Handle("breaks", "1");
        Assert.Equal("2", (await canvas.Handle("counter", "\"work\"")).Result!.Json);
        Assert.Equal("0", (await canvas.Handle("counter", "\"breaks\"")).Result!.Json);
    }

    [Theory]
    [InlineData("Queue::pause \"wrok\"", "no worker is named \"wrok\"", "did you mean \"work\"?")]
    [InlineData("Queue::count \"tick\"", "no worker is named \"tick\"", "add a worker with this name, or correct the name")]
    [InlineData("Cron::runNow \"tik\"", "no cron is named \"tik\"", "did you mean \"tick\"?")]
    public async Task An_unknown_name_is_an_error(string call, string message, string help)
    {
        using var canvas = Running.Open($"worker w\n  {call}\n\nworker work\n  1\n\ncron tick daily at 12:30\n  1\n");
        var failure = (await canvas.Handle("w", "1")).Failure!;
        Assert.Equal(("D0524", message, help), (failure.Code, failure.Message, failure.Help));
    }

    [Fact]
    public async Task A_cron_runs_on_demand_and_keeps_its_schedule()
    {
        using var canvas =
            Running.Open("worker w\n  Cron::runNow \"tick\"\n  if event == 0 then 1 / 0 else 1\n\ncron tick daily at 12:30\n  Date::now\n");
        await canvas.Handle("w", "0");
        await canvas.Idle();
        Assert.Equal(0, (await canvas.Cron("tick")).Done);
        await canvas.Handle("w", "1");
        await canvas.Idle();
        var cron = await canvas.Cron("tick");
        Assert.Equal((1, Running.Start.AddHours(2.5), null), (cron.Done, cron.NextDue, cron.LastFired));
    }

    [Fact]
    public async Task A_paused_cron_is_not_run()
    {
        using var canvas = Running.Open("worker w\n  Cron::runNow \"tick\"\n\ncron tick daily at 12:30\n  1\n");
        await canvas.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "ada"));
        var failure = (await canvas.Handle("w", "1")).Failure!;
        Assert.Equal(("D0520", "resume it first: `dark cron resume tick`"), (failure.Code, failure.Help));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Log_lines_are_kept_with_the_trace_whether_the_attempt_succeeds_or_fails(string @event)
    {
        const string source = "worker w\n  Log::info \"begins\" { n: event }\n  Log::error \"odd\" {}\n  1 / event\n";
        var canvas = Running.Open(source);
        await canvas.Handle("w", @event);
        using var next = canvas.Restart(source);
        var trace = await next.Ask(
            Operations.Trace, new((await next.Control.Ask(Operations.Traces, new(HandlerId.Worker("w")), Token))[0].Id.ToString()));
        Assert.Equal(
            [new TraceLogView(
                Running.Start, LogLevel.Info, "begins", new ValueView($"{{ n: {@event} }}", $"{{\"n\":{@event}}}"), "test.dark:2:3"),
             new TraceLogView(Running.Start, LogLevel.Error, "odd", new ValueView("{}", "{}"), "test.dark:3:3")],
            trace.Log);
    }

    [Fact]
    public async Task A_log_field_that_can_not_be_stored_leaves_the_others_intact()
    {
        using var canvas = Running.Open("worker w\n  Log::info \"odd\" { id: event; f: \\x -> x; p: Password::hash \"s\" }\n");
        await canvas.Handle("w", "7");
        var trace = await canvas.Ask(Operations.Trace, new((await canvas.Ask(Operations.Traces, new()))[0].Id.ToString()));
        var fields = trace.Log[0].Fields;
        Assert.Contains("id: 7", fields.Text, StringComparison.Ordinal);
        Assert.Contains("p: <Password>", fields.Text, StringComparison.Ordinal);
        Assert.Contains("f: ", fields.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_log_lines_stays_within_bounds()
    {
        using var canvas = Running.Open("worker w\n  List::map (List::range 1 1500) \\ n -> Log::info \"line\" { n: n }\n");
        await canvas.Handle("w", "1");
        var trace = await canvas.Ask(Operations.Trace, new((await canvas.Ask(Operations.Traces, new()))[0].Id.ToString()));
        Assert.Equal((1_000, 500), (trace.Log.Count, trace.LogLeftOut));
    }
}
