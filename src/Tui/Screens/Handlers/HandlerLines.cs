using System.Globalization;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Handlers;

/// <summary>What the screen of a worker or cron shows: its tabs, the rows of the one in front, and the selected row in full.</summary>
internal static class HandlerLines
{
    private const int RoomForTwoPanes = 100;

    private static readonly Column[] MessageColumns =
    [
        new("ID", 3, Widest: 8),
        new("STATE", Widest: 8),
        new("AGE", 1, IsNumber: true, Widest: 6),
        new("ATTEMPTS", 2, IsNumber: true),
        new("EVENT", Shortest: 8),
    ];

    private static readonly Column[] DeadColumns =
    [
        new("ID", 3, Widest: 8),
        new("DIED", 1, IsNumber: true, Widest: 6),
        new("ATTEMPTS", 4, IsNumber: true),
        new("ERROR", Shortest: 12),
        new("EVENT", 2, Shortest: 8),
    ];

    private static readonly Column[] TraceColumns =
    [
        new("ID", 3, Widest: 8),
        new("OUTCOME", Widest: 11),
        new("STARTED", 0, IsNumber: true, Widest: 6),
        new("TOOK", 1, IsNumber: true, Widest: 8),
        new("ATTEMPT", 2, IsNumber: true),
    ];

    public static IEnumerable<ScreenLine> Render(CanvasModel model, HandlerScreen handler, int width, int height)
    {
        var header = Header.Render(model, width);
        var title = Title(model, handler);
        var room = height - header.Count - 2;
        var body = handler.Contents switch
        {
            null => Pane.Around([ScreenLine.Of("  reading…", Tone.Faint)], room),
            TabContents.Unreadable { Why: var why } => Pane.Around([ScreenLine.Of("  " + Words.OneLine(why), Tone.Bad)], room),
            TabContents.Source source => Pane.Around(Source(source, handler.Selected), room),
            { Count: 0 } => Pane.Around([ScreenLine.Of("  " + WhenEmpty(handler), Tone.Faint)], room),
            var contents => WithDetail(handler, contents, model.Status.Now, width, room),
        };
        return [.. header, title, Tabs(model, handler), .. body];
    }

    /// <summary>What the selected row is about, for the line above the footer.</summary>
    public static string About(HandlerScreen handler) => handler switch
    {
        { SelectedMessage.Failure: { } failure } => Words.OneLine($"{failure.Message} ({failure.At})"),
        { SelectedMessage: { } message } => Words.OneLine($"emitted from {message.EmittedFrom}"),
        { Contents: TabContents.Source source } => $"{source.Text.Path}:{source.First}",
        _ => "",
    };

    private static ScreenLine Title(CanvasModel model, HandlerScreen handler)
    {
        var paused = model.IsPaused(handler.Id);
        return new ScreenLine(
        [
            new Piece($" {Words.OneLine(handler.Id.ToString())}  ", Tone.Strong),
            paused ? new Piece("‖ paused", Tone.Warning) : new Piece("● run", Tone.Good),
        ]);
    }

    private static ScreenLine Tabs(CanvasModel model, HandlerScreen handler)
    {
        var pieces = new List<Piece>();
        foreach (var tab in Enum.GetValues<HandlerTab>())
        {
            var name = Waiting(model.Status, handler.Id, tab) is { } count ? $"{tab} {Words.Count(count)}" : tab.ToString();
            pieces.Add(tab == handler.Tab ? new Piece($" [{name}]", Tone.Strong) : new Piece($"  {name} ", Tone.Faint));
        }
        return new ScreenLine(pieces);
    }

