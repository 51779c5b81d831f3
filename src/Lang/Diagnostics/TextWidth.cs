using System.Globalization;
using System.Text;

namespace DarkLang.Lang.Diagnostics;

/// <summary>How many cells of a terminal a character takes.</summary>
public static class TextWidth
{
    /// <param name="element">One grapheme cluster.</param>
    public static int Of(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out var rune, out var used);
        // The emoji sign turns a narrow symbol into a wide one.
        if (element[used..].Contains('\ufe0f') || IsWide(rune.Value))
            return 2;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format ? 0 : 1;
    }

    private static bool IsWide(int rune) => rune is
        >= 0x1100 and <= 0x115F or
        >= 0x231A and <= 0x231B or
        >= 0x23E9 and <= 0x23EC or
        >= 0x2E80 and <= 0x303E or
        >= 0x3041 and <= 0xA4CF or
        >= 0xAC00 and <= 0xD7A3 or
        >= 0xF900 and <= 0xFAFF or
        >= 0xFE30 and <= 0xFE6F or
        >= 0xFF00 and <= 0xFF60 or
        >= 0xFFE0 and <= 0xFFE6 or
        >= 0x1F1E6 and <= 0x1F1FF or
        >= 0x1F300 and <= 0x1F64F or
        >= 0x1F680 and <= 0x1F6FF or
        >= 0x1F900 and <= 0x1F9FF or
        >= 0x1FA70 and <= 0x1FAFF or
        >= 0x20000 and <= 0x3FFFD;
}
