using DarkLang.Display.Editing;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Crons;
using DarkLang.Tui.Screens.Dead;
using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.NotFound;
using DarkLang.Tui.Screens.Palette;
using DarkLang.Tui.Screens.Stream;
using DarkLang.Tui.Screens.Ways;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>Moments of the screens that are not the overview.</summary>
internal static class Moments
{
    private static readonly DateTimeOffset Now = Canvases.Now;

    private static readonly StatusView WithCrons = Canvases.Busy with
    {
        Crons =
        [
            Canvases.Busy.Crons[0] with { Traces = Canvases.Traces("failed completed") },
            Canvases.Busy.Crons[1] with { Skipped = 3, CatchUp = CatchUp.All },
        ],
    };

    private const string Hlf = "error[D0301]: nothing is named \"hlf\"\n  ┌ photos.dark:6:3\n6 │   hlf photo.size + 1\n  │   ^^^\n"
        + "  = help: did you mean half?\n";

    private static readonly StatusView Refused = Canvases.Busy with
    {
        Loaded = new LoadView(Now.AddSeconds(-12), "v1", IsRefused: true,
        [
            new ProblemView("D0301", Severity.Error, "nothing is named \"hlf\"", "photos.dark", 6, 3, Hlf)
            {
                Help = "did you mean half?",
            },
            new ProblemView(
                "D0312",
                Severity.Warning,
                "no worker is named \"resise\"",
                "photos.dark",
                14,
                25,
                "warning[D0312]: no worker is named \"resise\"\n"),
            new ProblemView(null, Severity.Error, "there is no file mail.dark", "mail.dark", 0, 0, "error: there is no file mail.dark\n"),
        ]),
    };

