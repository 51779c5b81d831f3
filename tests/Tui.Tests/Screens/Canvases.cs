using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>The moments of a canvas that the golden screens show.</summary>
internal static class Canvases
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 4, 31, TimeSpan.Zero);

    public static readonly StatusView Empty = new("running", "/home/ada/photos.dark", "v1", 42, Now, Now.AddHours(-2), [], [], [], []);

    public static readonly StatusView Busy = Empty with
    {
        Workers =
        [
            Worker("resize") with { Ready = 12, Running = 4, Retrying = 1, Done = 12_345_678, OldestAge = TimeSpan.FromSeconds(3), Traces = Traces("completed completed completed failed timed-out") },
            Worker("send-mail") with { Delayed = 3, WaitingForCode = 2, Done = 9, Traces = Traces("completed") },
            Worker("a-worker-with-a-name-that-is-far-too-long-for-most-terminals-that-people-use"),
        ],
        Crons = [Cron("nightly"), Cron("heartbeat") with { Schedule = "every 1m", NextDue = Now.AddSeconds(29), LastFired = Now.AddSeconds(-31), Done = 120, Traces = Traces("completed completed") }],
    };

    public static readonly StatusView Paused = Busy with
    {
        Workers = [Worker("resize") with { State = "paused", Ready = 118, OldestAge = TimeSpan.FromSeconds(842), Pause = new PauseView(Now.AddMinutes(-14), "ada", "the mail host is down") }],
        Crons = [Cron("nightly") with { State = "paused", Pause = new PauseView(Now, "ada", null) }],
    };

    public static readonly StatusView Failing = Busy with
    {
        State = "draining",
        Workers = [Worker("resize") with { Dead = 7, Died = 9, Retrying = 3, Traces = Traces("failed failed completed failed incomplete") }],
        Crons = [Cron("nightly") with { Dead = 1, Traces = Traces("failed") }],
    };

    public static readonly StatusView NotFound = Busy with
    {
        Workers = [Worker("resize")],
        Crons = [],
        NotFound = [new NotFoundView("resise", 2, Now.AddSeconds(-81), "photos.dark:14:3", "{\"photo\":1}", "resize"), new NotFoundView("publish", 1500, Now, "command line", null, null)],
    };

    public static OverviewModel Named(string name) => name switch
    {
        "empty" => OverviewModel.Of(Empty),
        "busy" => OverviewModel.Of(Busy).Move(1),
        "paused" => OverviewModel.Of(Paused),
        "failing" => OverviewModel.Of(Failing),
        "404" => OverviewModel.Of(NotFound).Move(1),
        "disconnected" => OverviewModel.Of(Busy).Disconnected(),
        "stopped" => OverviewModel.Of(Busy with { State = "stopped", StartedAt = null }) with { Notice = "nothing runs on this store" },
        "help" => OverviewModel.Of(Busy) with { ShowsHelp = true },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such moment"),
    };

    private static WorkerView Worker(string name) => new(name, "run", 0, 0, 0, 0, 0, 0, 0, 0, null, null, []);

    private static CronView Cron(string name) => new(name, "run", "daily at 03:00", Now.AddHours(14).AddMinutes(56), null, 0, 0, 0, 0, null, []);

    private static IReadOnlyList<TraceHeaderView> Traces(string outcomes) =>
        [.. outcomes.Split(' ').Select(outcome => new TraceHeaderView(Guid.Empty, HandlerId.Worker("resize"), Guid.Empty, 1, outcome, Now, TimeSpan.Zero))];
}
