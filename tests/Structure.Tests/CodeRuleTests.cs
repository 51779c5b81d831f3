namespace DarkLang.Structure.Tests;

public sealed class CodeRuleTests
{
    [Fact]
    public void Every_code_is_explained_and_shown_by_a_case()
    {
        var explained = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, CodeRules.ExplanationsFolder), "*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        var cases = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "cases"), "*.expected", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        var tests = SourceTree.Tests.Where(file => !file.Path.StartsWith("tests/Structure.Tests/", StringComparison.Ordinal))
            .Select(file => file.Text);
        var codes = CodeRules.In(SourceTree.Sources);
        Assert.True(codes.Count > 80);
        Finding.ExpectNone(CodeRules.Of(codes, explained, string.Join('\n', cases.Concat(tests))));
    }

    [Fact]
    public void A_code_without_an_explanation_is_found() =>
        Assert.Contains("D0398 has no explanation", Only(["D0398"], [], "D0398"), StringComparison.Ordinal);

    [Fact]
    public void A_code_without_a_case_is_found() =>
        Assert.Contains("no case shows D0398", Only(["D0398"], ["D0398"], "D0397"), StringComparison.Ordinal);

    [Fact]
    public void A_code_written_twice_is_found() =>
        Assert.Contains("a second time", Only(["D0398", "D0398"], ["D0398"], "D0398"), StringComparison.Ordinal);

    [Fact]
    public void An_explanation_of_a_code_that_no_source_reports_is_found() =>
        Assert.Contains("no source reports D0397", Only(["D0398"], ["D0398", "D0397"], "D0398"), StringComparison.Ordinal);

    private static string Only(string[] codes, string[] explained, string shown)
    {
        var source = new SourceFile("src/Lang/Codes.cs", string.Concat(codes.Select(code => $"const string A = \"{code}\";\n")));
        return Assert.Single(CodeRules.Of(CodeRules.In([source]), explained, shown)).ToString();
    }
}
