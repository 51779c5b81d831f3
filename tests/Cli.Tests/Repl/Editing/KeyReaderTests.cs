using DarkLang.Cli.Repl.Editing;
using DarkLang.Display.Editing;

namespace DarkLang.Cli.Tests.Repl.Editing;

public sealed class KeyReaderTests
{
    public static TheoryData<string, string> Sequences => new()
    {
        { "a", "Text a" },
        { "é日👩", "Text é, Text 日, Text 👩" },
        { "\r\n", "Enter, Enter" },
        { "\t", "Tab" },
        { "\x7f\b", "Backspace, Backspace" },
        { "\x01\x1a", "Ctrl-Text a, Ctrl-Text z" },
        { "\e[A\e[B\e[C\e[D", "Up, Down, Right, Left" },
        { "\eOA\eOH\eOF", "Up, Home, End" },
        { "\e[H\e[F\e[1~\e[4~\e[7~\e[8~", "Home, End, Home, End, Home, End" },
        { "\e[3~\e[3;5~", "Delete, Ctrl-Delete" },
        { "\e[1;5C\e[1;3D\eOd", "Ctrl-Right, Alt-Left, Ctrl-Left" },
        { "\eb\ef\e\x7f\e\r", "Alt-Text b, Alt-Text f, Alt-Backspace, Alt-Enter" },
        { "\e[13;2u", "Alt-Enter" },
        { "\e[15~x\e[[Ay\0", "Unknown, Text x, Unknown, Text y, Unknown" },
        { "\e\uE000x", "Escape, Text x" },
        { "\e[200~a\r\nb\rc\e[A\e[201~d", "Paste a\nb\nc\e[A, Text d" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Bytes_become_the_keys_that_were_pressed(string bytes, string expected) =>
        Assert.Equal(expected, string.Join(", ", ReadAll(bytes)));

    [Fact]
    public void Bytes_that_are_no_text_end_no_session()
    {
        var keys = ReadAll("\e[\e]\e[999;999~\e[;;;u\e");
        Assert.NotEmpty(keys);
    }

    private static List<string> ReadAll(string bytes)
    {
        var reader = new KeyReader(new FakeTerminal(bytes));
        var keys = new List<string>();
        while (reader.Read() is { Code: not KeyCode.Closed } key)
            keys.Add($"{(key.Control ? "Ctrl-" : "")}{(key.Alt ? "Alt-" : "")}{key.Code} {key.Text}".TrimEnd());
        return keys;
    }
}