    public static CanvasModel Named(string name) => name switch
    {
        "dead-remove" => Canvases.Named("dead").Pressed(UiCommand.Mark).Pressed(UiCommand.Mark).Pressed(UiCommand.Remove),
        "palette" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.Palette),
        "palette-typed" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.Palette).Typed("gosm"),
        "palette-nothing" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.Palette).Typed("xyzzy"),
        "emit" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.Emit).Replaced<FormScreen>(form => form with { Last = "{\"photo\":7}" })
            .Pressed(UiCommand.Recall),
        "emit-wrong" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.Emit).Typed(" {\"photo\": }").Pressed(UiCommand.Send),
        "emit-lost" => Canvases.Of(Canvases.NotFound).Move(1).Pressed(UiCommand.Emit),
        "edit" => Editing(Sheet),
        "edit-wrong" => Editing(Sheet.Replace("]", "", StringComparison.Ordinal)).Pressed(UiCommand.Send),
        "emit-completes" => Canvases.Of(Canvases.NotFound).Move(1).Pressed(UiCommand.Emit).Pressed(UiCommand.PreviousField)
            .Replaced<FormScreen>(
                form => form with { Fields = [form.Fields[0] with { Line = LineBuffer.Of("res") }, .. form.Fields.Skip(1)] }),
        "crons" => Canvases.Of(WithCrons).Pressed(UiCommand.ShowCrons).Move(1)
            .Read(client => new CronsScreen().WithModel(Canvases.Of(WithCrons)).Move(1).Fetch(client, default)),
        "crons-empty" => Canvases.Of(Canvases.Empty).Pressed(UiCommand.ShowCrons),
        "crons-paused" => Canvases.Of(Canvases.Paused).Pressed(UiCommand.ShowCrons),
        "404s" => Canvases.Of(Canvases.NotFound).Pressed(UiCommand.ShowNotFound),
        "404s-empty" => Canvases.Of(Canvases.Empty).Pressed(UiCommand.ShowNotFound),
        "404s-move" => Named("404s").Pressed(UiCommand.MoveTo),
        "404s-remove" => Named("404s").Pressed(UiCommand.Mark).Pressed(UiCommand.Mark).Pressed(UiCommand.Remove),
        "stub" => Named("404s").Push(new StubScreen("resise", Canvases.Setup.Stub!(Canvases.NotFound.NotFound[0], Canvases.NotFound, []))),
        "stub-question" => Named("stub").Pressed(UiCommand.Send),
        "dead-groups" =>
            Canvases.Of(Canvases.Failing).Pressed(UiCommand.ShowDead).Replaced<DeadScreen>(dead => dead with { Letters = [.. Letters] }),
        "dead-groups-empty" =>
            Canvases.Of(Canvases.Empty).Pressed(UiCommand.ShowDead).Replaced<DeadScreen>(dead => dead with { Letters = [] }),
        "dead-groups-question" => Named("dead-groups").Pressed(UiCommand.Retry),
        "dead-group" =>
            Named("dead-groups").Pressed(UiCommand.Open).Replaced<DeadGroupScreen>(group => group with { Letters = [.. Letters.Take(2)] }),
        "stream" => Canvases.Of(Canvases.Busy).WithEvents(Happened).Pressed(UiCommand.ShowStream),
        "stream-empty" => Canvases.Of(Canvases.Busy).Pressed(UiCommand.ShowStream),
        "stream-held" => Named("stream").Move(-3),
        "stream-filter" => Named("stream").Filtered("resize"),
        "problems" => Canvases.Of(Refused).Pressed(UiCommand.ShowProblems),
        "problems-none" => Canvases.Of(Canvases.Busy with
        {
            Loaded = new LoadView(Now.AddMinutes(-3), "v2", IsRefused: false, [])
            {
                Added = ["worker resise"],
                Changed = ["fn half", "worker resize"],
            }
        }).Pressed(UiCommand.ShowProblems),
        "refused" => Canvases.Of(Refused),
        "way" => WayOf(new WayView(WayId(3), [
            Step(1, null, HandlerId.Cron("nightly"), MessageState.Done, 12),
            Step(2, 1, HandlerId.Worker("resize"), MessageState.Done, 3.2),
            Step(3, 2, HandlerId.Worker("send-mail"), MessageState.Retrying, 80) with { Attempts = 3, Trace = WayId(7) },
            Step(4, 3, HandlerId.Worker("bill"), MessageState.Ready, null) with { Attempts = 0 },
            Step(5, 3, HandlerId.Worker("resise"), MessageState.NotFound, null) with { Attempts = 0 }], false)),
        "way-alone" => WayOf(new WayView(WayId(1), [Step(1, null, HandlerId.Worker("resize"), MessageState.Done, 12)], false)),
        "way-deep" => WayOf(new WayView(WayId(11), [.. Enumerable.Range(1, 14).Select(depth =>
            Step(depth, depth > 1 ? depth - 1 : null, HandlerId.Worker("resize"), MessageState.Done, depth))], false)),
        "way-lost" => WayOf(new WayView(WayId(2), [
            Step(2, 1, HandlerId.Worker("resize"), MessageState.Done, 12),
            Step(3, 2, HandlerId.Worker("send-mail"), MessageState.Dead, 12)], true))
            .Replaced<WayScreen>(way => way with { Problem = "the runtime does not answer" }),
        "way-refused" => Canvases.Of(Canvases.Busy).Push(new WayScreen(WayId(1))
        {
            Problem =
            $"no message or trace has an id that starts with \"{WayId(1)}\"; what is over is known from traces"
        }),
        "way-filter-nothing" => Named("way").Filtered("nothing like it"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such moment"),
    };

    private static CanvasModel WayOf(WayView way) => Canvases.Of(Canvases.Busy).Push(new WayScreen(way.Message) { Way = way });

    private static Guid WayId(int at) => new(at, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 9);

    private static WayStepView Step(int at, int? parent, HandlerId handler, MessageState state, double? took) => new(
        WayId(at), handler, parent is { } known ? WayId(known) : null, state, Now.AddSeconds(at - 60),
        took is { } duration ? TimeSpan.FromMilliseconds(duration) : null, 1, null);

    private const string Sheet =
        "{\n  at: Date::parse? \"2026-03-04T12:00:00Z\"\n  photos: [7, 8]\n  text: \"two\\nlines\"\n}";

    /// <summary>The selected dead letter, whose event is opened.</summary>
    private static CanvasModel Editing(string literal)
    {
        var client = new FakeControlClient { Message = Canvases.Dead with { Event = new ValueView("{ … }", "{}") { Literal = literal } } };
        var opening = CommandDispatcher.Do(UiCommand.Edit, Canvases.Named("dead")).Request!.Do(client, default);
        Assert.True(opening.IsCompletedSuccessfully);
        return opening.GetAwaiter().GetResult()(Canvases.Named("dead"));
    }

    public static IReadOnlyList<MessageView> Letters { get; } =
    [
        Canvases.Dead,
        Canvases.Dead with { Id = new Guid(1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1), Event = new ValueView(
            "{\"photo\":8}", "{\"photo\":8}"), DeadSince = Now.AddSeconds(-3) },
        Canvases.Dead with
        {
            Id = new Guid(2, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1),
            Handler = HandlerId.Cron("nightly"),
            Event = null,
            Failure = new Failure("D0502", "division by zero", "photos.dark:20:5", null, []),
        },
    ];

    public static IReadOnlyList<ControlEvent> Happened { get; } =
    [
        Event(1, EventKind.Fired) with { Handler = HandlerId.Cron("heartbeat"), Due = Now },
        Event(2, EventKind.Log) with { Handler = HandlerId.Worker("resize"), Log = new TraceLogView(
            Now, LogLevel.Warn, "no size", new ValueView("{ photo: 7 }", "{\"photo\":7}"), "photos.dark:6:3") },
        Settled(3, "resize", MessageState.Dead) with { Failure = Canvases.Dead.Failure },
        Event(4, EventKind.Trace) with
        {
            Handler = HandlerId.Worker("resize"),
            Message = FakeControlClient.Id,
            Trace = FakeControlClient.Header,
        },
        Event(4, EventKind.Status) with { Status = new StatusSummary(EngineState.Running, 1, 2, 3, 4, 5, 6) },
        Event(5, EventKind.NotFound) with { Handler = HandlerId.Worker("resise"), EmittedFrom = "photos.dark:14:3" },
        Event(6, EventKind.Paused) with
        {
            Handler = HandlerId.Worker("send-mail"),
            Pause = new PauseView(Now, "ada", "the mail host is down"),
        },
        Event(7, EventKind.Resumed) with { Handler = HandlerId.Worker("send-mail") },
        Event(8, EventKind.Gap) with { Missed = 12 },
        Settled(9, "send-mail", MessageState.Retrying),
        Settled(10, "send-mail", MessageState.Done),
    ];

    public static CanvasModel Typed(this CanvasModel model, string text) =>
        text.Aggregate(model, (typed, letter) => typed.Top.Type(new Key(letter), typed)!.Model);

    private static CanvasModel Replaced<T>(this CanvasModel model, Func<T, T> change)
        where T : Screen => model.Replace(change(Assert.IsType<T>(model.Top)));

    /// <summary>The fake answers at once.</summary>
    private static CanvasModel Read(this CanvasModel model, Func<IControlClient, Task<Func<Screen, Screen>?>> read)
    {
        var reading = read(new FakeControlClient());
        Assert.True(reading.IsCompletedSuccessfully);
        return model.Replace(reading.GetAwaiter().GetResult()!(model.Top));
    }

    private static ControlEvent Settled(long id, string worker, MessageState state) =>
        Event(id, EventKind.Message) with { Handler = HandlerId.Worker(worker), Message = FakeControlClient.Id, State = state };

    private static ControlEvent Event(long id, EventKind kind) => new(id, kind, Now.AddMilliseconds(id * 7));
}
