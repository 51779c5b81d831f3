using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>Every code that a user can meet is written down once, explained, and shown by a case.</summary>
internal static class CodeRules
{
    public const string ExplanationsFolder = "src/Cli/Explanations";

    private const string Code = "\"(D0[0-9]{3})\"";

    /// <summary>The codes in the sources, and the line each is written on.</summary>
    public static IReadOnlyList<(string Code, Finding Place)> In(IEnumerable<SourceFile> sources) =>
    [
        .. from source in sources
           from found in SourceFile.Find(source.Lines, Code)
           select (found.Match.Groups[1].Value, new Finding(source.Path, found.Line, source.Lines[found.Line - 1])),
    ];

    /// <param name="explained">The codes that have a file in <see cref="ExplanationsFolder"/>.</param>
    /// <param name="shown">The text of all cases and tests.</param>
    public static IEnumerable<Finding> Of(
        IReadOnlyList<(string Code, Finding Place)> codes, IReadOnlyCollection<string> explained, string shown)
    {
        var tested = Regex.Matches(shown, "D0[0-9]{3}").Select(match => match.Value).ToHashSet();
        foreach (var (code, place) in codes.DistinctBy(entry => entry.Code))
        {
            if (!explained.Contains(code))
                yield return place with { Rule = NotExplained(code) };
            else if (!tested.Contains(code) && !IsNamedIn(shown, place.Rule))
                yield return place with { Rule = $"no case shows {code}: run UPDATE_GOLDEN=1 tests/Cli.Tests/bin/Release/net10.0/DarkLang.Cli.Tests -class \"*ExplanationTests\", which writes what its example gives to tests/cases/explanations/{code}.expected; an explanation without an example needs a test that names the code" };
        }
        foreach (var (code, place) in codes.GroupBy(entry => entry.Code).SelectMany(same => same.Skip(1)))
            yield return place with { Rule = $"{code} is written a second time: use the constant" };
        foreach (var code in explained.Except(codes.Select(entry => entry.Code)).Order(StringComparer.Ordinal))
            yield return new Finding(
                $"{ExplanationsFolder}/{code}.md",
                1,
                $"{code} is given nowhere in src any more: delete its explanation, and tests/cases/explanations/{code}.expected");
    }

    /// <summary>Whether a test uses the constant that the code is written for.</summary>
    private static bool IsNamedIn(string shown, string line) =>
        Regex.Match(line, @"const string (\w+) =") is { Success: true } constant
            && Regex.IsMatch(shown, $@"Codes\.{constant.Groups[1].Value}\b");

    private static string NotExplained(string code) =>
        $"{code} has no explanation. Write {ExplanationsFolder}/{code}.md: a line `# Title`; a paragraph that says what it means; a ```dark block that gives "
        + "exactly this code (for a runtime error its first line is `// dark emit WORKER JSON`); a paragraph that says what to do; a ```dark block put right, "
        + "that gives no error or warning. Then UPDATE_GOLDEN=1 tests/Cli.Tests/bin/Release/net10.0/DarkLang.Cli.Tests -class \"*ExplanationTests\" runs both "
        + $"and writes tests/cases/explanations/{code}.expected: read it";
}
