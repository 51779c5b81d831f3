using DarkLang.Display.Tables;

namespace DarkLang.Cli.Output;

/// <summary>Prints tables: titles in bold and tones as colours where the output is a terminal.</summary>
internal static class TableText
{
    /// <summary>Prints a table below other output; nothing if it has no rows.</summary>
    public static void WriteSection<T>(Shell shell, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
            return;
        shell.Out.WriteLine();
        Write(shell, columns, rows);
    }

    public static void Write<T>(Shell shell, IReadOnlyList<Column<T>> columns, IEnumerable<T> rows)
    {
        // The last cell of a terminal stays free: a full line would break.
        var table = Table.Of(columns, rows, TableStyle.Printed, shell.Width() - 1);
        WriteLine(shell, table.Header.Select(title => new Cell(title, Tone.Strong)));
        for (var i = 0; i < table.Count; i++)
            WriteLine(shell, table.Row(i));
    }

    private static void WriteLine(Shell shell, IEnumerable<Cell> cells)
    {
        var line = cells.ToList();
        while (line is [.., { Text: var last }] && string.IsNullOrWhiteSpace(last))
            line.RemoveAt(line.Count - 1);
        if (line is [.., var end])
            line[^1] = end with { Text = end.Text.TrimEnd() };
        shell.Out.WriteLine(string.Concat(line.Select(cell => Coloured(cell, shell.ColoursOut))));
    }

    private static string Coloured(Cell cell, bool colours) => cell.Tone switch
    {
        _ when !colours => cell.Text,
        Tone.Strong => $"\e[1m{cell.Text}\e[0m",
        Tone.Good => $"\e[32m{cell.Text}\e[0m",
        Tone.Warning => $"\e[33m{cell.Text}\e[0m",
        Tone.Bad => $"\e[31m{cell.Text}\e[0m",
        _ => cell.Text,
    };
}
