namespace DarkLang.Lang.Diagnostics;

/// <summary>Source lines with numbers, underlined, with a label under the end.</summary>
internal sealed class Excerpt(StringBuilder output, Paint paint, int gutter)
{
    // Of a span with more lines than this, only the first ones and the last are shown.
    private const int MaxLines = 4;

    public static int GutterFor(IEnumerable<Location> places) =>
        places.Where(place => place.Source is not null).Select(place => LastLine(place).ToString(CultureInfo.InvariantCulture).Length)
            .DefaultIfEmpty(1).Max();

    public void Write(Location place, char mark, string label, Style style)
    {
        WriteGutter("", '┌');
        output.Append(' ').Append(InvisibleCharacters.Escaped(place.ToString())).Append('\n');
        var first = place.Start.Line;
        var last = LastLine(place);
        for (var line = first; line <= last; line++)
        {
            if (last - first >= MaxLines && line == first + MaxLines - 2)
            {
                WriteGutter("", '⋮');
                output.Append('\n');
                line = last;
            }
            WriteLine(place, line, mark, line == last ? label : "", style);
        }
    }

    public void WriteGutter(string number, char bar) => output.Append(paint.In(Style.Gutter, number.PadLeft(gutter) + bar));

    private void WriteLine(Location place, int number, char mark, string label, Style style)
    {
        var source = place.Source;
        var line = source.Line(number);
        var lineStart = source.LineStart(number);
        var indentation = line.Length - line.TrimStart().Length;
        var start = Math.Max(place.Span.Start - lineStart, number == place.Start.Line ? 0 : indentation);
        var end = Math.Min(place.Span.End - lineStart, line.Length);
        var (text, cell, length) = new DisplayLine(line).Cut(start, end);
        WriteGutter(number.ToString(CultureInfo.InvariantCulture), '│');
        output.Append(text.Length == 0 ? "" : " ").Append(text).Append('\n');
        if (text.Length == 0 && label.Length == 0 && number != place.Start.Line)
            return;
        WriteGutter("", '│');
        output.Append(' ', cell + 1).Append(paint.In(style, Underline(mark, length, label))).Append('\n');
    }

    private static string Underline(char mark, int length, string label) =>
        label.Length == 0 ? new string(mark, length) : $"{new string(mark, length)} {label}";

    private static int LastLine(Location place) => place.Span.Length == 0 ? place.Start.Line : place.Source.Locate(place.Span.End - 1).Line;
}
