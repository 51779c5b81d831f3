using System.Globalization;
using System.Text;

namespace DarkLang.Bench;

/// <summary>The results as a Markdown table, so that it can be pasted into the README as it is.</summary>
internal static class ResultTable
{
    public static string Format(IReadOnlyList<Result> results)
    {
        var baseline = results.FirstOrDefault(r => r.What == StockLiteDb.What)?.Rate;
        var dark = results.FirstOrDefault(r => r.What == FanOut.What)?.Rate;
        List<string[]> rows =
        [
            [
                "what",
                "messages",
                "time",
                "messages/s",
                "to stock LiteDB",
                "to dark",
                "to SQLite, same setting",
                "durable",
                "processor",
                "each",
                "peak memory",
                "on disk"],
            .. results.Select(r => Row(r, baseline, dark, SqliteOf(r, results))),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            AppendRow(text, row, widths);
            if (row == rows[0])
                AppendRow(text, [.. widths.Select(w => new string('-', w))], widths);
        }
        return text.ToString();
    }

    private static double? SqliteOf(Result result, IReadOnlyList<Result> results) =>
        result.Setting is null ? null : results.FirstOrDefault(
            r => r.Setting == result.Setting && r.What.StartsWith(SqliteQueue.What, StringComparison.Ordinal))?.Rate;

    private static string[] Row(Result result, double? baseline, double? dark, double? sqlite) =>
    [
        result.What,
        result.Messages is { } messages ? Grouped(messages) : "",
        $"{result.Time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s",
        result.Rate is { } rate ? Grouped(rate) : "",
        Ratio(result.Rate, baseline),
        Ratio(result.Rate, dark),
        Ratio(result.Rate, sqlite),
        result.Messages is null ? "" : result.Durable ? "yes" : "no",
        result.Processor is { } processor ? $"{processor.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s" : "",
        result.ProcessorPerMessage is { } each ? $"{each.TotalMicroseconds.ToString("0.0", CultureInfo.InvariantCulture)} µs" : "",
        result.PeakBytes is { } peak ? $"{Grouped(peak / 1e6)} MB" : "",
        result.FileBytes is { } file ? $"{Grouped(file / 1e6)} MB" : "",
    ];

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        for (var column = 0; column < cells.Length; column++)
            text.Append("| ")
                .Append(column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column])).Append(' ');
        text.Append("|\n");
    }

    private static string Ratio(double? rate, double? other) =>
        rate / other is { } ratio ? ratio.ToString(ratio < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) : "";

    private static string Grouped(double number) => number.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
