namespace DarkLang.Display.Tests;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("a\n  b\t c ", "a b c")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("a\u202Eb\u200Bc\u2028d\uFEFF", "a\\u202Eb\\u200Bc\\u2028d\\uFEFF")]
    [InlineData("\U000E0041 👩‍👩‍👧 می\u200Cخواهم", "\\u{E0041} 👩‍👩‍👧 می\u200Cخواهم")]
    public void One_line_has_single_spaces_and_nothing_that_cannot_be_seen(string text, string line) =>
        Assert.Equal(line, DisplayText.OneLine(text));

    [Fact]
    public void A_line_that_is_too_long_ends_in_an_ellipsis() => Assert.Equal("abc…", DisplayText.OneLine("abcdef", 3));

    [Theory]
    [InlineData("{\n  a: 1\n  b: [\n    1\n    2\n  ]\n  c: Just {\n    d: \"x\"\n  }\n}", "{ a: 1, b: [1, 2], c: Just { d: \"x\" } }")]
    [InlineData("(\n  1\n  … 3 more\n)", "(1, … 3 more)")]
    [InlineData("1", "1")]
    public void A_value_of_several_lines_keeps_its_entries_apart_on_one(string text, string line) =>
        Assert.Equal(line, DisplayText.ValueLine(text));

    [Fact]
    public void A_printable_line_keeps_its_columns() => Assert.Equal("  a  b \\u0000", DisplayText.PrintableLine("  a\t b\r\0"));

    [Theory]
    [InlineData(99_999, "99999", "99 999")]
    [InlineData(123_456, "123k", "123 456")]
    [InlineData(100_000_000, "100M", "100 000 000")]
    public void A_count_is_short_or_grouped(long count, string brief, string grouped) =>
        Assert.Equal((brief, grouped), (DisplayText.ShortCount(count), DisplayText.Count(count)));

    [Fact]
    public void A_quantity_agrees_with_its_noun()
    {
        Assert.Equal("1 message", DisplayText.Quantity(1, "message"));
        Assert.Equal("1 500 messages", DisplayText.Quantity(1_500, "message"));
        Assert.Equal("2 lines were", DisplayText.Quantity(2, "line was", "lines were"));
    }
}
