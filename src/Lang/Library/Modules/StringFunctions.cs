using System.Security.Cryptography;
using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that look at Strings as ordinal text, or turn them into other kinds.</summary>
internal static class StringFunctions
{
    private const string RandomCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static LibraryFunction[] All() => [.. Tests(), .. Changes(), .. Conversions()];

    private static LibraryFunction[] Tests() =>
    [
        Pure("String::isEmpty", "s: String", "Bool", "True for the text without any characters; a blank is one.",
            """String::isEmpty " " = false""",
            static (_, a) => Value.Bool(a[0].AsString.Length == 0)),
        Pure("String::contains", "lookingIn: String, searchingFor: String", "Bool", "True if the second text is somewhere in the first.",
            """String::contains "banana" "nan" = true""",
            static (_, a) => Value.Bool(a[0].AsString.Contains(a[1].AsString, StringComparison.Ordinal))),
        Pure("String::startsWith", "subject: String, prefix: String", "Bool", "True if the text begins with the prefix.",
            """String::startsWith "banana" "ban" = true""",
            static (_, a) => Value.Bool(a[0].AsString.StartsWith(a[1].AsString, StringComparison.Ordinal))),
        Pure("String::endsWith", "subject: String, suffix: String", "Bool", "True if the text ends with the suffix.",
            """String::endsWith "banana" "na" = true""",
            static (_, a) => Value.Bool(a[0].AsString.EndsWith(a[1].AsString, StringComparison.Ordinal))),
    ];

    private static LibraryFunction[] Changes() =>
    [
        Pure("String::append", "s1: String, s2: String", "String", "The first text, then the second. The same as `++`.",
            "String::append \"ab\" \"cd\" = \"abcd\"",
            static (execution, a) => Concat("String::append", execution, a[0], a[1])),
        Pure("String::prepend", "s1: String, s2: String", "String", "The second text, then the first.",
            "String::prepend \"ab\" \"cd\" = \"cdab\"",
            static (execution, a) => Concat("String::prepend", execution, a[1], a[0])),
        Pure("String::join", "l: List<String>, separator: String", "String", "The texts of a list with the separator between them.",
            "String::join [\"a\", \"b\"] \", \" = \"a, b\"", errors: "ends the run if an item is no String",
            static (execution, a) => Join(execution, a[0].AsList.Items, a[1].AsString)),
        Pure("String::toUppercase", "s: String", "String", "The text in upper case, letter by letter.",
            "String::toUppercase \"abc\" = \"ABC\"",
            static (_, a) => Value.String(Nfc.Of(CharFunctions.Upper(a[0].AsString)))),
        Pure("String::toLowercase", "s: String", "String", "The text in lower case, letter by letter.",
            "String::toLowercase \"ABC\" = \"abc\"",
            static (_, a) => Value.String(Nfc.Of(CharFunctions.Lower(a[0].AsString)))),
        Pure("String::trim", "str: String", "String", "The text without white space at both ends.",
            "String::trim \"  a b \" = \"a b\"",
            static (_, a) => Value.String(a[0].AsString.Trim())),
        Pure("String::trimStart", "str: String", "String", "The text without white space at its start.",
            "String::trimStart \"  a \" = \"a \"",
            static (_, a) => Value.String(a[0].AsString.TrimStart())),
        Pure("String::trimEnd", "str: String", "String", "The text without white space at its end.",
            "String::trimEnd \"  a \" = \"  a\"",
            static (_, a) => Value.String(a[0].AsString.TrimEnd())),
        Pure(
            "String::slugify",
            "string: String",
            "String",
            "The text in lower case with hyphens for blanks, and only letters and digits of ASCII otherwise: fit for a URL.",
            "String::slugify \"My 1st Post!\" = \"my-1st-post\"",
            static (_, a) => Value.String(Slugs.Of(a[0].AsString))),
        Pure("String::htmlEscape", "html: String", "String", "The text with the characters that mean something in HTML escaped.",
            "String::htmlEscape \"a < b\" = \"a &lt; b\"",
            static (execution, a) => HtmlEscape(execution, a[0].AsString)),
        Pure("String::newline", "", "String", "A line feed.",
            "String::length String::newline = 1",
            static (_, _) => Value.String("\n")),
    ];

