using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Overview;

/// <summary>The three tables of the overview: what waits, what is due and what found no worker.</summary>
internal static class OverviewSections
{
    private const int ShownTraces = 10;

    private static readonly Column[] WorkerColumns =
    [
        new("NAME", Shortest: 12),
        new("STATE", Widest: 8),
        Column.Number("READY", 0),
        Column.Number("RUN", 3),
        Column.Number("RETRY", 5),
        Column.Number("WAIT", 7),
        Column.Number("DELAYED", 8),
        Column.Number("DEAD", 1),
        Column.Number("DONE", 6),
        new("OLDEST", 2, IsNumber: true, Widest: 6),
        new("TRACES", 4, Widest: ShownTraces),
    ];

    private static readonly Column[] CronColumns =
    [
        new("NAME", Shortest: 12),
        new("STATE", Widest: 8),
        new("SCHEDULE", 4, Shortest: 14),
        new("NEXT", 1, IsNumber: true, Widest: 6),
        new("LAST", 5, IsNumber: true, Widest: 6),
        Column.Number("RUN", 6),
        Column.Number("DEAD", 2),
        Column.Number("DONE", 7),
        new("TRACES", 3, Widest: ShownTraces),
    ];

    private static readonly Column[] NotFoundColumns =
    [
        new("NAME", Shortest: 12),
        Column.Number("WAIT", 0),
        new("LAST", 3, IsNumber: true, Widest: 6),
        new("EMITTED AT", 2, Shortest: 12),
        new("DID YOU MEAN", 1, Shortest: 12),
    ];

    public static IEnumerable<ScreenLine> Workers(CanvasModel model, Row? selected, int width)
    {
        var rows = model.Status.Workers.Select(worker => new TableRow(Cells(worker), selected == new Row(RowKind.Worker, worker.Name))).ToList();
        return Section("Workers", WorkerColumns, rows, width, "none: add `worker NAME` to the canvas");
    }

    public static IEnumerable<ScreenLine> Crons(CanvasModel model, Row? selected, int width)
    {
        var now = model.Status.Now;
        var rows = model.Status.Crons.Select(cron => new TableRow(Cells(cron, now), selected == new Row(RowKind.Cron, cron.Name))).ToList();
        return Section("Crons", CronColumns, rows, width, "none: add `cron NAME every 1h` to it");
    }

    public static IEnumerable<ScreenLine> NotFound(CanvasModel model, Row? selected, int width)
    {
        var now = model.Status.Now;
        var rows = model.Status.NotFound.Select(name => new TableRow(Cells(name, now), selected == new Row(RowKind.NotFound, name.Name))).ToList();
        return Section("404s", NotFoundColumns, rows, width, "none: every message found its worker");
    }

    private static IEnumerable<ScreenLine> Section(string title, IReadOnlyList<Column> columns, IReadOnlyList<TableRow> rows, int width, string whenEmpty)
    {
        yield return Pane.Rule(title, width);
        if (rows is [])
            yield return ScreenLine.Of("  " + whenEmpty, Tone.Faint);
        else
            foreach (var line in Table.Lay(columns, rows, width))
                yield return line;
    }

    private static IReadOnlyList<Piece> Cells(WorkerView worker) =>
    [
        new(Words.OneLine(worker.IsAlert ? $"alert {worker.Name}" : worker.Name)),
        State(worker.State),
        new(Words.Count(worker.Ready)),
        new(Words.Count(worker.Running)),
        Count(worker.Retrying, Tone.Warning),
        Count(worker.WaitingForCode, Tone.Warning),
        new(Words.Count(worker.Delayed)),
        Count(worker.Dead, Tone.Bad),
        new(Words.Count(worker.Done)),
        new(worker.OldestAge is { } age ? Words.Duration(age) : "-"),
        Glyphs(worker.Traces, worker.Running),
    ];

    private static IReadOnlyList<Piece> Cells(CronView cron, DateTimeOffset now) =>
    [
        new(Words.OneLine(cron.Name)),
        State(cron.State),
        new(Words.OneLine(cron.Schedule)),
        new(cron.NextDue is { } next ? Words.Duration(next - now) : "-"),
        new(cron.LastRun is { } last ? Words.Duration(now - last) : "never"),
        new(Words.Count(cron.Running)),
        Count(cron.Dead, Tone.Bad),
        new(Words.Count(cron.Done)),
        Glyphs(cron.Traces, cron.Running),
    ];

    private static IReadOnlyList<Piece> Cells(NotFoundView name, DateTimeOffset now) =>
    [
        new(Words.OneLine(name.Name)),
        Count(name.Messages, Tone.Warning),
        new(Words.Duration(now - name.LastEmittedAt)),
        new(Words.OneLine(name.EmittedFrom)),
        new(Words.OneLine(name.Nearest ?? "-")),
    ];

    private static Piece State(string state) => state == "paused" ? new Piece("‖ paused", Tone.Warning) : new Piece($"● {state}", Tone.Good);

    private static Piece Count(long count, Tone tone) => new(Words.Count(count), count > 0 ? tone : Tone.Plain);

    /// <summary>What runs now, then the last traces, newest left.</summary>
    private static Piece Glyphs(IReadOnlyList<TraceHeaderView> traces, long running)
    {
        var now = new string('●', (int)Math.Min(running, ShownTraces));
        var ended = traces.Take(ShownTraces - now.Length).Select(trace => trace.Outcome switch
        {
            "completed" => '○',
            "failed" => '✗',
            "timed-out" => '⧖',
            _ => '◌',
        });
        return new Piece(now + string.Concat(ended));
    }
}
