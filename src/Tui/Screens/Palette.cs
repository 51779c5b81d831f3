using System.Diagnostics;
using DarkLang.Tui.Layout;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace DarkLang.Tui.Screens;

/// <summary>How tones look: on the terminal's own background, in its own colour but for what is good or needs a look.</summary>
internal sealed class Palette(bool coloured)
{
    public Attribute Of(Tone tone, bool isSelected)
    {
        var (colour, style) = tone switch
        {
            Tone.Plain => (Color.None, TextStyle.None),
            Tone.Faint => (Color.None, TextStyle.Faint),
            Tone.Strong => (Color.None, TextStyle.Bold),
            Tone.Good => (new Color(ColorName16.Green), TextStyle.None),
            Tone.Warning => (new Color(ColorName16.Yellow), TextStyle.None),
            Tone.Bad => (new Color(ColorName16.Red), TextStyle.Bold),
            Tone.Keyword => (new Color(ColorName16.Magenta), TextStyle.None),
            Tone.Literal => (new Color(ColorName16.Cyan), TextStyle.None),
            _ => throw new UnreachableException(),
        };
        return new Attribute(coloured && !isSelected ? colour : Color.None, Color.None, isSelected ? style | TextStyle.Reverse : style);
    }
}
