using System.Globalization;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Handlers;

/// <summary>What the screen of a worker or cron shows: its tabs, the rows of the one in front, and the selected row in full.</summary>
internal static class HandlerLines
{
    public static IEnumerable<ScreenLine> Render(CanvasModel model, HandlerScreen handler, int width, int height)
    {
        var header = Header.Render(model, width);
        var title = Title(model, handler);
        var room = height - header.Count - 2;
        var body = handler.Contents switch
        {
            null => Pane.Around([ScreenLine.Of("  reading…", Tone.Faint)], room),
            TabContents.Unreadable { Why: var why } => Pane.Around([ScreenLine.Of("  " + Words.OneLine(why), Tone.Bad)], room),
            _ when handler.Selection.Row is null => Pane.Around([ScreenLine.Of("  " + WhenEmpty(handler), Tone.Faint)], room),
            TabContents.Source source => Pane.Around(Source(source, handler), room),
            _ => Pane.WithDetail(pane => [.. Rows(handler, model.Status.Now, pane, room)], Detail(handler, model.Status.Now), width, room),
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
        if (handler.Filter is not "")
            pieces.Add(new Piece($"   /filter: {Words.OneLine(handler.Filter)}", Tone.Strong));
        return new ScreenLine(pieces);
    }

    private static long? Waiting(StatusView status, HandlerId id, HandlerTab tab) => (tab, id.Kind) switch
    {
        (HandlerTab.Queue, not HandlerKind.Cron) => status.Workers.Where(worker => worker.Name == id.Name)
            .Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode),
        (HandlerTab.Dead, not HandlerKind.Cron) => status.Workers.Where(worker => worker.Name == id.Name).Sum(worker => worker.Dead),
        (HandlerTab.Dead, _) => status.Crons.Where(cron => cron.Name == id.Name).Sum(cron => cron.Dead),
        _ => null,
    };

    private static string WhenEmpty(HandlerScreen handler) => handler switch
    {
        { Filter: not "" } => $"nothing has \"{Words.OneLine(handler.Filter)}\" in it: Esc shows all again",
        { Tab: HandlerTab.Queue, Id.Kind: not HandlerKind.Cron } => "nothing waits: `e` emits a message",
        { Tab: HandlerTab.Queue } => "nothing waits: the schedule brings the next message",
        { Tab: HandlerTab.Dead } => "nothing failed for good",
        _ => "no attempt ended yet: each leaves a trace",
    };

    private static IReadOnlyList<ScreenLine> Detail(HandlerScreen handler, DateTimeOffset now) => handler switch
    {
        { SelectedMessage: { } message } => [.. MessageDetail.Of(message, now)],
        { SelectedTrace: { } trace } => MessageDetail.Of(trace, now),
        _ => [],
    };

    private static IEnumerable<ScreenLine> Rows(HandlerScreen handler, DateTimeOffset now, int width, int room) => handler.Tab switch
    {
        HandlerTab.Dead => Table.Lay(MessageTables.Dead, [
            .. handler.Messages.Select(row => handler.Laid(HandlerScreen.RowOf(row), MessageTables.DeadCells(row, now)))], width, room),
        HandlerTab.Queue => Table.Lay(MessageTables.Waiting, [
            .. handler.Messages.Select(row => handler.Laid(HandlerScreen.RowOf(row), MessageTables.WaitingCells(row, now)))], width, room),
        _ => Table.Lay(MessageTables.Traces, [
            .. handler.Traces.Select(row => handler.Laid(HandlerScreen.RowOf(row), MessageTables.TraceCells(row, now)))], width, room),
    };

    private static List<ScreenLine> Source(TabContents.Source source, HandlerScreen handler)
    {
        var text = new ColouredSource(source.Text);
        return [.. handler.Lines.Select(line => new ScreenLine(
            [new Piece(string.Create(CultureInfo.InvariantCulture, $"{line,5} │ "), Tone.Faint), .. text.Line(line)],
            handler.Selection.Row == HandlerScreen.RowOf(line),
            HandlerScreen.RowOf(line)))];
    }
}
