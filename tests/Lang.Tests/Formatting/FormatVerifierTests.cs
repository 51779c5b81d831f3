using DarkLang.Lang.Formatting;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Formatting;

public sealed class FormatVerifierTests
{
    private const string Text = "fn f = 1\n\nfn g (x: (Int)) = x - (2 * 3)\n";

    [Theory]
    [InlineData(Text, null)]
    [InlineData("fn f =\n  1\n// why\nfn g (x : Int) = (x - 2 * 3)\n", null)]
    [InlineData("fn f = 1\n\nfn g (x: Int) = (x - 2) * 3\n", "a.dark:3:1")]
    [InlineData("fn f = 1\n\n/// Doc\nfn g (x: Int) = x - 2 * 3\n", "a.dark:3:1")]
    [InlineData("fn f = 1\n", "a.dark:3:1")]
    [InlineData(Text + "\nfn h = 1\n", "a.dark:1:1")]
    [InlineData(Text + "\nfn h = )\n", "a.dark:1:1")]
    public void An_item_that_the_formatted_text_changes_is_named(string formatted, string? place)
    {
        var file = CanvasParser.ParseFile(new SourceText("a.dark", Text)).Syntax;

        Assert.Equal(place, FormatVerifier.FirstDifference(file, formatted, out _)?.ToString());
    }
}
