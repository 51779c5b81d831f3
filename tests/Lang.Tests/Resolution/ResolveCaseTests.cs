using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Resolution;

/// <summary>Cases in tests/cases/resolve: a canvas, and its diagnostics as users see them.</summary>
public class ResolveCaseTests
{
    public static TheoryData<string> Names => Golden.Cases("resolve");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_diagnostics_of_a_case_are_as_expected(string name)
    {
        var loaded = CanvasLoader.Load([new SourceText($"{name}.dark", Golden.Read("resolve", name))]);
        Golden.Verify(Golden.PathOf("resolve", name, ".expected"), Programs.Render(loaded.Diagnostics));
    }
}
