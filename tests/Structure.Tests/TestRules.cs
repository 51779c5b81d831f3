using System.Text.RegularExpressions;

namespace DarkLang.Structure.Tests;

/// <summary>The name of a test is the promise it checks, and a test waits for signals, never for time.</summary>
internal static class TestRules
{
    public static IEnumerable<Finding> Of(SourceFile file)
    {
        for (var i = 0; i < file.Code.Count; i++)
        {
            if (Regex.IsMatch(file.Code[i], @"\b(?:Thread\.Sleep|Task\.Delay)\((?!Timeout\.Infinite)"))
                yield return new Finding(file.Path, i + 1, "tests never sleep: wait on a signal");
            if (Regex.IsMatch(file.Code[i], @"^\s*\[(?:Fact|Theory)\b") && MethodAfter(file, i) is var (name, line)
                && !Regex.IsMatch(name, "^[A-Z][^_]*(?:_[^_]+)+$"))
                yield return new Finding(file.Path, line, $"`{name}` is not a sentence with underscores that names a promise");
        }
    }

    /// <summary>Finds loops that give up the thread until something has happened.</summary>
    public static IEnumerable<Finding> Polls(SourceFile file) =>
        from found in file.Find(@"\bTask\.Yield\(")
        select new Finding(file.Path, found.Line, "tests don't poll: wait on a signal");

    private static (string Name, int Line)? MethodAfter(SourceFile file, int attribute)
    {
        for (var i = attribute; i < Math.Min(attribute + 20, file.Code.Count); i++)
        {
            if (Regex.Match(
                file.Code[i], @"\bpublic\s+(?:static\s+)?(?:async\s+)?(?:void|Task|ValueTask)\s+(\w+)\s*\(") is { Success: true } method)
                return (method.Groups[1].Value, i + 1);
        }
        return null;
    }
}
