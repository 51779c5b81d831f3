using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Tests.Layout;

public sealed class PaneTests
{
    [Theory]
    [InlineData(78)]
    [InlineData(118)]
    public void Every_line_of_a_detail_can_be_scrolled_to(int width)
    {
        var detail = Enumerable.Range(0, 60).Select(line => ScreenLine.Of($"line {line}.")).ToList();
        var seen = Enumerable.Range(0, 20).SelectMany(step => Shown(detail, width, step * 5)).ToList();
        Assert.All(detail, line => Assert.Contains(seen, shown => shown.Contains(line.Text, StringComparison.Ordinal)));
        Assert.Contains(Shown(detail, width, 0), line => line.Contains("more lines: J", StringComparison.Ordinal));
        Assert.Contains(Shown(detail, width, 20), line => line.Contains("more lines: K", StringComparison.Ordinal));
        Assert.Equal(Shown(detail, width, 60), Shown(detail, width, 1000));
    }

    private static IEnumerable<string> Shown(List<ScreenLine> detail, int width, int from) =>
        Pane.WithDetail(_ => [ScreenLine.Of("row")], _ => detail, width, 20, from).Select(line => line.Text);
}
