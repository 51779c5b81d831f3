namespace DarkLang.Display.Tables;

/// <summary>
/// Rows in columns. A screen or a terminal shows whole columns while there is room, then cuts texts, then leaves columns out. A table that
/// is printed elsewhere has all its columns whole, without lines around them, so that it can be cut and sorted.
/// </summary>
public sealed class Table
{
    private const int Gap = 2;
    private const int ShortestLast = 12;

    /// <summary>A printed cell that is wider moves the rest of its own line only.</summary>
    private const int WidestPrinted = 48;

    private const int Unlimited = int.MaxValue - 1;

    private readonly List<Shape> _shapes;
    private readonly List<Cell[]> _rows;

    private Table(List<Shape> shapes, List<Cell[]> rows) => (_shapes, _rows) = (shapes, rows);

    public int Count => _rows.Count;

    /// <summary>The titles, padded like the cells of <see cref="Row"/>.</summary>
    public IEnumerable<string> Header => _shapes.Select((shape, place) => Pad(shape.Title, shape, place));

    public static Table Of<T>(IEnumerable<Column<T>> columns, IEnumerable<T> rows, TableStyle style, int room)
    {
        var known = columns.Where(column => style.IsScreen || !column.IsForScreens).ToList();
        var cells = rows.Select(row => known.Select(column => column.Write(row, style)).ToArray()).ToList();
        var shapes = known.Select((column, index) => WidthOf(column.Title, cells, index) is var width && style.IsScreen
            ? new Shape(column.Title, index, column.IsNumber || column.IsTime, column.Rank, column.Shortest, Math.Max(column.Widest, width))
            : Printed(column, index, index == known.Count - 1, width, room)).ToList();
        if (style.IsScreen)
            shapes.RemoveAll(shape => known[shape.Index].HidesUnused && cells.TrueForAll(row => row[shape.Index].Text is "-" or "0"));
        // A pipe has any number of columns.
        if (room >= Unlimited)
            return new Table(shapes, cells);
        Drop(shapes, room);
        Shrink(shapes, room);
        return new Table(shapes, cells);
    }

    /// <summary>The cells of a row, padded: joined, they are its line.</summary>
    public IEnumerable<Cell> Row(int index) => _shapes.Select(
        (shape, place) => _rows[index][shape.Index] with { Text = Pad(_rows[index][shape.Index].Text, shape, place) });

    private static Shape Printed<T>(Column<T> column, int index, bool isLast, int width, int room) => room >= Unlimited
        ? new Shape(column.Title, index, column.IsNumber, Rank: 0, Shortest: null, Math.Min(width, WidestPrinted)) { IsWhole = true }
        : new Shape(column.Title, index, column.IsNumber, column.Rank, column.Shortest ?? (isLast ? ShortestLast : null), width);

    private static int WidthOf(string title, List<Cell[]> cells, int index) =>
        cells.Select(row => TextFit.Width(row[index].Text)).Append(TextFit.Width(title)).Max();

    private static string Pad(string text, Shape shape, int place)
    {
        var width = shape.IsWhole ? Math.Max(shape.Width, TextFit.Width(text)) : shape.Width;
        return (place == 0 ? "" : new string(' ', Gap)) + TextFit.Fit(text, width, shape.IsRight);
    }

    private static void Drop(List<Shape> shapes, int room)
    {
        while (Total(shapes, shape => Math.Min(shape.Width, shape.Shortest ?? shape.Width)) > room
            && shapes.MaxBy(shape => shape.Rank) is { Rank: > 0 } next)
            shapes.Remove(next);
    }

    private static void Shrink(List<Shape> shapes, int room)
    {
        for (var over = Total(shapes, shape => shape.Width) - room; over > 0; over--)
        {
            if (shapes.Where(shape => shape.Width > (shape.Shortest ?? shape.Width)).MaxBy(shape => shape.Width) is not { } widest)
                return;
            widest.Width--;
        }
    }

    private static int Total(List<Shape> shapes, Func<Shape, int> width) => shapes.Sum(shape => width(shape) + Gap) - Gap;

    /// <summary>A column as it is laid out.</summary>
    private sealed record Shape(string Title, int Index, bool IsRight, int Rank, int? Shortest, int Width)
    {
        public int Width { get; set; } = Width;

        public bool IsWhole { get; init; }
    }
}
