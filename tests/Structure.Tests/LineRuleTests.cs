using System.Globalization;

namespace DarkLang.Structure.Tests;

public sealed class LineRuleTests
{
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("word", 40));

    [Fact]
    public void A_line_of_code_past_140_columns_is_found()
    {
        Assert.Empty(LineRules.OfCode(new SourceFile("src/A.cs", new string('x', 140))));
        Assert.Equal(
            "src/A.cs:2: a line of 141 columns: wrap it, 140 are the most",
            Assert.Single(LineRules.OfCode(new SourceFile("src/A.cs", "\n" + new string('x', 141)))).ToString());
    }

    [Fact]
    public void A_long_comment_and_a_long_string_are_found() =>
        Assert.Equal([1, 2], LineRules.OfCode(new SourceFile("src/A.cs", $"// {Words}\nvar a = \"{Words}\";")).Select(f => f.Line));

    [Fact]
    public void A_long_line_in_a_raw_string_is_left_alone_and_one_after_it_is_found()
    {
        var file = new SourceFile("src/A.cs", $"var a = \"\"\"\n    {Words}\n    \"quoted\"\n    \"\"\";\nvar b = {Words};");
        Assert.Equal([5], LineRules.OfCode(file).Select(f => f.Line));
    }

    [Fact]
    public void A_string_that_can_not_be_broken_is_left_alone() =>
        Assert.Empty(LineRules.OfCode(new SourceFile("src/A.cs", $"var hash = \"{new string('x', 140)}\";")));

    [Fact]
    public void A_line_of_a_page_past_120_columns_is_found()
    {
        Assert.Empty(LineRules.OfProse(new SourceFile("docs/a.md", new string('x', 120))));
        Assert.Equal(
            "docs/a.md:1: a line of 121 columns: wrap it, 120 are the most",
            Assert.Single(LineRules.OfProse(new SourceFile("docs/a.md", new string('x', 121)))).ToString());
    }

    [Theory]
    [InlineData("| a | {0} |")]
    [InlineData("```\n{0}\n```")]
    [InlineData("  ```dark\n{0}\n  ```")]
    [InlineData("[the page]({0})")]
    [InlineData("![a picture](a.png \"{0}\")")]
    [InlineData("see https://example.com/{1}")]
    public void Tables_code_blocks_links_and_images_are_left_alone(string page)
    {
        var text = string.Format(CultureInfo.InvariantCulture, page, Words, new string('x', 120));
        Assert.Empty(LineRules.OfProse(new SourceFile("docs/a.md", text)));
    }

    [Fact]
    public void A_long_line_after_a_code_block_is_found() =>
        Assert.Equal([4], LineRules.OfProse(new SourceFile("docs/a.md", $"```\n{Words}\n```\n{Words}")).Select(f => f.Line));

    [Fact]
    public void Generated_pages_are_left_alone() =>
        Assert.Empty(LineRules.OfProse(new SourceFile("docs/library.md", Words)));
}
