using System.Security.Cryptography;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that treat Strings as ordinal text or convert them to other kinds.</summary>
internal static class StringFunctions
{
    private const string RandomCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static LibraryFunction[] All() => [.. Tests(), .. Changes(), .. Conversions()];

    private static LibraryFunction[] Tests() =>
    [
        Pure("String::isEmpty", "s: String", "Bool", "Returns true if the string has no characters. A space is a character.",
            """String::isEmpty " " = false""", static (_, a) => Value.Bool(a[0].AsString.Length == 0)),
        Pure("String::contains", "lookingIn: String, searchingFor: String", "Bool", "Returns true if the first string contains the second.",
            """String::contains "banana" "nan" = true""",
            static (_, a) => Value.Bool(a[0].AsString.Contains(a[1].AsString, StringComparison.Ordinal))),
        Pure("String::startsWith", "subject: String, prefix: String", "Bool", "Returns true if the string starts with the prefix.",
            """String::startsWith "banana" "ban" = true""",
            static (_, a) => Value.Bool(a[0].AsString.StartsWith(a[1].AsString, StringComparison.Ordinal))),
        Pure("String::endsWith", "subject: String, suffix: String", "Bool", "Returns true if the string ends with the suffix.",
            """String::endsWith "banana" "na" = true""",
            static (_, a) => Value.Bool(a[0].AsString.EndsWith(a[1].AsString, StringComparison.Ordinal))),
    ];

    private static LibraryFunction[] Changes() =>
    [
        Pure("String::append", "s1: String, s2: String", "String", "Returns the first string, then the second. The same as `++`.",
            "String::append \"ab\" \"cd\" = \"abcd\"", static (execution, a) => Concat("String::append", execution, a[0], a[1])),
        Pure("String::prepend", "s1: String, s2: String", "String", "Returns the second string, then the first.",
            "String::prepend \"ab\" \"cd\" = \"cdab\"", static (execution, a) => Concat("String::prepend", execution, a[1], a[0])),
        Pure("String::join", "l: List<String>, separator: String", "String", "Joins the strings of a list with the separator between them.",
            "String::join [\"a\", \"b\"] \", \" = \"a, b\"", errors: "ends the run if an item is not a String",
            static (execution, a) => Join(execution, a[0].AsList.Items, a[1].AsString)),
        Pure("String::toUppercase", "s: String", "String", "Converts the string to upper case, letter by letter.",
            "String::toUppercase \"abc\" = \"ABC\"", static (_, a) => Value.String(Nfc.Of(CharFunctions.Upper(a[0].AsString)))),
        Pure("String::toLowercase", "s: String", "String", "Converts the string to lower case, letter by letter.",
            "String::toLowercase \"ABC\" = \"abc\"", static (_, a) => Value.String(Nfc.Of(CharFunctions.Lower(a[0].AsString)))),
        Pure("String::trim", "str: String", "String", "Removes white space at both ends.",
            "String::trim \"  a b \" = \"a b\"", static (_, a) => Value.String(a[0].AsString.Trim())),
        Pure("String::trimStart", "str: String", "String", "Removes white space at the start.",
            "String::trimStart \"  a \" = \"a \"", static (_, a) => Value.String(a[0].AsString.TrimStart())),
        Pure("String::trimEnd", "str: String", "String", "Removes white space at the end.",
            "String::trimEnd \"  a \" = \"  a\"", static (_, a) => Value.String(a[0].AsString.TrimEnd())),
        Pure("String::slugify", "string: String", "String",
            "Converts the string to a URL slug: lower-case ASCII letters and digits, with hyphens between words.",
            "String::slugify \"My 1st Post!\" = \"my-1st-post\"", static (_, a) => Value.String(Slugs.Of(a[0].AsString))),
        Pure("String::htmlEscape", "html: String", "String", "Escapes the characters that have a meaning in HTML.",
            "String::htmlEscape \"a < b\" = \"a &lt; b\"",
            static (execution, a) => HtmlEscape("String::htmlEscape", execution, a[0].AsString)),
        Pure("String::newline", "", "String", "Returns a line feed.",
            "String::length String::newline = 1", static (_, _) => Value.String("\n")),
    ];

