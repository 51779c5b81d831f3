using DarkLang.Tui.Screens.Messages;

namespace DarkLang.Tui.Screens;

/// <summary>A screen of rows: one is selected, some may be marked, and a filter may hide some.</summary>
internal abstract record ListScreen : Screen
{
    private const int WidthOfPointer = 2;

    public ListSelection Selection { get; init; } = ListSelection.None;

    /// <summary>Only rows that contain this text are shown; empty for all rows.</summary>
    public string Filter { get; private init; } = "";

    /// <summary>The filter as a condition that the runtime evaluates; null while it is typed, or if it is only a text.</summary>
    public string? Where { get; private init; }

    /// <summary>What the condition left out.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the rows are messages, which a condition may select.</summary>
    protected virtual bool TakesConditions => false;

    /// <summary>How many lines of the detail of the selected row are scrolled away.</summary>
    public int DetailFrom { get; private init; }

    /// <summary>The ids of the rows that match the filter.</summary>
    protected abstract IEnumerable<string> RowsIn(CanvasModel model);

    public override Screen Move(int rows) => this with { Selection = Selection.Move(rows), DetailFrom = 0 };

    public override Screen Select(string row) => this with { Selection = Selection.To(row), DetailFrom = 0 };

    public override Screen WithModel(CanvasModel model) => this with { Selection = Selection.Among(RowsIn(model)) };

    /// <summary>Scrolls the detail. Where it ends depends on the size of the terminal.</summary>
    public ListScreen Scrolled(int lines) => this with { DetailFrom = Math.Max(0, DetailFrom + lines) };

    /// <summary>Sets the filter, and clears the marks: they were made among other rows.</summary>
    public ListScreen Filtered(string text) =>
        this with { Filter = Nfc.Of(text), Where = null, Note = null, Selection = Selection.WithoutMarks() };

    public ListScreen Marked() => this with { Selection = Selection.Mark() };

    public ListScreen WithoutMarks() => this with { Selection = Selection.WithoutMarks() };

    public override string? Copies(CanvasModel model) => Selection.Row;

    public override string? SearchText => Filter;

    /// <summary>The filter applies while it is typed.</summary>
    public override Screen OnSearchChanged(string text) => Filtered(text);

    /// <summary>A condition applies once it is entered.</summary>
    public override CanvasModel Search(string text, CanvasModel model)
    {
        var filtered = Filtered(text);
        return model.Replace(filtered.HidesNone && text is not "" ? filtered with { Where = filtered.Filter } : filtered);
    }

    /// <summary>Takes over the condition of another list.</summary>
    protected ListScreen Conditioned(ListScreen other) =>
        other.Where is null ? this : this with { Filter = other.Filter, Where = other.Where };

    private bool HidesNone => Filter is "" || (TakesConditions && MessageFetch.IsCondition(Filter));

    protected bool Passes(params IEnumerable<string?> texts) =>
        HidesNone || texts.Any(text => text is not null && text.Contains(Filter, StringComparison.OrdinalIgnoreCase));

    /// <summary>Lays the rows out as a table with a header.</summary>
    /// <param name="idOf">Returns the id of a row.</param>
    /// <param name="room">The visible lines: rows farther than this from the selected one stay empty.</param>
    public IReadOnlyList<ScreenLine> TableOf<T>(
        IEnumerable<Column<T>> columns, IReadOnlyList<T> rows, Func<T, string> idOf, CanvasModel model, int width, int room = int.MaxValue)
    {
        var table = Table.Of(columns, rows, model.Style, width - WidthOfPointer);
        var ids = rows.Select(idOf).ToList();
        var selected = Math.Max(0, ids.IndexOf(Selection.Row ?? ""));
        return
        [
            new ScreenLine([new Piece("  "), .. table.Header.Select(title => new Piece(title, Tone.Faint))]),
            .. ids.Select((id, i) => Math.Abs((long)i - selected) > room ? ScreenLine.Empty : Line(id, table.Row(i))),
        ];
    }

    /// <summary>Renders a screen of one table, with the selected row in full.</summary>
    /// <param name="whenEmpty">Stands in place of a table without rows.</param>
    protected IEnumerable<ScreenLine> Page<T>(
        CanvasModel model, int width, int height, string title, IEnumerable<Column<T>> columns, IReadOnlyList<T> rows, Func<T, string> idOf,
        Func<T, IEnumerable<ScreenLine>> detail, string whenEmpty)
    {
        var header = Header.Render(model, width);
        var room = height - header.Count - 1;
        return [.. header, Rule(title, width), .. rows is []
            ? [ScreenLine.Of("  " + whenEmpty, Tone.Faint)]
            : Pane.WithDetail(
                pane => TableOf(columns, rows, idOf, model, pane, room),
                pane => Pane.Wrapped([.. rows.Where(row => idOf(row) == Selection.Row).Take(1).SelectMany(detail)], pane), width, room,
                DetailFrom)];
    }

    /// <summary>The line in place of rows that the filter hides.</summary>
    protected string NoMatch(string what) => this switch
    {
        { Where: null } => $"no {what} contains \"{DisplayText.PrintableLine(Filter)}\": Esc clears the filter",
        { Note: { } note } => $"{DisplayText.PrintableLine(note)}: Esc clears the filter",
        _ => $"`{DisplayText.PrintableLine(Filter)}` holds for no {what}: Esc clears the filter",
    };

    private ScreenLine Line(string id, IEnumerable<Cell> cells)
    {
        var isSelected = Selection.Row == id;
        var pointer = new Piece((isSelected ? "▶" : " ") + (Selection.Marks.Contains(id) ? "✓" : " "), Tone.Strong);
        return new ScreenLine([pointer, .. cells.Select(Piece.Of)], isSelected, id);
    }

    /// <summary>The title, and the filter if there is one.</summary>
    protected ScreenLine Rule(string title, int width) =>
        Pane.Rule(title, width, FilterText);

    /// <summary>The filter, and what a condition left out.</summary>
    public string FilterText =>
        Filter is "" ? "" : DisplayText.PrintableLine($"/filter: {Filter}{(Note is null ? "" : $" ({Note})")}");
}
