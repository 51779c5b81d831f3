using CsCheck;
using DarkLang.Display;
using DarkLang.Display.Editing;
using DarkLang.Tui.Layout;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Tests.Layout;

public sealed class InputLineTests
{
    private static readonly Key[] Editing =
    [
        Key.Backspace,
            Key.Delete,
            Key.CursorLeft,
            Key.CursorRight,
            Key.Home,
            Key.End,
            Key.U.WithCtrl,
            Key.K.WithCtrl,
            Key.W.WithCtrl,
            new Key('x'),
            new Key(' '),
    ];

    [Fact]
    public void A_line_is_typed_corrected_and_cut()
    {
        Assert.Equal("abc", Pressed(LineBuffer.Empty, new Key('a'), new Key('c'), Key.CursorLeft, new Key('b')).Text);
        Assert.Equal("ac", Pressed(LineBuffer.Of("abc"), Key.CursorLeft, Key.Backspace).Text);
        Assert.Equal("bc", Pressed(LineBuffer.Of("abc"), Key.Home, Key.Delete).Text);
        Assert.Equal("one ", Pressed(LineBuffer.Of("one two"), Key.W.WithCtrl).Text);
        Assert.Equal("two", Pressed(
            LineBuffer.Of("one two"), Key.Home, Key.CursorRight, Key.CursorRight, Key.CursorRight, Key.CursorRight, Key.U.WithCtrl).Text);
        Assert.Equal("", Pressed(LineBuffer.Of("a😀"), Key.Backspace, Key.Backspace).Text);
    }

    [Fact]
    public void A_key_that_is_no_letter_is_left_to_others()
    {
        Assert.Null(LineBuffer.Empty.Press(Key.Enter));
        Assert.Null(LineBuffer.Empty.Press(Key.Esc));
        Assert.Null(LineBuffer.Empty.Press(Key.Tab));
        Assert.Null(LineBuffer.Empty.Press(Key.C.WithCtrl));
    }

    [Theory]
    [InlineData("👨‍👩‍👧")]
    [InlineData("👍🏽")]
    [InlineData("🇩🇪")]
    [InlineData("e\u0301")]
    [InlineData("각")]
    [InlineData("日")]
    public void A_letter_as_readers_see_it_is_passed_over_and_deleted_as_a_whole(string letter)
    {
        var line = LineBuffer.Of($"a{letter}b");
        var before = Pressed(line, Key.CursorLeft, Key.CursorLeft);
        Assert.Equal(1, before.Cursor);
        Assert.Equal(1 + letter.Length, Pressed(before, Key.CursorRight).Cursor);
        Assert.Equal("ab", Pressed(before, Key.Delete).Text);
        Assert.Equal(("ab", 1), (Pressed(line, Key.CursorLeft, Key.Backspace).Text, Pressed(line, Key.CursorLeft, Key.Backspace).Cursor));
        Assert.Equal(letter, Assert.Single(before.Show(20), piece => piece.IsMarked).Text);
    }

    [Fact]
    public void What_joins_its_neighbour_leaves_the_cursor_behind_both()
    {
        // Typed into, and by cutting what was between.
        var typed = Pressed(LineBuffer.Of("e\u0301"), Key.Home, new Key('x'));
        Assert.Equal(("xe\u0301", 1), (typed.Text, typed.Cursor));
        var joined = Pressed(LineBuffer.Of("ae b"), Key.Home, Key.CursorRight, Key.CursorRight, Key.Delete);
        Assert.Equal(("aeb", 2), (joined.Text, joined.Cursor));
        var flag = Pressed(LineBuffer.Of("🇩x🇪"), Key.CursorLeft, Key.Backspace);
        Assert.Equal(("🇩🇪", 4), (flag.Text, flag.Cursor));
    }

    [Fact]
    public void Wide_letters_take_two_columns_before_the_cursor()
    {
        var line = LineBuffer.Of("日本語日本語");
        var shown = line.Show(9);
        Assert.Equal("語日本語", shown[0].Text);
        Assert.Equal(9, TextFit.Width(shown[0].Text) + TextFit.Width(shown[1].Text));
        Assert.Equal(("日本", "語", "日本語"), Pressed(line, Key.Home, Key.CursorRight, Key.CursorRight).Show(20) is [var one, var two, var three]
            ? (one.Text, two.Text, three.Text)
            : default);
    }

    [Fact]
    public void The_cursor_is_always_within_the_line_and_on_the_screen() =>
        Gen.Select(Gen.String[0, 40], Gen.OneOfConst(Editing).Array[0, 20], Gen.Int[4, 60]).Sample((text, keys, width) =>
        {
            var line = Pressed(LineBuffer.Of(text.Replace("\0", "", StringComparison.Ordinal)), keys);
            Assert.InRange(line.Cursor, 0, line.Text.Length);
            var shown = line.Show(width);
            Assert.Single(shown, piece => piece.IsMarked && piece.Text.Length > 0);
            Assert.InRange(TextFit.Width(shown[0].Text + shown[1].Text), 1, width + 1);
        });

    private static LineBuffer Pressed(LineBuffer line, params Key[] keys) =>
        keys.Aggregate(line, (pressed, key) => pressed.Press(key) ?? pressed);
}
