using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Tests.Layout;

public sealed class ScreenLineTests
{
    [Fact]
    public void A_line_that_is_drawn_holds_nothing_that_can_not_be_seen() => Assert.Equal(
        "a\\u001B\\u202E  ", ScreenLine.Of("a\u001b\u202e").Fit(15).Text);

    [Theory]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefghij kl", 4, "abcd|efgh|ij|kl")]
    [InlineData("  indented words", 10, "  indented|words")]
    [InlineData("漢字 漢字漢", 6, "漢字|漢字漢")]
    public void A_line_wraps_between_words(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', ScreenLine.Of(text).Wrapped(width).Select(line => line.Text)));

    [Fact]
    public void A_word_that_does_not_fit_behind_a_name_goes_on_the_next_line() => Assert.Equal(
        ["message  ", "0123456789"],
        new ScreenLine([new Piece("message  "), new Piece("0123456789")]).Wrapped(12).Select(line => line.Text));

    [Fact]
    public void The_marks_of_an_excerpt_stay_below_what_they_mark()
    {
        const string Text = """
            error[D0301]: nothing is named "hlf" in this canvas
             ┌ photos.dark:6:31
            6│   let a = aaaaaaaaaaaaaaaaaaa + hlf + 1
             │                                 ^^^ not known here
              = help: did you mean half?
            """;
        Assert.Equal(
            [
                "error[D0301]: nothing is",
                "named \"hlf\" in this canvas",
                " ┌ photos.dark:6:31",
                "6│…aaaaaaaaaaaaaaaaaa + hlf…",
                " │                      ^^^",
                " │ not known here",
                "  = help: did you mean half?",
            ], ExcerptLines.Fit(Text, 28).Select(line => line.Text));
        Assert.Equal(Text.Split('\n'), ExcerptLines.Fit(Text, 80).Select(line => line.Text));
    }
}