    private static long? Waiting(StatusView status, HandlerId id, HandlerTab tab) => (tab, id.Kind) switch
    {
        (HandlerTab.Queue, HandlerKind.Worker) => status.Workers.Where(worker => worker.Name == id.Name)
            .Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode),
        (HandlerTab.Dead, HandlerKind.Worker) => status.Workers.Where(worker => worker.Name == id.Name).Sum(worker => worker.Dead),
        (HandlerTab.Dead, _) => status.Crons.Where(cron => cron.Name == id.Name).Sum(cron => cron.Dead),
        _ => null,
    };

    private static string WhenEmpty(HandlerScreen handler) => handler switch
    {
        { Tab: HandlerTab.Queue, Id: { Kind: HandlerKind.Worker, Name: var name } } => $"nothing waits: `dark emit {Words.OneLine(name)} '{{}}'` sends something",
        { Tab: HandlerTab.Queue } => "nothing waits: the schedule brings the next message",
        { Tab: HandlerTab.Dead } => "nothing failed for good",
        _ => "no attempt ended yet: each leaves a trace",
    };

    private static IEnumerable<ScreenLine> WithDetail(HandlerScreen handler, TabContents contents, DateTimeOffset now, int width, int room)
    {
        var detail = HandlerDetail.Of(handler, now);
        if (width >= RoomForTwoPanes)
        {
            var left = width * 3 / 5;
            return Pane.Beside(Pane.Around([.. Rows(handler, contents, now, left)], room), Pane.Around(detail, room, 0), left);
        }
        var below = Math.Min(room / 2, detail.Count + 1);
        return
        [
            .. Pane.Around([.. Rows(handler, contents, now, width)], room - below),
            Pane.Rule("selected", width),
            .. Pane.Around(detail, below - 1, 0),
        ];
    }

    private static IEnumerable<ScreenLine> Rows(HandlerScreen handler, TabContents contents, DateTimeOffset now, int width) => contents switch
    {
        TabContents.Messages { Rows: var rows } when handler.Tab == HandlerTab.Dead =>
            Table.Lay(DeadColumns, [.. rows.Select((row, i) => new TableRow(Dead(row, now), i == handler.Selected))], width),
        TabContents.Messages { Rows: var rows } => Table.Lay(MessageColumns, [.. rows.Select((row, i) => new TableRow(Message(row, now), i == handler.Selected))], width),
        TabContents.Traces { Rows: var rows } => Table.Lay(TraceColumns, [.. rows.Select((row, i) => new TableRow(Trace(row, now), i == handler.Selected))], width),
        _ => [],
    };

    private static IReadOnlyList<Piece> Message(MessageView message, DateTimeOffset now) =>
    [
        new(Words.ShortId(message.Id), Tone.Faint),
        new(message.State, message.State is "retrying" or "waiting-for-code" ? Tone.Warning : message.State == "running" ? Tone.Good : Tone.Plain),
        new(Words.Duration(now - message.EmittedAt)),
        new(message.Attempts.ToString(CultureInfo.InvariantCulture)),
        new(Words.OneLine(message.Event ?? "-")),
    ];

    private static IReadOnlyList<Piece> Dead(MessageView message, DateTimeOffset now) =>
    [
        new(Words.ShortId(message.Id), Tone.Faint),
        new(message.DiedAt is { } died ? Words.Duration(now - died) : "-"),
        new(message.Attempts.ToString(CultureInfo.InvariantCulture)),
        new(message.Failure is { } failure ? Words.OneLine($"{failure.Code} {failure.Message}") : "-", Tone.Bad),
        new(Words.OneLine(message.Event ?? "-")),
    ];

    private static IReadOnlyList<Piece> Trace(TraceHeaderView trace, DateTimeOffset now) =>
    [
        new(Words.ShortId(trace.Id), Tone.Faint),
        Outcomes.Of(trace.Outcome),
        new(Words.Duration(now - trace.StartedAt)),
        new(Words.Took(trace.Duration)),
        new(trace.Attempt.ToString(CultureInfo.InvariantCulture)),
    ];

    private static List<ScreenLine> Source(TabContents.Source source, int selected)
    {
        var text = new ColouredSource(source.Text);
        return [.. Enumerable.Range(source.First, source.Count).Select((line, i) => new ScreenLine(
            [new Piece(string.Create(CultureInfo.InvariantCulture, $"{line,5} │ "), Tone.Faint), .. text.Line(line)], i == selected))];
    }
}
