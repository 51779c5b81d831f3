namespace DarkLang.Cli.Repl.Editing;

/// <summary>A row of the terminal: a part of the text, after a prompt if the row has one.</summary>
/// <param name="Width">In cells, with the prompt.</param>
internal readonly record struct EditorRow(string Prompt, int Start, int End, int Width);

/// <summary>Breaks text into rows that fit a terminal.</summary>
internal static class EditorRows
{
    /// <param name="first">The prompt of the first line.</param>
    /// <param name="next">The prompt of every other line; the further rows of a line have none.</param>
    /// <param name="columns">The last one stays empty: terminals disagree about a cursor behind it.</param>
    public static IReadOnlyList<EditorRow> Of(string text, string first, string next, int columns)
    {
        var rows = new List<EditorRow>();
        var most = columns == int.MaxValue ? columns : Math.Max(4, columns - 1);
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
            AddLine(rows, text, start, end, start == 0 ? first : next, most);
        }
        return rows;
    }

    /// <summary>Returns the width of a cluster; a control character is drawn as <c>^X</c>.</summary>
    public static int WidthOf(ReadOnlySpan<char> cluster) => char.IsControl(cluster[0]) ? 2 : TextWidth.Of(cluster);

    public static int WidthOfText(ReadOnlySpan<char> text)
    {
        var width = 0;
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(text[at..]);
            width += WidthOf(text.Slice(at, length));
        }
        return width;
    }

    private static void AddLine(List<EditorRow> rows, string text, int start, int end, string prompt, int most)
    {
        var width = WidthOfText(prompt);
        for (int at = start, length; at < end; at += length)
        {
            length = StringInfo.GetNextTextElementLength(text.AsSpan(at, end - at));
            var cells = WidthOf(text.AsSpan(at, length));
            if (width + cells > most)
            {
                rows.Add(new EditorRow(prompt, start, at, width));
                (start, width, prompt) = (at, 0, "");
            }
            width += cells;
        }
        rows.Add(new EditorRow(prompt, start, end, width));
    }
}
