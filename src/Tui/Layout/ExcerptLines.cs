namespace DarkLang.Tui.Layout;

/// <summary>
/// Fits a rendered diagnostic into a width. Sentences are wrapped between words. Lines of source are not: they are cut, and shifted where
/// that is needed for their marks, which stay below what they mark.
/// </summary>
internal static class ExcerptLines
{
    private const char Bar = '│';

    public static IReadOnlyList<ScreenLine> Fit(string text, int width)
    {
        var lines = text.TrimEnd().Split('\n').Select(DisplayText.PrintableLine).ToList();
        var fitted = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i + 1 < lines.Count && IsSource(lines[i]) && MarksIn(lines[i + 1]) is { } marks)
                fitted.AddRange(Shifted(lines[i], lines[++i], marks, width));
            else if (IsSource(lines[i]))
                fitted.Add(TextFit.Cut(lines[i], width));
            else
                fitted.AddRange(ScreenLine.Of(lines[i]).Wrapped(width).Select(line => line.Text));
        }
        return [.. fitted.Select(line => ScreenLine.Of(line))];
    }

    /// <summary>Returns a line of source and its marks, from the same column on, and the label of the marks where there is room.</summary>
    private static IEnumerable<string> Shifted(string source, string marked, (int Start, int End) marks, int width)
    {
        var gutter = source.IndexOf(Bar, StringComparison.Ordinal) + 1;
        var room = Math.Max(2, width - gutter);
        var from = Math.Clamp(marks.End + 1 - room, 0, marks.Start);
        var code = source[gutter..];
        yield return source[..gutter] + TextFit.Cut(from == 0 ? code : "…" + TextFit.End(code, TextFit.Width(code) - from - 1), room);
        var below = marked[gutter..(gutter + marks.End)][from..];
        var label = marked[(gutter + marks.End)..].Trim();
        if (TextFit.Width(below) + TextFit.Width(label) < room)
        {
            yield return $"{marked[..gutter]}{below} {label}".TrimEnd();
            yield break;
        }
        yield return marked[..gutter] + TextFit.Start(below, room);
        foreach (var line in label.Length == 0 ? [] : ScreenLine.Of(label).Wrapped(room - 1))
            yield return $"{marked[..gutter]} {line.Text}";
    }

    private static bool IsSource(string line) =>
        line.IndexOf(Bar, StringComparison.Ordinal) is > 0 and var bar && line.AsSpan(0, bar).Trim("0123456789 ").IsEmpty;

    /// <summary>Returns where the marks of a line are, behind its bar; null if it has none.</summary>
    private static (int Start, int End)? MarksIn(string line)
    {
        if (!IsSource(line) || line.AsSpan(0, line.IndexOf(Bar, StringComparison.Ordinal)).IndexOfAnyExcept(' ') >= 0)
            return null;
        var text = line.AsSpan(line.IndexOf(Bar, StringComparison.Ordinal) + 1);
        var start = text.IndexOfAnyExcept(' ');
        if (start < 0 || text[start] is not ('^' or '-'))
            return null;
        var length = text[start..].IndexOfAnyExcept(text[start]);
        return (start, length < 0 ? text.Length : start + length);
    }
}
