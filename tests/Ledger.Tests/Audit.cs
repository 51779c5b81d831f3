namespace DarkLang.Ledger.Tests;

/// <summary>Compares what was promised with what was found.</summary>
internal static class Audit
{
    private const int MostShown = 20;

    /// <summary>One sentence for each thing that is wrong; none when all is well.</summary>
    /// <param name="found">The numbers on the 404 queue, in any order.</param>
    public static IReadOnlyList<string> Compare(IReadOnlyList<Entry> entries, IReadOnlyList<int> found)
    {
        var times = found.CountBy(n => n).ToDictionary();
        var emitted = entries.SelectMany(e => Enumerable.Range(e.From, e.To - e.From + 1)).ToHashSet();
        return
        [
            .. Tell("were acknowledged and are lost", entries.Where(e => e.Acknowledged).SelectMany(e => Missing(e, times))),
            .. Tell("took effect in part: their message was never acknowledged, so all of its numbers or none may be there", entries
                .Where(e => !e.Acknowledged && IsPartial(e, times)).SelectMany(e => Missing(e, times))),
            .. Tell("took effect more than once", entries.SelectMany(e => Numbers(e).Where(n => times.GetValueOrDefault(n.Number) > 1))),
            .. Tell("were never emitted", times.Keys.Where(n => !emitted.Contains(n)).Select(n => (n, Round: -1))),
        ];
    }

    private static bool IsPartial(Entry entry, Dictionary<int, int> times) =>
        Missing(entry, times).Count() is > 0 and var missing && missing <= entry.To - entry.From;

    private static IEnumerable<(int Number, int Round)> Missing(Entry entry, Dictionary<int, int> times) =>
        Numbers(entry).Where(n => !times.ContainsKey(n.Number));

    private static IEnumerable<(int Number, int Round)> Numbers(Entry entry) =>
        Enumerable.Range(entry.From, entry.To - entry.From + 1).Select(n => (n, entry.Round));

    private static IEnumerable<string> Tell(string what, IEnumerable<(int Number, int Round)> numbers)
    {
        var all = numbers.ToList();
        if (all.Count == 0)
            return [];
        var shown = all.Take(MostShown).Select(n => n.Round < 0 ? $"{n.Number}" : $"{n.Number} (round {n.Round})");
        return [$"{all.Count} numbers {what}: {string.Join(", ", shown)}{(all.Count > MostShown ? ", ..." : "")}"];
    }
}
