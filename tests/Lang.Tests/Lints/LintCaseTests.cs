using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Lints;

/// <summary>
/// Cases in tests/cases/lints: canvases without errors, and their warnings. Most also contain code that must not be reported.
/// </summary>
public sealed class LintCaseTests
{
    public static TheoryData<string> Names => Golden.Cases("lints");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_warnings_of_a_case_are_as_expected(string name)
    {
        var loaded = CanvasLoader.Load([new SourceText($"{name}.dark", Golden.Read("lints", name))]);
        Assert.NotNull(loaded.Canvas);
        Assert.All(loaded.Diagnostics, diagnostic => Assert.Equal(Severity.Warning, diagnostic.Severity));
        Golden.Verify(Golden.PathOf("lints", name, ".expected"), Programs.Render(loaded.Diagnostics));
    }

    [Fact]
    public void A_body_with_an_error_is_not_linted() =>
        Assert.Equal(["D0301"], CanvasLoader.Load([new SourceText("a.dark", "worker a\n  let unused = 1\n  nope\n")]).Diagnostics
            .Select(diagnostic => diagnostic.Code));

    [Fact]
    public void A_function_that_another_file_uses_is_used() =>
        Assert.Empty(CanvasLoader.Load([new SourceText(
            "a.dark", "fn double (x: Int) : Int = x * 2\n"), new SourceText("b.dark", "worker b\n  double event\n")]).Diagnostics);
}
