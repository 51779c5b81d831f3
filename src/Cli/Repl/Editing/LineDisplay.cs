using DarkLang.Display.Editing;

namespace DarkLang.Cli.Repl.Editing;

/// <summary>Draws the text being edited, over its previous drawing.</summary>
internal sealed class LineDisplay(ITerminal terminal, bool color)
{
    // The widths of the rows down to the cursor: a terminal that became narrower has wrapped them.
    private IReadOnlyList<int> _above = [];

    /// <param name="below">Lines below the text, such as completions.</param>
    public void Draw(string first, string next, LineBuffer buffer, IReadOnlyList<string> below)
    {
        var rows = EditorRows.Of(buffer.Text, first, next, terminal.Columns);
        var cursorRow = RowOf(rows, buffer.Cursor);
        var notes = below.Select(Shorten).Take(Math.Max(0, terminal.Rows - 2)).ToList();
        // If the text is taller than the terminal, the part around the cursor is shown.
        var room = Math.Max(1, terminal.Rows - notes.Count - 1);
        var top = Math.Clamp(cursorRow - (room / 2), 0, Math.Max(0, rows.Count - room));
        var shown = rows.Skip(top).Take(room).ToList();

        var output = new StringBuilder("\e[?25l");
        Erase(output);
        var paint = new SourcePaint(buffer.Text, color);
        output.AppendJoin("\r\n", shown.Select(row => Bold(row.Prompt) + paint.In(row.Start, row.End)).Concat(notes));
        Up(output, shown.Count + notes.Count - 1 - (cursorRow - top));
        var row = rows[cursorRow];
        var column = EditorRows.WidthOfText(row.Prompt) + EditorRows.WidthOfText(buffer.Text.AsSpan(row.Start, buffer.Cursor - row.Start));
        output.Append('\r');
        if (column > 0)
            output.Append("\e[").Append(column).Append('C');
        terminal.Write(output.Append("\e[?25h").ToString());
        _above = [.. shown.Take(cursorRow - top + 1).Select(shownRow => shownRow.Width)];
    }

    /// <summary>Leaves the text on the terminal and moves below it.</summary>
    public void Finish(string first, string next, LineBuffer buffer)
    {
        Draw(first, next, buffer with { Cursor = buffer.Text.Length }, []);
        terminal.Write("\r\n");
        _above = [];
    }

    public void Clear()
    {
        terminal.Write("\e[H\e[2J");
        _above = [];
    }

    private void Erase(StringBuilder output)
    {
        var columns = terminal.Columns;
        Up(output, _above.Select((width, index) => Math.Max(0, width - 1) / columns + (index + 1 < _above.Count ? 1 : 0)).Sum());
        output.Append("\r\e[J");
    }

    private static void Up(StringBuilder output, int count)
    {
        if (count > 0)
            output.Append("\e[").Append(count).Append('A');
    }

    /// <summary>Returns the row of the cursor: at the end of a full row, that is the next one.</summary>
    private static int RowOf(IReadOnlyList<EditorRow> rows, int cursor)
    {
        var at = 0;
        while (at + 1 < rows.Count && rows[at + 1].Start <= cursor)
            at++;
        return at;
    }

    private string Bold(string prompt) => color && prompt.Length > 0 ? $"\e[1m{prompt}\e[0m" : prompt;

    private string Shorten(string line)
    {
        var row = EditorRows.Of(line, "", "", terminal.Columns)[0];
        var text = line[row.Start..row.End];
        return color ? $"\e[2m{text}\e[0m" : text;
    }
}
