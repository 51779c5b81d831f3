using System.Globalization;
using System.Text;
using DarkLang.Display;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Layout;

/// <summary>A line that is typed.</summary>
/// <param name="Cursor">Where it is in the text: always between two letters as readers see them, which may be several characters each.</param>
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
        return key.IsCtrl || key.IsAlt || key.AsRune is not { Value: > 0 } letter || Rune.IsControl(letter)
            ? null
            : Insert(letter.ToString());
    }

    /// <summary>The part around the cursor that fits, with the cursor marked.</summary>
    public IReadOnlyList<Piece> Show(int width)
    {
        var (before, after) = (DisplayText.PrintableLine(Text[..Cursor]), DisplayText.PrintableLine(Text[After(Cursor)..]));
        var at = Cursor == Text.Length ? " " : DisplayText.PrintableLine(Text[Cursor..After(Cursor)]);
        // An accent without a letter has no place of its own.
        if (TextFit.Width(at) == 0)
            at = " " + at;
        var room = Math.Max(0, width - TextFit.Width(at));
        return [new Piece(TextFit.End(before, room)), new Piece(at, IsMarked: true), new Piece(after)];
    }

    private InputLine Insert(string letters) => At(Text.Insert(Cursor, letters), Cursor + letters.Length);

    private InputLine Cut(int start, int end) => At(Text.Remove(start, end - start), start);

    /// <summary>What meets there may make one letter: then the cursor stands behind it.</summary>
    private static InputLine At(string text, int cursor)
    {
        var at = 0;
        while (at < cursor)
            at += StringInfo.GetNextTextElementLength(text, at);
        return new InputLine(text, at);
    }

    private int Before(int cursor)
    {
        var (before, at) = (0, 0);
        while (at < cursor)
            (before, at) = (at, at + StringInfo.GetNextTextElementLength(Text, at));
        return before;
    }

    private int After(int cursor) => cursor == Text.Length ? cursor : cursor + StringInfo.GetNextTextElementLength(Text, cursor);
}
