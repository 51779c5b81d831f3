using System.Globalization;
using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that count and cut Strings by grapheme cluster: what a reader takes for one character.</summary>
internal static class StringClusterFunctions
{
    public static LibraryFunction[] All() => [.. Cuts(), .. Parts()];

    private static LibraryFunction[] Cuts() =>
    [
        Pure("String::length", "s: String", "Int", "The number of characters.",
            """String::length "héllo" = 5""",
            static (execution, a) =>
        {
            CountSteps(execution, a[0].AsString);
            return Value.Int(Texts.Length(a[0].AsString));
        }),
        Pure("String::first", "string: String, characterCount: Int", "String", "The first so many characters.",
            "String::first \"hello\" 2 = \"he\"",
            static (execution, a) => Slice(execution, a[0].AsString, 0, Math.Max(0, a[1].AsInt))),
        Pure("String::dropFirst", "string: String, characterCount: Int", "String", "All but the first so many characters.",
            "String::dropFirst \"hello\" 2 = \"llo\"",
            static (execution, a) => Slice(execution, a[0].AsString, Math.Max(0, a[1].AsInt), long.MaxValue)),
        Pure("String::last", "string: String, characterCount: Int", "String", "The last so many characters.",
            "String::last \"hello\" 2 = \"lo\"",
            static (execution, a) =>
            Slice(execution, a[0].AsString, Texts.Length(a[0].AsString) - Math.Clamp(a[1].AsInt, 0, Texts.Length(a[0].AsString)), long.MaxValue)),
        Pure("String::dropLast", "string: String, characterCount: Int", "String", "All but the last so many characters.",
            "String::dropLast \"hello\" 2 = \"hel\"",
            static (execution, a) =>
            Slice(execution, a[0].AsString, 0, Texts.Length(a[0].AsString) - Math.Clamp(a[1].AsInt, 0, Texts.Length(a[0].AsString)))),
        Pure("String::slice", "string: String, from: Int, to: Int", "String", "The characters from one index up to, and without, another; negative indices count from the end.",
            "String::slice \"wxyz\" -3 -1 = \"xy\"",
            static (execution, a) => SliceAround(execution, a[0].AsString, a[1].AsInt, a[2].AsInt)),
        Pure("String::padStart", "string: String, padWith: String, goalLength: Int", "String", "The text with a character put in front until it has the length.",
            "String::padStart \"7\" \"0\" 3 = \"007\"", errors: "ends the run if the padding is not one character or the text would be too long",
            static (execution, a) =>
            Value.String(Texts.Normalize(Padding("String::padStart", execution, a) + a[0].AsString))),
        Pure("String::padEnd", "string: String, padWith: String, goalLength: Int", "String", "The text with a character put at its end until it has the length.",
            "String::padEnd \"7\" \".\" 3 = \"7..\"", errors: "ends the run if the padding is not one character or the text would be too long",
            static (execution, a) =>
            Value.String(Texts.Normalize(a[0].AsString + Padding("String::padEnd", execution, a)))),
        Pure("String::reverse", "string: String", "String", "The characters in the opposite order.",
            "String::reverse \"abc\" = \"cba\"",
            static (execution, a) => Reverse(execution, a[0].AsString)),
    ];

    private static LibraryFunction[] Parts() =>
    [
        Pure("String::toList", "s: String", "List<Char>", "The characters as a list.",
            """String::toList "ab" = ['a', 'b']""",
            static (execution, a) => ToList(execution, a[0].AsString)),
        Pure("String::fromList", "l: List<Char>", "String", "The text of a list of characters.",
            "String::fromList ['a', 'b'] = \"ab\"", errors: "ends the run if an item is no Char",
            static (execution, a) => FromList("String::fromList", execution, a[0].AsList.Items)),
        Pure("String::foreach", "s: String, fn: Char -> Char", "String", "Each character replaced by the one that the function gives for it.",
            "String::foreach \"ab\" Char::toUppercase = \"AB\"", errors: "ends the run if the function gives no Char",
            static (execution, a) => ForEach(execution, a[0].AsString, a[1])),
        Pure("String::split", "s: String, separator: String", "List<String>", "The parts of the text between the separators; its characters if the separator is empty.",
            """String::split "a,b,,c" "," = ["a", "b", "", "c"]""",
            static (execution, a) => Split(execution, a[0].AsString, a[1].AsString)),
        Pure("String::replaceAll", "s: String, searchFor: String, replaceWith: String", "String", "The text with every occurrence of one text replaced by another.",
            "String::replaceAll \"banana\" \"an\" \"-\" = \"b--a\"",
            static (execution, a) => ReplaceAll(execution, a[0].AsString, a[1].AsString, a[2].AsString)),
    ];

    private static void CountSteps(Execution execution, string text) => execution.Step(text.Length / 16);

