using System.Text;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Layout;

/// <summary>A line that is typed on a screen.</summary>
internal static class InputLine
{
    /// <summary>Returns the line after a key; null for a key that does not edit.</summary>
    public static LineBuffer? Press(this LineBuffer line, Key key)
    {
        var bare = key.NoCtrl.NoAlt;
        if (CodeOf(bare) is { } code)
            return line.Apply(new KeyPress(code, Control: key.IsCtrl, Alt: key.IsAlt));
        // In the palette Ctrl-D goes down.
        return key == Key.D.WithCtrl || bare.AsRune is not { Value: > 0 } letter || Rune.IsControl(letter)
            ? null
            : line.Apply(new KeyPress(KeyCode.Text, letter.ToString(), key.IsCtrl, key.IsAlt));
    }

    /// <summary>Returns the part around the cursor that fits, with the cursor marked.</summary>
    public static IReadOnlyList<Piece> Show(this LineBuffer line, int width)
    {
        var next = line.Apply(new KeyPress(KeyCode.Right))!.Cursor;
        var (before, after) = (DisplayText.PrintableLine(line.Text[..line.Cursor]), DisplayText.PrintableLine(line.Text[next..]));
        var marked = line.Cursor == line.Text.Length ? " " : DisplayText.PrintableLine(line.Text[line.Cursor..next]);
        // An accent without a letter has no cell of its own.
        if (TextFit.Width(marked) == 0)
            marked = " " + marked;
        var room = Math.Max(0, width - TextFit.Width(marked));
        return [new Piece(TextFit.End(before, room)), new Piece(marked, IsMarked: true), new Piece(after)];
    }

    private static KeyCode? CodeOf(Key key) => key switch
    {
        _ when key == Key.Backspace => KeyCode.Backspace,
        _ when key == Key.Delete => KeyCode.Delete,
        _ when key == Key.CursorLeft => KeyCode.Left,
        _ when key == Key.CursorRight => KeyCode.Right,
        _ when key == Key.Home => KeyCode.Home,
        _ when key == Key.End => KeyCode.End,
        _ => null,
    };
}
