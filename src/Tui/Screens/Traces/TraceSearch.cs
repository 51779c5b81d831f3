namespace DarkLang.Tui.Screens.Traces;

/// <summary>Searches the part in front from the selection, and wraps around.</summary>
internal static class TraceSearch
{
    /// <summary>Only the beginning of a value is searched: the rest is not shown.</summary>
    public const int LongestValue = 10_000;

    private const int Wide = 4 * LongestValue;

    public static ScreenResult Go(TraceScreen trace, CanvasModel model, bool isForward) => trace switch
    {
        { Query: "" } => ScreenResult.Refuse(model, "no search text yet: `/` asks for one"),
        { Trace: null } => ScreenResult.Refuse(model, "it is still loading"),
        { Part: TracePart.Events, Trace.Events: var events } =>
            InRows(trace, model, TracePart.Events, trace.EventsRow, [.. events.Select(row => $"{row.Kind} {row.Text}")], isForward),
        { Front: null } => ScreenResult.Refuse(model, "its values are still loading"),
        { Part: TracePart.Value } => InRows(trace, model, TracePart.Value, trace.ValueRow, [.. trace.ValueRows().Select(Text)], isForward),
        { Part: TracePart.Calls, Front: var run } => InRows(trace, model, TracePart.Calls, trace.CallsRow, [
            .. trace.Calls.Select(row => CallTree.Line(run, row, isSelected: false, Wide).Text)], isForward),
        { Front: var run } => InRun(trace, model, run, isForward),
    };

    public static string Text(Value value) => DisplayText.PrintableLine(ValueDisplay.Short(value, LongestValue));

    private static ScreenResult InRun(TraceScreen trace, CanvasModel model, RecordedRun run, bool isForward)
    {
        var location = trace.Selected!.Value;
        var found = new RunSearch(run, trace.Iterations.LeadingTo(location.Call), trace.Query).Find(location, isForward);
        return found.Location is not { } match
            ? ScreenResult.Refuse(model, $"nothing in this run contains \"{trace.Query}\"")
            : new ScreenResult(model.Replace(TraceMoves.At(trace, match)) with
            {
                Notice = found.IsGivenUp ? GivenUp(trace, isForward) : found.IsWrapped ? Wrapped(trace, isForward) : null,
            });
    }

    private static ScreenResult InRows(
        TraceScreen trace, CanvasModel model, TracePart part, int from, IReadOnlyList<string> rows, bool isForward)
    {
        for (var step = 1; step <= rows.Count; step++)
        {
            var at = isForward ? from + step : from - step;
            var row = (at + rows.Count) % rows.Count;
            if (rows[row].Contains(trace.Query, StringComparison.OrdinalIgnoreCase))
                return new ScreenResult(model.Replace(TraceMoves.To(trace, new TraceRow(part, row))) with
                {
                    Notice = row == at ? null : Wrapped(trace, isForward),
                });
        }
        return ScreenResult.Refuse(model, $"no row here contains \"{trace.Query}\": ⇥ goes to the next part");
    }

    /// <summary>The parts of an unfolded value have rows of their own.</summary>
    private static string Text(TreeRow row) =>
        row.IsOpen ? row.Label : $"{row.Label}: {(row.Value is { } value ? Text(value) : "")} {(row.Old is { } old ? Text(old) : "")}";

    private static string Wrapped(TraceScreen trace, bool isForward) =>
        $"\"{trace.Query}\": continued from the {(isForward ? "beginning" : "end")}";

    private static string GivenUp(TraceScreen trace, bool isForward) =>
        $"no match for \"{trace.Query}\" up to here: `{(isForward ? "n" : "N")}` continues";
}
