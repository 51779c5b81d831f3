namespace DarkLang.Lang.Source;

/// <summary>
/// Finds characters that cannot be seen, or that change the order in which others are shown. A text with them reads as another one than it
/// is, so sources hold them only escaped.
/// </summary>
public static class InvisibleCharacters
{
    private const int ByteOrderMark = 0xFEFF;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    // Tags follow a black flag and end with the last one.
    private const int BlackFlag = 0x1F3F4;
    private const int FirstTag = 0xE0020;
    private const int LastTag = 0xE007F;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "\t\n" + string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)));

    /// <summary>Returns the places of such characters in a source. A byte order mark at its start belongs to the encoding.</summary>
    public static IEnumerable<(Span Span, int Code)> In(string text) =>
        Find(text).Where(found => found is not { Span.Start: 0, Code: ByteOrderMark });

    /// <summary>Returns a text in which such characters are escaped, for people: in a terminal, on a screen or in a file.</summary>
    /// <param name="escape">How one is written; <see cref="Escape"/> if omitted.</param>
    public static string Escaped(string text, Func<int, string>? escape = null)
    {
        StringBuilder? safe = null;
        var from = 0;
        foreach (var (span, code) in Find(text))
        {
            (safe ??= new StringBuilder(text.Length + 16)).Append(text, from, span.Start - from).Append((escape ?? Escape)(code));
            from = span.End;
        }
        return safe is null ? text : safe.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<(Span Span, int Code)> Find(string text)
    {
        for (var at = Next(text, 0); at < text.Length; at = Next(text, at))
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || (rune.Value == '\r' && text.AsSpan(at + 1).StartsWith("\n")))
            {
                at++;
                continue;
            }
            if (IsHidden(text, at, rune))
                yield return (new Span(at, rune.Utf16SequenceLength), rune.Value);
            at += rune.Utf16SequenceLength;
        }
    }

    /// <summary>Whether the character at a place of a text cannot be seen there.</summary>
    internal static bool IsHidden(string text, int at, Rune rune) => Hides(rune) && !IsJoined(text, at, rune);

    /// <summary>Returns how a String holds a character: <c>\u202E</c>, or <c>\u{E0001}</c>.</summary>
    public static string Escape(int code) =>
        code <= char.MaxValue ? FormattableString.Invariant($"\\u{code:X4}") : FormattableString.Invariant($"\\u{{{code:X}}}");

    private static int Next(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAnyExcept(Plain);
        return found < 0 ? text.Length : from + found;
    }

    private static bool Hides(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Signs of Arabic, Syriac, Kaithi and of hieroglyphs that enclose what follows can be seen.
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2
            or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1343F)),
        // Fillers of Hangul, the grapheme joiner and the blank of Braille.
        _ => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x34F or 0x2800,
    };

    /// <summary>
    /// Whether a joiner stands between visible characters beyond ASCII, as in emoji and the scripts of India and Persia, or a tag is in a
    /// flag.
    /// </summary>
    private static bool IsJoined(string text, int at, Rune rune)
    {
        if (rune.Value is >= FirstTag and <= LastTag)
            return IsInFlag(text, at);
        return rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner
            && Before(text, at) is { } before && CanBeJoined(before)
            && at + 1 < text.Length && Rune.TryGetRuneAt(text, at + 1, out var after) && CanBeJoined(after);
    }

    private static bool CanBeJoined(Rune rune) => !rune.IsAscii && !Hides(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    /// <summary>Whether the tags before a place follow a black flag.</summary>
    private static bool IsInFlag(string text, int at)
    {
        while (Before(text, at) is { Value: >= FirstTag and < LastTag })
            at -= 2;
        return Before(text, at) is { Value: BlackFlag };
    }

    private static Rune? Before(string text, int at)
    {
        if (at > 0 && Rune.TryGetRuneAt(text, at - 1, out var single))
            return single;
        return at > 1 && Rune.TryGetRuneAt(text, at - 2, out var pair) && pair.Utf16SequenceLength == 2 ? pair : null;
    }
}
