using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <param name="Path">From the root of the tree, with forward slashes: <c>src/Lang/Values/Value.cs</c>.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The lines as they are written.</summary>
    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    /// <summary>The same lines with comments and the contents of strings blanked.</summary>
    public IReadOnlyList<string> Code { get; } = CodeText.Of(Text).Split('\n');

    /// <summary>The namespaces that its <c>using</c> lines name, with their line numbers.</summary>
    public IEnumerable<(string Namespace, int Line)> Usings =>
        from line in Code.Index()
        let match = Regex.Match(line.Item, @"^\s*(?:global )?using (?:static )?(?:\w+ = )?([A-Z][\w.]*)\s*[;<]")
        where match.Success
        select (match.Groups[1].Value, line.Index + 1);

    /// <summary>Finds every match of a pattern in the code.</summary>
    public IEnumerable<(Match Match, int Line)> Find(string pattern) => Find(Code, pattern);

    public static IEnumerable<(Match Match, int Line)> Find(IReadOnlyList<string> lines, string pattern) =>
        from line in lines.Index()
        from match in Regex.Matches(line.Item, pattern)
        select (match, line.Index + 1);
}
