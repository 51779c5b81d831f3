using System.Text;

namespace DarkLang.Display;

/// <summary>Writes counts, ids and texts of unknown content for people.</summary>
public static class DisplayText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Writes a count with a space between thousands.</summary>
    public static string Count(long count) => count.ToString("#,0", Invariant).Replace(',', ' ');

    /// <summary>Writes a count in at most six characters, rounded down.</summary>
    public static string ShortCount(long count) => count switch
    {
        < 100_000 => count.ToString(Invariant),
        < 100_000_000 => string.Create(Invariant, $"{count / 1000}k"),
        < 100_000_000_000 => string.Create(Invariant, $"{count / 1_000_000}M"),
        _ => string.Create(Invariant, $"{count / 1_000_000_000}G"),
    };

    /// <summary>Writes a count and its noun, such as <c>2 messages</c>.</summary>
    public static string Quantity(long count, string one, string? many = null) =>
        $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>Returns the beginning of an id: unique in practice, and accepted by every command.</summary>
    public static string ShortId(Guid id) => id.ToString()[..8];

    /// <summary>Returns a text as one line: a space for each run of white space, and no control characters.</summary>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 8);
        var wasSpace = false;
        foreach (var letter in text)
        {
            if (line.Length >= longest)
                return line.Append('…').ToString();
            var isSpace = letter is '\n' or '\r' or '\t' or ' ';
            if (!isSpace)
                Append(line, letter);
            else if (!wasSpace)
                line.Append(' ');
            wasSpace = isSpace;
        }
        return line.ToString().Trim();
    }

    /// <summary>Returns a text as one line that keeps its spaces, for source code and for text that is being typed.</summary>
    public static string PrintableLine(string text) =>
        text.Any(char.IsControl) ? Printable(text.Replace('\r', ' ')).Replace('\n', ' ').Replace('\t', ' ') : text;

    /// <summary>Returns a text of several lines with its control characters escaped, so that it can't confuse a terminal.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (letter is '\n' or '\t')
                safe.Append(letter);
            else
                Append(safe, letter);
        }
        return safe.ToString();
    }

    private static void Append(StringBuilder text, char letter)
    {
        if (char.IsControl(letter))
            text.Append(Invariant, $"\\u{{{(int)letter:X}}}");
        else
            text.Append(letter);
    }
}
