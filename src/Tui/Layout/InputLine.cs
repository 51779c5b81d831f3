using System.Text;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Layout;

/// <summary>A line that is typed.</summary>
/// <param name="Cursor">How many letters are before it.</param>
internal sealed record InputLine(string Text, int Cursor)
{
    public static InputLine Empty { get; } = Of("");

    public static InputLine Of(string text) => new(text, text.Length);

    /// <summary>Null for a key that does nothing to a line.</summary>
    public InputLine? Press(Key key)
    {
        if (key == Key.Backspace)
            return Cursor == 0 ? this : Cut(Before(Cursor), Cursor);
        if (key == Key.Delete)
            return Cursor == Text.Length ? this : Cut(Cursor, After(Cursor));
        if (key == Key.CursorLeft)
            return this with { Cursor = Before(Cursor) };
        if (key == Key.CursorRight)
            return this with { Cursor = After(Cursor) };
        if (key == Key.Home || key == Key.A.WithCtrl)
            return this with { Cursor = 0 };
        if (key == Key.End || key == Key.E.WithCtrl)
            return this with { Cursor = Text.Length };
        if (key == Key.U.WithCtrl)
            return Cut(0, Cursor);
        if (key == Key.K.WithCtrl)
            return Cut(Cursor, Text.Length);
        if (key == Key.W.WithCtrl)
            return Cut(Text.AsSpan(0, Cursor).TrimEnd().LastIndexOf(' ') + 1, Cursor);
        return key.IsCtrl || key.IsAlt || key.AsRune is not { Value: > 0 } letter || Rune.IsControl(letter) ? null : Insert(letter.ToString());
    }

    /// <summary>The part around the cursor that fits, with the cursor marked.</summary>
    public IReadOnlyList<Piece> Show(int width)
    {
        var text = Words.OneLine(Text + " ");
        // A letter that can't be shown takes more than one place: then the cursor is at the end.
        var cursor = text.Length == Text.Length + 1 ? Cursor : text.Length - 1;
        var first = 0;
        while (Words.Width(text[first..(cursor + 1)]) > width)
            first++;
        var end = cursor < Text.Length ? cursor + (After(Cursor) - Cursor) : cursor + 1;
        return
        [
            new Piece(text[first..cursor]),
            new Piece(text[cursor..end], IsMarked: true),
            new Piece(text[end..]),
        ];
    }

    private InputLine Insert(string letters) => new(Text.Insert(Cursor, letters), Cursor + letters.Length);

    private InputLine Cut(int start, int end) => new(Text.Remove(start, end - start), start);

    private int Before(int at) => at >= 2 && char.IsSurrogatePair(Text[at - 2], Text[at - 1]) ? at - 2 : Math.Max(0, at - 1);

    private int After(int at) => at + 1 < Text.Length && char.IsSurrogatePair(Text[at], Text[at + 1]) ? at + 2 : Math.Min(Text.Length, at + 1);
}
