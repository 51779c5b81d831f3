using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that count and cut Strings by grapheme cluster: what a reader sees as one character.</summary>
internal static class StringClusterFunctions
{
    public static LibraryFunction[] All() => [.. LengthsAndSlices(), .. Parts()];

    private static LibraryFunction[] LengthsAndSlices() =>
    [
        Pure("String::length", "s: String", "Int", "Returns the number of characters.",
            """String::length "héllo" = 5""", static (execution, a) => Value.Int(execution.ClustersOf(a[0].AsString).Count)),
        Pure("String::first", "string: String, characterCount: Int", "String", "Returns the first `characterCount` characters.",
            "String::first \"hello\" 2 = \"he\"", static (execution, a) => Slice(execution.ClustersOf(a[0].AsString), 0, a[1].AsInt)),
        Pure("String::dropFirst", "string: String, characterCount: Int", "String",
            "Returns all characters except the first `characterCount`.",
            "String::dropFirst \"hello\" 2 = \"llo\"",
            static (execution, a) => Slice(execution.ClustersOf(a[0].AsString), a[1].AsInt, long.MaxValue)),
        Pure("String::last", "string: String, characterCount: Int", "String", "Returns the last `characterCount` characters.",
            "String::last \"hello\" 2 = \"lo\"",
            static (execution, a) => Slice(execution.ClustersOf(a[0].AsString), FromEnd(execution, a), long.MaxValue)),
        Pure("String::dropLast", "string: String, characterCount: Int", "String",
            "Returns all characters except the last `characterCount`.",
            "String::dropLast \"hello\" 2 = \"hel\"",
            static (execution, a) => Slice(execution.ClustersOf(a[0].AsString), 0, FromEnd(execution, a))),
        Pure("String::slice", "string: String, from: Int, to: Int", "String",
            "Returns the characters from index `from` up to, but not including, index `to`. Negative indexes count from the end.",
            "String::slice \"wxyz\" -3 -1 = \"xy\"",
            static (execution, a) => SliceIndexes(execution.ClustersOf(a[0].AsString), a[1].AsInt, a[2].AsInt)),
        Pure("String::padStart", "string: String, padWith: String, goalLength: Int", "String",
            "Inserts the padding at the start until the string has `goalLength` characters.",
            "String::padStart \"7\" \"0\" 3 = \"007\"",
            errors: "ends the run if the padding is not one character or the string would be too long",
            static (execution, a) => Value.String(Nfc.Of(Padding("String::padStart", execution, a) + a[0].AsString))),
        Pure("String::padEnd", "string: String, padWith: String, goalLength: Int", "String",
            "Adds the padding at the end until the string has `goalLength` characters.",
            "String::padEnd \"7\" \".\" 3 = \"7..\"",
            errors: "ends the run if the padding is not one character or the string would be too long",
            static (execution, a) => Value.String(Nfc.Of(a[0].AsString + Padding("String::padEnd", execution, a)))),
        Pure("String::reverse", "string: String", "String", "Returns the characters in reverse order.",
            "String::reverse \"abc\" = \"cba\"", static (execution, a) => Reverse(execution, a[0].AsString)),
    ];

    private static LibraryFunction[] Parts() =>
    [
        Pure("String::toList", "s: String", "List<Char>", "Returns the characters as a list.",
            """String::toList "ab" = ['a', 'b']""", static (execution, a) => ToList(execution, a[0].AsString)),
        Pure("String::fromList", "l: List<Char>", "String", "Builds a string from a list of characters.",
            "String::fromList ['a', 'b'] = \"ab\"", errors: "ends the run if an item is not a Char",
            static (execution, a) => FromList(execution, a[0].AsList.Items)),
        Pure("String::foreach", "s: String, fn: Char -> Char", "String",
            "Calls the function with each character and replaces the character with the result.",
            "String::foreach \"ab\" Char::toUppercase = \"AB\"", errors: "ends the run if the function does not return a Char",
            static (execution, a) => ForEach(execution, a[0].AsString, a[1])),
        Pure("String::split", "s: String, separator: String", "List<String>",
            "Splits the string at each separator. An empty separator splits it into its characters.",
            """String::split "a,b,,c" "," = ["a", "b", "", "c"]""",
            static (execution, a) => Split(execution, a[0].AsString, a[1].AsString)),
        Pure("String::replaceAll", "s: String, searchFor: String, replaceWith: String", "String",
            "Replaces each occurrence of `searchFor` with `replaceWith`.",
            "String::replaceAll \"banana\" \"an\" \"-\" = \"b--a\"",
            static (execution, a) => ReplaceAll(execution, a[0].AsString, a[1].AsString, a[2].AsString)),
    ];

