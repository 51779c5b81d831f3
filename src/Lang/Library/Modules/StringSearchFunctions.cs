using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that look for a text in a String. They find only whole characters.</summary>
internal static class StringSearchFunctions
{
    public static LibraryFunction[] All() => [.. Positions(), .. Changes()];

    private static LibraryFunction[] Positions() =>
    [
        Pure("String::indexOf", "s: String, searchFor: String", "Option<Int>",
            "Returns the index of the character where `searchFor` first occurs, or Nothing. The first index is 0.",
            "String::indexOf \"banana\" \"an\" = Just 1",
            static (execution, a) => Position(execution, a[0].AsString, execution.ClustersOf(a[0].AsString).IndexOf(a[1].AsString, 0))),
        Pure("String::lastIndexOf", "s: String, searchFor: String", "Option<Int>",
            "Returns the index of the character where `searchFor` last occurs, or Nothing.",
            "String::lastIndexOf \"banana\" \"an\" = Just 3",
            static (execution, a) => Position(execution, a[0].AsString, execution.ClustersOf(a[0].AsString).LastIndexOf(a[1].AsString))),
        Pure("String::count", "s: String, searchFor: String", "Int",
            "Returns how often `searchFor` occurs, without overlaps. An empty text occurs before and after each character.",
            "String::count \"banana\" \"an\" = 2",
            static (execution, a) => Value.Int(Count(execution.ClustersOf(a[0].AsString), a[1].AsString))),
        Pure("String::before", "s: String, separator: String", "Option<String>",
            "Returns the text before the first separator, or Nothing if there is none.",
            "String::before \"key=a=b\" \"=\" = Just \"key\"",
            static (execution, a) => Before(execution.ClustersOf(a[0].AsString), a[1].AsString)),
        Pure("String::after", "s: String, separator: String", "Option<String>",
            "Returns the text after the first separator, or Nothing if there is none.",
            "String::after \"key=a=b\" \"=\" = Just \"a=b\"",
            static (execution, a) => After(execution.ClustersOf(a[0].AsString), a[1].AsString)),
        Pure("String::equalsIgnoreCase", "s1: String, s2: String", "Bool",
            "Returns true if the strings are equal apart from upper and lower case.",
            "String::equalsIgnoreCase \"Straße\" \"STRAßE\" = true",
            static (_, a) => Value.Bool(string.Equals(a[0].AsString, a[1].AsString, StringComparison.OrdinalIgnoreCase))),
        Pure("String::compareIgnoreCase", "s1: String, s2: String", "Int",
            "Returns -1, 0 or 1 if the first string sorts before, with or after the second, apart from upper and lower case.",
            "List::sortByComparator [\"b\", \"A\", \"C\"] String::compareIgnoreCase = Ok [\"A\", \"b\", \"C\"]",
            static (_, a) =>
                Value.Int(Math.Sign(string.Compare(a[0].AsString, a[1].AsString, StringComparison.OrdinalIgnoreCase)))),
    ];

