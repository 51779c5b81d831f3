namespace DarkLang.Tui.Screens.Traces;

/// <summary>Moves the selection on the screen of a trace.</summary>
internal static class TraceMoves
{
    /// <summary>More rows than any part has, and few enough to add without an overflow.</summary>
    private const int Farthest = 1_000_000;

    public static TraceScreen Rows(TraceScreen trace, int rows) => By(trace, Math.Clamp(rows, -Farthest, Farthest));

    private static TraceScreen By(TraceScreen trace, int rows) => trace.Part switch
    {
        TracePart.Value => To(trace, new TraceRow(TracePart.Value, trace.ValueRow + rows)),
        TracePart.Calls => To(trace, new TraceRow(TracePart.Calls, trace.CallsRow + rows)),
        TracePart.Events => To(trace, new TraceRow(TracePart.Events, trace.EventsRow + rows)),
        _ => Lines(trace, rows),
    };

    /// <summary>Brings a part to the front; the value stays that of the selection in the previous part.</summary>
    public static TraceScreen To(TraceScreen trace, TracePart part) =>
        part == TracePart.Value
            ? trace with { Part = part }
            : trace with { Part = part, Source = part, ValueRow = trace.Source == part ? trace.ValueRow : 0 };

    /// <summary>Selects the row that was clicked on.</summary>
    public static TraceScreen To(TraceScreen trace, TraceRow row) => row.Part switch
    {
        TracePart.Value => To(trace, TracePart.Value) with { ValueRow = Clamp(row.Index, trace.ValueRows().Count) },
        TracePart.Calls => To(trace, TracePart.Calls) with { CallsRow = Clamp(row.Index, trace.Calls.Count), ValueRow = 0 },
        TracePart.Events => To(trace, TracePart.Events) with { EventsRow = Clamp(row.Index, trace.Trace?.Events.Count ?? 0), ValueRow = 0 },
        _ => trace is { Front: { } run, Selected: { } location }
            && new TraceSourceView(run, trace.Iterations, location).Rows.ElementAtOrDefault(row.Index)?.Main(location.Call) is { } target
                ? At(trace, target)
                : To(trace, TracePart.Code),
    };

    public static TraceScreen Turn(TraceScreen trace, int parts)
    {
        var count = Enum.GetValues<TracePart>().Length;
        return To(trace, (TracePart)(((int)trace.Part + parts + count) % count));
    }

    /// <summary>Selects the next or previous value in the order of evaluation.</summary>
    public static TraceScreen Walk(TraceScreen trace, bool isForward)
    {
        if (trace.Front is not { } run || trace.Selected is not { } location)
            return trace;
        var walk = new EvaluationOrder(run, trace.Iterations.LeadingTo(location.Call));
        return (isForward ? walk.Next(location) : walk.Previous(location)) is { } next ? At(trace, next) : trace;
    }

    public static TraceScreen At(TraceScreen trace, TraceLocation location) =>
        To(trace, TracePart.Code) with { Location = location, Iterations = trace.Iterations.LeadingTo(location.Call), ValueRow = 0 };

    /// <summary>Selects the same expression in another iteration of a loop around it; without one, of the first loop inside.</summary>
    /// <param name="outwards">How many loops around the selection to skip.</param>
    public static TraceScreen Iterate(TraceScreen trace, int outwards, int by)
    {
        if (trace.Selected is not { } location)
            return trace;
        var chosen = trace.Iterations.LeadingTo(location.Call);
        var path = new Stack<CallRecord>();
        for (var call = location.Call; call.Group is { } group; call = call.Parent!)
        {
            if (group.Calls.Count > 1 && outwards-- == 0)
            {
                var other = group.Calls[Clamp(call.Iteration.Index + by, group.Calls.Count)];
                return other == call ? trace : Follow(trace with { Iterations = chosen.With(other) }, location, other, path);
            }
            path.Push(call);
        }
        var inner = location.Call.Groups.FirstOrDefault(group => group.Calls.Count > 1
            && (location.At is not { } at || (at.Source == group.CalledFrom.Source && at.Span.Contains(group.CalledFrom.Span))));
        if (outwards != 0 || inner is null)
            return trace;
        var next = inner.Calls[Clamp(chosen.Of(inner).Iteration.Index + by, inner.Calls.Count)];
        return next == chosen.Of(inner) ? trace : trace with { Location = location, Iterations = chosen.With(next) };
    }

    /// <summary>Follows the calls to the same location in another iteration, as far as that got.</summary>
    private static TraceScreen Follow(TraceScreen trace, TraceLocation location, CallRecord from, Stack<CallRecord> path)
    {
        var call = from;
        foreach (var step in path)
        {
            var group = call.Groups.FirstOrDefault(group => group.Function == step.Function && group.CalledFrom == step.CalledFrom);
            if (group is null)
                return At(trace, new TraceLocation(call)) with { Part = trace.Part };
            call = trace.Iterations.Of(group);
        }
        return At(trace, location with { Call = call }) with { Part = trace.Part == TracePart.Value ? TracePart.Value : TracePart.Code };
    }

    private static TraceScreen Lines(TraceScreen trace, int rows)
    {
        if (trace.Front is not { } run || trace.Selected is not { } location)
            return trace;
        var view = new TraceSourceView(run, trace.Iterations, location);
        var step = Math.Sign(rows);
        var found = location;
        for (var (at, left) = (view.SelectedRow + step, Math.Abs(rows)); left > 0 && at >= 0 && at < view.Rows.Count; at += step)
        {
            if (view.Rows[at].Main(location.Call) is not { } next)
                continue;
            found = next;
            left--;
        }
        return At(trace, found);
    }

    private static int Clamp(int row, int count) => Math.Clamp(row, 0, Math.Max(0, count - 1));
}
