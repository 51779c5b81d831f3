namespace DarkLang.Tui.Layout;

/// <param name="Rank">Where room is short, the column with the highest rank goes first; 0 stays always.</param>
/// <param name="Shortest">The column may be cut down to this; null for whole or not at all.</param>
/// <param name="Widest">Room kept for it, so that the table stands still while counts change.</param>
internal sealed record Column(string Title, int Rank = 0, bool IsNumber = false, int? Shortest = null, int Widest = 0)
{
    public static Column Number(string title, int rank) => new(title, rank, IsNumber: true, Widest: 5);
}

/// <param name="Row">The row that is selected when it is clicked on.</param>
internal sealed record TableRow(IReadOnlyList<Piece> Cells, bool IsSelected, string? Row = null, bool IsMarked = false);

/// <summary>Columns that fit a width: whole ones as long as there is room, then names cut, then fewer columns.</summary>
internal static class Table
{
    private const int Gap = 2;
    private const int Pointer = 2;

    /// <summary>The head and then the rows.</summary>
    /// <param name="room">So many lines are seen at most: rows that are farther than this from the selected one are left empty.</param>
    public static IEnumerable<ScreenLine> Lay(
        IReadOnlyList<Column> columns, IReadOnlyList<TableRow> rows, int width, int room = int.MaxValue)
    {
        var widths = columns.Select((column, i) => Wanted(column, rows, i)).ToArray();
        var shown = Shown(columns, widths, width - Pointer);
        Shrink(columns, widths, shown, width - Pointer);
        var titles = columns.Select(column => new Piece(column.Title, Tone.Faint)).ToList();
        var selected = Enumerable.Range(0, rows.Count).FirstOrDefault(i => rows[i].IsSelected);
        return rows
            .Select((row, i) => Math.Abs(i - selected) > room ? ScreenLine.Empty : Line(columns, widths, shown, row))
            .Prepend(Line(columns, widths, shown, new TableRow(titles, IsSelected: false)));
    }

    private static int Wanted(Column column, IReadOnlyList<TableRow> rows, int index) =>
        rows.Select(row => Words.Width(row.Cells[index].Text)).Append(Words.Width(column.Title)).Append(column.Widest).Max();

    private static List<int> Shown(IReadOnlyList<Column> columns, int[] widths, int room)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (shown.Sum(i => Math.Min(widths[i], columns[i].Shortest ?? widths[i]) + Gap) - Gap > room)
        {
            var next = shown.MaxBy(i => columns[i].Rank);
            if (columns[next].Rank == 0)
                break;
            shown.Remove(next);
        }
        return shown;
    }

    private static void Shrink(IReadOnlyList<Column> columns, int[] widths, List<int> shown, int room)
    {
        while (shown.Sum(i => widths[i] + Gap) - Gap > room)
        {
            var able = shown.Where(i => widths[i] > (columns[i].Shortest ?? widths[i])).ToList();
            if (able is [])
                return;
            widths[able.MaxBy(i => widths[i])]--;
        }
    }

    private static ScreenLine Line(IReadOnlyList<Column> columns, int[] widths, List<int> shown, TableRow row)
    {
        var pieces = new List<Piece> { new((row.IsSelected ? "▶" : " ") + (row.IsMarked ? "✓" : " "), Tone.Strong) };
        foreach (var i in shown)
        {
            if (i != shown[0])
                pieces.Add(new Piece(new string(' ', Gap)));
            pieces.Add(row.Cells[i] with { Text = Words.Fit(row.Cells[i].Text, widths[i], columns[i].IsNumber) });
        }
        return new ScreenLine(pieces, row.IsSelected, row.Row);
    }
}
