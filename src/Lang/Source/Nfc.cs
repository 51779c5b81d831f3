using System.Text;

namespace DarkLang.Lang.Source;

/// <summary>The form C of Unicode, in which characters that look the same are the same.</summary>
internal static class Nfc
{
    // Below it no character combines with one before it.
    public const char FirstCombining = '\u0300';

    // A code point that is no character: it combines with nothing, and .NET normalises no text that holds it.
    private const char NoCharacter = '\uFFFE';

    /// <summary>Halves of surrogate pairs, which a damaged file may hold, become U+FFFD.</summary>
    public static string Of(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstCombining - 1)) ? text : Normalize(text);

    private static string Normalize(string text)
    {
        try
        {
            return text.IsNormalized() ? text : text.Normalize();
        }
        catch (ArgumentException)
        {
            return string.Join(NoCharacter, text.Split(NoCharacter).Select(part => WholePairs(part).Normalize()));
        }
    }

    private static string WholePairs(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.ToString());
        return result.ToString();
    }
}
