using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>The longest lines that still fit two files beside each other on a screen.</summary>
internal static class LineRules
{
    private const int MaxOfCode = 140;
    private const int MaxOfProse = 120;

    // A string literal without a blank can't be wrapped.
    private const string UnbreakableLiteral = "\"[^\" ]{60,}\"";

    /// <summary>Pages that a program writes, or whose paragraphs it wraps itself.</summary>
    private static readonly string[] WrappedByProgram = ["docs/library.md", CodeRules.ExplanationsFolder + "/"];

    public static IEnumerable<Finding> OfCode(SourceFile file)
    {
        var raw = CodeText.LinesInRawStrings(file.Text);
        return from line in file.Lines.Index()
               where line.Item.Length > MaxOfCode && !raw.Contains(line.Index) && !Regex.IsMatch(line.Item, UnbreakableLiteral)
               select new Finding(file.Path, line.Index + 1, $"a line of {line.Item.Length} columns: wrap it, {MaxOfCode} are the most");
    }

    public static IEnumerable<Finding> OfProse(SourceFile page)
    {
        if (WrappedByProgram.Any(path => page.Path.StartsWith(path, StringComparison.Ordinal)))
            yield break;
        var isInBlock = false;
        foreach (var (index, line) in page.Lines.Index())
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isInBlock ^= isFence;
            var isTable = line.TrimStart().StartsWith('|');
            if (!isInBlock && !isFence && !isTable && Wrappable(line) > MaxOfProse)
                yield return new Finding(page.Path, index + 1, $"a line of {line.Length} columns: wrap it, {MaxOfProse} are the most");
        }
    }

    /// <summary>Returns the length of the line without the targets of links and images, which can't be wrapped.</summary>
    private static int Wrappable(string line) => Regex.Replace(line, @"\]\([^)]*\)|https?://\S+", "").Length;
}
