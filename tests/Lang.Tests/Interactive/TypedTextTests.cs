using DarkLang.Lang.Interactive;

namespace DarkLang.Lang.Tests.Interactive;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("1 + 2")]
    [InlineData("")]
    [InlineData("// only a comment")]
    [InlineData("(+)")]
    [InlineData("let x = 1")]
    [InlineData("if a then b")]
    [InlineData("xs |> List::map \\x -> x")]
    [InlineData("List::map xs (\\x ->\n  x)")]
    [InlineData("fn f (x: Int) : Int = x")]
    [InlineData("type P = { a: Int }")]
    [InlineData("\"never closed")]
    [InlineData("1 )")]
    [InlineData("\"\"\"raw\n\ntext\"\"\"")]
    public void A_text_that_can_be_read_is_complete(string text) => Assert.Equal(TypedState.Complete, TypedText.StateOf(text));

    [Theory]
    [InlineData("1 +")]
    [InlineData("[1,")]
    [InlineData("f (a")]
    [InlineData("{ a: 1")]
    [InlineData("xs |>")]
    [InlineData("\\")]
    [InlineData("if a")]
    [InlineData("let")]
    [InlineData("[1, 2\n  , 3")]
    public void A_text_that_must_continue_is_unfinished(string text) => Assert.Equal(TypedState.Unfinished, TypedText.StateOf(text));

    [Theory]
    [InlineData("let x =")]
    [InlineData("let f = \\x ->")]
    [InlineData("let f = \\x ->\n  let y = x")]
    [InlineData("if a then")]
    [InlineData("if a then\n  1\nelse")]
    [InlineData("match x")]
    [InlineData("match x with")]
    [InlineData("match x\n  Just y -> y")]
    [InlineData("fn f (x: Int) : Int")]
    [InlineData("fn f (x: Int) : Int\n  x == 1")]
    [InlineData("worker mail")]
    public void A_text_whose_block_may_continue_is_in_a_block(string text) =>
        Assert.Equal(TypedState.InBlock, TypedText.StateOf(text));

    [Fact]
    public void Inside_a_raw_string_everything_is_text() => Assert.Equal(TypedState.InRawString, TypedText.StateOf("let s = \"\"\"a\n\n"));

    [Theory]
    [InlineData("fn f = 1", true)]
    [InlineData("FN f = 1", true)]
    [InlineData("test \"a\" = true", true)]
    [InlineData("type", false)]
    [InlineData("test + 1", false)]
    [InlineData("fnord 1", false)]
    [InlineData("", false)]
    public void A_definition_starts_with_an_item_keyword_and_a_name(string text, bool expected) =>
        Assert.Equal(expected, TypedText.IsDefinition(text));

    [Theory]
    [InlineData("  x", true)]
    [InlineData("", true)]
    [InlineData("|> f", true)]
    [InlineData("| Nothing -> 0", true)]
    [InlineData("else 1", true)]
    [InlineData("]", true)]
    [InlineData("f 1", false)]
    [InlineData("-5", false)]
    public void Lines_that_can_not_start_an_input_continue_a_block(string line, bool expected) =>
        Assert.Equal(expected, TypedText.ContinuesBlock(line));
}
