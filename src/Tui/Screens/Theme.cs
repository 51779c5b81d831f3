using System.Text;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace DarkLang.Tui.Screens;

/// <summary>The colours and styles of tones, on the background of the terminal.</summary>
internal sealed class Theme
{
    private const string Signs = "●○✗⧖◌‖◐■▶✓│─┌┐└┘├┤↑↓←→⏎⇥⇧␣…·▸▾›‹▁▂▃▄▅▆▇█µ⇒≠┄⋮";
    private const string Letters = "*oxt.=~#>+|-++++++^v<>>>^_~.>v><..__-=*#u>!-:";

    private static readonly ColorName16?[] Colourless = new ColorName16?[Enum.GetValues<Tone>().Length];

    private readonly ColorName16?[] _colours;
    private readonly bool _isAscii;

    private Theme(ColorName16?[] colours, bool isAscii = false) => (_colours, _isAscii) = (colours, isAscii);

    public static Theme Of(ThemeChoice choice) => choice switch
    {
        ThemeChoice.Dark =>
            new Theme(Colours(ColorName16.Green, ColorName16.Yellow, ColorName16.Red, ColorName16.Magenta, ColorName16.Cyan)),
        ThemeChoice.Light =>
            new Theme(Colours(ColorName16.Green, ColorName16.Magenta, ColorName16.Red, ColorName16.Blue, ColorName16.Cyan)),
        ThemeChoice.Ascii => new Theme(Colourless, isAscii: true),
        _ => new Theme(Colourless),
    };

    public Attribute Of(Tone tone, bool isSelected)
    {
        var style = tone switch { Tone.Faint => TextStyle.Faint, Tone.Strong or Tone.Bad => TextStyle.Bold, _ => TextStyle.None };
        var colour = !isSelected && _colours[(int)tone] is { } name ? new Color(name) : Color.None;
        return new Attribute(colour, Color.None, isSelected ? style | TextStyle.Reverse : style);
    }

    /// <summary>The text as this theme writes it, in the same width.</summary>
    public string Drawable(string text)
    {
        if (!_isAscii || Ascii.IsValid(text))
            return text;
        var drawable = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var letter = text.Substring(at, StringInfo.GetNextTextElementLength(text, at));
            var sign = letter.Length == 1 ? Signs.IndexOf(letter[0], StringComparison.Ordinal) : -1;
            if (Ascii.IsValid(letter))
                drawable.Append(letter);
            else if (sign >= 0)
                drawable.Append(Letters[sign]);
            else
                drawable.Append('?', TextFit.Width(letter));
            at += letter.Length;
        }
        return drawable.ToString();
    }

    private static ColorName16?[] Colours(ColorName16 good, ColorName16 warning, ColorName16 bad, ColorName16 keyword, ColorName16 literal)
    {
        var colours = (ColorName16?[])Colourless.Clone();
        colours[(int)Tone.Good] = good;
        colours[(int)Tone.Warning] = warning;
        colours[(int)Tone.Bad] = bad;
        colours[(int)Tone.Keyword] = keyword;
        colours[(int)Tone.Literal] = literal;
        return colours;
    }
}
