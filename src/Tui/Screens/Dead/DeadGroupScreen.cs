using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Dead;

/// <summary>The dead letters of one group.</summary>
internal sealed record DeadGroupScreen(DeadGroup Group) : ListScreen
{
    /// <summary>The handler and the place stand in the title.</summary>
    private static readonly Column<MessageView>[] Columns = [.. MessageColumns.Dead.Except([MessageColumns.Handler, MessageColumns.At])];

    /// <summary>Null until they are fetched.</summary>
    public ImmutableArray<MessageView>? Letters { get; init; }

    public override ScreenKind Kind => ScreenKind.DeadGroup;

    public override HandlerId? Handler => Group.Handler;

    public override Guid? MessageIn(CanvasModel model) => Selected?.Id;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) => Page(
        model, width, height, DisplayText.PrintableLine($"Dead letters of {Group.Handler}: {Group.Code} at {Group.At}"),
        Columns, [.. Passing], letter => letter.Id.ToString(), letter => MessageDetail.Of(letter, model.Status.Now),
        Letters is null ? "loading…" : Where is null ? "none left: Esc goes back" : NoMatch("dead letter"));

    public override string About(CanvasModel model) => Chosen is [{ Failure: { } failure }] ? $"{failure.Message} ({failure.At})" : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open => Traces.TraceEntry.Of(
            model, Group.Handler, Selected?.Trace, "select a dead letter to open its trace"),
        UiCommand.Retry => MessageActions.Retry(model, Chosen),
        UiCommand.RetryAll when model.Connection != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        UiCommand.RetryAll => ScreenResult.Ask(
            model, $"retry all dead letters of {Group.Handler} with {Group.Code} at {Group.At}{Condition}?",
            Group.Retry(model.Status.Now, Where)),
        UiCommand.Edit => MessageActions.Edit(model, Chosen),
        UiCommand.Remove => MessageActions.Remove(model, Chosen),
        _ => null,
    };

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        var (letters, note) = await Group.Fetch(client, Where, cancellation);
        return screen => screen is DeadGroupScreen front && front.Group == Group && front.Where == Where
            ? front with { Letters = [.. letters], Note = note } : screen;
    }

    public override Func<Screen, Screen> OnFetchFailed(string why) => screen =>
        screen is DeadGroupScreen { Where: not null } front && front.Where == Where ? front with { Letters = [], Note = why } : screen;

    /// <summary>Takes over the condition of the screen that it was opened from.</summary>
    public ListScreen Under(ListScreen list) => Conditioned(list);

    protected override bool TakesConditions => true;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Passing.Select(letter => letter.Id.ToString());

    private IEnumerable<MessageView> Passing =>
        (Letters ?? []).Where(letter => Passes(letter.Event?.Json, letter.Id.ToString(), letter.Failure?.Message, letter.Key));

    private MessageView? Selected => Passing.FirstOrDefault(letter => letter.Id.ToString() == Selection.Row);

    private string Condition => Where is null ? "" : $" for which {Where}";

    private IReadOnlyList<MessageView> Chosen => [.. Passing.Where(letter => Selection.Chosen.Contains(letter.Id.ToString()))];
}
