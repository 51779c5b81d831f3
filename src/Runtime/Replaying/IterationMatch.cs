using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Runtime.Replaying;

/// <summary>
/// Pairs the iterations of a loop in two runs by their elements: the first one that got an element in the old run with the first one that
/// got an equal element in the new run, and so on. Iterations whose elements are in one run only are paired if they have the same index.
/// </summary>
internal static class IterationMatch
{
    /// <summary>Longer elements that start with the same text count as equal.</summary>
    private const int ComparedLength = 300;

    public static IEnumerable<(CallRecord Old, CallRecord New)> Pairs(IReadOnlyList<CallRecord> old, IReadOnlyList<CallRecord> now)
    {
        if (old.Count == 1 && now.Count == 1)
            return [(old[0], now[0])];
        var best = Candidates(old[0], now[0]).Select(parameters => ByElement(old, now, parameters)).MaxBy(pairs => pairs.Count) ?? [];
        var (usedOld, usedNew) = (best.Select(pair => pair.Old).ToHashSet(), best.Select(pair => pair.New).ToHashSet());
        for (var i = 0; i < Math.Min(old.Count, now.Count); i++)
        {
            if (!usedOld.Contains(i) && !usedNew.Contains(i))
                best.Add((i, i));
        }
        return best.Select(pair => (old[pair.Old], now[pair.New]));
    }

    // One parameter may be what the previous iteration returned, as in a fold: that is no element.
    private static IEnumerable<int[]> Candidates(CallRecord old, CallRecord now)
    {
        var count = Math.Min(old.Arguments.Count, now.Arguments.Count);
        if (count == 0)
            return [];
        int[] all = [.. Enumerable.Range(0, count)];
        return count == 1 ? [all] : [all, .. all.Reverse().Select(index => new[] { index })];
    }

    private static List<(int Old, int New)> ByElement(IReadOnlyList<CallRecord> old, IReadOnlyList<CallRecord> now, int[] parameters)
    {
        var indexes = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < old.Count; i++)
        {
            var element = ElementOf(old[i], parameters);
            if (!indexes.TryGetValue(element, out var same))
                indexes.Add(element, same = new Queue<int>());
            same.Enqueue(i);
        }
        var pairs = new List<(int, int)>();
        for (var i = 0; i < now.Count; i++)
        {
            if (indexes.TryGetValue(ElementOf(now[i], parameters), out var same) && same.TryDequeue(out var index))
                pairs.Add((index, i));
        }
        return pairs;
    }

    private static string ElementOf(CallRecord call, int[] parameters) => string.Join(
        '\n', parameters.Select(index => ValueDisplay.Short(call.Arguments[index].Value, ComparedLength)));
}
