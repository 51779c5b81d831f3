namespace DarkLang.Lang.Diagnostics;

/// <summary>A source line as a terminal shows it: tabs expanded, control characters replaced, columns counted in cells.</summary>
internal sealed class DisplayLine
{
    private const int TabWidth = 4;
    private const int Widest = 110;
    private const int ContextBefore = 30;

    private readonly StringBuilder _text = new();

    // The cell at which each UTF-16 unit of the line starts, and the cell at its end.
    private readonly int[] _cells;

    public DisplayLine(ReadOnlySpan<char> line)
    {
        var source = line.ToString();
        _cells = new int[source.Length + 1];
        var cell = 0;
        for (var i = 0; i < source.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(source, i);
            for (var unit = i; unit < i + length; unit++)
                _cells[unit] = cell;
            cell += Append(source.AsSpan(i, length), cell);
            i += length;
        }
        _cells[^1] = cell;
    }

    /// <summary>Returns the line and the cells of a span in it, both cut if the line is very long.</summary>
    public (string Text, int Start, int Length) Cut(int start, int end)
    {
        var first = _cells[Math.Clamp(start, 0, _cells.Length - 1)];
        var last = Math.Max(first, _cells[Math.Clamp(end, 0, _cells.Length - 1)]);
        if (_cells[^1] <= Widest)
            return (_text.ToString().TrimEnd(), first, Math.Max(1, last - first));
        var from = first <= ContextBefore ? 0 : first - ContextBefore;
        var text = Slice(from, from + Widest);
        var shift = from == 0 ? 0 : from - 1;
        var visible = Math.Min(last, from + Widest) - first;
        return (text, first - shift, Math.Max(1, visible));
    }

    /// <summary>Returns some cells of a long line, with a mark where it was cut.</summary>
    private string Slice(int from, int to)
    {
        var text = _text.ToString();
        var cut = new StringBuilder(from == 0 ? "" : "…");
        var cell = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, i);
            var width = TextWidth.Of(text.AsSpan(i, length));
            // A wide character that is cut leaves a blank, so that the columns after it stay right.
            if (cell >= from && cell + width <= to)
                cut.Append(text, i, length);
            else if (cell < from && cell + width > from)
                cut.Append(' ', cell + width - from);
            cell += width;
            i += length;
        }
        return cell > to ? cut.Append('…').ToString() : cut.ToString().TrimEnd();
    }

    private int Append(ReadOnlySpan<char> element, int cell)
    {
        if (element[0] == '\t')
        {
            var width = TabWidth - cell % TabWidth;
            _text.Append(' ', width);
            return width;
        }
        if (element[0] < ' ' || element[0] is >= '\u007f' and < '\u00a0' || TextWidth.Of(element) == 0
            || InvisibleCharacters.Escaped(element.ToString()).Length != element.Length)
        {
            _text.Append('\ufffd');
            return 1;
        }
        _text.Append(element);
        return TextWidth.Of(element);
    }
}
