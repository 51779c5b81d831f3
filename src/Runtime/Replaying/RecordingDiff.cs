using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Replaying;

/// <summary>An expression whose value differs between two runs; a side is null where that run did not come to it.</summary>
/// <param name="Path">The calls around it from the handler on, loops with their iteration.</param>
/// <param name="At">In the sources of the run that has it, the newer one if both do.</param>
public sealed record ValueChange(string Path, Location At, string Text, Value? Old, Value? New);

/// <summary>
/// Compares two recorded runs, of the same code or of two versions of it. Calls are matched by what is called and how often it was called
/// before, expressions by how they are written.
/// </summary>
public static class RecordingDiff
{
    private const int LongestPath = 30;

    public static IReadOnlyList<ValueChange> Between(Recording old, Recording now)
    {
        var changes = new List<ValueChange>();
        // A recursion is as deep as the program made it: no stack of our own is.
        var rest = new Stack<(CallRecord? Old, CallRecord? New)>([(old.Root, now.Root)]);
        while (rest.TryPop(out var pair))
        {
            changes.AddRange(Outermost(Values(pair.Old, pair.New)));
            foreach (var inner in Pairs(pair.Old, pair.New).Reverse())
                rest.Push(inner);
        }
        return changes;
    }

    /// <summary>How a call is named in a path: <c>lambda in worker w ‹2/3›</c>.</summary>
    public static string NameOf(CallRecord call) =>
        call.Iteration is { Count: > 1 } iteration ? $"{call.Function} ‹{iteration.Index + 1}/{iteration.Count}›" : call.Function;

    private static IEnumerable<(CallRecord? Old, CallRecord? New)> Pairs(CallRecord? old, CallRecord? now)
    {
        var before = Calls(old);
        var after = Calls(now);
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
        var before = Keyed(old?.Values ?? []);
        var after = Keyed(now?.Values ?? []);
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

    /// <summary>What only one run came to is told as a whole, without its parts.</summary>
    private static IEnumerable<ValueChange> Outermost(List<ValueChange> changes) => changes.Where(change => !changes.Exists(other =>
        change != other
        && (change.Old is null, change.New is null) is not (false, false)
        && (change.Old is null) == (other.Old is null)
        && (change.New is null) == (other.New is null)
        && other.At.Source == change.At.Source
        && other.At.Span != change.At.Span
        && other.At.Span.Contains(change.At.Span)));

    private static OrderedDictionary<(string Text, int Ordinal), ExpressionValue> Keyed(IReadOnlyList<ExpressionValue> values)
    {
        var keyed = new OrderedDictionary<(string, int), ExpressionValue>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var text = TextOf(value.At);
            keyed.Add((text, Next(counts, text)), value);
        }
        return keyed;
    }

    private static OrderedDictionary<(string, int), CallRecord> Calls(CallRecord? caller)
    {
        var keyed = new OrderedDictionary<(string, int), CallRecord>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in caller?.Calls ?? [])
            keyed.Add((call.Function, Next(counts, call.Function)), call);
        return keyed;
    }

    private static int Next(Dictionary<string, int> counts, string key) =>
        counts[key] = counts.TryGetValue(key, out var count) ? count + 1 : 0;

    /// <summary>As written, on one line: how it is broken into lines says nothing about what it does.</summary>
    private static string TextOf(Location at) =>
        string.Join(' ', at.Source[at.Span].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string PathOf(CallRecord? call)
    {
        var names = new List<string>();
        for (; call is not null; call = call.Parent)
            names.Add(NameOf(call));
        names.Reverse();
        if (names.Count > LongestPath)
            names = [.. names.Take(LongestPath / 2), $"… {names.Count - LongestPath} more …", .. names.TakeLast(LongestPath / 2)];
        return string.Join(" › ", names);
    }
}
