using Wcwidth;

namespace DarkLang.Lang.Diagnostics;

/// <summary>The number of terminal cells that a character takes.</summary>
public static class TextWidth
{
    /// <param name="element">One grapheme cluster.</param>
    public static int Of(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out var rune, out var used);

        // The package measures code points: it knows neither that the emoji selector widens the symbol before it, nor that two regional
        // indicators make one flag.
        if (element[used..].Contains('\ufe0f') || rune.Value is >= 0x1F1E6 and <= 0x1F1FF)
            return 2;

        // It returns 0 for vowel signs and jamo, which take a cell at the start of a cluster, and by mistake for the letter U+1200.
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            ? 0
            : Math.Max(1, UnicodeCalculator.GetWidth(rune));
    }
}
