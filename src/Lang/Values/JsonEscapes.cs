using System.Text.Encodings.Web;

namespace DarkLang.Lang.Values;

/// <summary>
/// Escapes what JSON or a reader could misread. The encoder of .NET also escapes every character beyond U+FFFF, such as emoji.
/// </summary>
internal static class JsonEscapes
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return Encoder.Encode(text);
        var escaped = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAnyInRange('\uD800', '\uDFFF');
            var end = next < 0 ? text.Length : at + next;
            escaped.Append(Encoder.Encode(text[at..end]));
            if (end == text.Length)
                break;
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            at = end + length;
            escaped.Append(IsPlain(rune) ? rune.ToString() : Encoder.Encode(text[end..at]));
        }
        return escaped.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value > char.MaxValue
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Format);
}
