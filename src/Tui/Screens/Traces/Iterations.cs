namespace DarkLang.Tui.Screens.Traces;

/// <summary>
/// The chosen iteration of each loop. A choice applies to its loop in every iteration of an outer loop, and in another run of similar
/// code: loops are identified by their functions, not by their calls.
/// </summary>
internal sealed record Iterations
{
    public static readonly Iterations Untouched = new();

    private ImmutableDictionary<string, int> Indexes { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Returns the chosen call of a loop; by default the one that failed, or the first.</summary>
    public CallRecord Of(CallGroup group)
    {
        if (Indexes.TryGetValue(KeyOf(group), out var index))
            return group.Calls[Math.Min(index, group.Calls.Count - 1)];
        return group.Calls[^1].Result is null ? group.Calls[^1] : group.Calls[0];
    }

    public Iterations With(CallRecord call) => call.Group is { Calls.Count: > 1 } group
        ? new Iterations { Indexes = Indexes.SetItem(KeyOf(group), call.Iteration.Index) }
        : this;

    /// <summary>Chooses, in every loop around a call, the iteration that contains it.</summary>
    public Iterations LeadingTo(CallRecord call)
    {
        var chosen = this;
        for (CallRecord? around = call; around is not null; around = around.Parent)
            chosen = chosen.With(around);
        return chosen;
    }

    private static string KeyOf(CallGroup group)
    {
        var caller = group.Calls[0].Parent!;
        var ordinal = caller.Groups.TakeWhile(other => other != group).Count(other => other.Function == group.Function);
        return $"{caller.Function}\n{group.Function}\n{ordinal}";
    }
}
