using System.Text;
using DarkLang.Lang.Diagnostics;

namespace DarkLang.Display;

/// <summary>Fits text into a number of cells of a terminal. Characters as readers see them (grapheme clusters) stay whole.</summary>
public static class TextFit
{
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : Clusters(text).Sum(cluster => cluster.Width);

    /// <summary>Returns the text, or its beginning and <c>…</c> where it is wider.</summary>
    public static string Cut(string text, int width) => Width(text) <= width ? text : width > 0 ? Start(text, width - 1) + "…" : "";

    /// <summary>Returns as much of the beginning as fits.</summary>
    public static string Start(string text, int width)
    {
        var (used, end) = (0, 0);
        foreach (var cluster in Clusters(text))
        {
            used += cluster.Width;
            if (used > width)
                break;
            end += cluster.Length;
        }
        return text[..end];
    }

    /// <summary>Returns as much of the end as fits.</summary>
    public static string End(string text, int width)
    {
        var (used, start) = (Width(text), 0);
        foreach (var cluster in Clusters(text))
        {
            if (used <= width)
                break;
            (used, start) = (used - cluster.Width, start + cluster.Length);
        }
        return text[start..];
    }

    /// <summary>Returns the text cut or padded to exactly that width.</summary>
    public static string Fit(string text, int width, bool right = false)
    {
        var cut = Cut(text, width);
        var space = new string(' ', Math.Max(0, width - Width(cut)));
        return right ? space + cut : cut + space;
    }

    /// <summary>Breaks a text between words into lines; a word that is wider than a line is cut.</summary>
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

    private static IEnumerable<(int Length, int Width)> Clusters(string text)
    {
        for (int at = 0, length; at < text.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(text, at);
            yield return (length, TextWidth.Of(text.AsSpan(at, length)));
        }
    }
}
