using System.Net;
using System.Net.Sockets;
using DarkLang.Cli.Tests.Repl;
using DarkLang.Cli.Tests.Running;

namespace DarkLang.Cli.Tests.Screens;

/// <summary>The real screens of a real canvas in a real terminal.</summary>
public sealed class ScreensInATerminalTests : IDisposable
{
    private const string Canvas = "worker half\n  10 / event.n\n\nworker ask\n  emit event \"nobody\"\n";

    private const string Priced = "worker price (order)\n  order.items |> List::map \\item -> item.cents * item.pieces\n";

    private const string Order = """{"items":[{"cents":100,"pieces":2},{"cents":30,"pieces":4},{"cents":7,"pieces":5}]}""";

    private readonly TemporaryFolder _folder = new();

    public ScreensInATerminalTests() => _folder.Write("a.dark", Canvas);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_canvas_is_watched_paused_stepped_retried_mended_and_left_running()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        using var terminal = await Tmux.Start($"cd {_folder.Path}; {Screens} tui");
        await terminal.Shows("▶ ask");

        await Emit("half", "{\"n\":5}");
        await terminal.Press("j");
        await terminal.Shows("half: 1 done, 0 dead");

        await terminal.Press("p");
        await terminal.Shows("half    ‖ paused");
        await Emit("half", "{\"n\":0}");
        await terminal.Shows("half    ‖ paused      1");
        await terminal.Press("Enter");
        await terminal.Shows("[Queue 1]");
        await terminal.Press("n");
        await terminal.Shows("one message: dead: 10 / 0 divides an Int by zero");
        await terminal.Press("Tab");
        await terminal.Shows("[Dead 1]");
        await terminal.Shows("D0505 10 / 0 divides an Int by zero");

        await terminal.Press("r");
        await terminal.Shows("put it back on the queue of worker half");
        await terminal.Press("Tab", "Tab", "Tab");
        await terminal.Shows("[Queue 1]");
        await terminal.Press("Escape");
        await terminal.Shows("404s");

