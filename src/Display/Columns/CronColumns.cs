using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of crons.</summary>
public static class CronColumns
{
    public static Column<CronView> Schedule { get; } = Column.Text<CronView>("SCHEDULE", 4, cron => cron.Schedule, shortest: 14);

    public static IReadOnlyList<Column<CronView>> All { get; } =
    [
        Column.Text<CronView>("CRON", 0, cron => cron.Name, shortest: 10),
        new("STATE", (cron, style) => StateText.Handler(cron.State, style)) { Widest = 8 },
        Schedule,
        Column.Coming<CronView>("NEXT", 1, cron => cron.NextDue),
        new("LAST", (cron, style) => cron.LastRun is { } last ? style.Moment(last) : "never", 5) { Widest = 9 },
        new("RESULT", (cron, style) => cron.Traces is [var of, ..] ? StateText.Outcome(of.Outcome, style) : Cell.None, 6) { Widest = 11 },
        Column.Duration<CronView>("DURATION", 7, cron => cron.Traces is [var newest, ..] ? newest.Duration : null),
        Column.Count<CronView>("WAIT", 9, cron => cron.Waiting) with { HidesUnused = true },
        Column.Count<CronView>("RUN", 8, cron => cron.Running) with { HidesUnused = true },
        Column.Count<CronView>("DEAD", 2, cron => cron.Dead, Tone.Bad),
        Column.Count<CronView>("DONE", 10, cron => cron.Done),
        new("TRACES", (cron, _) => StateText.Attempts(cron.Running, cron.Traces), 3) { Widest = StateText.MostAttempts },
    ];
}
