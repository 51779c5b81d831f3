using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>Every code of a message to the user is written once, explained, and shown by a case.</summary>
internal static class CodeRules
{
    public const string ExplanationsFolder = "src/Cli/Explanations";

    private const string Code = "\"(D0[0-9]{3})\"";

    private const string RunExamples =
        "UPDATE_GOLDEN=1 tests/Cli.Tests/bin/Release/net10.0/DarkLang.Cli.Tests -class \"*ExplanationTests\"";

    /// <summary>Returns the codes in the sources, each with its place.</summary>
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
                yield return place with { Rule = NotShown(code) };
        }
        foreach (var (code, place) in codes.GroupBy(entry => entry.Code).SelectMany(same => same.Skip(1)))
            yield return place with { Rule = $"{code} is written a second time: use the constant" };
        foreach (var code in explained.Except(codes.Select(entry => entry.Code)).Order(StringComparer.Ordinal))
            yield return new Finding(
                $"{ExplanationsFolder}/{code}.md",
                1,
                $"no source reports {code} any more: delete its explanation and {Expected(code)}");
    }

    /// <summary>Whether a test uses the constant that holds the code.</summary>
    private static bool IsNamedIn(string shown, string line) =>
        Regex.Match(line, @"const string (\w+) =") is { Success: true } constant
            && Regex.IsMatch(shown, $@"Codes\.{constant.Groups[1].Value}\b");

    private static string NotExplained(string code) =>
        $"{code} has no explanation. Write {ExplanationsFolder}/{code}.md: a line `# Title`; a paragraph that says what it means; "
        + "a ```dark block that leads to exactly this code (for a runtime error its first line is `// dark emit WORKER JSON`); "
        + "a paragraph that says what to do; a corrected ```dark block without any error or warning. "
        + $"Then {RunExamples} runs both and writes {Expected(code)}: read it";

    private static string NotShown(string code) =>
        $"no case shows {code}: run {RunExamples}, which writes the output of its example to {Expected(code)}; "
        + "an explanation without an example needs a test that names the code";

    private static string Expected(string code) => $"tests/cases/explanations/{code}.expected";
}