    private static LibraryFunction[] Conversions() =>
    [
        Pure("String::toBytes", "str: String", "Bytes", "Encodes the string in UTF-8.",
            """Bytes::length (String::toBytes "hé") = 3""",
            static (_, a) => Value.Of(new BytesValue(Encoding.UTF8.GetBytes(a[0].AsString)))),
        Pure("String::fromChar", "c: Char", "String", "Converts a Char to a string.",
            "String::fromChar 'a' = \"a\"", static (_, a) => Value.String(a[0].AsChar)),
        Pure("String::base64Encode", "s: String", "String", "Encodes the string in UTF-8 and URL-safe base64 without padding.",
            "String::base64Encode \"hi\" = \"aGk\"", static (execution, a) => Base64Encode(execution, a[0].AsString)),
        Pure("String::base64Decode", "s: String", "String", "Decodes base64 into a string. The bytes are read as UTF-8.",
            "String::base64Decode \"aGk\" = \"hi\"", errors: "ends the run if the string is not base64",
            static (_, a) => Base64.TryDecode(a[0].AsString, out var bytes)
                ? Value.String(Nfc.Of(Encoding.UTF8.GetString(bytes)))
                : throw LibraryError.Invalid(
                    $"`String::base64Decode` takes base64 as `s`, but got {LibraryError.Describe(a[0])}",
                    "`Bytes::base64Decode` returns a Result instead")),
        Pure("String::digest", "s: String", "String", "Returns a secure hash of the string: SHA-384 in URL-safe base64.",
            """String::length (String::digest "hi") = 64""",
            static (_, a) => Value.String(Base64.EncodeUrl(SHA384.HashData(Encoding.UTF8.GetBytes(a[0].AsString)), padded: false))),
        Impure("String::random", "length: Int", "Result<String, String>", "Returns a random string of `length` letters and digits.",
            "Result::map (String::random 8) String::length = Ok 8",
            errors: "returns an Error if the length is negative; ends the run if the string would be too long",
            static (execution, a) => Random(execution, a[0].AsInt)),
    ];

    private static Value Concat(string name, Execution execution, Value first, Value second)
    {
        execution.RequireText(name, (long)first.TextLength + second.TextLength);
        return NfcText.Concat(first, second);
    }

    private static Value Join(Execution execution, ReadOnlySpan<Value> items, string separator)
    {
        execution.Step(items.Length);
        var texts = new string[items.Length];
        var length = (long)separator.Length * Math.Max(0, items.Length - 1);
        for (var i = 0; i < items.Length; i++)
        {
            texts[i] = items[i].IsString ? items[i].AsString : throw LibraryError.WrongItem("String::join", "l", "Strings", i, items[i]);
            length += texts[i].Length;
        }
        execution.RequireText("String::join", length);
        return Value.String(Nfc.Of(string.Join(separator, texts)));
    }

    internal static Value HtmlEscape(string name, Execution execution, string text)
    {
        // The longest escape takes six characters for one.
        execution.RequireText(name, text.Length + (5L * text.AsSpan().CountAny("<>&\"'")));
        return Value.String(text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#x27;", StringComparison.Ordinal));
    }

    private static Value Base64Encode(Execution execution, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        execution.RequireText("String::base64Encode", (bytes.Length + 2L) / 3 * 4);
        return Value.String(Base64.EncodeUrl(bytes, padded: false));
    }

    private static Value Random(Execution execution, long length)
    {
        if (length < 0)
            return Value.Error(Value.String($"a string can't have {length} characters"));
        execution.RequireText("String::random", length);
        execution.Step(length);
        var text = new StringBuilder((int)length);
        Span<byte> bytes = stackalloc byte[128];
        while (text.Length < length)
        {
            execution.Host.Effects.NextBytes(bytes);
            foreach (var random in bytes)
            {
                // Bytes above the largest multiple of the set's size would make some characters more likely.
                if (random < 256 / RandomCharacters.Length * RandomCharacters.Length && text.Length < length)
                    text.Append(RandomCharacters[random % RandomCharacters.Length]);
            }
        }
        return Value.Ok(Value.String(text.ToString()));
    }
}
