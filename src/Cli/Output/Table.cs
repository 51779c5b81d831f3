using System.Globalization;
using Spectre.Console;

namespace DarkLang.Cli.Output;

/// <summary>A cell; numbers stand to the right.</summary>
internal readonly record struct Cell(string Text, bool IsNumber = false, Color? Colour = null)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>Without spaces between thousands: a column stays one word for whoever cuts the table.</summary>
    public static implicit operator Cell(long number) => new(number.ToString(CultureInfo.InvariantCulture), IsNumber: true);
}

/// <summary>Rows in columns without lines around them, so that a piped table can be cut and sorted.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<Cell[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Write(Shell shell)
    {
        var table = new Spectre.Console.Table { Border = TableBorder.None, ShowHeaders = true };
        for (var i = 0; i < headers.Length; i++)
        {
            var column = new TableColumn(new Text(headers[i], new Style(decoration: Decoration.Bold))).NoWrap();
            column.Padding = new Padding(0, 0, i == headers.Length - 1 ? 0 : 2, 0);
            column.Alignment = _rows.Count > 0 && _rows.All(row => row[i].IsNumber) ? Justify.Right : Justify.Left;
            table.AddColumn(column);
        }
        var longest = LongestOfLastColumn(shell.Width());
        foreach (var row in _rows)
            table.AddRow(row.Select((cell, column) => new Text(
                Words.OneLine(cell.Text, column == row.Length - 1 ? longest : int.MaxValue), new Style(cell.Colour))));
        foreach (var line in Render(shell, table).Split('\n'))
        {
            var trimmed = line.TrimEnd();
            if (trimmed.Length > 0)
                shell.Out.WriteLine(trimmed);
        }
    }

    /// <summary>What the columns before it leave of the terminal; only the last column is ever cut.</summary>
    private int LongestOfLastColumn(int width)
    {
        var before = Enumerable.Range(0, headers.Length - 1)
            .Sum(column => 2 + Math.Max(headers[column].Length, _rows.Max(row => (int?)row[column].Text.Length) ?? 0));
        return Math.Max(12, width - before - 1);
    }

    private static string Render(Shell shell, Spectre.Console.Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = shell.ColoursOut ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = shell.ColoursOut ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        // Spectre would squeeze every column until nothing can be read.
        console.Profile.Width = 100_000;
        console.Write(table);
        return text.ToString();
    }
}
