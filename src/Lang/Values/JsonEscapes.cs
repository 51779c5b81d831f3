namespace DarkLang.Lang.Values;

/// <summary>
/// Escapes the content of a JSON string: what JSON requires, and what a reader could not see. Other text, such as accents and emoji, stays
/// as it is.
/// </summary>
public static class JsonEscapes
{
    /// <summary>What no string needs to escape.</summary>
    public static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(letter => letter is not ('"' or '\\'))));

    public static string Of(string text)
    {
        var at = FirstIn(text);
        if (at < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, at);
        while (at < text.Length)
        {
            var isEscaped = IsEscapedAt(text, at, out var rune);
            escaped.Append(isEscaped ? Escape(rune) : rune.ToString());
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        }
        return escaped.ToString();
    }

    /// <summary>Returns the place of the first character to escape, or -1.</summary>
    public static int FirstIn(string text)
    {
        var next = text.AsSpan().IndexOfAnyExcept(Plain);
        if (next < 0)
            return -1;
        for (var at = next; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            if (IsEscapedAt(text, at, out _))
                return at;
        }
        return -1;
    }

    private static bool IsEscapedAt(string text, int at, out Rune rune)
    {
        // Half a character can't be written at all.
        if (!Rune.TryGetRuneAt(text, at, out rune))
        {
            rune = Rune.ReplacementChar;
            return true;
        }
        return rune.Value is '"' or '\\' or < ' '
            || rune.Value > '~' && (InvisibleCharacters.IsHidden(text, at, rune) || IsUnclear(rune));
    }

    /// <summary>Whether no font can show a code point, or it looks like a space.</summary>
    private static bool IsUnclear(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.SpaceSeparator;

    private static string Escape(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ when rune == Rune.ReplacementChar => rune.ToString(),
        _ => string.Concat(rune.ToString().Select(unit => FormattableString.Invariant($"\\u{(int)unit:X4}"))),
    };
}
