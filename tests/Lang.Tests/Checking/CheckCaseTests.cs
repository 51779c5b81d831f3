using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Checking;

/// <summary>
/// Cases in tests/cases/check: a canvas, and the diagnostics of the checker as users see them. The lints have cases of their own.
/// </summary>
public class CheckCaseTests
{
    public static TheoryData<string> Names => Golden.Cases("check");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_diagnostics_of_a_case_are_as_expected(string name)
    {
        var loaded = CanvasLoader.Load([new SourceText($"{name}.dark", Golden.Read("check", name))]);
        Golden.Verify(Golden.PathOf("check", name, ".expected"), Programs.Render(
            loaded.Diagnostics.Where(diagnostic => !diagnostic.Code.StartsWith("D038", StringComparison.Ordinal))));
    }
}
