using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Concatenates Strings and keeps them in NFC.</summary>
internal static class NfcText
{
    /// <summary>Concatenates two Strings in NFC. Characters can only combine where the two meet.</summary>
    public static Value Concat(Value left, Value right)
    {
        if (left.TextLength == 0)
            return right;
        if (right.TextLength == 0)
            return left;
        return MayCombine(right) ? Value.String(JoinSeam(left.AsString, right.AsString)) : Rope.Of(left, right);
    }

    /// <summary>Returns whether the first character of a String may combine with one before it.</summary>
    public static bool MayCombine(Value text) => text.Reference is Rope rope ? rope.MayCombine : MayCombine(text.AsString);

    private static bool MayCombine(ReadOnlySpan<char> text) => text[0] >= Nfc.FirstCombining && IsCombining(text);

    // Marks, the Jamo that follow a leading one, and the letters that compose in the same way.
    private static bool IsCombining(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var first, out _);
        return Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark
            || first.Value is (>= 0x1160 and <= 0x11FF) or (>= 0x16D60 and <= 0x16D6F);
    }

    private static string JoinSeam(string left, string right)
    {
        var start = left.Length - 1;
        while (start > 0 && (char.IsLowSurrogate(left[start]) || MayCombine(left.AsSpan(start))))
            start--;
        var end = 1;
        while (end < right.Length && (char.IsLowSurrogate(right[end]) || MayCombine(right.AsSpan(end))))
            end++;
        var seam = Nfc.Of(string.Concat(left.AsSpan(start), right.AsSpan(0, end)));
        return string.Concat(left.AsSpan(0, start), seam, right.AsSpan(end));
    }
}
