using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Tests.Diagnostics;

public sealed class LineDiffTests
{
    [Fact]
    public void A_unified_diff_has_three_lines_of_context_and_notes_a_missing_line_break() => Assert.Equal(
        """
        --- a
        +++ b
        @@ -2,4 +2,4 @@
         2
         3
         4
        -5
        +5
        \ No newline at end of file

        """, LineDiff.Unified("a", "1\n2\n3\n4\n5\n", "b", "1\n2\n3\n4\n5"));

    [Fact]
    public void Texts_that_are_the_same_have_no_diff() => Assert.Equal("", LineDiff.Unified("a", "1\n", "b", "1\n"));

    [Fact]
    public void Equal_lines_are_paired_and_others_stand_alone()
    {
        Assert.Equal([(0, 0), (1, null), (null, 1), (2, 2), (null, 3)], LineDiff.Pairs(["a", "b", "c"], ["a", "x", "c", "d"]));
        Assert.Equal([(null, 0)], LineDiff.Pairs([], [""]));
    }
}
