namespace DarkLang.Ledger.Tests;

/// <summary>
/// Compares the second quarter of a soak with the last, since in the first quarter caches and files still fill. The number of waiting
/// messages is left out, because on a busy machine it says nothing about the program.
/// </summary>
internal static class SoakTrend
{
    // In a shorter soak, caches and files still fill.
    private const int MinRows = 12;
    private const double MaxGrowth = 1.2;

    // The fluctuation that the garbage collector and the reuse of the log cause.
    private const long MaxFluctuation = 16_000_000;

    public static IEnumerable<string> Growth(IReadOnlyList<SoakRow> rows)
    {
        if (rows.Count < MinRows)
            return [];
        return
        [
            .. Growth("memory", rows, row => row.Resident),
            .. Growth("files", rows, row => row.Files),
        ];
    }

    private static IEnumerable<string> Growth(string what, IReadOnlyList<SoakRow> rows, Func<SoakRow, long> size)
    {
        var quarter = rows.Count / 4;
        var (early, late) = (Median(rows.Skip(quarter).Take(quarter).Select(size)), Median(rows.TakeLast(quarter).Select(size)));
        if (late > early * MaxGrowth && late - early > MaxFluctuation)
            yield return $"{what} grew from {early} to {late}";
    }

    private static long Median(IEnumerable<long> sizes) => sizes.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
