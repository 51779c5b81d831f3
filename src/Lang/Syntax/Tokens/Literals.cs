using System.Text;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>The values of text literals. Mistakes in them were reported by the tokenizer; here they are only passed over.</summary>
internal static class Literals
{
    /// <summary>The content of a string or Char with escapes resolved, in NFC.</summary>
    public static string Decode(ReadOnlySpan<char> content, bool braces)
    {
        if (!content.Contains('\\'))
            return Normalise(content.ToString());

        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length;)
        {
            if (content[i] == '\\')
                text.Append(Escapes.Read(content, ref i, braces, out _));
            else
                text.Append(content[i++]);
        }
        return Normalise(text.ToString());
    }

    /// <summary>The content of a raw string in NFC, with LF line breaks however the file is stored.</summary>
    public static string DecodeRaw(ReadOnlySpan<char> content) =>
        Normalise(content.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));

    public static string Normalise(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        // Normalising throws on half a surrogate pair, which a damaged file may hold.
        return HasLoneSurrogate(text) ? ReplaceLoneSurrogates(text).Normalize() : text.Normalize();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return true;
            i++;
        }
        return false;
    }

    private static string ReplaceLoneSurrogates(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.ToString());
        return result.ToString();
    }
}
