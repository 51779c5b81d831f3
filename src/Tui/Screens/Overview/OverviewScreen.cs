using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.NotFound;

namespace DarkLang.Tui.Screens.Overview;

/// <summary>Workers, crons and 404s at a glance.</summary>
internal sealed record OverviewScreen : ListScreen
{
    private const string NotFoundPrefix = "404 ";

    public override ScreenKind Kind => ScreenKind.Overview;

    public override HandlerId? Handler => Selection.Row is { } row ? Named(row) : null;

    public override IReadOnlyList<HandlerId> Handlers => [.. Selection.Chosen.Select(Named).OfType<HandlerId>()];

    /// <summary>The name of the selected 404.</summary>
    public string? NotFoundName =>
        Selection.Row is { } row && row.StartsWith(NotFoundPrefix, StringComparison.Ordinal) ? row[NotFoundPrefix.Length..] : null;

    public IEnumerable<WorkerView> Workers(CanvasModel model) => model.Status.Workers.Where(worker => Passes(worker.Name));

    public IEnumerable<CronView> Crons(CanvasModel model) => model.Status.Crons.Where(cron => Passes(cron.Name));

    public IEnumerable<NotFoundView> NotFound(CanvasModel model) =>
        model.Status.NotFound.Where(name => Passes(name.Name, name.Event?.Json));

    private IEnumerable<NotFoundView> ChosenNotFound(CanvasModel model) =>
        model.Status.NotFound.Where(name => Selection.Chosen.Contains(RowOf(name)));

    private static string RowOf(WorkerView worker) => worker.Handler.ToString();

    private static string RowOf(CronView cron) => cron.Handler.ToString();

    private static string RowOf(NotFoundView name) => NotFoundPrefix + name.Name;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        IReadOnlyList<ScreenLine> body =
        [
            Rule("Workers", width),
            .. Section(WorkerColumns.All, [.. Workers(model)], RowOf, "none: add `worker NAME` to the canvas", model, width),
            Pane.Rule("Crons", width),
            .. Section(CronColumns.All, [.. Crons(model)], RowOf, "none: add `cron NAME every 1h` to the canvas", model, width),
            Pane.Rule("404s", width),
            .. Section(NotFoundColumns.All, [.. NotFound(model)], RowOf, "none: every message found its worker", model, width),
        ];
        return [.. header, .. Pane.Around(body, height - header.Count)];
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open => Open(model),
        UiCommand.TogglePause => HandlerActions.TogglePause(model),
        UiCommand.SetOption => OptionForm.Open(model),
        UiCommand.RunCron => HandlerActions.RunCron(model),
        UiCommand.Emit => EmitForm.Open(model, NotFoundName ?? (Handler is { Kind: not HandlerKind.Cron } worker ? worker.Name : null)),
        UiCommand.Create => WorkerDraft.Draft(model, NotFoundName),
        UiCommand.MoveTo => MoveForm.Open(model, [.. ChosenNotFound(model)]),
        UiCommand.Remove => NotFoundActions.Remove(model, [.. ChosenNotFound(model)]),
        _ => null,
    };

    public override string About(CanvasModel model) => OverviewDetail.Of(model, this);

    public override string? Copies(CanvasModel model) => NotFoundName ?? Handler?.Name;

    protected override IEnumerable<string> RowsIn(CanvasModel model) =>
        [.. Workers(model).Select(RowOf), .. Crons(model).Select(RowOf), .. NotFound(model).Select(RowOf)];

    private IReadOnlyList<ScreenLine> Section<T>(
        IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows, Func<T, string> idOf, string whenEmpty, CanvasModel model, int width) =>
        rows is not []
            ? TableOf(columns, rows, idOf, model, width)
            : [ScreenLine.Of("  " + (Filter is "" ? whenEmpty : "none match the filter"), Tone.Faint)];

    private ScreenResult Open(CanvasModel model) => this switch
    {
        _ when model.Connection != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        { Handler: { } id } => new ScreenResult(model.Push(new HandlerScreen(id)), ClientRequest.Refresh),
        { NotFoundName: { } name } => new ScreenResult(model.Push(NotFoundScreen.At(model, name)), ClientRequest.Refresh),
        _ => ScreenResult.Refuse(model, "select a worker or a cron to open it"),
    };

    private static HandlerId? Named(string row) =>
        row.Split(' ', 2) is [var word, var name] && EnumWords.TryParse<HandlerKind>(word, out var kind) ? new HandlerId(kind, name) : null;
}
