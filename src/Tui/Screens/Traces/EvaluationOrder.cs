namespace DarkLang.Tui.Screens.Traces;

/// <summary>
/// Steps through a recorded run in the order of evaluation, parts before the whole, and through the chosen iteration of each loop.
/// Each step is computed from the previous location: a run can be much longer than anyone steps.
/// </summary>
internal sealed class EvaluationOrder(RecordedRun run, Iterations iterations)
{
    /// <summary>Returns null at the end.</summary>
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

    /// <summary>Returns null at the beginning.</summary>
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

    /// <summary>Returns -1 for the call itself. An expression that was not reached comes after all steps.</summary>
    private int StepOf(TraceLocation location)
    {
        if (location.At is null)
            return -1;
        var steps = Steps(run, location.Call);
        var index = steps.FindIndex(step => step.At == location.At);
        return index >= 0 ? index : steps.Count;
    }

    /// <summary>Returns the values of a call, the calls it made, each before the value it is part of, and where it failed.</summary>
    public static List<(Location? At, CallGroup? Group)> Steps(RecordedRun run, CallRecord call)
    {
        var remaining = call.Groups.ToList();
        var steps = new List<(Location?, CallGroup?)>();
        foreach (var value in call.Values)
        {
            foreach (var group in remaining.Where(group => Holds(value.At, group.CalledFrom)).ToList())
            {
                steps.Add((null, group));
                remaining.Remove(group);
            }
            steps.Add((value.At, null));
        }
        steps.AddRange(remaining.Select(group => (default(Location?), (CallGroup?)group)));
        if (run.Failing is { At: { } failed } failing && failing.Call == call)
            steps.Add((failed, null));
        return steps;
    }

    private static bool Holds(Location outer, Location inner) => outer.Source == inner.Source && outer.Span.Contains(inner.Span);
}
