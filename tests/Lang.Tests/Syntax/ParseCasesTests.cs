using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class ParseCasesTests
{
    public static TheoryData<string> Names => Golden.Cases("parse");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_canvas_is_read_as_expected(string name)
    {
        var parsed = CanvasParser.ParseFile(new SourceText($"{name}.dark", Golden.Read("parse", name)));
        Assert.Equal("", DiagnosticsText.Of(parsed.Diagnostics));
        SpanCheck.Verify(parsed.Syntax);
        Golden.Verify(Golden.PathOf("parse", name, ".expected"), SyntaxPrinter.Print(parsed.Syntax));
    }
}
