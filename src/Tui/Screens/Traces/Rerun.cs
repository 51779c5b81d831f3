namespace DarkLang.Tui.Screens.Traces;

/// <summary>The result of running a trace again, or why it could not run.</summary>
internal sealed record Rerun(RecordedRun? Run, string? WhyNot)
{
    public static Rerun Of(ReplayResult result) => result switch
    {
        ReplayResult.Ran ran when RecordedRun.Of(ran) is { } run => new Rerun(run, null),
        ReplayResult.Ran { Recording.Outcome: Outcome.Failed failed } => new Rerun(null, $"it did not start: {failed.Error.Message}"),
        ReplayResult.SourcesGone gone => new Rerun(null, $"version {gone.Version} of the canvas is no longer kept"),
        ReplayResult.HandlerGone gone => new Rerun(null, $"the code has no {gone.Handler} any more: was it renamed?"),
        ReplayResult.HandledOutside outside => new Rerun(null, $"{outside.Handler} is external: it was handled outside the canvas"),
        ReplayResult.NotRunnable { Diagnostics: var diagnostics } => new Rerun(null, Describe(diagnostics)),
        _ => new Rerun(null, "it did not start"),
    };

    /// <summary>Describes on one line how it ended.</summary>
    public string Describe(int room) => this switch
    {
        { Run.Outcome: Outcome.Completed completed } => $"completed with {ValueDisplay.Short(completed.Value, Math.Max(8, room - 15))}",
        { Run.Outcome: Outcome.Failed { Error: var error } } => $"failed: {error.Message}",
        { Run.Outcome: Outcome.Snoozed snoozed } => $"snoozed for {DisplayTime.Duration(snoozed.Wait)}",
        { Run.Outcome: Outcome.Incomplete } => "incomplete: no code written yet",
        { Run: not null } => $"stopped after {Replay.Timeout.TotalSeconds:0} s, the limit of a replay",
        _ => $"not run: {WhyNot}",
    };

    private static string Describe(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        var first = errors.FirstOrDefault();
        var more = errors.Count > 1 ? $" and {DisplayText.ShortCount(errors.Count - 1)} more" : "";
        return first is null ? "the code can't be run" : $"{first.Location}: {first.Message}{more}; nothing was replayed";
    }
}

/// <summary>Two runs to compare side by side.</summary>
/// <param name="Changes">How many values differ.</param>
internal sealed record Comparison(string OldName, Rerun Old, string NewName, Rerun New, int Changes)
{
    public static Comparison Of(string oldName, Rerun old, string newName, Rerun @new) =>
        new(oldName, old, newName, @new, old.Run is { } oldRun && @new.Run is { } newRun
            ? RecordingDiff.Between(oldRun.Ran.Recording, newRun.Ran.Recording).Count
            : 0);
}

/// <summary>Finds a location of one run in another, by the functions called on the way to it and the text of its expression.</summary>
internal static class MatchingLocation
{
    /// <summary>Returns null if the other run did not get there.</summary>
    public static TraceLocation? Of(TraceLocation location, RecordedRun other)
    {
        var path = new Stack<Lang.Evaluation.Recording.CallRecord>();
        for (var call = location.Call; call.Parent is not null; call = call.Parent)
            path.Push(call);
        var found = other.Root;
        foreach (var call in path)
        {
            var ordinal = call.Parent!.Groups.TakeWhile(group => group != call.Group).Count(group => group.Function == call.Function);
            var group = found.Groups.Where(group => group.Function == call.Function).ElementAtOrDefault(ordinal);
            if (group?.Calls.ElementAtOrDefault(call.Iteration.Index) is not { } inner)
                return null;
            found = inner;
        }
        return location.At is not { } at
            ? new TraceLocation(found)
            : Same(at, location.Call.Expressions, found.Expressions) is { } there ? new TraceLocation(found, there) : null;
    }

    private static Location? Same(Location at, IReadOnlyList<Location> here, IReadOnlyList<Location> there)
    {
        var text = TextOf(at);
        var ordinal = here.TakeWhile(other => other != at).Count(other => TextOf(other) == text);
        return there.Where(other => TextOf(other) == text).Select(other => (Location?)other).ElementAtOrDefault(ordinal);
    }

    private static string TextOf(Location at) => at.Source[at.Span].ToString();
}
