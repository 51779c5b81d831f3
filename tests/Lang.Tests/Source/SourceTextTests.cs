using DarkLang.Lang.Source;

namespace DarkLang.Lang.Tests;

public sealed class SourceTextTests
{
    [Fact]
    public void Lines_and_columns_are_counted_from_one()
    {
        var source = new SourceText("a.dark", "one\ntwo\n");
        Assert.Equal(new LinePosition(1, 1), source.Locate(0));
        Assert.Equal(new LinePosition(2, 2), source.Locate(5));
        Assert.Equal("two", source.Line(2).ToString());
    }
}
