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
/// <param name="Match">Null unless both ran.</param>
/// <param name="Changes">How many values differ.</param>
internal sealed record Comparison(string OldName, Rerun Old, string NewName, Rerun New, RecordingMatch? Match, int Changes)
{
    public static Comparison Of(string oldName, Rerun old, string newName, Rerun @new)
    {
        if (old.Run is not { Ran.Recording: var before } || @new.Run is not { Ran.Recording: var after })
            return new Comparison(oldName, old, newName, @new, null, 0);
        return new Comparison(
            oldName, old, newName, @new, new RecordingMatch(before, after), RecordingDiff.Between(before, after).Count);
    }

    /// <summary>Returns the same location in the old run; null if it was not there.</summary>
    public TraceLocation? OldOf(TraceLocation now) => now.At is { } at
        ? Match?.OldOf(now.Call, at) is var (call, place) ? new TraceLocation(call, place) : null
        : Match?.OldOf(now.Call) is { } old ? new TraceLocation(old) : null;

    /// <summary>Returns the same location in the new run; null if it is no longer there.</summary>
    public TraceLocation? NewOf(TraceLocation old) => old.At is { } at
        ? Match?.NewOf(old.Call, at) is var (call, place) ? new TraceLocation(call, place) : null
        : Match?.NewOf(old.Call) is { } now ? new TraceLocation(now) : null;
}
