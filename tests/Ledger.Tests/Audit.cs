namespace DarkLang.Ledger.Tests;

/// <summary>Compares the acknowledged numbers with the effects.</summary>
internal static class Audit
{
    private const int MaxShown = 20;

    /// <summary>Returns one sentence for each thing that is wrong.</summary>
    /// <param name="found">The numbers on the 404 queue, in any order.</param>
    public static IReadOnlyList<string> Compare(IReadOnlyList<Entry> entries, IReadOnlyList<int> found)
    {
        var times = found.CountBy(n => n).ToDictionary();
        var emitted = entries.SelectMany(e => Enumerable.Range(e.From, e.To - e.From + 1)).ToHashSet();
        return
        [
            .. Describe("were acknowledged but are lost", entries.Where(e => e.Acknowledged).SelectMany(e => Missing(e, times))),
            .. Describe("are missing from messages that took effect in part", entries
                .Where(e => !e.Acknowledged && IsPartial(e, times)).SelectMany(e => Missing(e, times))),
            .. Describe(
                "took effect more than once", entries.SelectMany(e => Numbers(e).Where(n => times.GetValueOrDefault(n.Number) > 1))),
            .. Describe("were never emitted", times.Keys.Where(n => !emitted.Contains(n)).Select(n => (n, Round: -1))),
        ];
    }

    private static bool IsPartial(Entry entry, Dictionary<int, int> times) =>
        Missing(entry, times).Count() is > 0 and var missing && missing <= entry.To - entry.From;

    private static IEnumerable<(int Number, int Round)> Missing(Entry entry, Dictionary<int, int> times) =>
        Numbers(entry).Where(n => !times.ContainsKey(n.Number));

    private static IEnumerable<(int Number, int Round)> Numbers(Entry entry) =>
        Enumerable.Range(entry.From, entry.To - entry.From + 1).Select(n => (n, entry.Round));

    private static IEnumerable<string> Describe(string what, IEnumerable<(int Number, int Round)> numbers)
    {
        var all = numbers.ToList();
        if (all.Count == 0)
            return [];
        var shown = all.Take(MaxShown).Select(n => n.Round < 0 ? $"{n.Number}" : $"{n.Number} (round {n.Round})");
        return [$"{all.Count} numbers {what}: {string.Join(", ", shown)}{(all.Count > MaxShown ? ", ..." : "")}"];
    }
}
