using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens.Dead;

/// <summary>All dead letters, grouped by error.</summary>
internal sealed record DeadScreen : ListScreen
{
    private const int Most = 1000;

    private static readonly Column<IGrouping<DeadGroup, MessageView>>[] Columns =
    [
        Column.Count<IGrouping<DeadGroup, MessageView>>("COUNT", 0, group => group.Count(), Tone.Bad),
        Column.Text<IGrouping<DeadGroup, MessageView>>("HANDLER", 2, group => HandlerText.Short(group.Key.Handler), shortest: 10),
        Column.Text<IGrouping<DeadGroup, MessageView>>(
            "ERROR", 0, group => MessageColumns.ErrorOf(NewestOf(group)), shortest: 12, tone: Tone.Bad),
        Column.Text<IGrouping<DeadGroup, MessageView>>("AT", 1, group => NewestOf(group).Failure?.At, shortest: 12),
        new("LAST", (group, style) => NewestOf(group).DeadSince is { } died ? style.Moment(died) : Cell.None, 3) { Widest = 9 },
    ];

    /// <summary>Null until they are fetched.</summary>
    public ImmutableArray<MessageView>? Letters { get; init; }

    public override ScreenKind Kind => ScreenKind.Dead;

    public override HandlerId? Handler => Selected?.Handler;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) => Page(
        model, width, height, "Dead letters", Columns, [.. Groups], group => group.Key.Row,
        group => MessageDetail.Of(NewestOf(group), model.Status.Now), WhenEmpty);

    public override string About(CanvasModel model) => Letters is { Length: Most }
        ? $"only the oldest {DisplayText.Count(Most)} dead letters are shown"
        : Newest?.Failure is { } failure ? $"{failure.Message} ({failure.At})" : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open when Selected is { } group =>
            new ScreenResult(model.Push(new DeadGroupScreen(group).Under(this)), ClientRequest.Refresh),
        UiCommand.Retry => Ask(model, "retry", group => group.Retry(model.Status.Now, Where)),
        UiCommand.Remove => Ask(model, "remove for good", group => group.Remove(model.Status.Now, Where)),
        _ => null,
    };

    public override string? Copies(CanvasModel model) =>
        Newest?.Failure is { } failure ? $"{failure.Code} {failure.Message} at {failure.At}" : null;

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        var (letters, note) = await MessageFetch.Of(client, new(null, MessageState.Dead, Most, Where: Where), cancellation);
        return screen => screen is DeadScreen dead && dead.Where == Where ? dead with { Letters = [.. letters], Note = note } : screen;
    }

    /// <summary>Says why a condition was refused.</summary>
    public override Func<Screen, Screen> OnFetchFailed(string why) =>
        screen => screen is DeadScreen { Where: not null } dead && dead.Where == Where ? dead with { Letters = [], Note = why } : screen;

    protected override bool TakesConditions => true;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Groups.Select(group => group.Key.Row);

    /// <summary>The largest groups first.</summary>
    private IEnumerable<IGrouping<DeadGroup, MessageView>> Groups => (Letters ?? [])
        .Where(letter => Passes(letter.Handler.Name, letter.Event?.Json, letter.Failure?.Code, letter.Failure?.Message, letter.Failure?.At))
        .GroupBy(DeadGroup.Of)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Row, StringComparer.Ordinal);

    private DeadGroup? Selected => Groups.FirstOrDefault(group => group.Key.Row == Selection.Row)?.Key;

    private MessageView? Newest => Groups.FirstOrDefault(group => group.Key.Row == Selection.Row) is { } group ? NewestOf(group) : null;

    private string WhenEmpty => this switch
    {
        { Letters: null } => "loading…",
        { Filter: not "" } => NoMatch("dead letter"),
        _ => "no dead letters",
    };

    /// <summary>
    /// Asks first. The request applies to all letters of a group, even those that a text hides, but not those that a condition does.
    /// </summary>
    private ScreenResult Ask(CanvasModel model, string what, Func<DeadGroup, ClientRequest> request)
    {
        if (model.Connection != ConnectionState.Attached)
            return ScreenResult.Refuse(model, HandlerActions.NoRuntime);
        List<DeadGroup> groups = [.. Groups.Select(group => group.Key).Where(group => Selection.Chosen.Contains(group.Row))];
        if (groups is [])
            return ScreenResult.Refuse(model, "select a group of dead letters first");
        var count = (Letters ?? []).Count(letter => groups.Contains(DeadGroup.Of(letter)));
        var of = (groups is [var only] ? $"{only.Handler}: {only.Code} at {only.At}" : $"{groups.Count} groups")
            + (Where is null ? "" : $" for which {Where}");
        return ScreenResult.Ask(
            model, $"{what} {DisplayText.Quantity(count, "dead letter")} of {of}?", ClientRequest.Several([.. groups.Select(request)]));
    }

    private static MessageView NewestOf(IEnumerable<MessageView> letters) => letters.MaxBy(letter => letter.DeadSince)!;
}
