using DarkLang.Display;
using Terminal.Gui.Text;

namespace DarkLang.Tui.Tests.Layout;

public sealed class TextFitTests
{
    [Theory]
    [InlineData("漢字")]
    [InlineData("😀")]
    [InlineData("👨‍👩‍👧")]
    [InlineData("🇩🇪")]
    [InlineData("e\u0301")]
    [InlineData("☕⚡✅❌⭐")]
    [InlineData("●○✗⧖◌‖▶✓│─↑⏎⇥␣…▸▾‹▁█")]
    public void A_text_is_as_wide_as_the_library_draws_it(string text) => Assert.Equal(text.GetColumns(), TextFit.Width(text));
}
