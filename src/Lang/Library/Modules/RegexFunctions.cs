using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class RegexFunctions
{
    private const string Errors =
        "ends the run if the pattern is not valid, has more than 10000 characters, or takes more than 3 seconds for one match";

    public static LibraryFunction[] All() =>
    [
        Pure("Regex::matches", "s: String, pattern: Pattern", "Bool",
            "Returns true if the pattern matches anywhere in the string. Write `^` and `$` around a pattern for the "
                + "whole string; a line feed at its end does not count.",
            @"Regex::matches ""order 17"" """"""^order \d+$"""""" = true", Errors,
            static (execution, a) => Value.Bool(PatternText.IsMatch(execution, a[0].AsString, a[1].AsString))),
        Pure("Regex::find", "s: String, pattern: Pattern", "Option<String>", "Returns the first match of the pattern, or Nothing.",
            @"Regex::find ""order 17, 18"" """"""\d+"""""" = Just ""17""", Errors,
            static (execution, a) => Find(execution, a[0].AsString, a[1].AsString, static match => Value.String(match.Text))),
        Pure("Regex::findAll", "s: String, pattern: Pattern", "List<String>", "Returns all matches of the pattern, without overlaps.",
            @"Regex::findAll ""order 17, 18"" """"""\d+"""""" = [""17"", ""18""]", Errors,
            static (execution, a) => FindAll(execution, a[0].AsString, a[1].AsString)),
        Pure("Regex::groups", "s: String, pattern: Pattern", "Option<Dict<String>>",
            "Returns the groups of the first match, by name or number, or Nothing. Group 0 is the whole match. "
                + "A group that took no part in the match is left out.",
            @"Regex::groups ""2031-02"" """"""(?<year>\d+)-\d+"""""" |> Option::map (\g -> g.year) = Just ""2031""", Errors,
            static (execution, a) => Find(execution, a[0].AsString, a[1].AsString, static match => Value.Of(match.Groups()))),
        Pure("Regex::replace", "s: String, pattern: Pattern, replacement: a", "String",
            "Replaces each match with a text, in which `$1` and `${name}` are groups, `$0` is the match and `$$` is `$`; "
                + "or with the result of a function that takes the groups of the match as a dict.",
            @"Regex::replace ""ada lovelace"" """"""(\w+) (\w+)"""""" ""$2, $1"" = ""lovelace, ada""",
            errors: $"{Errors}; also if the replacement names a group that the pattern does not have, or is a function that does not "
                + "return a String",
            static (execution, a) => Replace(execution, a[0].AsString, a[1].AsString, a[2])),
        Pure("Regex::split", "s: String, pattern: Pattern", "List<String>", "Splits the string at each match of the pattern.",
            @"Regex::split ""a, b;c"" """"""[,;]\s*"""""" = [""a"", ""b"", ""c""]", Errors,
            static (execution, a) => Split(execution, a[0].AsString, a[1].AsString)),
    ];

    private static Value Find(Execution execution, string text, string pattern, Func<PatternMatch, Value> read)
    {
        foreach (var match in PatternText.Matches(execution, text, pattern))
            return Value.Just(read(match));
        return Value.Nothing;
    }

    private static Value FindAll(Execution execution, string text, string pattern)
    {
        var found = new List<Value>();
        foreach (var match in PatternText.Matches(execution, text, pattern))
        {
            execution.RequireList("Regex::findAll", found.Count + 1L);
            found.Add(Value.String(match.Text));
        }
        return Value.Of(new ListValue([.. found]));
    }

    private static Value Split(Execution execution, string text, string pattern)
    {
        var (parts, start) = (new List<Value>(), 0);
        foreach (var match in PatternText.Matches(execution, text, pattern))
        {
            // A match of nothing splits between two characters, but not before the first or after the last.
            if (match.Start == match.End && (match.Start == 0 || match.End == text.Length))
                continue;
            parts.Add(Value.String(text[start..match.Start]));
            execution.RequireList("Regex::split", parts.Count + 1L);
            start = match.End;
        }
        parts.Add(Value.String(text[start..]));
        return Value.Of(new ListValue([.. parts]));
    }

    private static Value Replace(Execution execution, string text, string pattern, Value replacement)
    {
        if (replacement.Kind is not (ValueKind.String or ValueKind.Function))
            throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongKind,
                $"`Regex::replace` takes a String or a function as `replacement`, but got {LibraryError.Describe(replacement)}");
        var (result, start) = (new StringBuilder(), 0);
        foreach (var match in PatternText.Matches(execution, text, pattern))
        {
            result.Append(text, start, match.Start - start);
            result.Append(Replacement(execution, match, replacement));
            execution.RequireText("Regex::replace", result.Length);
            start = match.End;
        }
        execution.RequireText("Regex::replace", result.Length + (text.Length - (long)start));
        return start == 0 && result.Length == 0
            ? Value.String(text)
            : Value.String(Nfc.Of(result.Append(text, start, text.Length - start).ToString()));
    }

    private static string Replacement(Execution execution, PatternMatch match, Value replacement) => replacement.IsString
        ? Expand(match, replacement.AsString)
        : new Callback("Regex::replace", execution, replacement).Call(Value.Of(match.Groups()), ValueKind.String).AsString;

    private static string Expand(PatternMatch match, string template)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
            return template;
        var result = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var next = template.IndexOf('$', at);
            if (next < 0)
                next = template.Length;
            result.Append(template, at, next - at);
            at = next < template.Length ? ExpandOne(match, template, next + 1, result) : next;
        }
        return result.ToString();
    }

    /// <summary>Appends what follows a <c>$</c>, and returns the position after it.</summary>
    private static int ExpandOne(PatternMatch match, string template, int at, StringBuilder result)
    {
        if (at < template.Length && template[at] == '$')
        {
            result.Append('$');
            return at + 1;
        }
        var isNamed = at < template.Length && template[at] == '{';
        var start = isNamed ? at + 1 : at;
        var end = isNamed ? template.IndexOf('}', start) : start;
        while (!isNamed && end < template.Length && char.IsAsciiDigit(template[end]))
            end++;
        var name = end > start ? template[start..end] : "";
        if (!match.HasGroup(name))
            throw LibraryError.Invalid(
                name.Length > 0
                    ? $"the replacement of `Regex::replace` names the group `{name}`, which the pattern does not have"
                    : "the replacement of `Regex::replace` has a `$` without the number or name of a group",
                "write `$$` for the character `$`");
        result.Append(name == "0" ? match.Text : match.Group(name));
        return isNamed ? end + 1 : end;
    }
}
