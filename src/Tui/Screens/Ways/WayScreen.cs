using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Messages;
using DarkLang.Tui.Screens.NotFound;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Screens.Ways;

/// <summary>The way of a message through all workers, as a tree: what led to it, and what it led to.</summary>
/// <param name="Of">The id of the message, or of a trace of it.</param>
internal sealed record WayScreen(Guid Of) : ListScreen
{
    /// <summary>A way is looked for in all traces and the whole history, so it is not fetched with every status.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Null until it is fetched.</summary>
    public WayView? Way { get; init; }

    /// <summary>Why it can't be fetched; a way that was fetched before is still shown.</summary>
    public string? Problem { get; init; }

    private DateTimeOffset Now { get; init; }

    private DateTimeOffset FetchedAt { get; init; }

    public override ScreenKind Kind => ScreenKind.Way;

    public override HandlerId? Handler => Selected?.Step.Handler;

    /// <summary>Opens the way of a message.</summary>
    public static ScreenResult Open(CanvasModel model, Guid? message) => (model.Connection, message) switch
    {
        (_, null) => ScreenResult.Refuse(model, "select a message or a trace to see the way of its message"),
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        (_, { } shown) when (model.Top as WayScreen)?.Way?.Message == shown =>
            ScreenResult.Refuse(model, "this is the message whose way is shown"),
        (_, { } other) => new ScreenResult(model.Push(new WayScreen(other)), ClientRequest.Refresh),
    };

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        IReadOnlyList<ScreenLine> top =
        [
            .. Header.Render(model, width),
            Rule($"Way of message {DisplayText.ShortId(Way?.Message ?? Of)}", width),
            .. Notes.Select(note => ScreenLine.Of($" ({DisplayText.PrintableLine(note)})", Tone.Faint)),
        ];
        var room = height - top.Count;
        var rows = Passing.ToList();
        return [.. top, .. (Way, rows) switch
        {
            (null, _) when Problem is { } why => Pane.Wrapped([ScreenLine.Of(" " + DisplayText.PrintableLine(why), Tone.Bad)], width),
            (null, _) => [ScreenLine.Of("  loading…", Tone.Faint)],
            (_, []) => [ScreenLine.Of("  " + NoMatch("message"), Tone.Faint)],
            _ => Pane.WithDetail(
                pane => TableOf(WayColumns.All, rows, RowOf, model, pane, room),
                pane => Selected is { } row ? Pane.Wrapped(MessageDetail.Of(row, model.Status.Now), pane) : [], width, room, DetailFrom),
        }];
    }

    public override Guid? MessageIn(CanvasModel model) => Selected?.Step.Message;

    /// <summary>The message itself is selected first.</summary>
    public override Screen WithModel(CanvasModel model)
    {
        var screen = (WayScreen)base.WithModel(model);
        return screen with
        {
            Now = model.Status.Now,
            Selection = Selection.Row is null && Way is { Message: var start } ? screen.Selection.To(start.ToString()) : screen.Selection,
        };
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) =>
        command == UiCommand.Open && Selected is { } row ? Open(model, row.Step) : null;

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        if (Way is not null && Now - FetchedAt < Interval)
            return null;
        var (way, now) = (await client.Ask(Operations.Way, new(Of.ToString()), cancellation), Now);
        return screen => screen is WayScreen shown && shown.Of == Of ? shown with { Way = way, Problem = null, FetchedAt = now } : screen;
    }

    public override Func<Screen, Screen> OnFetchFailed(string why)
    {
        var now = Now;
        return screen => screen is WayScreen shown && shown.Of == Of ? shown with { Problem = why, FetchedAt = now } : screen;
    }

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Passing.Select(RowOf);

    private WayRow? Selected => Passing.FirstOrDefault(row => RowOf(row) == Selection.Row);

    private IEnumerable<WayRow> Passing => Way is null ? [] : WayRow.Of(Way).Where(row => Passes(
        row.Step.Handler.ToString(), row.Step.State.Word(), row.Step.Message.ToString(), row.Step.Trace?.ToString()));

    /// <summary>What the rows do not show, short enough for a narrow screen.</summary>
    private IEnumerable<string> Notes
    {
        get
        {
            if (Way is null)
                yield break;
            if (Problem is { } why)
                yield return $"not up to date: {why}";
            if (Way.Steps[0].Parent is { } lost)
                yield return $"message {DisplayText.ShortId(lost)} is no longer known";
            else if (Way.Steps.Count == 1)
                yield return "nothing led to it, it led to nothing";
            if (Way.IsCut)
                yield return "more below: w on one shows its way";
        }
    }

    private static string RowOf(WayRow row) => row.Step.Message.ToString();

    private static ScreenResult Open(CanvasModel model, WayStepView step) => step switch
    {
        _ when model.Connection != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        { Trace: { } trace } => new ScreenResult(model, AttemptEntry.OfTrace(step.Handler, trace)),
        { State: MessageState.Done or MessageState.Removed } => new ScreenResult(model, AttemptEntry.OfMessage(step.Message)),
        { State: MessageState.NotFound } =>
            new ScreenResult(model.Push(NotFoundScreen.At(model, step.Handler.Name)), ClientRequest.Refresh),
        { State: var state } => new ScreenResult(
            Only(step.Message, model.Push(new HandlerScreen(step.Handler) { Tab = TabOf(state) })), ClientRequest.Refresh),
    };

    private static HandlerTab TabOf(MessageState state) => state == MessageState.Dead ? HandlerTab.Dead : HandlerTab.Queue;

    /// <summary>Shows only that message, which may be far down its queue.</summary>
    private static CanvasModel Only(Guid message, CanvasModel queue) => queue.Top.Search($"message.id == \"{message}\"", queue);
}
