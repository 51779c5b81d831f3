using DarkLang.Display;
using DarkLang.Lang.Values;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>Looks for a text in the part in front, from what is selected on and round to there again.</summary>
internal static class TraceSearch
{
    /// <summary>Only the beginning of a value is looked through: it is what somebody saw of it.</summary>
    public const int LongestValue = 10_000;

    private const int Wide = 4 * LongestValue;

    public static ScreenResult Go(TraceScreen trace, CanvasModel model, bool isForward) => trace switch
    {
        { Query: "" } => ScreenResult.Refuse(model, "no text is looked for yet: `/` asks for one"),
        { Trace: null } => ScreenResult.Refuse(model, "it is not read yet"),
        { Part: TracePart.Events, Trace.Events: var events } =>
            InRows(trace, model, TracePart.Events, trace.EventsRow, [.. events.Select(row => $"{row.Kind} {row.Text}")], isForward),
        { Front: null } => ScreenResult.Refuse(model, "its values are not there yet"),
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
        return found.Location is not { } there
            ? ScreenResult.Refuse(model, $"nothing in this run has \"{trace.Query}\" in it")
            : new ScreenResult(model.Replace(TraceMoves.At(trace, there)) with
            {
                Notice = found.IsGivenUp
                ? GivenUp(trace, isForward)
                : found.IsWrapped ? Wrapped(trace, isForward) : null
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
                return new ScreenResult(model.Replace(
                    TraceMoves.To(trace, new TraceRow(part, row))) with
                { Notice = row == at ? null : Wrapped(trace, isForward) });
        }
        return ScreenResult.Refuse(model, $"no row here has \"{trace.Query}\" in it: ⇥ goes to the next part");
    }

    /// <summary>The parts of an open value have rows of their own.</summary>
    private static string Text(TreeRow row) =>
        row.IsOpen ? row.Label : $"{row.Label}: {(row.Value is { } value ? Text(value) : "")} {(row.Old is { } old ? Text(old) : "")}";

    private static string Wrapped(TraceScreen trace, bool isForward) =>
        $"\"{trace.Query}\": from the {(isForward ? "beginning" : "end")} again";

    private static string GivenUp(TraceScreen trace, bool isForward) =>
        $"looked as far as this for \"{trace.Query}\": `{(isForward ? "n" : "N")}` looks on";
}