    // A part of an NFC text is NFC.
    private static Value Slice(Clusters clusters, long from, long to) => Value.String(clusters.Slice(from, to));

    private static long FromEnd(Execution execution, ReadOnlySpan<Value> a) =>
        execution.ClustersOf(a[0].AsString).Count - Math.Max(0, a[1].AsInt);

    private static Value SliceIndexes(Clusters clusters, long from, long to)
    {
        return Slice(clusters, Index(from), Index(to));

        long Index(long index) => index < 0 ? Math.Max(index, -clusters.Count) + clusters.Count : index;
    }

    private static string Padding(string name, Execution execution, ReadOnlySpan<Value> a)
    {
        var (text, pad) = (a[0].AsString, a[1].AsString);
        if (new Clusters(pad).Count != 1)
            throw LibraryError.Invalid($"`{name}` takes one character as `padWith`, but got {LibraryError.Describe(a[1])}");
        var copies = Math.Max(0, Math.Clamp(a[2].AsInt, 0, int.MaxValue) - execution.ClustersOf(text).Count);
        execution.RequireText(name, text.Length + (copies * pad.Length));
        return new StringBuilder().Insert(0, pad, (int)copies).ToString();
    }

    private static Value Reverse(Execution execution, string text)
    {
        var clusters = execution.ClustersOf(text);
        var reversed = new StringBuilder(text.Length);
        for (var i = clusters.Count - 1; i >= 0; i--)
            reversed.Append(clusters[i]);
        return Value.String(Nfc.Of(reversed.ToString()));
    }

    private static Value ToList(Execution execution, string text)
    {
        var clusters = execution.ClustersOf(text);
        execution.RequireList("String::toList", clusters.Count);
        var items = new Value[clusters.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = Value.Char(clusters[i]);
        return Value.Of(new ListValue(items));
    }

    private static Value FromList(Execution execution, ReadOnlySpan<Value> items)
    {
        execution.Step(items.Length);
        var text = new StringBuilder(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Kind != ValueKind.Char)
                throw LibraryError.WrongItem("String::fromList", "l", "Chars", i, items[i]);
            text.Append(items[i].AsChar);
            execution.RequireText("String::fromList", text.Length);
        }
        return Value.String(Nfc.Of(text.ToString()));
    }

    private static Value ForEach(Execution execution, string text, Value function)
    {
        var fn = new Callback("String::foreach", execution, function);
        var result = new StringBuilder(text.Length);
        var clusters = execution.ClustersOf(text);
        for (var i = 0; i < clusters.Count; i++)
        {
            result.Append(fn.Call(Value.Char(clusters[i]), ValueKind.Char).AsChar);
            execution.RequireText("String::foreach", result.Length);
        }
        return Value.String(Nfc.Of(result.ToString()));
    }

    private static Value Split(Execution execution, string text, string separator)
    {
        var clusters = execution.ClustersOf(text);
        var maxParts = separator.Length == 0 ? clusters.Count : text.AsSpan().Count(separator) + 1L;
        execution.RequireList("String::split", maxParts);
        return Value.Of(new ListValue(separator.Length == 0 ? Characters(clusters) : SplitAt(clusters, separator, (int)maxParts)));
    }

    private static Value[] Characters(Clusters clusters)
    {
        var characters = new Value[clusters.Count];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = Value.String(clusters[i].ToString());
        return characters;
    }

    private static Value[] SplitAt(Clusters clusters, string separator, int maxParts)
    {
        var (text, parts, count, start) = (clusters.Text, new Value[maxParts], 0, 0);
        for (int at; (at = clusters.IndexOf(separator, start)) >= 0; start = at + separator.Length)
            parts[count++] = Value.String(text[start..at]);
        parts[count++] = Value.String(text[start..]);
        return count == maxParts ? parts : parts[..count];
    }

    private static Value ReplaceAll(Execution execution, string text, string search, string replacement)
    {
        if (search.Length == 0)
            return InsertBetween(execution, text, replacement);
        var count = text.AsSpan().Count(search);
        execution.RequireText("String::replaceAll", text.Length + ((long)count * (replacement.Length - search.Length)));
        return Value.String(count == 0 ? text : Nfc.Of(text.Replace(search, replacement, StringComparison.Ordinal)));
    }

    private static Value InsertBetween(Execution execution, string text, string replacement)
    {
        var clusters = execution.ClustersOf(text);
        execution.RequireText("String::replaceAll", text.Length + ((clusters.Count + 1L) * replacement.Length));
        var result = new StringBuilder(replacement);
        for (var i = 0; i < clusters.Count; i++)
            result.Append(clusters[i]).Append(replacement);
        return Value.String(Nfc.Of(result.ToString()));
    }
}
