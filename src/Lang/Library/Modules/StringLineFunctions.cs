using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that know lines, words and white space.</summary>
internal static class StringLineFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("String::lines", "s: String", "List<String>",
            "Returns the lines without their line breaks: LF, CR LF or CR. A line break at the end starts no further line.",
            "String::lines \"a\\nb\\n\" = [\"a\", \"b\"]", errors: "ends the run if the list would be too long",
            static (execution, a) => Lines(execution, a[0].AsString)),
        Pure("String::words", "s: String", "List<String>", "Returns the parts between white space, none of them empty.",
            "String::words \" a  b\\n\" = [\"a\", \"b\"]", errors: "ends the run if the list would be too long",
            static (execution, a) => Words(execution, a[0].AsString)),
        Pure("String::isBlank", "s: String", "Bool", "Returns true if the string is empty or only white space.",
            "String::isBlank \" \\n\" = true",
            static (_, a) => Value.Bool(string.IsNullOrWhiteSpace(a[0].AsString))),
        Pure("String::normalizeSpace", "s: String", "String",
            "Removes white space at both ends and replaces any other run of white space with one space.",
            "String::normalizeSpace \" a \\n b \" = \"a b\"",
            static (_, a) => Value.String(NormalizeSpace(a[0].AsString))),
    ];

    /// <summary>Returns the ranges of the lines of a text.</summary>
    internal static IEnumerable<Range> LinesOf(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (length < 0)
            {
                yield return start..text.Length;
                yield break;
            }
            yield return start..(start + length);
            start += length + (text.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
        }
    }

    private static Value Lines(Execution execution, string text)
    {
        var lines = new List<Value>();
        foreach (var line in LinesOf(text))
            Add("String::lines", execution, lines, text[line]);
        return Value.Of(new ListValue([.. lines]));
    }

    private static Value Words(Execution execution, string text)
    {
        var words = new List<Value>();
        for (var start = 0; start < text.Length;)
        {
            if (char.IsWhiteSpace(text[start]))
            {
                start++;
                continue;
            }
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            Add("String::words", execution, words, text[start..end]);
            start = end;
        }
        return Value.Of(new ListValue([.. words]));
    }

    private static void Add(string name, Execution execution, List<Value> parts, string part)
    {
        execution.Step();
        // A part of an NFC text is NFC.
        parts.Add(Value.String(part));
        execution.RequireList(name, parts.Count);
    }

    private static string NormalizeSpace(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var unit in text.AsSpan().Trim())
        {
            if (!char.IsWhiteSpace(unit))
                result.Append(unit);
            else if (result[^1] != ' ')
                result.Append(' ');
        }
        return result.ToString();
    }
}
