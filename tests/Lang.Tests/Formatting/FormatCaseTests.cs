using DarkLang.Lang.Formatting;
using DarkLang.Lang.Source;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Formatting;

public sealed class FormatCaseTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Golden.CasesFolder, "..", ".."));

    public static TheoryData<string> Names => Golden.Cases("format");

    /// <summary>Every canvas of the project: the cases of all stages, the examples, the benchmarks.</summary>
    public static TheoryData<string> Canvases => new(
        new[] { "tests/cases", "examples", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.dark", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    public static TheoryData<string> Shown => new(
        new[] { "examples", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.dark"))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_canvas_is_formatted_as_expected(string name)
    {
        var text = Golden.Read("format", name);
        Assert.True(FormatCheck.Verify(text), "the case has mistakes");
        Golden.Verify(Golden.PathOf("format", name, ".expected"), CanvasFormatter.Format(new SourceText(name, text)).Text!);
    }

    [Theory]
    [MemberData(nameof(Canvases))]
    public void Formatting_keeps_the_meaning_and_the_comments_of(string path) =>
        FormatCheck.Verify(File.ReadAllText(Path.Combine(Root, path)));

    [Theory]
    [MemberData(nameof(Shown))]
    public void The_published_canvases_are_formatted(string path)
    {
        var text = File.ReadAllText(Path.Combine(Root, path));
        Assert.Equal(text, CanvasFormatter.Format(new SourceText(path, text)).Text);
    }
}
