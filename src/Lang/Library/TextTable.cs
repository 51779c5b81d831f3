using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Writes records as lines of columns that are as wide as their widest cell.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static Value Write(Execution execution, ListValue rows, ListValue columns)
    {
        var names = RecordColumns.Of("Text::table", execution, rows, columns);
        var widths = names.ConvertAll(Paragraphs.WidthOf);
        var cells = new List<string[]>(rows.Count);
        foreach (var row in rows.Items)
        {
            execution.Step(1 + names.Count);
            var line = names.ConvertAll(name => Cell(execution, row.AsDict, name)).ToArray();
            for (var i = 0; i < line.Length; i++)
                widths[i] = Math.Max(widths[i], Paragraphs.WidthOf(line[i]));
            cells.Add(line);
        }
        execution.RequireText("Text::table", (rows.Count + 2L) * widths.Sum(width => (long)width + Gap));
        return Value.String(Nfc.Of(Join(rows, names, widths, cells)));
    }

    private static string Join(ListValue rows, List<string> names, List<int> widths, List<string[]> cells)
    {
        var text = new StringBuilder();
        AppendLine(text, [.. names], widths, _ => false);
        AppendLine(text, [.. widths.Select(width => new string('-', width))], widths, _ => false);
        for (var i = 0; i < cells.Count; i++)
        {
            var row = rows[i].AsDict;
            AppendLine(text, cells[i], widths, column => row.TryGet(names[column], out var value) && value.IsNumber);
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string[] cells, List<int> widths, Func<int, bool> isRight)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var padding = new string(' ', widths[i] - Paragraphs.WidthOf(cells[i]));
            line.Append(isRight(i) ? padding + cells[i] : cells[i] + padding).Append(' ', Gap);
        }
        text.Append(line.ToString().TrimEnd(' ')).Append('\n');
    }

    private static string Cell(Execution execution, DictValue row, string name) =>
        row.TryGet(name, out var value) && RecordColumns.Text(execution, value) is var text
            ? text.ReplaceLineEndings(" ").Replace('\t', ' ')
            : "";
}