        await Emit("ask", "7");
        await terminal.Shows("nobody");
        await terminal.Press("k", "Enter");
        await terminal.Shows("worker ask");
        await terminal.Press("Tab", "Tab");
        await terminal.Shows("[Traces]");
        await terminal.Shows("completed");
        await terminal.Press("w");
        await terminal.Shows("└ nobody  404");
        await terminal.Press("3");
        await terminal.Shows("no worker is named nobody");
        await terminal.Press("c");
        await terminal.Shows("worker nobody, to be written at the end of a.dark");
        await terminal.Press("Enter");
        await terminal.Shows("write worker nobody into a.dark?");
        await terminal.Press("y");
        await terminal.Shows("wrote worker nobody at a.dark:8");
        Assert.EndsWith("worker nobody\n  ___\n", await File.ReadAllTextAsync(
            Path.Combine(_folder.Path, "a.dark"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await terminal.Press("q");
        await terminal.Shows("ended with 0");
        await terminal.Type("the terminal is as before");
        await terminal.Shows("the terminal is as before");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "status")).ExitCode);
    }

    [Fact]
    public async Task A_dead_letter_is_edited_in_a_form_and_in_the_editor_and_the_stream_begins_with_the_start()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        _folder.Write("a.dark", "worker take\n  10 / event.n\n\nworker make\n  emit { at: Date::fromSeconds 0; n: 0 } \"take\"\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        await Dark.Run(_folder.Path, "emit", "make", "1", "--wait");
        await canvas.UntilOut("take");
        _folder.Write("editor", "sed -i 's/n: 0/n: 5/' \"$1\"\n");
        using var terminal = await Tmux.Start($"cd {_folder.Path}; EDITOR='sh ./editor' VISUAL= {Screens} tui");
        await terminal.Shows("▶ make");
        await terminal.Press("5");
        await terminal.Shows("✗ failed");
        await terminal.Press("4");
        await terminal.Shows("D0505");
        await terminal.Type("/event.n > 0");
        await terminal.Press("Enter");
        await terminal.Shows("`event.n > 0` holds for no dead letter: Esc clears the filter");
        await terminal.Press("/");
        await terminal.Press("C-u");
        await terminal.Type("event.n < 1 && Date::year event.at == 1970");
        await terminal.Press("Enter");
        await terminal.Shows("D0505");
        await terminal.Press("Enter");
        await terminal.Shows("Dead letters of worker take");
        // The letters are read, and one is selected.
        await terminal.Shows("ATTEMPTS");
        await terminal.Press("E");
        await terminal.Shows("▶ event   { at: Date::parse? \"1970-01-01T00:00:00Z\"; n: 0 }");
        await terminal.Press("C-j");
        await terminal.Type("// twice");
        await terminal.Shows("          // twice");
        await terminal.Press("C-o");
        await terminal.Shows("n: 5 }");
        await terminal.Press("Enter");
        await terminal.Shows("put it back on the queue of worker take with that event");
        await terminal.Press("Z");
        await terminal.Shows("Z does nothing here: ? lists the keys");
        await terminal.Press("q");
        await terminal.Shows("ended with 0");
    }

    [Fact]
    public async Task A_trace_is_walked_through_by_expression_and_iteration_and_replayed_with_edited_code()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        _folder.Write("a.dark", Priced);
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        Assert.Equal("[200, 120, 35]", await Result("price", Order));
        using var terminal = await Tmux.Start($"cd {_folder.Path}; {Screens} tui");
        await terminal.Shows("price: 1 done, 0 dead");

        await terminal.Press("t");
        await terminal.Shows("‹1/3› [200, 120, 35]");
        await terminal.Press("Right");
        await terminal.Shows("a.dark:2:3  order = { items:");
        await terminal.Press("Right");
        await terminal.Shows("a.dark:2:3  order.items = [{ cents: 100");
        await terminal.Press("Right");
        await terminal.Shows("‹1/3› item = { cents: 100, pieces: 2");
        await terminal.Press("Right", "Right", "Right", "Right", "Right");
        await terminal.Shows("a.dark:2:37  item.cents * item.pieces = 200");
        await terminal.Press("]");
        await terminal.Shows("a.dark:2:37  item.cents * item.pieces = 120");
        await terminal.Press("]");
        await terminal.Shows("a.dark:2:37  item.cents * item.pieces = 35");
        await terminal.Shows("› \\item ‹3/3›");

        _folder.Write("a.dark", Priced.Replace("item.cents * item.pieces", "item.cents * item.pieces - 1", StringComparison.Ordinal));
        await terminal.Press("r");
        await terminal.Shows("completed with [200, 120, 35]");
        await terminal.Shows("+ current code completed with [199, 119, 34]");
        await terminal.Shows("the replay changed nothing: no emits, queues or logs");
        await terminal.Press("d");
        await terminal.ShowsNoMore("+ current code");
        await terminal.Press("Escape");
        await terminal.Shows("price: 1 done, 0 dead");
    }

    [Fact]
    public async Task Under_dev_an_edit_runs_at_once_a_broken_one_is_told_while_the_version_before_runs_on_and_a_mended_one_runs()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        using var terminal = await Tmux.Start($"cd {_folder.Path}; {Screens} dev a.dark");
        await terminal.Shows("▶ ask");

        _folder.Write("a.dark", Canvas + "\nworker more\n  event + 1\n");
        await terminal.Shows("  more");
        await terminal.Press("5");
        await terminal.Shows("● files read");
        Assert.Equal("2", await Result("more", "1"));

        _folder.Write("a.dark", Canvas + "\nworker more\n  evnt + 2\n");
        await terminal.Shows("✗ 1 error in the files: version");
        await terminal.Shows("✗ files refused");
        await terminal.Press("6");
        await terminal.Shows("there is nothing named `evnt`");
        await terminal.Shows("a.dark:8:3");
        Assert.Equal("3", await Result("more", "2"));

        _folder.Write("a.dark", Canvas + "\nworker more\n  event + 2\n");
        await terminal.ShowsNoMore("in the files");
        await terminal.Shows("changed: worker more");
        Assert.Equal("4", await Result("more", "2"));
        await terminal.Press("q");
        await terminal.Shows("ended with 0");
    }

    [Fact]
    public async Task A_canvas_is_watched_and_paused_through_its_port_with_its_token()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        var port = FreePort();
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark", "--port", $"{port}");
        var token = Path.Combine(_folder.Path, ".dark", "a", "control.token");
        using var elsewhere = new TemporaryFolder();
        var wrong = elsewhere.Write("wrong", "0123456789abcdef0123");
        using var terminal = await Tmux.Start(
            $"cd {elsewhere.Path}; {Screens} tui http://127.0.0.1:{port}; echo missing $?; "
            + $"{Screens} tui http://127.0.0.1:{port} --token-file wrong; echo wrong $?; "
            + $"{Screens} tui http://127.0.0.1:{FreePort()} --token-file {token}; echo nobody $?; read; "
            + $"{Screens} tui http://127.0.0.1:{port}/v2 --token-file {token}");
        await terminal.Shows("nobody 4");
        await terminal.Shows("error: the token of the runtime at");
        await terminal.Shows("missing 2");
        await terminal.Shows("refuses: the token is not the one");
        await terminal.Shows("wrong 5");
        await terminal.Shows("error: no runtime answers at");

        await terminal.Press("Enter");
        await terminal.Shows("▶ ask");
        await terminal.Press("p");
        await terminal.Shows("ask     ‖ paused");
        await Emit("ask", "7");
        await Dark.Run(_folder.Path, "worker", "resume", "ask");
        await terminal.Shows("nobody");
        await terminal.Press("3");
        await terminal.Press("c");
        await terminal.Shows("the file of the canvas is on another machine");
        await canvas.Signal("TERM");
        await terminal.Shows("disconnected, trying again");
        await terminal.Press("q");
        await terminal.Shows("ended with 0");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Screens => $"env NO_COLOR=1 TERM=screen {Path.Combine(AppContext.BaseDirectory, "dark")}";

    private async Task<string> Result(string worker, string json) =>
        (await Dark.Run(_folder.Path, "emit", worker, json, "--wait")).Out.Trim();

    private async Task Emit(string worker, string json) => Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", worker, json)).ExitCode);
}
