namespace DarkLang.Ledger.Tests;

/// <summary>
/// Compares the second quarter of a soak with its last: by then all that is made once is made. How many messages wait is left out, for on a busy
/// machine that says nothing of the program.
/// </summary>
internal static class SoakTrend
{
    // A shorter soak still fills what is used again and again.
    private const int FewestRows = 12;
    private const double MostGrowth = 1.2;

    // What a garbage collector or a turn of the log may be ahead by at one look.
    private const long MostBytes = 16_000_000;

    public static IEnumerable<string> Growth(IReadOnlyList<SoakRow> rows)
    {
        if (rows.Count < FewestRows)
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
        if (late > early * MostGrowth && late - early > MostBytes)
            yield return $"{what} grew from {early} to {late}";
    }

    private static long Median(IEnumerable<long> sizes) => sizes.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
