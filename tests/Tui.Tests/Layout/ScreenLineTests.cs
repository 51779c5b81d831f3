using DarkLang.Display;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Tests.Layout;

public sealed class ScreenLineTests
{
    [Fact]
    public void A_line_that_is_drawn_holds_nothing_that_can_not_be_seen() => Assert.Equal(
        "a\\u001B\\u202E  ", ScreenLine.Of("a\u001b\u202e").Fit(15).Text);
}
