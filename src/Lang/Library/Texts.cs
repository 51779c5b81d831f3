using System.Globalization;
using System.Text;

namespace DarkLang.Lang.Library;

/// <summary>What Strings need: NFC, and grapheme clusters.</summary>
internal static class Texts
{
    // Below it no character combines with one before it.
    private const char FirstCombining = '\u0300';

    public static string Normalize(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstCombining - 1)) ? text : NormalizeAll(text);

    /// <summary>Both parts are NFC; only where they meet can something combine.</summary>
    public static string Concat(string left, string right) =>
        left.Length == 0 ? right
        : right.Length == 0 ? left
        : right[0] < FirstCombining ? string.Concat(left, right)
        : NormalizeAll(string.Concat(left, right));

    /// <summary>The number of grapheme clusters.</summary>
    public static int Length(string text)
    {
        if (IsOneUnitEach(text))
            return text.Length;
        var count = 0;
        for (var rest = text.AsSpan(); rest.Length > 0; rest = rest[StringInfo.GetNextTextElementLength(rest)..])
            count++;
        return count;
    }

    /// <summary>Whether every UTF-16 unit is a cluster of its own: ASCII without CR LF.</summary>
    public static bool IsOneUnitEach(ReadOnlySpan<char> text) => Ascii.IsValid(text) && !text.Contains('\r');

    /// <summary>Where the cluster of a number begins; the length of the text when there are not so many.</summary>
    public static int Offset(ReadOnlySpan<char> text, long cluster)
    {
        if (cluster >= text.Length || IsOneUnitEach(text))
            return (int)Math.Min(cluster, text.Length);
        var offset = 0;
        for (; cluster > 0 && offset < text.Length; cluster--)
            offset += StringInfo.GetNextTextElementLength(text[offset..]);
        return offset;
    }

    /// <summary>The start of each cluster, and the length of the text at the end.</summary>
    public static List<int> Boundaries(string text)
    {
        var boundaries = new List<int>(text.Length + 1);
        for (var offset = 0; offset < text.Length; offset += StringInfo.GetNextTextElementLength(text.AsSpan(offset)))
            boundaries.Add(offset);
        boundaries.Add(text.Length);
        return boundaries;
    }

    private static string NormalizeAll(string text)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair can't be normalised; the text is left as it is.
            return text;
        }
    }
}
