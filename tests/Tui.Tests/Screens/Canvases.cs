using DarkLang.Display.Editing;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Help;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>The moments of a canvas that the golden screens show.</summary>
internal static class Canvases
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 4, 31, TimeSpan.Zero);

    public static readonly StatusView Empty = new(
        EngineState.Running, "/home/ada/photos.dark", "v1", 42, Now, Now.AddHours(-2), [], [], [], []);

    public static readonly StatusView Busy = Empty with
    {
        Workers =
        [
            Worker("resize") with
            {
                Ready = 12,
                Running = 4,
                Retrying = 1,
                Done = 12_345_678,
                OldestAge = TimeSpan.FromSeconds(3),
                Traces = Traces("completed completed completed failed timed-out"),
            },
            Worker("send-mail") with { Delayed = 3, WaitingForCode = 2, Done = 9, Traces = Traces("completed") },
            Worker("a-worker-with-a-name-that-is-far-too-long-for-most-terminals-that-people-use"),
        ],
        Crons = [
            Cron("nightly"),
            Cron("heartbeat") with
            {
                Schedule = "every 1m",
                NextDue = Now.AddSeconds(29),
                LastFired = Now.AddSeconds(-31),
                Done = 120,
                Traces = Traces("completed completed"),
            }],
    };

    public static readonly StatusView Paused = Busy with
    {
        Workers = [Worker("resize") with { Ready = 118, OldestAge = TimeSpan.FromSeconds(842), Pause = new PauseView(
            Now.AddMinutes(-14), "ada", "the mail host is down") }],
        Crons = [Cron("nightly") with { Pause = new PauseView(Now, "ada", null) }],
    };

    public static readonly StatusView Failing = Busy with
    {
        State = EngineState.Draining,
        Workers = [
            Worker("resize") with
            {
                Dead = 7,
                DeadInAll = 9,
                Retrying = 3,
                RateWait = Now.AddSeconds(12),
                Traces = Traces("failed failed completed failed incomplete"),
            }],
        Crons = [Cron("nightly") with { Dead = 1, Traces = Traces("failed") }],
    };

    public static readonly StatusView NotFound = Busy with
    {
        Workers = [Worker("resize")],
        Crons = [],
        NotFound = [new NotFoundView(
            "resise", 2, Now.AddSeconds(
                -81), "photos.dark:14:3", new ValueView("{ photo: 1 }", "{\"photo\":1}"), "resize"), new NotFoundView(
            "publish", 1500, Now, "command line", null, null)],
    };

    public static CanvasModel Named(string name) => name switch
    {
        "empty" => Of(Empty),
        "busy" => Lively().Move(1),
        "marks" => Lively().Pressed(UiCommand.Mark).Pressed(UiCommand.Mark),
        "filter" => Lively().Filtered("send"),
        "filter-typing" => Lively().Pressed(UiCommand.Filter) with { Typing = LineBuffer.Of("nothing like it") },
        "filter-nothing" => Lively().Filtered("nothing like it"),
        "read-only" => CanvasModel.Of(Busy, Setup with { IsReadOnly = true }).Pressed(UiCommand.TogglePause),
        "quit-question" => CanvasModel.Of(Busy, Setup with { OwnsRun = true }).Pressed(UiCommand.Quit),
        "paused" => Of(Paused),
        "failing" => Of(Failing),
        "404" => Of(NotFound).Move(1),
        "disconnected" => Of(Busy).Disconnected(),
        "stopped" => Of(Busy with { State = EngineState.Stopped, StartedAt = null }) with { Notice = "no canvas runs on this store" },
        "queue" => Opened(HandlerTab.Queue, new TabContents.Messages(
        [
            Message(MessageState.Running, "{\"photo\":1}"),
            Message(MessageState.Ready, "{\"photo\":2,\"size\":{\"width\":640,\"height\":480}}") with { Key = "\"ada\"", Priority = 5 },
            Message(MessageState.Delayed, "3") with { Due = Now.AddMinutes(5) },
        ])).Move(1),
        "queue-empty" => Opened(HandlerTab.Queue, new TabContents.Messages([])),
        "dead" => Opened(HandlerTab.Dead, new TabContents.Messages(
            [Dead, Dead with { Id = new Guid(
                "0198f000-0000-7000-8000-00000000abce"), Event = new ValueView("[1, 2]", "[1, 2]"), Attempts = 12 }])),
        "dead-question" => Opened(HandlerTab.Dead, new TabContents.Messages([Dead])).Pressed(UiCommand.RetryAll),
        "traces" =>
            Opened(HandlerTab.Traces, new TabContents.Traces([.. Traces("completed failed"), .. Traces("timed-out incomplete")])).Move(1),
        "source" => Opened(HandlerTab.Source, new TabContents.Source(new SourceText("photos.dark", Photos), 4, 6)),
        "removed" => Opened(HandlerTab.Source, new TabContents.Unreadable("the canvas has no worker resize any more")),
        "help-worker" => Opened(HandlerTab.Queue, new TabContents.Messages([])).Push(new HelpScreen(ScreenKind.Handler)),
        "help" => Of(Busy).Push(new HelpScreen(ScreenKind.Overview)),
        _ => Moments.Named(name),
    };

    public static CanvasModel Opened(HandlerTab tab, TabContents contents) =>
        Of(Failing).Push(new HandlerScreen(HandlerId.Worker("resize")) { Tab = tab, Contents = contents });

    public static CanvasModel Of(StatusView status) => CanvasModel.Of(status, Setup);

    public static SessionOptions Setup { get; } = new()
    {
        User = "ada",
        Stub = (lost, _, _) => new WorkerStub(
            "photos.dark", 10, $"\n/// {lost.Messages} messages wait for this.\nworker {lost.Name}\n  ___\n", () => { }),
    };

    /// <summary>What a key of the screen in front leads to.</summary>
    public static CanvasModel Pressed(this CanvasModel model, UiCommand command) => CommandDispatcher.Do(command, model).Model;

    public static string? Selected(this CanvasModel model) => Assert.IsAssignableFrom<ListScreen>(model.Top).Selection.Row;

    public static MessageView Message(MessageState state, string json) => new(
        new Guid(json.Length, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1),
            HandlerId.Worker("resize"),
            state,
            Now.AddSeconds(-90),
            Now.AddSeconds(-90),
            1,
            "photos.dark:14:3",
            null,
            json is null ? null : new ValueView(json, json),
            null,
            null,
            null);

    private const string Photos =
        "// Photos.\nfn half (n: Int) : Int = n / 2\n\nworker resize (photo)\n  // To half the size.\n  half photo.size + 1\n";

    public static MessageView Dead => Message(MessageState.Dead, "{\"photo\":7}") with
    {
        Id = new Guid("0198f000-0000-7000-8000-00000000abcd"),
        DeadSince = Now.AddSeconds(-30),
        Failure = new Failure("D0506", "the record has no field \"size\"", "photos.dark:6:8", "did you mean \"photo\"?", []),
    };

    /// <summary>A minute of work that was looked at every five seconds.</summary>
    public static CanvasModel Lively() => Enumerable.Range(0, 13).Aggregate(Of(At(0)), (model, step) => model.WithStatus(At(step)));

    public static CanvasModel Filtered(this CanvasModel model, string text) =>
        model.Replace(Assert.IsAssignableFrom<ListScreen>(model.Top).Filtered(text));

    private static StatusView At(int step) => Busy with
    {
        Now = Now.AddSeconds((step - 12) * 5),
        Workers = [.. Busy.Workers.Select(
            (worker, i) => i == 2 ? worker : worker with { Done = worker.Done - ((12 - step) * (12 - step) * (3 - i)) })],
    };

    private static WorkerView Worker(string name) => new(name, 0, 0, 0, 0, 0, 0, 0, 0, null, null, []);

    private static CronView Cron(string name) =>
        new(name, "daily at 03:00", Now.AddHours(14).AddMinutes(56), null, 0, 0, 0, 0, null, []);

    public static IReadOnlyList<TraceHeaderView> Traces(string outcomes) =>
        [.. outcomes.Split(' ').Select((outcome, i) => new TraceHeaderView(
            new Guid(i, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 7),
            HandlerId.Worker("resize"),
            Guid.Empty,
            1,
            EnumWords.TryParse<TraceOutcome>(outcome, out var parsed) ? parsed : throw new ArgumentException(outcome),
            Now.AddSeconds(-i),
            TimeSpan.FromMilliseconds(80.5 + (i * 12))))];
}
