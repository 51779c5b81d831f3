using System.Globalization;
using CsCheck;
using DarkLang.Display.Editing;

namespace DarkLang.Display.Tests.Editing;

/// <summary>Texts are written with a <c>|</c> where the cursor is.</summary>
public sealed class LineBufferTests
{
    private static readonly KeyPress Left = new(KeyCode.Left);
    private static readonly KeyPress Right = new(KeyCode.Right);
    private static readonly KeyPress WordLeft = new(KeyCode.Left, Control: true);
    private static readonly KeyPress WordRight = new(KeyCode.Right, Control: true);
    private static readonly KeyPress Home = new(KeyCode.Home);
    private static readonly KeyPress End = new(KeyCode.End);
    private static readonly KeyPress Delete = new(KeyCode.Delete);
    private static readonly KeyPress Backspace = new(KeyCode.Backspace);

    public static TheoryData<string, string, string> Edits => new()
    {
        { "a|c", "b", "ab|c" },
        { "ab|", "left", "a|b" },
        { "|ab", "left", "|ab" },
        { "ab|", "right", "ab|" },
        { "a|b", "home", "|ab" },
        { "a|b", "end", "ab|" },
        { "x\na|b\ny", "home", "x\n|ab\ny" },
        { "x\na|b\ny", "^e", "x\nab|\ny" },
        { "ab\n|c", "left", "ab|\nc" },
        { "ab\n|c", "backspace", "ab|c" },
        { "ab|c", "backspace", "a|c" },
        { "a|bc", "delete", "a|c" },
        { "a|bc", "^d", "a|c" },
        { "a|", "delete", "a|" },
        { "|a", "backspace", "|a" },
        { "List::map xs|", "wordleft", "List::map |xs" },
        { "List::map |xs", "~b", "List::|map xs" },
        { "|List::map xs", "wordright", "List|::map xs" },
        { "List|::map xs", "~f", "List::map| xs" },
        { "a b c|d", "^k", "a b c|" },
        { "a|\nb", "^k", "a|b" },
        { "x\na b|c", "^u", "x\n|c" },
        { "f List::map|", "^w", "f |" },
        { "f (a b)  |x", "^w", "f (a |x" },
        { "f a|b c", "~d", "f a| c" },
        { "f ab|", "~backspace", "f |" },
        { "e\u0301|x", "left", "|e\u0301x" },
        { "👩‍👩‍👧|x", "backspace", "|x" },
        { "|日本", "right", "日|本" },
        { "a|", "^w ^y", "a|" },
        { "a b c|", "^w ^w ^y ^y", "a b cb c|" },
        { "a b c|", "^w left ^w ^y", "a b| " },
        { "a|b", "^k home ^k ^y", "a|" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_key_edits_the_text_at_the_cursor(string before, string keys, string after)
    {
        var buffer = keys.Split(' ').Aggregate(Parse(before), (text, key) => text.Apply(KeyOf(key))!);
        Assert.Equal(after, Show(buffer));
    }

    [Fact]
    public void Up_and_down_move_between_the_lines_of_one_text()
    {
        var buffer = Parse("abcd\ne|f\nghij");
        Assert.Equal("a|bcd\nef\nghij", Show(buffer.LineUp()!));
        Assert.Equal("abcd\nef\ng|hij", Show(buffer.LineDown()!));
        Assert.Null(buffer.LineUp()!.LineUp());
        Assert.Null(buffer.LineDown()!.LineDown());
        Assert.Equal("abcd\nef|\nghij", Show(Parse("abcd|\nef\nghij").LineDown()!));
        Assert.Equal("|\nab", Show(Parse("\na|b").LineUp()!));
    }

    [Theory]
    [InlineData("let f = \\x ->|", "let f = \\x ->\n  |")]
    [InlineData("  a|", "  a\n  |")]
    [InlineData("fn f (x: Int)|", "fn f (x: Int)\n  |")]
    [InlineData("1 +|", "1 +\n  |")]
    [InlineData("[1 +|", "[1 +\n|")]
    public void A_new_line_is_indented_for_what_comes(string before, string after) => Assert.Equal(after, Show(Parse(before).BreakLine()));

    [Fact]
    public void A_sign_that_joins_the_character_before_the_cursor_leaves_the_cursor_behind_both() =>
        Assert.Equal("e\u0301|x", Show(Parse("e|x").Apply(KeyPress.Of("\u0301"))!));

    [Fact]
    public void What_joins_when_the_text_between_is_deleted_leaves_the_cursor_behind_both() =>
        Assert.Equal("👩\u200d👩|", Show(Parse("👩\u200d|x👩").Apply(Delete)!));

    [Fact]
    public void The_cursor_is_always_between_two_characters_whatever_keys_come()
    {
        KeyPress[] keys =
        [
            Left, Right, WordLeft, WordRight, Home, End, Delete, Backspace,
            .. "kuwy".Select(KeyPress.Ctrl),
            KeyPress.Meta('d'),
            .. new[] { "a", " ", "\u0301", "👩", "\u200d", "日" }.Select(KeyPress.Of),
            new(KeyCode.Paste, "x\ny"),
        ];
        Gen.OneOfConst(keys).Array[0, 40].Sample(pressed =>
        {
            var buffer = pressed.Aggregate(LineBuffer.Empty, (text, key) => text.Apply(key)!);
            var boundaries = new HashSet<int> { 0 };
            for (var at = 0; at < buffer.Text.Length; boundaries.Add(at))
                at += StringInfo.GetNextTextElementLength(buffer.Text, at);
            Assert.Contains(buffer.Cursor, boundaries);
        });
    }

    private static LineBuffer Parse(string text) =>
        new(text.Replace("|", "", StringComparison.Ordinal), text.IndexOf('|', StringComparison.Ordinal));

    private static string Show(LineBuffer buffer) => buffer.Text.Insert(buffer.Cursor, "|");

    private static KeyPress KeyOf(string name) => name switch
    {
        "left" => Left,
        "right" => Right,
        "wordleft" => WordLeft,
        "wordright" => WordRight,
        "home" => Home,
        "end" => End,
        "delete" => Delete,
        "backspace" => Backspace,
        "~backspace" => Backspace with { Alt = true },
        ['^', var letter] => KeyPress.Ctrl(letter),
        ['~', var letter] => KeyPress.Meta(letter),
        _ => KeyPress.Of(name),
    };
}
