using DarkLang.Cli.Repl;
using DarkLang.Cli.Repl.Editing;

namespace DarkLang.Cli.Tests.Repl.Editing;

public sealed class LineEditorTests
{
    private const string Up = "\e[A";
    private const string Down = "\e[B";
    private const string CtrlR = "\x12";

    private static readonly string[] Earlier = ["first one", "let f = \\x ->\n  x", "second one"];

    [Theory]
    [InlineData("1 + 2\r", "1 + 2")]
    [InlineData("[1,\r2]\r", "[1,\n2]")]
    [InlineData("let f = \\x ->\rx + 1\r\r", "let f = \\x ->\n  x + 1\n  ")]
    [InlineData("a\e\rb\r", "a\nb")]
    [InlineData("\e[200~1\n2\e[201~\r", "1\n2")]
    [InlineData(Up + "\r", "second one")]
    [InlineData(Up + "!\r", "second one!")]
    [InlineData("draft" + Up + Down + "\r", "draft")]
    [InlineData(Up + Up + Up + Up + "\r", "first one")]
    [InlineData(Up + Up + Up + Up + Up + "\r", "first one")]
    [InlineData(CtrlR + "one\r", "second one")]
    [InlineData(CtrlR + "one" + CtrlR + "\r", "first one")]
    [InlineData(CtrlR + "ONE\x12\x12\r", "first one")]
    [InlineData(CtrlR + "sexx\x7f\x7f\r", "second one")]
    [InlineData(CtrlR + "first\e[F!\r", "first one!")]
    [InlineData("draft" + CtrlR + "one\x07\r", "draft")]
    [InlineData("draft" + CtrlR + "zzz\r", "draft")]
    [InlineData("abc\x0b\x15\x19\r", "abc")]
    public void Keys_make_the_input_that_is_entered(string keys, string expected) =>
        Assert.Equal(new EditResult.Entered(expected), Read(new FakeTerminal(keys)));

    [Fact]
    public void Ctrl_D_on_an_empty_line_ends_it_and_else_deletes()
    {
        Assert.Equal(new EditResult.Ended(), Read(new FakeTerminal("\x04")));
        Assert.Equal(new EditResult.Entered("b"), Read(new FakeTerminal("ab\x01\x04\r")));
    }

    [Fact]
    public void Ctrl_C_drops_the_line() => Assert.Equal(new EditResult.Dropped(), Read(new FakeTerminal("abc\x03")));

    [Fact]
    public void A_terminal_that_goes_away_ends_it() => Assert.Equal(new EditResult.Ended(), Read(new FakeTerminal("abc")));

    [Fact]
    public void The_terminal_is_given_back_as_it_was()
    {
        var terminal = new FakeTerminal("1\r");
        Read(terminal);
        Assert.False(terminal.IsRaw);
        Assert.EndsWith("\e[?2004l", terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_what_all_have_in_common_and_shows_what_there_is()
    {
        var terminal = new FakeTerminal("al\t1\r");
        Assert.Equal(new EditResult.Entered("alpha1"), Read(terminal));
        Assert.Contains("alphabet : Int\r\nalphanumeric : Int", terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_says_when_nothing_is_known_and_indents_where_a_line_begins()
    {
        var terminal = new FakeTerminal("\tx\t\r");
        Assert.Equal(new EditResult.Entered("  x"), Read(terminal));
        Assert.Contains("nothing begins with `x`", terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_longer_than_the_terminal_goes_on_in_the_next_row()
    {
        var terminal = new FakeTerminal(new string('a', 45) + "\u0001b\r") { Columns = 21 };
        Read(terminal);
        // Three rows: 18 beside the prompt, 20, and the rest. From the third row the first is two up.
        Assert.Contains(
            $"> {new string('a', 18)}\r\n{new string('a', 20)}\r\n{new string('a', 7)}\e[2A\r\e[2C",
            terminal.Written,
            StringComparison.Ordinal);
    }

    private static EditResult Read(FakeTerminal terminal) =>
        new LineEditor(terminal, color: false, InputAssembler.IsFinished, Complete).Read(Earlier);

    private static Completions Complete(string text, int cursor)
    {
        var word = text[..cursor].Trim();
        Completion[] all = [new("alphabet", "alphabet : Int"), new("alphanumeric", "alphanumeric : Int")];
        return new Completions(cursor - word.Length, word, [.. all.Where(one => one.Text.StartsWith(word, StringComparison.Ordinal))]);
    }
}
