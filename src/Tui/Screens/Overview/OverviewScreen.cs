using System.Collections.Immutable;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Screens.Overview;

internal enum RowKind
{
    Worker,
    Cron,
    NotFound,
}

internal readonly record struct Row(RowKind Kind, string Name);

/// <summary>Workers, crons and 404s at a glance.</summary>
internal sealed record OverviewScreen : Screen
{
    private ImmutableArray<Row> Rows { get; init; } = [];

    /// <summary>Null while there is nothing to select.</summary>
    public Row? Selected { get; private init; }

    public override Place Place => Place.Overview;

    public override HandlerId? Handler => Selected switch
    {
        { Kind: RowKind.Worker, Name: var name } => HandlerId.Worker(name),
        { Kind: RowKind.Cron, Name: var name } => HandlerId.Cron(name),
        _ => null,
    };

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        IReadOnlyList<ScreenLine> body =
        [
            .. OverviewSections.Workers(model, Selected, width),
            .. OverviewSections.Crons(model, Selected, width),
            .. OverviewSections.NotFound(model, Selected, width),
        ];
        return [.. header, .. Pane.Around(body, height - header.Count)];
    }

    public override Screen Move(int rows) =>
        Selected is { } selected ? this with { Selected = Rows[Math.Clamp(Rows.IndexOf(selected) + rows, 0, Rows.Length - 1)] } : this;

    /// <summary>The selection stays on its row, or near the place where that was.</summary>
    public override Screen Seen(CanvasModel model)
    {
        ImmutableArray<Row> rows =
        [
            .. model.Status.Workers.Select(worker => new Row(RowKind.Worker, worker.Name)),
            .. model.Status.Crons.Select(cron => new Row(RowKind.Cron, cron.Name)),
            .. model.Status.NotFound.Select(name => new Row(RowKind.NotFound, name.Name)),
        ];
        return this with { Rows = rows, Selected = Among(rows) };
    }

    public override Reaction? Do(Deed deed, CanvasModel model) => deed switch
    {
        Deed.Open => Open(model),
        Deed.TogglePause => Steering.TogglePause(model),
        Deed.RunCron => Steering.RunCron(model),
        _ => null,
    };

    public override string About(CanvasModel model) => OverviewDetail.Of(model, Selected);

    private Reaction Open(CanvasModel model) => (model.Link, Handler) switch
    {
        (not Link.Attached, _) => Reaction.Refuse(model, Steering.NoRuntime),
        (_, { } id) => new Reaction(model.Push(new HandlerScreen(id)), Act.Look),
        _ => Reaction.Refuse(model, "select a worker or a cron to open it"),
    };

    private Row? Among(ImmutableArray<Row> rows)
    {
        if (rows is [])
            return null;
        if (Selected is not { } selected)
            return rows[0];
        return rows.Contains(selected) ? selected : rows[Math.Clamp(Rows.IndexOf(selected), 0, rows.Length - 1)];
    }
}
