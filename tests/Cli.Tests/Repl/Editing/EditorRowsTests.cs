using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Tests.Repl.Editing;

public sealed class EditorRowsTests
{
    [Theory]
    [InlineData("", "> :2")]
    [InlineData("abc", "> abc:5")]
    [InlineData("abcdefghij", "> abcdefg:9 hij:3")]
    [InlineData("ab\ncd", "> ab:4 . cd:4")]
    [InlineData("ab\n", "> ab:4 . :2")]
    [InlineData("日本語日本", "> 日本語:8 日本:4")]
    [InlineData("e\u0301e\u0301", "> e\u0301e\u0301:4")]
    [InlineData("a\u0001b", "> a\u0001b:6")]
    public void Text_is_broken_where_the_terminal_ends(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', EditorRows.Of(text, "> ", ". ", 10).Select(row => $"{row.Prompt}{text[row.Start..row.End]}:{row.Width}")));

    [Fact]
    public void Control_characters_are_shown_and_never_sent() =>
        Assert.Equal("a^[[2J^?", new SourcePaint("a\e[2J\x7f", color: false).In(0, 6));

    [Fact]
    public void Colours_end_with_the_row() =>
        Assert.Equal("\e[33m1\e[0m + \e[33m2\e[0m", new SourcePaint("1 + 2", color: true).In(0, 5));
}
