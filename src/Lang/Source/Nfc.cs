namespace DarkLang.Lang.Source;

/// <summary>
/// Unicode normalisation form C, in which characters that look the same are the same. All texts of the language are in it, so whatever
/// comes from outside and is compared with one, such as a name or a key, must be as well.
/// </summary>
public static class Nfc
{
    // No character below it combines with the one before it.
    public const char FirstCombining = '\u0300';

    // This code point is not a character: it combines with nothing, and .NET refuses to normalise text that contains it.
    private const char NoCharacter = '\uFFFE';

    /// <summary>Returns the text in NFC. Lone surrogates, which a damaged file may contain, become U+FFFD.</summary>
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
            return string.Join(NoCharacter, text.Split(NoCharacter).Select(part => string.Concat(part.EnumerateRunes()).Normalize()));
        }
    }
}
