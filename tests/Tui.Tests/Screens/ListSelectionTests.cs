using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

public sealed class ListSelectionTests
{
    private static readonly ListSelection Three = ListSelection.None.Among(["a", "b", "c"]);

    [Fact]
    public void Acts_are_for_the_marked_rows_and_else_for_the_selected_one()
    {
        Assert.Equal(["b"], Three.Move(1).Chosen);
        Assert.Equal(["a", "b"], Three.Mark().Mark().Chosen);
        Assert.Equal(["c"], Three.Mark().Mark().WithoutMarks().Chosen);
        Assert.Equal(["b"], Three.Mark().Mark().To("a").Mark().Chosen);
        Assert.Empty(ListSelection.None.Mark().Chosen);
    }

    [Fact]
    public void Marks_of_rows_that_are_gone_go_with_them() =>
        Assert.Equal(["b"], Three.Mark().Mark().Among(["b", "d"]).Chosen);

    [Fact]
    public void It_stays_within_the_rows_however_far_it_is_moved()
    {
        Assert.Equal("c", Three.Move(int.MaxValue).Row);
        Assert.Equal("a", Three.Move(int.MaxValue).Move(int.MinValue).Row);
        Assert.Null(Three.Among([]).Row);
        Assert.Equal("b", Three.Move(2).Among(["a", "b"]).Row);
    }
}
