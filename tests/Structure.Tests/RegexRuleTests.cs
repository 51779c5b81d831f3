using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>Patterns of programs are matched in linear time, so only one place of the language makes them.</summary>
public sealed class RegexRuleTests
{
    private const string Wrapper = "src/Lang/Library/PatternText.cs";

    [Fact]
    public void Only_one_place_of_the_language_matches_patterns() => Assert.Empty(
        from source in SourceTree.Sources
        where source.Path.StartsWith("src/Lang/", StringComparison.Ordinal) && source.Path != Wrapper
        from found in SourceFile.Find(source.Lines, @"\bnew Regex\b|\bRegex\.(?:IsMatch|Match|Matches|Replace|Split|Count)\b")
        select $"{source.Path}:{found.Line}: match with PatternText, which is linear");

    [Fact]
    public void It_never_backtracks()
    {
        var text = SourceTree.Sources.Single(source => source.Path == Wrapper).Text;

        Assert.Contains("RegexOptions.NonBacktracking", text, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(text, @"(?:new Regex|Regex\.\w+)\((?<arguments>[^)]*)\)").Select(call => call.Groups["arguments"].Value),
            arguments => Assert.Contains("Options", arguments, StringComparison.Ordinal));
    }
}
