using System.Collections.Immutable;

namespace DarkLang.Tui.Screens;

/// <summary>Which of some rows is selected, and which are marked. A row is known by a text.</summary>
internal sealed record ListSelection
{
    public static ListSelection None { get; } = new();

    public ImmutableArray<string> Rows { get; private init; } = [];

    public ImmutableHashSet<string> Marks { get; private init; } = [];

    /// <summary>The place of the selected row.</summary>
    public int At { get; private init; }

    /// <summary>Null while there is nothing to select.</summary>
    public string? Row => At < Rows.Length ? Rows[At] : null;

    /// <summary>What acts are for: the marked rows, or else the selected one.</summary>
    public IReadOnlyList<string> Chosen => Marks.IsEmpty ? Row is { } row ? [row] : [] : [.. Rows.Where(Marks.Contains)];

    public ListSelection Move(int rows) =>
        this with { At = Math.Clamp((int)Math.Min((long)At + rows, int.MaxValue), 0, Math.Max(0, Rows.Length - 1)) };

    /// <summary>The row itself when it is there.</summary>
    public ListSelection To(string row) => Rows.IndexOf(row) is >= 0 and var at ? this with { At = at } : this;

    /// <summary>Newer rows: the selection stays on its row, or near the place where that was; marks of rows that are gone go with them.</summary>
    public ListSelection Among(IEnumerable<string> rows)
    {
        ImmutableArray<string> newer = [.. rows];
        var at = Row is { } row && newer.IndexOf(row) is >= 0 and var place ? place : Math.Clamp(At, 0, Math.Max(0, newer.Length - 1));
        return this with { Rows = newer, At = at, Marks = Marks.IsEmpty ? Marks : Marks.Intersect(newer) };
    }

    /// <summary>Marks the row, or takes its mark off, and goes on to the next.</summary>
    public ListSelection Mark() => Row is { } row ? (this with { Marks = Marks.SymmetricExcept([row]) }).Move(1) : this;

    public ListSelection WithoutMarks() => this with { Marks = [] };
}
