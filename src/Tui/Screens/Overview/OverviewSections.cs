using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Overview;

/// <summary>The three tables of the overview: what waits, what is due and what found no worker.</summary>
internal sealed class OverviewSections(CanvasModel model, bool isFiltered, int width)
{
    private static readonly Column[] WorkerColumns =
    [
        new("NAME", Shortest: 12),
        new("STATE", Widest: 8),
        Column.Number("READY", 0),
        Column.Number("RUN", 3),
        Column.Number("RETRY", 6),
        Column.Number("WAIT", 10),
        Column.Number("DELAYED", 9),
        Column.Number("DEAD", 1),
        Column.Number("DONE", 8),
        new("OLDEST", 2, IsNumber: true, Widest: 6),
        new("P50", 5, IsNumber: true, Widest: 7),
        new("RATE 60s", 7, Widest: Throughput.Steps),
        new("TRACES", 4, Widest: Outcomes.ShownTraces),
    ];

    private static readonly Column[] CronColumns =
    [
        new("NAME", Shortest: 12),
        new("STATE", Widest: 8),
        new("SCHEDULE", 4, Shortest: 14),
        new("NEXT", 1, IsNumber: true, Widest: 6),
        new("LAST", 5, Widest: 8),
        new("RESULT", 6, Widest: 11),
        new("TOOK", 7, IsNumber: true, Widest: 7),
        Column.Number("DEAD", 2),
        new("TRACES", 3, Widest: Outcomes.ShownTraces),
    ];

    private static readonly Column[] NotFoundColumns =
    [
        new("NAME", Shortest: 12),
        Column.Number("MESSAGES", 0),
        new("LAST", 3, Widest: 8),
        new("EMITTED AT", 2, Shortest: 12),
        new("DID YOU MEAN", 1, Shortest: 12),
    ];

    public IEnumerable<ScreenLine> Workers(IReadOnlyList<WorkerView> workers, Func<WorkerView, IReadOnlyList<Piece>, TableRow> row) =>
        Section(WorkerColumns, [.. workers.Select(worker => row(worker, Cells(worker)))], "none: add `worker NAME` to the canvas");

    public IEnumerable<ScreenLine> Crons(IReadOnlyList<CronView> crons, Func<CronView, IReadOnlyList<Piece>, TableRow> row) =>
        Section(CronColumns, [.. crons.Select(cron => row(cron, Cells(cron)))], "none: add `cron NAME every 1h` to it");

    public IEnumerable<ScreenLine> NotFound(IReadOnlyList<NotFoundView> lost, Func<NotFoundView, IReadOnlyList<Piece>, TableRow> row) =>
        Section(NotFoundColumns, [.. lost.Select(name => row(name, Cells(name)))], "none: every message found its worker");

    private IEnumerable<ScreenLine> Section(IReadOnlyList<Column> columns, IReadOnlyList<TableRow> rows, string whenEmpty) =>
        rows is []
            ? [ScreenLine.Of("  " + (isFiltered ? "none passes the filter" : whenEmpty), Tone.Faint)]
            : Table.Lay(columns, rows, width);

    private IReadOnlyList<Piece> Cells(WorkerView worker) =>
    [
        new(Words.OneLine(worker.Kind == HandlerKind.Alert ? worker.Handler.ToString() : worker.Name)),
        Outcomes.State(worker.State),
        new(Words.Count(worker.Ready)),
        new(Words.Count(worker.Running)),
        Count(worker.Retrying, Tone.Warning),
        Count(worker.WaitingForCode, Tone.Warning),
        new(Words.Count(worker.Delayed)),
        Count(worker.Dead, Tone.Bad),
        new(Words.Count(worker.Done)),
        new(worker.OldestAge is { } age ? Words.Duration(age) : "-"),
        new(Median(worker.Traces) is { } median ? Words.Took(median) : "-"),
        new(model.Throughput.Line(worker.Handler), Tone.Good),
        Outcomes.Glyphs(worker.Traces, worker.Running),
    ];

    private IReadOnlyList<Piece> Cells(CronView cron) =>
    [
        new(Words.OneLine(cron.Name)),
        Outcomes.State(cron.State),
        new(Words.OneLine(cron.Schedule)),
        new(cron.NextDue is { } next ? Words.Duration(next - model.Status.Now) : "-"),
        new(cron.LastRun is { } last ? Words.Moment(last, model.Status.Now, model.Setup.Zone) : "never"),
        cron.Traces is [var newest, ..] ? Outcomes.Of(newest.Outcome) : new("-"),
        new(cron.Traces is [var trace, ..] ? Words.Took(trace.Duration) : "-"),
        Count(cron.Dead, Tone.Bad),
        Outcomes.Glyphs(cron.Traces, cron.Running),
    ];

    private IReadOnlyList<Piece> Cells(NotFoundView name) =>
    [
        new(Words.OneLine(name.Name)),
        Count(name.Messages, Tone.Warning),
        new(Words.Moment(name.LastEmittedAt, model.Status.Now, model.Setup.Zone)),
        new(Words.OneLine(name.EmittedFrom)),
        new(Words.OneLine(name.Nearest ?? "-")),
    ];

    private static Piece Count(long count, Tone tone) => new(Words.Count(count), count > 0 ? tone : Tone.Plain);

    private static TimeSpan? Median(IReadOnlyList<TraceHeaderView> traces) =>
        traces is [] ? null : traces.Select(trace => trace.Duration).Order().ElementAt((traces.Count - 1) / 2);
}
