using CsCheck;

namespace DarkLang.Display.Tests;

public sealed class TextFitTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("😀", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("…│▶", 3)]
    public void The_width_is_in_cells_of_a_terminal(string text, int width) => Assert.Equal(width, TextFit.Width(text));

    [Theory]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("漢字漢字", 4, "漢…")]
    [InlineData("ab", 4, "ab")]
    [InlineData("ab", 0, "")]
    public void A_text_is_cut_between_characters(string text, int width, string cut) => Assert.Equal(cut, TextFit.Cut(text, width));

    [Fact]
    public void A_fitted_text_has_exactly_its_width() =>
        Gen.Select(Gen.OneOfConst("a", "漢", "😀", "e\u0301", " ").Array[0, 20], Gen.Int[1, 30], Gen.Bool).Sample((parts, width, right) =>
            Assert.Equal(width, TextFit.Width(TextFit.Fit(string.Concat(parts), width, right))));

    [Fact]
    public void The_end_of_a_text_is_as_long_as_fits()
    {
        Assert.Equal("語日本語", TextFit.End("日本語日本語", 8));
        Assert.Equal("語", TextFit.End("日本語", 3));
    }

    [Fact]
    public void A_text_is_wrapped_between_words() =>
        Assert.Equal(["one two", "three", "fourfi…"], TextFit.Wrap("one two three fourfivesix", 7));
}
