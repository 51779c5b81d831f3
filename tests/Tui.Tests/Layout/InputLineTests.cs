using CsCheck;
using DarkLang.Tui.Layout;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Tests.Layout;

public sealed class InputLineTests
{
    private static readonly Key[] Editing =
    [
        Key.Backspace, Key.Delete, Key.CursorLeft, Key.CursorRight, Key.Home, Key.End, Key.U.WithCtrl, Key.K.WithCtrl, Key.W.WithCtrl, new Key('x'), new Key(' '),
    ];

    [Fact]
    public void A_line_is_typed_corrected_and_cut()
    {
        Assert.Equal("abc", Pressed(InputLine.Empty, new Key('a'), new Key('c'), Key.CursorLeft, new Key('b')).Text);
        Assert.Equal("ac", Pressed(InputLine.Of("abc"), Key.CursorLeft, Key.Backspace).Text);
        Assert.Equal("bc", Pressed(InputLine.Of("abc"), Key.Home, Key.Delete).Text);
        Assert.Equal("one ", Pressed(InputLine.Of("one two"), Key.W.WithCtrl).Text);
        Assert.Equal("two", Pressed(InputLine.Of("one two"), Key.Home, Key.CursorRight, Key.CursorRight, Key.CursorRight, Key.CursorRight, Key.U.WithCtrl).Text);
        Assert.Equal("", Pressed(InputLine.Of("a😀"), Key.Backspace, Key.Backspace).Text);
    }

    [Fact]
    public void A_key_that_is_no_letter_is_left_to_others()
    {
        Assert.Null(InputLine.Empty.Press(Key.Enter));
        Assert.Null(InputLine.Empty.Press(Key.Esc));
        Assert.Null(InputLine.Empty.Press(Key.Tab));
        Assert.Null(InputLine.Empty.Press(Key.C.WithCtrl));
    }

    [Fact]
    public void The_cursor_is_always_within_the_line_and_on_the_screen() =>
        Gen.Select(Gen.String[0, 40], Gen.OneOfConst(Editing).Array[0, 20], Gen.Int[4, 60]).Sample((text, keys, width) =>
        {
            var line = Pressed(InputLine.Of(text.Replace("\0", "", StringComparison.Ordinal)), keys);
            Assert.InRange(line.Cursor, 0, line.Text.Length);
            var shown = line.Show(width);
            Assert.Single(shown, piece => piece.IsMarked && piece.Text.Length > 0);
            Assert.InRange(Words.Width(shown[0].Text + shown[1].Text), 1, width + 1);
        });

    private static InputLine Pressed(InputLine line, params Key[] keys) => keys.Aggregate(line, (pressed, key) => pressed.Press(key) ?? pressed);
}
