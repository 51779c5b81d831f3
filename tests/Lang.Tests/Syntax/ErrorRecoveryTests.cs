using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Syntax;

public sealed class ErrorRecoveryTests
{
    [Fact]
    public void A_mistake_in_one_item_does_not_hide_mistakes_in_others()
    {
        var parsed = Parse("worker a\n  let x = (1 +\n\nworker b\n  if x then\n\nworker c\n  fine\n\nwroker d\n  event\n");

        Assert.Equal([2, 5, 10], parsed.Diagnostics.Select(diagnostic => diagnostic.Location.Start.Line));
        Assert.Equal(["a", "b", "c", "d"], parsed.Syntax.Items.Select(NameOf));
    }

    [Fact]
    public void Each_statement_of_a_body_is_read_on_its_own()
    {
        var parsed = Parse("worker a\n  let x = 1 +\n  let y = 2\n  let z = * 3\n  [1, 2 3 4 =, 5, +]\n  y\n");

        Assert.Equal([2, 4, 5, 5], parsed.Diagnostics.Select(diagnostic => diagnostic.Location.Start.Line));
        Assert.Contains("(let y 2", SyntaxPrinter.Print(parsed.Syntax), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_header_does_not_hide_mistakes_in_the_body()
    {
        var parsed = Parse("cron a evry day\n  let x =\n  x\n");

        Assert.Equal(["D0212", "D0204"], parsed.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal("a", Assert.IsType<BrokenItem>(Assert.Single(parsed.Syntax.Items)).Name);
    }

    [Fact]
    public void One_item_shows_at_most_twenty_problems()
    {
        var lines = string.Concat(Enumerable.Repeat("  let x = )\n  let y = * 1\n", 50));

        Assert.InRange(Parse($"worker a\n{lines}\nworker b\n  f (\n").Diagnostics.Count, 2, 21);
        Assert.Equal(20, Parse($"worker a\n{string.Concat(Enumerable.Repeat("  let y = * 1\n", 50))}").Diagnostics.Count);
        Assert.Equal(20, Parse($"worker a\n{string.Concat(Enumerable.Repeat("  let y = \"\\q\"\n", 50))}  y").Diagnostics.Count);
    }

    [Fact]
    public void An_unclosed_string_does_not_swallow_the_next_line()
    {
        var parsed = Parse("worker a\n  let x = \"open\n  let y = \"closed\"\n  y\n");

        Assert.Equal("D0102", Assert.Single(parsed.Diagnostics).Code);
        Assert.Contains("(let y \"closed\" y)", SyntaxPrinter.Print(parsed.Syntax), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 + 2", "(+ 1 2)\n")]
    [InlineData("let x = 1\nx + 1", "(let x 1 (+ x 1))\n")]
    [InlineData("\n  let x = 1\n  x\n", "(let x 1 x)\n")]
    [InlineData("worker", "worker\n")]
    [InlineData("xs\n|> f\n|> g", "(pipe (pipe xs (stage f)) (stage g))\n")]
    [InlineData("// only this\n7", "7\n")]
    public void An_expression_may_have_several_lines(string text, string expected)
    {
        var parsed = CanvasParser.ParseExpression(new SourceText("expression", text));

        Assert.Empty(parsed.Diagnostics);
        Assert.Equal(expected, SyntaxPrinter.Print(parsed.Syntax));
    }

    [Theory]
    [InlineData("", "D0204")]
    [InlineData("// nothing", "D0204")]
    [InlineData("1 +", "D0204")]
    [InlineData("let x = 1", "D0216")]
    [InlineData("  1\n2", "D0208")]
    [InlineData("1 )", "D0113")]
    [InlineData("x = 1", "D0207")]
    public void A_wrong_expression_is_explained(string text, string code) =>
        Assert.Equal(code, Assert.Single(CanvasParser.ParseExpression(new SourceText("expression", text)).Diagnostics).Code);

    private static Parsed<FileSyntax> Parse(string text) => CanvasParser.ParseFile(new SourceText("canvas.dark", text));

    private static string? NameOf(Item item) => item switch
    {
        WorkerItem worker => worker.Name.Text,
        BrokenItem broken => broken.Name,
        _ => null,
    };
}
