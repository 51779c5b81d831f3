namespace DarkLang.Display.Tables;

/// <summary>A column of a table, declared once for the commands and for the screens.</summary>
/// <param name="Write">Writes the cell of a row.</param>
/// <param name="Rank">Where a screen is too narrow, the column with the highest rank goes first; 0 always stays.</param>
public sealed record Column<T>(string Title, Func<T, TableStyle, Cell> Write, int Rank = 0)
{
    /// <summary>Whether the values are aligned to the right, as numbers and durations are.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether the values are times, which screens write as ages or waits and align like numbers.</summary>
    public bool IsTime { get; init; }

    /// <summary>A screen may cut the column down to this width; null for whole or not at all.</summary>
    public int? Shortest { get; init; }

    /// <summary>The width a screen keeps for the column, so that the table stands still while its values change.</summary>
    public int Widest { get; init; }

    /// <summary>Whether a screen leaves the column out while it has no value but zero in any row.</summary>
    public bool HidesUnused { get; init; }

    /// <summary>Whether only screens have the values: those that need more than one look at the canvas.</summary>
    public bool IsForScreens { get; init; }
}

/// <summary>Common kinds of columns.</summary>
public static class Column
{
    /// <param name="alarm">The tone of a count that is not zero.</param>
    public static Column<T> Count<T>(string title, int rank, Func<T, long> count, Tone alarm = Tone.Plain) =>
        new(title, (row, style) => new(style.Count(count(row)), count(row) > 0 ? alarm : Tone.Plain), rank) { IsNumber = true, Widest = 5 };

    /// <summary>A past time; screens write its age.</summary>
    public static Column<T> Past<T>(string title, int rank, Func<T, DateTimeOffset?> time) =>
        new(title, (row, style) => style.Past(time(row)), rank) { IsTime = true, Widest = 6 };

    /// <summary>A coming time; screens write the wait for it.</summary>
    public static Column<T> Coming<T>(string title, int rank, Func<T, DateTimeOffset?> time) =>
        new(title, (row, style) => style.Coming(time(row)), rank) { IsTime = true, Widest = 6 };

    public static Column<T> Duration<T>(string title, int rank, Func<T, TimeSpan?> time) =>
        new(title, (row, _) => time(row) is { } known ? DisplayTime.Duration(known) : Cell.None, rank) { IsNumber = true, Widest = 6 };

    /// <summary>A text of unknown content, on one line.</summary>
    /// <param name="shortest">As in <see cref="Column{T}.Shortest"/>.</param>
    /// <param name="longest">In characters; the rest is never shown.</param>
    public static Column<T> Text<T>(
        string title, int rank, Func<T, string?> text, int? shortest = null, int longest = int.MaxValue, Tone tone = Tone.Plain) =>
        new(title, (row, _) => text(row) is { } known ? new Cell(DisplayText.OneLine(known, longest), tone) : Cell.None, rank)
        {
            Shortest = shortest,
        };
}
