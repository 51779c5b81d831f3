using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of traces.</summary>
public static class TraceColumns
{
    /// <summary>A screen of one handler leaves it out.</summary>
    public static Column<TraceHeaderView> Handler { get; } =
        Column.Text<TraceHeaderView>("HANDLER", 4, trace => HandlerText.Short(trace.Handler), shortest: 10);

    public static IReadOnlyList<Column<TraceHeaderView>> All { get; } =
    [
        Column.Text<TraceHeaderView>("TRACE", 3, trace => DisplayText.ShortId(trace.Id), tone: Tone.Faint),
        Handler,
        new("OUTCOME", (trace, style) => StateText.Outcome(trace.Outcome, style)) { Widest = 11 },
        Column.Past<TraceHeaderView>("STARTED", 0, trace => trace.StartedAt),
        Column.Duration<TraceHeaderView>("DURATION", 1, trace => trace.Duration),
        Column.Count<TraceHeaderView>("ATTEMPT", 2, trace => trace.Attempt),
        Column.Text<TraceHeaderView>("MESSAGE", 5, trace => DisplayText.ShortId(trace.Message)),
    ];
}
