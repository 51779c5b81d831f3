using System.Globalization;

namespace DarkLang.Ledger.Tests;

/// <summary>The summary of a soak in a few lines.</summary>
internal static class SoakSummary
{
    /// <param name="counts">The counts of the last audit; empty if the run ended before it.</param>
    public static string Of(TimeSpan elapsed, SoakPromise emitted, IReadOnlyList<SoakCount> counts, IReadOnlyList<SoakRow> rows)
    {
        var emits = rows.SelectMany(row => row.Emits).ToList();
        var ends = rows.SelectMany(row => row.Ends).ToList();
        var inDoubtDone = counts.Where(count => count.Most > count.Least)
            .Sum(count => Math.Clamp(count.Found - count.Least, 0, count.Most - count.Least));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""

            soak       {elapsed.TotalMinutes:0.0} minutes
            messages   {emitted.Acknowledged} acknowledged, {emitted.Acknowledged / elapsed.TotalSeconds:0} a second
            lost       {Or(counts, count => count.Lost)}
            twice      {Or(counts, count => count.Twice)}
            in doubt   {emitted.InDoubt}{(emitted.InDoubt > 0 ? $", {inDoubtDone} of them took effect" : "")}
            memory     {FirstAndLast(rows, row => row.Resident)}, largest {Megabytes(rows, row => row.Peak, last: true)}
            files      {FirstAndLast(rows, row => row.Files)}
            emit       p50 {SoakRow.At(emits, 0.5)}, p99 {SoakRow.At(emits, 0.99)}, until it is acknowledged
            done       p50 {SoakRow.At(ends, 0.5)}, p99 {SoakRow.At(ends, 0.99)}, from the emit until it is known to be done
            """);
    }

    private static string Or(IReadOnlyList<SoakCount> counts, Func<SoakCount, long> number) =>
        counts.Count == 0 ? "not audited" : counts.Sum(number).ToString(CultureInfo.InvariantCulture);

    private static string FirstAndLast(IReadOnlyList<SoakRow> rows, Func<SoakRow, long> size) =>
        $"first {Megabytes(rows, size, last: false)}, last {Megabytes(rows, size, last: true)}";

    private static string Megabytes(IReadOnlyList<SoakRow> rows, Func<SoakRow, long> size, bool last) =>
        rows.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{size(last ? rows[^1] : rows[0]) / 1e6:0.0} MB");
}
