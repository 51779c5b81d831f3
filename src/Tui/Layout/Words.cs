using System.Globalization;
using System.Text;
using Terminal.Gui.Text;

namespace DarkLang.Tui.Layout;

/// <summary>Texts of a screen: short, one line, and of a known width in columns.</summary>
internal static class Words
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 60 } => string.Create(Invariant, $"{(long)Math.Max(0, duration.TotalSeconds)}s"),
        { TotalHours: < 1 } => string.Create(Invariant, $"{duration.Minutes}m{duration.Seconds:00}s"),
        { TotalDays: < 1 } => string.Create(Invariant, $"{duration.Hours}h{duration.Minutes:00}m"),
        _ => string.Create(Invariant, $"{duration.Days}d{duration.Hours:00}h"),
    };

    /// <summary>A duration as a clock shows it.</summary>
    public static string Clock(TimeSpan duration) => duration.TotalDays < 1
        ? string.Create(
            Invariant, $"{(int)Math.Max(0, duration.TotalHours):00}:{Math.Max(0, duration.Minutes):00}:{Math.Max(0, duration.Seconds):00}")
        : Duration(duration);

    /// <summary>A moment as clocks of a place show it: the time of today, or else the day.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (there, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        return there.ToString(there.Date == today.Date ? "HH:mm:ss" : there.Year == today.Year ? "dd MMM HH:mm" : "yyyy-MM-dd", Invariant);
    }

    /// <summary>A number and its noun.</summary>
    public static string Several(long count, string noun) => string.Create(Invariant, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>How long a run took, as exactly as that matters.</summary>
    public static string Took(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => string.Create(Invariant, $"{duration.TotalMicroseconds:0}µs"),
        { TotalSeconds: < 1 } => string.Create(Invariant, $"{duration.TotalMilliseconds:0.0}ms"),
        { TotalSeconds: < 60 } => string.Create(Invariant, $"{duration.TotalSeconds:0.00}s"),
        _ => Duration(duration),
    };

    /// <summary>The beginning of an id, as commands take it.</summary>
    public static string ShortId(Guid id) => id.ToString()[..8];

    /// <summary>At most six columns wide, rounded down.</summary>
    public static string Count(long count) => count switch
    {
        < 100_000 => count.ToString(Invariant),
        < 100_000_000 => string.Create(Invariant, $"{count / 1000}k"),
        < 100_000_000_000 => string.Create(Invariant, $"{count / 1_000_000}M"),
        _ => string.Create(Invariant, $"{count / 1_000_000_000}G"),
    };

    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : text.GetColumns();

    /// <summary>One line that can do a terminal no harm, whatever is in the text.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var line = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (letter is '\n' or '\r' or '\t')
                line.Append(' ');
            else if (char.IsControl(letter))
                line.Append(Invariant, $"\\u{{{(int)letter:X}}}");
            else
                line.Append(letter);
        }
        return line.ToString();
    }

    /// <summary>The text cut to a width, with a sign that something was cut.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        return width > 0 ? Beginning(text, width - 1) + "…" : "";
    }

    /// <summary>As many letters as fit a width, each whole.</summary>
    public static string Beginning(string text, int width)
    {
        var (used, end) = (0, 0);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            used += Width(text.Substring(end, length));
            if (used > width)
                break;
            end += length;
        }
        return text[..end];
    }

    /// <summary>As many letters of the end as fit a width, each whole.</summary>
    public static string End(string text, int width)
    {
        var letters = new Queue<(int Length, int Width)>();
        var (used, start) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var columns = Width(text.Substring(at, length));
            letters.Enqueue((length, columns));
            (used, at) = (used + columns, at + length);
            while (used > width)
            {
                var first = letters.Dequeue();
                (used, start) = (used - first.Width, start + first.Length);
            }
        }
        return text[start..];
    }

    /// <summary>The words of a text in lines of at most that width; a word that is longer is cut.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > width)
            {
                yield return Cut(line, width);
                line = "";
            }
            line += line.Length > 0 ? " " + word : word;
        }
        yield return Cut(line, width);
    }

    /// <summary>The text in exactly that width.</summary>
    public static string Fit(string text, int width, bool right = false)
    {
        var cut = Cut(text, width);
        var space = new string(' ', Math.Max(0, width - Width(cut)));
        return right ? space + cut : cut + space;
    }
}
