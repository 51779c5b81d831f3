using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Handlers;

/// <summary>Renders the screen of a worker or cron: its tabs, the rows of the tab in front, and the selected row in full.</summary>
internal static class HandlerLines
{
    // The handler stands in the title, and the place of an error in the detail.
    private static readonly Column<MessageView>[] Waiting = [.. MessageColumns.Waiting.Except([MessageColumns.Handler])];
    private static readonly Column<MessageView>[] Dead = [.. MessageColumns.Dead.Except([MessageColumns.Handler, MessageColumns.At])];
    private static readonly Column<TraceHeaderView>[] Traces = [.. TraceColumns.All.Except([TraceColumns.Handler])];

    public static IEnumerable<ScreenLine> Render(CanvasModel model, HandlerScreen handler, int width, int height)
    {
        var header = Header.Render(model, width);
        var title = Title(model, handler);
        var room = height - header.Count - 2;
        var body = handler.Contents switch
        {
            null => Pane.Around([ScreenLine.Of("  loading…", Tone.Faint)], room),
            TabContents.Unreadable { Why: var why } => Pane.Around([ScreenLine.Of("  " + DisplayText.PrintableLine(why), Tone.Bad)], room),
            _ when handler.Selection.Row is null => Pane.Around([ScreenLine.Of("  " + WhenEmpty(handler), Tone.Faint)], room),
            TabContents.Source source => Pane.Around(Source(source, handler), room),
            _ => Pane.WithDetail(
                pane => Rows(handler, model, pane, room), pane => Pane.Wrapped(Detail(handler, model.Status.Now), pane), width, room,
                handler.DetailFrom),
        };
        return [.. header, title, Tabs(model, handler), .. body];
    }

    /// <summary>A note on the selected row, for the line above the footer.</summary>
    public static string About(HandlerScreen handler) => handler switch
    {
        { SelectedMessage.Failure: { } failure } => DisplayText.PrintableLine($"{failure.Message} ({failure.At})"),
        { SelectedMessage: { } message } => DisplayText.PrintableLine($"emitted from {message.EmittedFrom}"),
        { Contents: TabContents.Source source } => $"{source.Text.Path}:{source.First}",
        _ => "",
    };

    private static ScreenLine Title(CanvasModel model, HandlerScreen handler) => new([
        new Piece($" {DisplayText.PrintableLine(handler.Id.ToString())}  ", Tone.Strong),
        model.IsPaused(handler.Id) ? new Piece("‖ paused", Tone.Warning) : new Piece("● run", Tone.Good),
        new Piece(SharesOf(model, handler.Id), Tone.Faint)]);

    private static string SharesOf(CanvasModel model, HandlerId id) =>
        model.Status.Workers.FirstOrDefault(worker => worker.Handler == id)?.Shares is { Count: > 0 } shares
            ? $"   shares {HandlerText.Shares(shares)}" : "";

    private static ScreenLine Tabs(CanvasModel model, HandlerScreen handler)
    {
        var pieces = new List<Piece>();
        foreach (var tab in Enum.GetValues<HandlerTab>())
        {
            var name = CountOf(model.Status, handler.Id, tab) is { } count ? $"{tab} {DisplayText.ShortCount(count)}" : tab.ToString();
            pieces.Add(tab == handler.Tab
                ? new Piece($" [{name}]", Tone.Strong, Part: (int)tab)
                : new Piece($"  {name} ", Tone.Faint, Part: (int)tab));
        }
        if (handler.Filter is not "")
            pieces.Add(new Piece($"   {handler.FilterText}", Tone.Strong));
        return new ScreenLine(pieces);
    }

    private static long? CountOf(StatusView status, HandlerId id, HandlerTab tab) => (tab, id.Kind) switch
    {
        (HandlerTab.Queue, not HandlerKind.Cron) => status.Workers.Where(worker => worker.Name == id.Name)
            .Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode),
        (HandlerTab.Dead, not HandlerKind.Cron) => status.Workers.Where(worker => worker.Name == id.Name).Sum(worker => worker.Dead),
        (HandlerTab.Dead, _) => status.Crons.Where(cron => cron.Name == id.Name).Sum(cron => cron.Dead),
        _ => null,
    };

    private static string WhenEmpty(HandlerScreen handler) => handler switch
    {
        { Where: { } condition } => $"`{DisplayText.PrintableLine(condition)}` holds for no message: Esc clears the filter",
        { Filter: not "" } => $"no row contains \"{DisplayText.PrintableLine(handler.Filter)}\": Esc clears the filter",
        { Tab: HandlerTab.Queue, Id.Kind: not HandlerKind.Cron } => "no messages wait: `e` emits one",
        { Tab: HandlerTab.Queue } => "no messages wait: the schedule brings the next one",
        { Tab: HandlerTab.Dead } => "no dead letters",
        _ => "no traces yet: each attempt leaves one",
    };

    private static IReadOnlyList<ScreenLine> Detail(HandlerScreen handler, DateTimeOffset now) => handler switch
    {
        { SelectedMessage: { } message } => [.. MessageDetail.Of(message, now)],
        { SelectedTrace: { } trace } => MessageDetail.Of(trace, now),
        _ => [],
    };

    private static IReadOnlyList<ScreenLine> Rows(HandlerScreen handler, CanvasModel model, int width, int room) => handler.Tab switch
    {
        HandlerTab.Dead => handler.TableOf(Dead, [.. handler.Messages], HandlerScreen.RowOf, model, width, room),
        HandlerTab.Queue => handler.TableOf(Waiting, [.. handler.Messages], HandlerScreen.RowOf, model, width, room),
        _ => handler.TableOf(Traces, [.. handler.Traces], HandlerScreen.RowOf, model, width, room),
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