    private static LibraryFunction[] Changes() =>
    [
        Pure("String::replaceFirst", "s: String, searchFor: String, replaceWith: String", "String",
            "Replaces the first occurrence of `searchFor` with `replaceWith`.",
            "String::replaceFirst \"banana\" \"an\" \"-\" = \"b-ana\"", errors: "ends the run if the string would be too long",
            static (execution, a) => ReplaceFirst(execution, execution.ClustersOf(a[0].AsString), a[1].AsString, a[2].AsString)),
        Pure("String::removePrefix", "subject: String, prefix: String", "String", "Removes the prefix if the string starts with it.",
            "String::removePrefix \"v1.2\" \"v\" = \"1.2\"",
            static (execution, a) => RemovePrefix(execution, a[0].AsString, a[1].AsString)),
        Pure("String::removeSuffix", "subject: String, suffix: String", "String", "Removes the suffix if the string ends with it.",
            "String::removeSuffix \"photo.png\" \".png\" = \"photo\"",
            static (execution, a) => RemoveSuffix(execution, a[0].AsString, a[1].AsString)),
        Pure("String::capitalize", "s: String", "String", "Converts the first character to upper case.",
            "String::capitalize \"élan vital\" = \"Élan vital\"",
            static (_, a) => Capitalize(a[0].AsString)),
        Pure("String::repeat", "s: String, times: Int", "String", "Returns the string `times` times in a row.",
            "String::repeat \"ab\" 3 = \"ababab\"", errors: "ends the run if `times` is negative or the string would be too long",
            static (execution, a) => Repeat(execution, a[0].AsString, a[1].AsInt)),
        Pure("String::truncate", "string: String, characterCount: Int", "String",
            "Shortens the string to `characterCount` characters. The last of them is `…` if characters were removed.",
            "String::truncate \"a long story\" 7 = \"a long…\"", errors: "ends the run if `characterCount` is not positive",
            static (execution, a) => Truncate(execution.ClustersOf(a[0].AsString), a[1].AsInt)),
    ];

    private static Value Position(Execution execution, string text, int offset) =>
        offset < 0 ? Value.Nothing : Value.Just(Value.Int(execution.ClustersOf(text).IndexAt(offset)));

    private static long Count(Clusters clusters, string search)
    {
        if (search.Length == 0)
            return clusters.Count + 1L;
        var count = 0L;
        for (var at = 0; (at = clusters.IndexOf(search, at)) >= 0; at += search.Length)
            count++;
        return count;
    }

    private static Value Before(Clusters clusters, string separator) =>
        clusters.IndexOf(separator, 0) is >= 0 and var at ? Value.Just(Value.String(clusters.Text[..at])) : Value.Nothing;

    private static Value After(Clusters clusters, string separator) =>
        clusters.IndexOf(separator, 0) is >= 0 and var at
            ? Value.Just(Value.String(clusters.Text[(at + separator.Length)..]))
            : Value.Nothing;

    private static Value ReplaceFirst(Execution execution, Clusters clusters, string search, string replacement)
    {
        var (text, at) = (clusters.Text, clusters.IndexOf(search, 0));
        if (at < 0)
            return Value.String(text);
        execution.RequireText("String::replaceFirst", (long)text.Length - search.Length + replacement.Length);
        return Value.String(Nfc.Of(string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + search.Length))));
    }

    private static Value RemovePrefix(Execution execution, string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && execution.ClustersOf(text).IsBoundary(prefix.Length)
            ? Value.String(text[prefix.Length..])
            : Value.String(text);

    private static Value RemoveSuffix(Execution execution, string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) && execution.ClustersOf(text).IsBoundary(text.Length - suffix.Length)
            ? Value.String(text[..^suffix.Length])
            : Value.String(text);

    private static Value Capitalize(string text)
    {
        if (text.Length == 0)
            return Value.String(text);
        var first = StringInfo.GetNextTextElementLength(text);
        return Value.String(Nfc.Of(string.Concat(CharFunctions.Upper(text[..first]), text.AsSpan(first))));
    }

    private static Value Repeat(Execution execution, string text, long times)
    {
        if (times < 0)
            throw LibraryError.Invalid($"`String::repeat` takes 0 or more as `times`, but got {times}");
        var length = (Int128)text.Length * times;
        execution.RequireText("String::repeat", length > long.MaxValue ? long.MaxValue : (long)length);
        return text.Length == 0
            ? Value.String(text)
            : Value.String(Nfc.Of(new StringBuilder((int)length).Insert(0, text, (int)times).ToString()));
    }

    private static Value Truncate(Clusters clusters, long count) =>
        count <= 0 ? throw LibraryError.Invalid($"`String::truncate` takes a positive Int as `characterCount`, but got {count}")
        : clusters.Count <= count ? Value.String(clusters.Text)
        : Value.String(clusters.Slice(0, count - 1) + "…");
}
