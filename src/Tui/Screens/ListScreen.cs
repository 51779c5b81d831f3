using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>A screen of rows, of which one is selected, some are marked, and a filter leaves some out.</summary>
internal abstract record ListScreen : Screen
{
    public ListSelection Selection { get; init; } = ListSelection.None;

    /// <summary>Rows without this text are left out; empty for none.</summary>
    public string Filter { get; private init; } = "";

    /// <summary>The rows that pass the filter.</summary>
    protected abstract IEnumerable<string> RowsIn(CanvasModel model);

    public override Screen Move(int rows) => this with { Selection = Selection.Move(rows) };

    public override Screen Select(string row) => this with { Selection = Selection.To(row) };

    public override Screen Seen(CanvasModel model) => this with { Selection = Selection.Among(RowsIn(model)) };

    /// <summary>Marks are for what was seen when they were made: another filter takes them off.</summary>
    public ListScreen Filtered(string text) => this with { Filter = text, Selection = Selection.WithoutMarks() };

    public ListScreen Marked() => this with { Selection = Selection.Mark() };

    public ListScreen WithoutMarks() => this with { Selection = Selection.WithoutMarks() };

    public override string? Copies(CanvasModel model) => Selection.Row;

    public override string? SearchText => Filter;

    /// <summary>The filter takes effect while it is typed.</summary>
    public override Screen Seeking(string text) => Filtered(text);

    protected bool Passes(params IEnumerable<string?> texts) =>
        Filter is "" || texts.Any(text => text is not null && text.Contains(Filter, StringComparison.OrdinalIgnoreCase));

    protected TableRow Row(string row, IReadOnlyList<Piece> cells) => new(cells, Selection.Row == row, row, Selection.Marks.Contains(row));

    /// <summary>The title, and the filter where there is one.</summary>
    protected ScreenLine Rule(string title, int width) => Pane.Rule(title, width, Filter is "" ? "" : $"/filter: {Words.OneLine(Filter)}");
}
