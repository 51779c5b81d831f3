using System.Text;

namespace DarkLang.Structure.Tests;

/// <summary>
/// Blanks the comments and the contents of strings and characters in C#; every line keeps its number. The holes of interpolated strings
/// are blanked too.
/// </summary>
internal static class CodeText
{
    public static string Of(string text)
    {
        var code = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = EndOfTrivia(text, at);
            if (end == at)
            {
                code.Append(text[at++]);
                continue;
            }
            foreach (var c in text.AsSpan(at, end - at))
                code.Append(c == '\n' ? '\n' : ' ');
            at = end;
        }
        return code.ToString();
    }

    /// <summary>Returns the lines, counted from zero, that start inside a raw string.</summary>
    public static IReadOnlySet<int> LinesInRawStrings(string text)
    {
        var lines = new HashSet<int>();
        var (at, line) = (0, 0);
        while (at < text.Length)
        {
            var end = Math.Max(EndOfTrivia(text, at), at + 1);
            var isRaw = text.AsSpan(at) is ['"', '"', '"', ..];
            for (; at < end; at++)
            {
                if (text[at] != '\n')
                    continue;
                line++;
                if (isRaw)
                    lines.Add(line);
            }
        }
        return lines;
    }

    private static int EndOfTrivia(string text, int at) => text.AsSpan(at) switch
    {
        ['/', '/', ..] => EndAt(text, at, "\n", 0),
        ['/', '*', ..] => EndAt(text, at + 2, "*/", 2),
        ['"', '"', '"', ..] => EndOfRaw(text, at),
        ['@', '"', ..] => EndOfVerbatim(text, at + 2),
        ['@', '$', '"', ..] or ['$', '@', '"', ..] => EndOfVerbatim(text, at + 3),
        ['"', ..] => EndOfEscaped(text, at + 1, '"'),
        ['\'', ..] => EndOfEscaped(text, at + 1, '\''),
        _ => at,
    };

    private static int EndAt(string text, int from, string mark, int length)
    {
        var found = text.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + length;
    }

    private static int EndOfRaw(string text, int at)
    {
        var quotes = 0;
        while (at + quotes < text.Length && text[at + quotes] == '"')
            quotes++;
        return EndAt(text, at + quotes, new string('"', quotes), quotes);
    }

    private static int EndOfVerbatim(string text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"')
                continue;
            if (at + 1 == text.Length || text[at + 1] != '"')
                return at + 1;
            at++;
        }
        return at;
    }

    private static int EndOfEscaped(string text, int at, char quote)
    {
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == quote)
                return at + 1;
            if (text[at] == '\\')
                at++;
        }
        return at;
    }
}
