namespace DarkLang.Tui.Screens;

/// <summary>Which row is selected and which are marked. A row is identified by a text.</summary>
internal sealed record ListSelection
{
    public static ListSelection None { get; } = new();

    public ImmutableArray<string> Rows { get; private init; } = [];

    public ImmutableHashSet<string> Marks { get; private init; } = [];

    /// <summary>The index of the selected row.</summary>
    public int At { get; private init; }

    /// <summary>Null while there is nothing to select.</summary>
    public string? Row => At < Rows.Length ? Rows[At] : null;

    /// <summary>The rows that commands apply to: the marked ones, or else the selected one.</summary>
    public IReadOnlyList<string> Chosen => Marks.IsEmpty ? Row is { } row ? [row] : [] : [.. Rows.Where(Marks.Contains)];

    public ListSelection Move(int rows) =>
        this with { At = Math.Clamp((int)Math.Min((long)At + rows, int.MaxValue), 0, Math.Max(0, Rows.Length - 1)) };

    /// <summary>Selects a row, if it exists.</summary>
    public ListSelection To(string row) => Rows.IndexOf(row) is >= 0 and var at ? this with { At = at } : this;

    /// <summary>Takes newer rows. The selection stays on its row, or near where that was; marks stay on rows that still exist.</summary>
    public ListSelection Among(IEnumerable<string> rows)
    {
        ImmutableArray<string> newer = [.. rows];
        if (newer.SequenceEqual(Rows))
            return this;
        var at = Row is { } row && newer.IndexOf(row) is >= 0 and var index ? index : Math.Clamp(At, 0, Math.Max(0, newer.Length - 1));
        return this with { Rows = newer, At = at, Marks = Marks.IsEmpty ? Marks : Marks.Intersect(newer) };
    }

    /// <summary>Marks or unmarks the row, and selects the next one.</summary>
    public ListSelection Mark() => Row is { } row ? (this with { Marks = Marks.SymmetricExcept([row]) }).Move(1) : this;

    public ListSelection WithoutMarks() => this with { Marks = [] };
}
