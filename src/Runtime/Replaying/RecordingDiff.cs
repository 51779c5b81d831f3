using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Runtime.Replaying;

/// <summary>An expression whose value differs between two runs.</summary>
/// <param name="Path">The calls that lead to it, starting at the handler; loops with their iteration.</param>
/// <param name="At">The location in the sources of the newer run that has it.</param>
public sealed record ValueChange(string Path, Location At, string Text, ValueSide Old, ValueSide New);

/// <summary>Lists what differs between two recorded runs.</summary>
public static class RecordingDiff
{
    private const int MaxPathLength = 30;

    /// <summary>Lists the differences. The keys that one of the runs used are hidden in both.</summary>
    public static IReadOnlyList<ValueChange> Between(Recording old, Recording now)
    {
        old.Hide(now.Secrets);
        now.Hide(old.Secrets);
        var match = new RecordingMatch(old, now);
        var changes = new List<ValueChange>();
        // A loop and not a recursion, because calls nest as deeply as the program made them.
        var rest = new Stack<(CallRecord? Old, CallRecord? New)>([(old.Root, now.Root)]);
        while (rest.TryPop(out var pair))
        {
            changes.AddRange(Outermost(Values(match, pair.Old, pair.New)));
            foreach (var inner in Inner(match, pair.Old, pair.New).Reverse())
                rest.Push(inner);
        }
        return changes;
    }

    /// <summary>Returns the name of a call in a path, such as <c>lambda in worker w ‹2/3›</c>.</summary>
    public static string NameOf(CallRecord call) =>
        call.Iteration is { Count: > 1 } iteration ? $"{call.Function} ‹{iteration.Index + 1}/{iteration.Count}›" : call.Function;

    private static IEnumerable<(CallRecord? Old, CallRecord? New)> Inner(RecordingMatch match, CallRecord? old, CallRecord? now) =>
    [
        .. (now?.Calls ?? []).Select(call => (old is null ? null : match.OldOf(call), (CallRecord?)call)),
        .. (old?.Calls ?? []).Where(call => now is null || match.NewOf(call) is null)
            .Select(call => ((CallRecord?)call, default(CallRecord))),
    ];

    private static List<ValueChange> Values(RecordingMatch match, CallRecord? old, CallRecord? now)
    {
        var changes = new List<ValueChange>();
        var path = new Lazy<string>(() => PathOf(now ?? old));
        foreach (var at in (now?.Values ?? []).Select(value => value.At))
        {
            var (was, side) = match.SidesOfNew(now!, at);
            if (was != side)
                changes.Add(new ValueChange(path.Value, at, ExpressionTree.TextOf(at), was, side));
        }
        foreach (var at in (old?.Values ?? []).Select(value => value.At))
        {
            // If the new run has a value, the loop above has compared it.
            if (match.SidesOfOld(old!, at) is { New.State: not ValueState.Known } sides)
                changes.Add(new ValueChange(path.Value, at, ExpressionTree.TextOf(at), sides.Old, sides.New));
        }
        return WithoutMoved(changes);
    }

    /// <summary>
    /// Leaves out what both runs evaluated to the same value in different places: a condition in front of an expression often evaluates a
    /// part of it.
    /// </summary>
    private static List<ValueChange> WithoutMoved(List<ValueChange> changes)
    {
        foreach (var gone in changes.Where(change => change.New.State is ValueState.NotReached or ValueState.NotThere).ToList())
        {
            var moved = changes.Find(change => change.Old.State is ValueState.NotReached or ValueState.NotThere
                && change.Text == gone.Text && change.New == gone.Old);
            if (moved is null)
                continue;
            changes.Remove(gone);
            changes.Remove(moved);
        }
        return changes;
    }

    /// <summary>Leaves out the parts of an expression that only one run evaluated.</summary>
    private static IEnumerable<ValueChange> Outermost(List<ValueChange> changes) => changes.Where(change => !changes.Exists(other =>
        change != other
        && (change.Old.State != ValueState.Known || change.New.State != ValueState.Known)
        && IsPart(change.Old, other.Old)
        && IsPart(change.New, other.New)
        && other.At.Source == change.At.Source
        && other.At.Span != change.At.Span
        && other.At.Span.Contains(change.At.Span)));

    // That a part was not there says more than that the whole failed or was not reached.
    private static bool IsPart(ValueSide part, ValueSide whole) => (part.Value is null) == (whole.Value is null)
        && (part.State != ValueState.NotThere || whole.State == ValueState.NotThere);

    private static string PathOf(CallRecord? call)
    {
        var names = new List<string>();
        for (; call is not null; call = call.Parent)
            names.Add(NameOf(call));
        names.Reverse();
        const int half = MaxPathLength / 2;
        if (names.Count > MaxPathLength)
            names = [.. names.Take(half), $"… {names.Count - MaxPathLength} more …", .. names.TakeLast(half)];
        return string.Join(" › ", names);
    }
}
