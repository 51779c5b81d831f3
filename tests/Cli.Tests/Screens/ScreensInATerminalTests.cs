using DarkLang.Cli.Tests.Repl;
using DarkLang.Cli.Tests.Running;

namespace DarkLang.Cli.Tests.Screens;

/// <summary>The real screens of a real canvas in a real terminal.</summary>
public sealed class ScreensInATerminalTests : IDisposable
{
    private const string Canvas = "worker half\n  10 / event.n\n\nworker ask\n  emit event \"nobody\"\n";

    private readonly TemporaryFolder _folder = new();

    public ScreensInATerminalTests() => _folder.Write("a.dark", Canvas);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_canvas_is_watched_paused_stepped_retried_mended_and_left_running()
    {
        Assert.SkipUnless(Tmux.IsThere, "tmux is not installed: this test needs a terminal");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        using var terminal = await Tmux.Start($"cd {_folder.Path}; env NO_COLOR=1 TERM=screen {Path.Combine(AppContext.BaseDirectory, "dark")} tui");
        await terminal.Shows("▶ ask");

        await Emit("half", "{\"n\":5}");
        await terminal.Press("j");
        await terminal.Shows("half: 1 done, 0 died");

        await terminal.Press("p");
        await terminal.Shows("half  ‖ paused");
        await Emit("half", "{\"n\":0}");
        await terminal.Shows("half  ‖ paused      1");
        await terminal.Press("Enter");
        await terminal.Shows("[Queue 1]");
        await terminal.Press("n");
        await terminal.Shows("one message: dead: 10 / 0 divides an Int by zero");
        await terminal.Press("Tab");
        await terminal.Shows("[Dead 1]");

        await terminal.Press("r");
        await terminal.Shows("put it back on the queue of worker half");
        await terminal.Press("Tab", "Tab", "Tab");
        await terminal.Shows("[Queue 1]");
        await terminal.Press("Escape");
        await terminal.Shows("404s");

        await Emit("ask", "7");
        await terminal.Shows("nobody");
        await terminal.Press("3");
        await terminal.Shows("no worker is named nobody");
        await terminal.Press("c");
        await terminal.Shows("worker nobody, to be written at the end of a.dark");
        await terminal.Press("Enter");
        await terminal.Shows("write worker nobody into a.dark?");
        await terminal.Press("y");
        await terminal.Shows("wrote worker nobody at a.dark:8");
        Assert.EndsWith("worker nobody\n  ___\n", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "a.dark"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await terminal.Press("q");
        await terminal.Shows("ended with 0");
        await terminal.Type("the terminal is as before");
        await terminal.Shows("the terminal is as before");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "status")).ExitCode);
    }

    private async Task Emit(string worker, string json) => Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", worker, json)).ExitCode);
}
