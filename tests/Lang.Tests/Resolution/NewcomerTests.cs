using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Resolution;

/// <summary>Cases in tests/cases/diagnostics/newcomer, each with syntax of another language or one slip.</summary>
public sealed class NewcomerTests
{
    private const string Cases = "diagnostics/newcomer";

    public static TheoryData<string> Names => Golden.Cases(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void One_slip_gives_one_message_with_a_hint(string name)
    {
        var loaded = CanvasLoader.Load([new SourceText($"{name}.dark", Golden.Read(Cases, name))]);
        Golden.Verify(Golden.PathOf(Cases, name, ".expected"), Programs.Render(loaded.Diagnostics));
        Assert.NotNull(Assert.Single(loaded.Diagnostics).Help);
    }
}