    private static LibraryFunction[] Conversions() =>
    [
        Pure("String::toBytes", "str: String", "Bytes", "The text in UTF-8.",
            """Bytes::length (String::toBytes "hé") = 3""",
            static (_, a) => Value.Of(new BytesValue(Encoding.UTF8.GetBytes(a[0].AsString)))),
        Pure("String::fromChar", "c: Char", "String", "The text of one character.",
            "String::fromChar 'a' = \"a\"",
            static (_, a) => Value.String(a[0].AsChar)),
        Pure("String::base64Encode", "s: String", "String", "The text in UTF-8 as URL-safe base64 without padding.",
            "String::base64Encode \"hi\" = \"aGk\"",
            static (execution, a) => Base64Encode(execution, a[0].AsString)),
        Pure("String::base64Decode", "s: String", "String", "The text that a base64 text holds in UTF-8; an error if it is not base64.",
            "String::base64Decode \"aGk\" = \"hi\"", errors: "ends the run if the text is not base64",
            static (_, a) =>
            Base64.TryDecode(a[0].AsString, out var bytes)
                ? Value.String(Nfc.Of(Encoding.UTF8.GetString(bytes)))
                : throw LibraryError.Invalid(
                    $"`String::base64Decode` takes base64 as `s`, but got {ValueDisplay.Short(a[0])}",
                    "`Bytes::base64Decode` gives a Result instead")),
        Pure("String::digest", "s: String", "String", "A secure hash of the text, as text.",
            """String::length (String::digest "hi") = 64""",
            static (_, a) => Value.String(Base64.EncodeUrl(SHA384.HashData(Encoding.UTF8.GetBytes(a[0].AsString)), padded: false))),
        Impure(
            "String::random",
            "length: Int",
            "Result<String, String>",
            "A random text of so many letters and digits; Error if the length is negative.",
            "Result::map (String::random 8) String::length = Ok 8",
                errors: "Error if the length is negative; ends the run if the text would be too long",
            static (execution, a) => Random(execution, a[0].AsInt)),
    ];

    private static Value Concat(string name, Execution execution, Value first, Value second)
    {
        execution.RequireText(name, (long)first.TextLength + second.TextLength);
        return Texts.Concat(first, second);
    }

    private static Value Join(Execution execution, ReadOnlySpan<Value> items, string separator)
    {
        execution.Step(items.Length);
        var length = (long)separator.Length * Math.Max(0, items.Length - 1);
        for (var i = 0; i < items.Length; i++)
            length += items[i].IsString ? items[i].TextLength : throw LibraryError.WrongMember("String::join", "l", "Strings", i, items[i]);
        execution.RequireText("String::join", length);
        return Value.String(Nfc.Of(string.Create((int)length, new Parts(items, separator), Join)));
    }

    private static void Join(Span<char> target, Parts parts)
    {
        for (var i = 0; i < parts.Items.Length; i++)
        {
            target = Add(i > 0 ? parts.Separator : "", target);
            target = Add(parts.Items[i].AsString, target);
        }

        static Span<char> Add(string text, Span<char> target)
        {
            text.CopyTo(target);
            return target[text.Length..];
        }
    }

    private readonly ref struct Parts(ReadOnlySpan<Value> items, string separator)
    {
        public ReadOnlySpan<Value> Items { get; } = items;

        public string Separator { get; } = separator;
    }

    private static Value HtmlEscape(Execution execution, string text)
    {
        // The longest escape takes six characters for one.
        var extra = 5L * text.AsSpan().CountAny("<>&\"'");
        execution.RequireText("String::htmlEscape", text.Length + extra);
        if (extra == 0)
            return Value.String(text);
        var escaped = new StringBuilder(text.Length + (int)extra);
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#x27;"),
                _ => escaped.Append(unit),
            };
        }
        return Value.String(escaped.ToString());
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
            return Value.Error(Value.String($"a text can't have {length} characters"));
        execution.RequireText("String::random", length);
        execution.Step(length);
        var text = new StringBuilder((int)length);
        Span<byte> bytes = stackalloc byte[128];
        while (text.Length < length)
        {
            execution.Host.Effects.NextBytes(bytes);
            foreach (var random in bytes)
            {
                // The bytes left over after the last whole set would make some characters likelier.
                if (random < 256 / RandomCharacters.Length * RandomCharacters.Length && text.Length < length)
                    text.Append(RandomCharacters[random % RandomCharacters.Length]);
            }
        }
        return Value.Ok(Value.String(text.ToString()));
    }
}
