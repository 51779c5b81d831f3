using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of workers and their queues.</summary>
public static class WorkerColumns
{
    private const int Steps = 12;

    public static IReadOnlyList<Column<WorkerView>> All { get; } =
    [
        Column.Text<WorkerView>("WORKER", 0, worker => HandlerText.Short(worker.Handler), shortest: 12),
        new("STATE", (worker, style) => StateText.Handler(worker.State, style)) { Widest = 8 },
        Column.Count<WorkerView>("READY", 0, worker => worker.Ready),
        Column.Count<WorkerView>("DELAYED", 9, worker => worker.Delayed),
        Column.Count<WorkerView>("RUN", 3, worker => worker.Running),
        Column.Count<WorkerView>("RETRY", 6, worker => worker.Retrying, Tone.Warning),
        Column.Count<WorkerView>("WAIT", 10, worker => worker.WaitingForCode, Tone.Warning),
        Column.Count<WorkerView>("DEAD", 1, worker => worker.Dead, Tone.Bad),
        Column.Count<WorkerView>("DONE", 8, worker => worker.Done),
        new("OLDEST", (worker, _) => worker.OldestAge is { } age ? DisplayTime.Age(age) : Cell.None, 2) { IsNumber = true, Widest = 6 },
        Column.Text<WorkerView>("SET", 5, Overrides, shortest: 8) with { HidesUnused = true },
        Column.Coming<WorkerView>("LIMITED", 5, worker => worker.RateWait) with { HidesUnused = true },
        Column.Duration<WorkerView>("P50", 5, worker => Median(worker.Traces)),
        new("RATE 60s", (worker, style) => new Cell(style.Activity(worker.Handler), Tone.Good), 7) { Widest = Steps, IsForScreens = true },
        new("TRACES", (worker, _) => StateText.Attempts(worker.Running, worker.Traces), 4) { Widest = StateText.MostAttempts },
    ];

    private static string? Overrides(WorkerView worker) =>
        worker.Overrides is null ? null : string.Join(", ", worker.Overrides.Select(set => $"{set.Option} {set.Value}"));

    private static TimeSpan? Median(IReadOnlyList<TraceHeaderView> traces) =>
        traces is [] ? null : traces.Select(trace => trace.Duration).Order().ElementAt((traces.Count - 1) / 2);
}