    private static Value Slice(Execution execution, string text, long from, long to)
    {
        CountSteps(execution, text);
        if (from >= to)
            return Value.String("");
        var start = Texts.Offset(text, from);
        var end = start + Texts.Offset(text.AsSpan(start), to - from);
        return Value.String(Texts.Normalize(text[start..end]));
    }

    private static Value SliceAround(Execution execution, string text, long from, long to)
    {
        var length = Texts.Length(text);
        return Slice(execution, text, Index(from), Index(to));

        long Index(long index) => Math.Clamp(index < 0 ? Math.Max(index, -length) + length : index, 0, length);
    }

    private static string Padding(string name, Execution execution, ReadOnlySpan<Value> a)
    {
        var (text, pad) = (a[0].AsString, a[1].AsString);
        if (Texts.Length(pad) != 1)
            throw LibraryError.Invalid($"`{name}` takes one character as `padWith`, but got {ValueDisplay.Short(a[1])}");
        var copies = Math.Max(0, Math.Clamp(a[2].AsInt, 0, int.MaxValue) - Texts.Length(text));
        execution.RequireText(name, text.Length + (copies * pad.Length));
        return new StringBuilder().Insert(0, pad, (int)copies).ToString();
    }

    private static Value Reverse(Execution execution, string text)
    {
        CountSteps(execution, text);
        var reversed = new StringBuilder(text.Length);
        var boundaries = Texts.Boundaries(text);
        for (var i = boundaries.Count - 2; i >= 0; i--)
            reversed.Append(text, boundaries[i], boundaries[i + 1] - boundaries[i]);
        return Value.String(Texts.Normalize(reversed.ToString()));
    }

    private static Value ToList(Execution execution, string text)
    {
        execution.RequireList("String::toList", Texts.Length(text));
        CountSteps(execution, text);
        var items = new List<Value>(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            items.Add(Value.Char(rest[..length]));
            rest = rest[length..];
        }
        return Value.Of(new ListValue([.. items]));
    }

    private static Value FromList(string name, Execution execution, ReadOnlySpan<Value> items)
    {
        execution.Step(items.Length);
        var text = new StringBuilder(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Kind != ValueKind.Char)
                throw LibraryError.WrongMember(name, "l", "Chars", i, items[i]);
            text.Append(items[i].AsChar);
            execution.RequireText(name, text.Length);
        }
        return Value.String(Texts.Normalize(text.ToString()));
    }

    private static Value ForEach(Execution execution, string text, Value function)
    {
        var fn = new Callback("String::foreach", execution, function);
        var result = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            result.Append(fn.Call(Value.Char(rest[..length]), ValueKind.Char).AsChar);
            execution.RequireText("String::foreach", result.Length);
            rest = rest[length..];
        }
        return Value.String(Texts.Normalize(result.ToString()));
    }

    private static Value Split(Execution execution, string text, string separator)
    {
        CountSteps(execution, text);
        var parts = new List<Value>();
        var boundaries = separator.Length == 0 || !Texts.IsOneUnitEach(text) ? Texts.Boundaries(text) : null;
        if (separator.Length == 0)
        {
            for (var i = 1; i < boundaries!.Count; i++)
                Add(boundaries[i - 1], boundaries[i]);
            return Value.Of(new ListValue([.. parts]));
        }
        var start = 0;
        for (var at = 0; (at = text.IndexOf(separator, at, StringComparison.Ordinal)) >= 0;)
        {
            // A separator within a cluster is a part of that character, not a place to cut.
            if (boundaries is not null && (boundaries.BinarySearch(at) < 0 || boundaries.BinarySearch(at + separator.Length) < 0))
            {
                at++;
                continue;
            }
            Add(start, at);
            at += separator.Length;
            start = at;
        }
        Add(start, text.Length);
        return Value.Of(new ListValue([.. parts]));

        void Add(int from, int to)
        {
            execution.RequireList("String::split", parts.Count + 1L);
            parts.Add(Value.String(text[from..to]));
        }
    }

    private static Value ReplaceAll(Execution execution, string text, string search, string replacement)
    {
        CountSteps(execution, text);
        if (search.Length == 0)
            return PutBetween(execution, text, replacement);
        var count = text.AsSpan().Count(search);
        execution.RequireText("String::replaceAll", text.Length + ((long)count * (replacement.Length - search.Length)));
        return Value.String(count == 0 ? text : Texts.Normalize(text.Replace(search, replacement, StringComparison.Ordinal)));
    }

    private static Value PutBetween(Execution execution, string text, string replacement)
    {
        var boundaries = Texts.Boundaries(text);
        execution.RequireText("String::replaceAll", text.Length + ((long)boundaries.Count * replacement.Length));
        var result = new StringBuilder(replacement);
        for (var i = 1; i < boundaries.Count; i++)
            result.Append(text, boundaries[i - 1], boundaries[i] - boundaries[i - 1]).Append(replacement);
        return Value.String(Texts.Normalize(result.ToString()));
    }
}
