using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class CharFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Char::toUppercase", "c: Char", "Char", "Converts a letter to upper case. Any other Char is returned unchanged.",
            "Char::toUppercase 'a' = 'A'", static (_, a) => Value.Char(Upper(a[0].AsChar))),
        Pure("Char::toLowercase", "c: Char", "Char", "Converts a letter to lower case. Any other Char is returned unchanged.",
            "Char::toLowercase 'A' = 'a'", static (_, a) => Value.Char(Lower(a[0].AsChar))),
        Pure("Char::isUppercase", "c: Char", "Bool", "Returns true if the Char is the upper case of another letter.",
            "Char::isUppercase 'A' = true",
            static (_, a) => Value.Bool(Same(Upper(a[0].AsChar), a[0].AsChar) && !Same(Lower(a[0].AsChar), a[0].AsChar))),
        Pure("Char::isLowercase", "c: Char", "Bool", "Returns true if the Char is the lower case of another letter.",
            "Char::isLowercase '7' = false",
            static (_, a) => Value.Bool(Same(Lower(a[0].AsChar), a[0].AsChar) && !Same(Upper(a[0].AsChar), a[0].AsChar))),
        Pure("Char::isDigit", "c: Char", "Bool", "Returns true for the digits 0 to 9.",
            "Char::isDigit '7' = true", static (_, a) => Value.Bool(a[0].AsChar is [>= '0' and <= '9'])),
        Pure("Char::isASCII", "c: Char", "Bool", "Returns true if the Char is a single code point below 128.",
            "Char::isASCII 'é' = false", static (_, a) => Value.Bool(a[0].AsChar is [< (char)128])),
        Pure("Char::isASCIILetter", "c: Char", "Bool", "Returns true for the letters a to z and A to Z.",
            "Char::isASCIILetter 'x' = true", static (_, a) => Value.Bool(a[0].AsChar is [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z')])),
    ];

    internal static string Upper(string text) => text.ToUpperInvariant();

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Globalization", "CA1308:Normalize strings to uppercase", Justification = "Lower case is the result, not a way to compare.")]
    internal static string Lower(string text) => text.ToLowerInvariant();

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
