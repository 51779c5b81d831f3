using System.Text;
using DarkLang.Lang.Source;

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

    /// <summary>Returns a text as one line: a space for each run of white space, and what can't be seen escaped.</summary>
    /// <param name="longest">In characters; the rest is cut.</param>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 8);
        foreach (var letter in text)
        {
            if (line.Length > longest)
                break;
            if (letter is not ('\n' or '\r' or '\t' or ' '))
                line.Append(letter);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return Cut(Printable(line.ToString().TrimEnd()), longest);
    }

    /// <summary>Returns a displayed value as one line: in one of several lines, breaks separate the entries, as commas do here.</summary>
    public static string ValueLine(string text)
    {
        var lines = text.Split('\n');
        var line = new StringBuilder(lines[0]);
        foreach (var next in lines.Skip(1).Select(next => next.TrimStart(' ')))
        {
            if (next is ['}', ..] || line is { Length: > 0 } && line[^1] == '{')
                line.Append(' ');
            else if (next is not ([']', ..] or [')', ..]) && line is { Length: > 0 } && line[^1] is not ('[' or '('))
                line.Append(", ");
            line.Append(next);
        }
        return line.ToString();
    }

    /// <summary>Returns a text as one line that keeps its spaces, for source code and for text that is being typed.</summary>
    public static string PrintableLine(string text) => Printable(text.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' '));

    /// <summary>
    /// Returns a text of several lines in which characters are escaped that can't be seen, or that change what a terminal shows. Every text
    /// of unknown content that people read goes through it.
    /// </summary>
    public static string Printable(string text) => InvisibleCharacters.Escaped(text);

    /// <summary>Cuts the lines of a message: it names what is wrong, and does not print it whole.</summary>
    public static string Brief(string text, int longest) =>
        text.Length <= longest ? text : string.Join('\n', text.Split('\n').Select(line => Cut(line, longest)));

    private static string Cut(string line, int longest) =>
        line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)] + "…";
}
