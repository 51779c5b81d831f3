using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class SyntaxDiagnosticsTests
{
    public static TheoryData<string> Names => Golden.Cases("diagnostics/syntax");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_text_is_explained(string name)
    {
        var parsed = CanvasParser.ParseFile(new SourceText($"{name}.dark", Golden.Read("diagnostics/syntax", name)));
        Assert.NotEmpty(parsed.Diagnostics);
        SpanCheck.Verify(parsed.Syntax);
        Golden.Verify(Golden.PathOf("diagnostics/syntax", name, ".expected"), DiagnosticsText.Of(parsed.Diagnostics));
    }
}
