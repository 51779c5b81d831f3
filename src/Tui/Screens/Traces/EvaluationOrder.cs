using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Source;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>
/// The way through a recorded run in the order in which its values were known, parts before the whole, through the chosen iteration of
/// each loop. The next place is found from the one before: a run can be much longer than anybody walks.
/// </summary>
internal sealed class EvaluationOrder(RecordedRun run, Iterations iterations)
{
    /// <summary>Null at the end.</summary>
    public TraceLocation? Next(TraceLocation location)
    {
        var (call, at) = (location.Call, StepOf(location) + 1);
        while (true)
        {
            var steps = Steps(run, call);
            if (at < steps.Count)
                return steps[at].Group is { } group ? new TraceLocation(iterations.Of(group)) : new TraceLocation(call, steps[at].At);
            if (call.Group is not { } left)
                return null;
            call = call.Parent!;
            at = Steps(run, call).FindIndex(step => step.Group == left) + 1;
        }
    }

    /// <summary>Null at the beginning.</summary>
    public TraceLocation? Previous(TraceLocation location)
    {
        var (call, at) = (location.Call, StepOf(location) - 1);
        if (at == -1)
            return new TraceLocation(call);
        while (at < -1)
        {
            if (call.Group is not { } left)
                return null;
            call = call.Parent!;
            at = Steps(run, call).FindIndex(step => step.Group == left) - 1;
            if (at == -1)
                return new TraceLocation(call);
        }
        return Last(call, at);
    }

    private TraceLocation Last(CallRecord call, int at)
    {
        while (at >= 0)
        {
            var step = Steps(run, call)[at];
            if (step.Group is not { } group)
                return new TraceLocation(call, step.At);
            call = iterations.Of(group);
            at = Steps(run, call).Count - 1;
        }
        return new TraceLocation(call);
    }

    /// <summary>-1 for the call itself. What was not reached has no place on the way: it lies behind everything that was.</summary>
    private int StepOf(TraceLocation location)
    {
        if (location.At is null)
            return -1;
        var steps = Steps(run, location.Call);
        var index = steps.FindIndex(step => step.At == location.At);
        return index >= 0 ? index : steps.Count;
    }

    /// <summary>The values of a call, the calls it made before the value that they are part of, and the place where it failed.</summary>
    public static List<(Location? At, CallGroup? Group)> Steps(RecordedRun run, CallRecord call)
    {
        var waiting = call.Groups.ToList();
        var steps = new List<(Location?, CallGroup?)>();
        foreach (var value in call.Values)
        {
            foreach (var group in waiting.Where(group => Holds(value.At, group.CalledFrom)).ToList())
            {
                steps.Add((null, group));
                waiting.Remove(group);
            }
            steps.Add((value.At, null));
        }
        steps.AddRange(waiting.Select(group => (default(Location?), (CallGroup?)group)));
        if (run.Failing is { At: { } failed } failing && failing.Call == call)
            steps.Add((failed, null));
        return steps;
    }

    private static bool Holds(Location outer, Location inner) => outer.Source == inner.Source && outer.Span.Contains(inner.Span);
}
