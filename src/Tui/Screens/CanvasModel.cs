using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Screens;

internal enum Link
{
    Attached,

    /// <summary>Nothing runs on the store; the counts are those it holds.</summary>
    AtRest,

    /// <summary>There was a runtime and it is gone; the counts are the last ones known.</summary>
    Lost,
}

internal enum RowKind
{
    Worker,
    Cron,
    NotFound,
}

internal readonly record struct Row(RowKind Kind, string Name);

/// <summary>A deed that is done only after a yes.</summary>
internal sealed record Question(string Text, Act Act);

/// <summary>All that the screens show at one moment: the overview, and what was opened from it.</summary>
internal sealed record CanvasModel
{
    public required StatusView Status { get; init; }

    public required Link Link { get; init; }

    /// <summary>Null while there is nothing to select.</summary>
    public Row? Selected { get; private init; }

    /// <summary>What the last act led to, until the next key.</summary>
    public string? Notice { get; init; }

    public bool ShowsHelp { get; init; }

    /// <summary>Null while no question is open.</summary>
    public Question? Question { get; init; }

    /// <summary>The worker or cron that was opened; null on the overview.</summary>
    public HandlerModel? Handler { get; init; }

    public Place Place => Handler is null ? Place.Overview : Place.Handler;

    public IEnumerable<Row> Rows =>
    [
        .. Status.Workers.Select(worker => new Row(RowKind.Worker, worker.Name)),
        .. Status.Crons.Select(cron => new Row(RowKind.Cron, cron.Name)),
        .. Status.NotFound.Select(name => new Row(RowKind.NotFound, name.Name)),
    ];

    public static CanvasModel Of(StatusView status) =>
        new CanvasModel { Status = status, Link = status.State == "stopped" ? Link.AtRest : Link.Attached }.WithSelectionIn(null);

    /// <summary>Newer counts; the selection stays on its row, or near the place where that was.</summary>
    public CanvasModel Seen(StatusView status) =>
        (this with { Status = status, Link = Link.Attached }).WithSelectionIn(this);

    /// <summary>A store at rest has no runtime to lose.</summary>
    public CanvasModel Disconnected() => this with { Link = Link == Link.AtRest ? Link.AtRest : Link.Lost };

    public CanvasModel Move(int rows)
    {
        if (Handler is { } handler)
            return this with { Handler = handler.Move(rows) };
        var all = Rows.ToList();
        return all is [] || Selected is not { } selected
            ? this
            : this with { Selected = all[Math.Clamp(all.IndexOf(selected) + rows, 0, all.Count - 1)] };
    }

    /// <summary>The handler that is selected and whether it is paused; null on a 404 or on nothing.</summary>
    public (HandlerId Id, bool IsPaused)? SelectedHandler => (Handler?.Id ?? SelectedId) is { } id ? (id, IsPaused(id)) : null;

    private HandlerId? SelectedId => Selected switch
    {
        { Kind: RowKind.Worker, Name: var name } => HandlerId.Worker(name),
        { Kind: RowKind.Cron, Name: var name } => HandlerId.Cron(name),
        _ => null,
    };

    private bool IsPaused(HandlerId id) => id.Kind == HandlerKind.Cron
        ? Status.Crons.Any(cron => cron.Name == id.Name && cron.State == "paused")
        : Status.Workers.Any(worker => worker.Name == id.Name && worker.State == "paused");

    /// <summary>One step in: from the overview to the selected worker or cron.</summary>
    public CanvasModel Open() => this switch
    {
        { Handler: not null } => this,
        { Link: not Link.Attached } => this with { Notice = Act.NoRuntime },
        { SelectedHandler: { Id: var id } } => this with { Handler = new HandlerModel(id) },
        _ => this with { Notice = "select a worker or a cron to open it" },
    };

    /// <summary>One step out; never out of the overview.</summary>
    public CanvasModel Back() => ShowsHelp ? this with { ShowsHelp = false } : this with { Handler = null };

    public CanvasModel AskToRetryAll()
    {
        if (Handler is not { } handler)
            return this;
        var dead = handler.Id.Kind == HandlerKind.Cron
            ? Status.Crons.Where(cron => cron.Name == handler.Id.Name).Sum(cron => cron.Dead)
            : Status.Workers.Where(worker => worker.Name == handler.Id.Name).Sum(worker => worker.Dead);
        return dead == 0
            ? this with { Notice = $"{handler.Id} has no dead letters" }
            : this with { Question = new Question($"retry {dead} dead of {handler.Id}?", Act.RetryAll(handler.Id)) };
    }

    private CanvasModel WithSelectionIn(CanvasModel? before)
    {
        var rows = Rows.ToList();
        if (rows is [])
            return this with { Selected = null };
        if (Selected is not { } selected || before is null)
            return this with { Selected = rows[0] };
        if (rows.Contains(selected))
            return this;
        var place = before.Rows.ToList().IndexOf(selected);
        return this with { Selected = rows[Math.Clamp(place, 0, rows.Count - 1)] };
    }
}
