using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Runtime.Replaying;

/// <summary>An expression whose value differs between two runs. A side is null if its run did not evaluate the expression.</summary>
/// <param name="Path">The calls that lead to it, starting at the handler; loops with their iteration.</param>
/// <param name="At">The location in the sources of the newer run that evaluated it.</param>
public sealed record ValueChange(string Path, Location At, string Text, Value? Old, Value? New);

/// <summary>
/// Compares two recorded runs of the same code or of two versions of it. Calls are matched by the function and the number of its previous
/// calls, expressions by their text.
/// </summary>
public static class RecordingDiff
{
    private const int MaxPathLength = 30;

    public static IReadOnlyList<ValueChange> Between(Recording old, Recording now)
    {
        var changes = new List<ValueChange>();
        // A loop and not a recursion, because calls nest as deeply as the program made them.
        var rest = new Stack<(CallRecord? Old, CallRecord? New)>([(old.Root, now.Root)]);
        while (rest.TryPop(out var pair))
        {
            changes.AddRange(Outermost(Values(pair.Old, pair.New)));
            foreach (var inner in Pairs(pair.Old, pair.New).Reverse())
                rest.Push(inner);
        }
        return changes;
    }

    /// <summary>Returns the name of a call in a path, such as <c>lambda in worker w ‹2/3›</c>.</summary>
    public static string NameOf(CallRecord call) =>
        call.Iteration is { Count: > 1 } iteration ? $"{call.Function} ‹{iteration.Index + 1}/{iteration.Count}›" : call.Function;

    private static IEnumerable<(CallRecord? Old, CallRecord? New)> Pairs(CallRecord? old, CallRecord? now)
    {
        var before = Keyed(old?.Calls ?? [], call => call.Function);
        var after = Keyed(now?.Calls ?? [], call => call.Function);
        return
        [
            .. after.Select(call => (before.GetValueOrDefault(call.Key), (CallRecord?)call.Value)),
            .. before.Where(call => !after.ContainsKey(call.Key)).Select(call => ((CallRecord?)call.Value, default(CallRecord))),
        ];
    }

    private static List<ValueChange> Values(CallRecord? old, CallRecord? now)
    {
        var changes = new List<ValueChange>();
        var path = new Lazy<string>(() => PathOf(now ?? old));
        var before = Keyed(old?.Values ?? [], value => TextOf(value.At));
        var after = Keyed(now?.Values ?? [], value => TextOf(value.At));
        foreach (var (key, value) in after)
        {
            if (!before.TryGetValue(key, out var was))
                changes.Add(new ValueChange(path.Value, value.At, key.Text, null, value.Value));
            else if (!ValueEquality.AreEqual(was.Value, value.Value))
                changes.Add(new ValueChange(path.Value, value.At, key.Text, was.Value, value.Value));
        }
        changes.AddRange(before.Where(pair => !after.ContainsKey(pair.Key))
            .Select(pair => new ValueChange(path.Value, pair.Value.At, pair.Key.Text, pair.Value.Value, null)));
        return changes;
    }

    /// <summary>Leaves out the parts of an expression that only one run evaluated.</summary>
    private static IEnumerable<ValueChange> Outermost(List<ValueChange> changes) => changes.Where(change => !changes.Exists(other =>
        change != other
        && (change.Old is null, change.New is null) is not (false, false)
        && (change.Old is null) == (other.Old is null)
        && (change.New is null) == (other.New is null)
        && other.At.Source == change.At.Source
        && other.At.Span != change.At.Span
        && other.At.Span.Contains(change.At.Span)));

    /// <summary>Returns the items by their texts, and by the number of earlier items with the same text.</summary>
    private static OrderedDictionary<(string Text, int Ordinal), T> Keyed<T>(IReadOnlyList<T> items, Func<T, string> textOf)
    {
        var keyed = new OrderedDictionary<(string, int), T>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var text = textOf(item);
            keyed.Add((text, counts[text] = counts.TryGetValue(text, out var count) ? count + 1 : 0), item);
        }
        return keyed;
    }

    /// <summary>Returns the source text on one line, because line breaks do not change what it means.</summary>
    private static string TextOf(Location at) =>
        string.Join(' ', at.Source[at.Span].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

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
