using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>The rules of style that neither the compiler nor its analyzers check.</summary>
internal static class StyleRules
{
    private const int MaxLines = 400;

    private const string TypeName = @"\b(?:class|struct|interface|enum|record(?: struct| class)?)\s+(?<name>[A-Z]\w*)";

    private const string EmptyWord = "(?:Manager|Helper|Util|Utils|Utility|Utilities|Common|Impl|Misc)s?";

    private const string Modifiers = @"(?:(?:private|internal|public|protected|volatile|unsafe|new)\s+)*";

    private const string StaticField =
        @"^\s*(?:\[\w+\]\s*)?"
            + Modifiers
            + @"static\s+"
            + Modifiers
            + @"(?!readonly\b|class\b|partial\b|record\b|struct\b|extern\b|abstract\b|async\b|implicit\b|explicit\b|event\b)"
        + @"[A-Za-z_][\w.<>,?\[\] ]*?\s+\w+\s*(?:;|=(?!>))";

    private const string StaticSetter = @"\bstatic\b[^({=]*\{\s*get;\s*(?:private |internal )?set;";

    private const string Unfinished = @"\b(?:TODO|FIXME|HACK|XXX)\b";

    private static readonly (string Pattern, string Rule)[] Forbidden =
    [
        (@"\bNotImplementedException\b", "nothing is left unimplemented"),
        (@"\bThread\.Sleep\b", "wait on a signal instead of sleeping"),
        (@"\basync void\b", "return a Task: nobody sees the exception of an async void"),
        (@"^\s*#(?:region|pragma warning disable)\b", "split the file or fix the cause instead"),
        (@"\bSystem\.Reflection\b(?!\.(?:Emit|Metadata))", "no reflection"),
    ];

    public static IEnumerable<Finding> Of(SourceFile file) =>
        [.. Names(file), .. StaticState(file), .. Leftovers(file), .. Namespaces(file)];

    public static IEnumerable<Finding> Length(SourceFile file)
    {
        var lines = file.Text.EndsWith('\n') ? file.Lines.Count - 1 : file.Lines.Count;
        if (lines > MaxLines)
            yield return new Finding(
                file.Path, MaxLines + 1, $"a file of {lines} lines does two things: split it, {MaxLines} are the most");
    }

    /// <summary>Compares whole words of a name: <c>Implied</c> does not contain <c>Impl</c>.</summary>
    private static IEnumerable<Finding> Names(SourceFile file) =>
        from type in file.Find(TypeName)
        let name = type.Match.Groups["name"].Value
        where Regex.IsMatch(name, $"{EmptyWord}(?![a-z])")
        select new Finding(file.Path, type.Line, $"`{name}` does not say what it does: name the thing");

    private static IEnumerable<Finding> StaticState(SourceFile file) =>
        from found in file.Find(StaticField).Concat(file.Find(StaticSetter))
        where !found.Match.Value.Contains(" const ", StringComparison.Ordinal)
        select new Finding(file.Path, found.Line, "no static mutable state: make it readonly or a field of an object");

    private static IEnumerable<Finding> Leftovers(SourceFile file) =>
        (from found in SourceFile.Find(file.Lines, Unfinished)
         select new Finding(file.Path, found.Line, $"{found.Match.Value}: finish it or leave it out"))
        .Concat(
            from rule in Forbidden
            from found in file.Find(rule.Pattern)
            select new Finding(file.Path, found.Line, rule.Rule));

    private static IEnumerable<Finding> Namespaces(SourceFile file)
    {
        var folder = file.Path[..file.Path.LastIndexOf('/')];
        var expected = "DarkLang" + folder["src".Length..].Replace('/', '.');
        return from found in file.Find(@"^\s*namespace\s+(?<name>[\w.]+)\s*(?<end>[;{]?)")
               where found.Match.Groups["name"].Value != expected || found.Match.Groups["end"].Value != ";"
               select new Finding(file.Path, found.Line, $"the namespace follows the folder: `namespace {expected};`");
    }
}
