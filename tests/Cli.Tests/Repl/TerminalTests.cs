namespace DarkLang.Cli.Tests.Repl;

/// <summary>The real binary in a real terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_is_typed_corrected_recalled_searched_stopped_and_ended()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        using var terminal = await Tmux.Start(
            $"env NO_COLOR=1 TERM=screen XDG_STATE_HOME={_folder.Path} {Path.Combine(AppContext.BaseDirectory, "dark")} repl");
        await terminal.Expect("dark repl: `:help` lists the commands, Ctrl-D ends it", ">");

        await terminal.Type("Lst::length [1, 2]");
        await terminal.Expect("> Lst::length [1, 2]");
        await terminal.Press("C-a", "Right");
        await terminal.Type("i");
        await terminal.Expect("> List::length [1, 2]");
        await terminal.Press("Enter");
        await terminal.Expect("> List::length [1, 2]", "2", ">");

        await terminal.Press("Up", "Left");
        await terminal.Type(", 3");
        await terminal.Press("Enter");
        await terminal.Expect("> List::length [1, 2, 3]", "3", ">");

        await terminal.Type("let f = \\x ->");
        await terminal.Press("Enter");
        await terminal.Type("x + 1");
        await terminal.Press("Enter", "Enter");
        await terminal.Expect("> let f = \\x ->", "…   x + 1", "…", "f = <function>", ">");

        await terminal.Press("C-r");
        await terminal.Type("2]");
        await terminal.Expect("(search \"2]\") List::length [1, 2]");
        await terminal.Press("Enter");
        await terminal.Expect("> List::length [1, 2]", "2", ">");

        await terminal.Type("never meant");
        await terminal.Press("C-c");
        await terminal.Expect("> never meant^C", ">");
        await terminal.Type("let slow = List::map (List::range 1 10000000) \\x -> List::sum (List::range 1 1000)");
        await terminal.Press("Enter");
        await terminal.PressUntil("C-c", "stopped");
        await terminal.Type("\"still 日本\"");
        await terminal.Press("Enter");
        await terminal.Expect("> \"still 日本\"", "\"still 日本\"", ">");

        await terminal.Press("C-d");
        await terminal.Expect(">", "ended with 0");
        Assert.StartsWith("List::length [1, 2]\nList::length [1, 2, 3]\nlet f = \\\\x ->\\n  x + 1\n", await File.ReadAllTextAsync(
            Path.Combine(_folder.Path, "dark", "history"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
