using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Messages;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Screens.Handlers;

internal enum HandlerTab
{
    Queue, Dead, Traces, Source,
}

/// <summary>A worker or a cron that was opened.</summary>
internal sealed record HandlerScreen(HandlerId Id) : ListScreen
{
    public HandlerTab Tab { get; init; }

    /// <summary>Null until they are fetched.</summary>
    public TabContents? Contents { get; init; }

    public MessageView? SelectedMessage => Messages.FirstOrDefault(message => RowOf(message) == Selection.Row);

    public TraceHeaderView? SelectedTrace => Traces.FirstOrDefault(trace => RowOf(trace) == Selection.Row);

    public override ScreenKind Kind => ScreenKind.Handler;

    public override HandlerId? Handler => Id;

    public override Guid? MessageIn(CanvasModel model) => SelectedMessage?.Id ?? SelectedTrace?.Message;

    /// <summary>The messages that match the filter.</summary>
    public IEnumerable<MessageView> Messages => Contents is TabContents.Messages { Rows: var rows }
        ? rows.Where(message => Passes(
            message.Event?.Json, message.Event?.Text, message.State.Word(), message.Key, message.Share, message.Id.ToString(),
            message.Failure?.Message, message.Failure?.Code))
        : [];

    /// <summary>The traces that match the filter.</summary>
    public IEnumerable<TraceHeaderView> Traces => Contents is TabContents.Traces { Rows: var rows }
        ? rows.Where(trace => Passes(trace.Outcome.Word(), trace.Id.ToString(), trace.Message.ToString()))
        : [];

    /// <summary>The lines that match the filter.</summary>
    public IEnumerable<int> Lines => Contents is TabContents.Source source
        ? Enumerable.Range(source.First, source.Last - source.First + 1).Where(line => Passes(source.Text.Line(line).ToString()))
        : [];

    public static string RowOf(MessageView message) => message.Id.ToString();

    public static string RowOf(TraceHeaderView trace) => trace.Id.ToString();

    public static string RowOf(int line) => line.ToString(CultureInfo.InvariantCulture);

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) =>
        HandlerLines.Render(model, this, width, height);

    public override string About(CanvasModel model) => HandlerLines.About(this);

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.NextTab => new ScreenResult(model.Replace(Turn(1)), ClientRequest.Refresh),
        UiCommand.PreviousTab => new ScreenResult(model.Replace(Turn(-1)), ClientRequest.Refresh),
        UiCommand.Open => TraceEntry.Of(
            model, Id, SelectedTrace?.Id ?? SelectedMessage?.Trace, "only a message that has run has a trace: the tab Traces lists them"),
        UiCommand.Mark when Tab == HandlerTab.Source => ScreenResult.Refuse(model, "lines of the source can't be marked"),
        UiCommand.TogglePause => HandlerActions.TogglePause(model),
        UiCommand.SetOption => OptionForm.Open(model),
        UiCommand.Step => HandlerActions.Step(model),
        UiCommand.Emit => EmitForm.Open(model, Id.Kind != HandlerKind.Cron ? Id.Name : null),
        UiCommand.Retry => MessageActions.Retry(model, Chosen),
        UiCommand.RetryAll => MessageActions.RetryAll(model, Id, Where),
        UiCommand.Edit => MessageActions.Edit(model, Chosen),
        UiCommand.Remove => MessageActions.Remove(model, Chosen),
        _ => null,
    };

    protected override bool TakesConditions => Tab is HandlerTab.Queue or HandlerTab.Dead;

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        var (contents, note) = await TabContents.Fetch(client, this, cancellation);
        return screen => screen is HandlerScreen handler ? handler.WithContents(this, contents) with { Note = note } : screen;
    }

    public override Func<Screen, Screen> OnFetchFailed(string why) =>
        screen => screen is HandlerScreen handler ? handler.WithContents(this, new TabContents.Unreadable(why)) : screen;

    public override HandlerScreen Show(int tab) => tab == (int)Tab ? this : new HandlerScreen(Id) { Tab = (HandlerTab)tab };

    public HandlerScreen Turn(int tabs)
    {
        var count = Enum.GetValues<HandlerTab>().Length;
        return Show(((int)Tab + tabs + count) % count);
    }

    /// <summary>Takes newer contents, unless another tab is shown by now.</summary>
    public HandlerScreen WithContents(HandlerScreen asked, TabContents contents) =>
        asked.Id != Id || asked.Tab != Tab || asked.Where != Where ? this : this with { Contents = contents };

    protected override IEnumerable<string> RowsIn(CanvasModel model) =>
        [.. Messages.Select(RowOf), .. Traces.Select(RowOf), .. Lines.Select(RowOf)];

    private IReadOnlyList<MessageView> Chosen => [.. Messages.Where(message => Selection.Chosen.Contains(RowOf(message)))];
}
