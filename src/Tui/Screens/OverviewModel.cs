using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

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

/// <summary>All that the overview shows at one moment.</summary>
internal sealed record OverviewModel
{
    public required StatusView Status { get; init; }

    public required Link Link { get; init; }

    /// <summary>Null while there is nothing to select.</summary>
    public Row? Selected { get; private init; }

    /// <summary>What the last act led to, until the next key.</summary>
    public string? Notice { get; init; }

    public bool ShowsHelp { get; init; }

    public IEnumerable<Row> Rows =>
    [
        .. Status.Workers.Select(worker => new Row(RowKind.Worker, worker.Name)),
        .. Status.Crons.Select(cron => new Row(RowKind.Cron, cron.Name)),
        .. Status.NotFound.Select(name => new Row(RowKind.NotFound, name.Name)),
    ];

    public static OverviewModel Of(StatusView status) =>
        new OverviewModel { Status = status, Link = status.State == "stopped" ? Link.AtRest : Link.Attached }.WithSelectionIn(null);

    /// <summary>Newer counts; the selection stays on its row, or near the place where that was.</summary>
    public OverviewModel Seen(StatusView status) =>
        (this with { Status = status, Link = Link.Attached }).WithSelectionIn(this);

    /// <summary>A store at rest has no runtime to lose.</summary>
    public OverviewModel Disconnected() => this with { Link = Link == Link.AtRest ? Link.AtRest : Link.Lost };

    public OverviewModel Move(int rows)
    {
        var all = Rows.ToList();
        return all is [] || Selected is not { } selected
            ? this
            : this with { Selected = all[Math.Clamp(all.IndexOf(selected) + rows, 0, all.Count - 1)] };
    }

    /// <summary>The handler that is selected and whether it is paused; null on a 404 or on nothing.</summary>
    public (HandlerId Id, bool IsPaused)? SelectedHandler => Selected switch
    {
        { Kind: RowKind.Worker, Name: var name } => (HandlerId.Worker(name), Status.Workers.Single(worker => worker.Name == name).State == "paused"),
        { Kind: RowKind.Cron, Name: var name } => (HandlerId.Cron(name), Status.Crons.Single(cron => cron.Name == name).State == "paused"),
        _ => null,
    };

    private OverviewModel WithSelectionIn(OverviewModel? before)
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
