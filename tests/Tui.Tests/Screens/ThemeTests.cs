using DarkLang.Display;
using DarkLang.Tests;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

public sealed class ThemeTests
{
    [Theory]
    [InlineData("busy")]
    [InlineData("404s")]
    [InlineData("stream")]
    [InlineData("help")]
    [InlineData("emit")]
    public void The_theme_for_old_terminals_writes_nothing_but_ascii_in_the_same_width(string moment)
    {
        var theme = Theme.Of(ThemeChoice.Ascii);
        foreach (var line in CanvasScreen.Render(Canvases.Named(moment), 120, 30))
        {
            var written = theme.Drawable(line.Text);
            Assert.DoesNotContain(written, letter => !char.IsAscii(letter));
            Assert.Equal(120, TextFit.Width(written));
            Assert.DoesNotContain('?', written.Replace(" ? ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_sign_of_the_screens_has_a_likeness_in_ascii()
    {
        var folder = Path.Combine(Golden.CasesFolder, "..", "..", "src");
        var texts = ((string[])["Tui", "Display"]).SelectMany(name =>
            Directory.EnumerateFiles(Path.Combine(folder, name), "*.cs", SearchOption.AllDirectories)).SelectMany(File.ReadAllLines);
        foreach (var sign in texts.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(line => line)
            .Where(letter => !char.IsAscii(letter)).Distinct())
            Assert.DoesNotContain("?", Theme.Of(ThemeChoice.Ascii).Drawable(sign.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_that_has_no_likeness_keeps_its_width() => Assert.Equal("a??b", Theme.Of(ThemeChoice.Ascii).Drawable("a日b"));

    [Fact]
    public void Without_colours_no_tone_has_one()
    {
        foreach (var tone in Enum.GetValues<Tone>())
        {
            Assert.Equal(Terminal.Gui.Drawing.Color.None, Theme.Of(ThemeChoice.Mono).Of(tone, isSelected: false).Foreground);
            Assert.Equal(Terminal.Gui.Drawing.Color.None, Theme.Of(ThemeChoice.Light).Of(tone, isSelected: true).Foreground);
        }
        Assert.NotEqual(Terminal.Gui.Drawing.Color.None, Theme.Of(ThemeChoice.Dark).Of(Tone.Bad, isSelected: false).Foreground);
    }
}
