using System.Text.Json;

namespace DarkLang.Cli.Tests.Running;

/// <summary>The file of a running canvas is edited.</summary>
public sealed class WatchTests : IDisposable
{
    private const string One = "worker w\n  emit event \"mail\"\n  1\n";
    private const string Two = "worker w\n  2\n";
    private const string Broken = "worker w\n  evnt\n";

    private readonly TemporaryFolder _folder = new();

    public WatchTests() => _folder.Write("a.dark", One);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run", "a.dark", "--watch")]
    [InlineData("dev")]
    public async Task A_broken_file_is_shown_and_runs_once_it_is_mended(params string[] command)
    {
        _folder.Write("a.dark", Broken);
        await using var canvas = RunningCanvas.Beside(_folder.Path, command);
        Assert.Matches(@"^error\[D\d{4}\]: there is nothing named `evnt`", await canvas.UntilError("error["));
        await canvas.UntilError("the files can't run yet: waiting for a change");
        _folder.Write("a.dark", "// Nothing yet.\n");
        await canvas.UntilError("there is nothing to run");
        _folder.Write("a.dark", Two);
        await canvas.UntilError("dark runs a.dark");
        Assert.Equal("2", await Handle());
        await canvas.Signal("TERM");
        Assert.Equal(0, await canvas.ExitCode());
    }

    [Fact]
    public async Task A_broken_file_that_is_never_mended_can_be_left()
    {
        _folder.Write("a.dark", Broken);
        await using var canvas = RunningCanvas.Beside(_folder.Path, "dev");
        await canvas.UntilError("the files can't run yet: waiting for a change");
        await canvas.Signal("INT");
        Assert.Equal(1, await canvas.ExitCode());
    }

    [Fact]
    public async Task In_a_folder_with_no_canvas_or_several_dev_says_what_to_name()
    {
        _folder.Write("b c.dark", Two);
        var several = await Dark.Run(_folder.Path, "dev");
        Assert.Equal(2, several.ExitCode);
        Assert.Contains("one of `dark dev a.dark`, `dark dev 'b c.dark'`", several.Error, StringComparison.Ordinal);
        using var empty = new TemporaryFolder();
        var none = await Dark.Run(empty.Path, "dev");
        Assert.Equal((2, true), (none.ExitCode, none.Error.Contains("there is no .dark file in this folder", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("run", "--watch")]
    // Without a terminal it is the same.
    [InlineData("dev")]
    public async Task An_edited_file_runs_at_once_a_broken_one_does_not_and_a_mended_one_does(string command, params string[] options)
    {
        await using var canvas = RunningCanvas.Beside(_folder.Path, [command, "a.dark", .. options]);
        await canvas.UntilError("dark runs a.dark");
        Assert.Equal("1", await Handle());

        _folder.Write("a.dark", Two);
        Assert.Matches("^reloaded: 1 worker, 0 crons; version [0-9a-f]{16}; changed worker w$", await canvas.UntilError("reloaded"));
        Assert.Equal("2", await Handle());

        _folder.Write("a.dark", Broken);
        Assert.Matches(@"^error\[D\d{4}\]: ", await canvas.UntilError("error["));
        Assert.Matches("^not reloaded: 1 error; version [0-9a-f]{16} keeps running$", await canvas.UntilError("reloaded"));
        Assert.Equal("2", await Handle());
        var status = await Dark.Run(_folder.Path, "status");
        Assert.Matches(
            @"the files were changed at .*Z and refused: 1 error; version [0-9a-f]{16} keeps running\n  error\[D\d{4}\] a\.dark:2:3: ",
            status.Out);
        using var json = JsonDocument.Parse((await Dark.Run(_folder.Path, "status", "--json")).Out);
        Assert.Equal((true, 2), (json.RootElement.GetProperty("loaded").GetProperty("refused")
            .GetBoolean(), json.RootElement.GetProperty("loaded").GetProperty("problems")[0].GetProperty("line").GetInt32()));

        // As many editors do it: beside it, and then under its name.
        File.Move(_folder.Write("a.dark.new", One), Path.Combine(_folder.Path, "a.dark"), overwrite: true);
        Assert.Contains("warning[D0312]", await canvas.UntilError("warning["), StringComparison.Ordinal);
        await canvas.UntilError("reloaded: 1 worker");
        Assert.Equal("1", await Handle());
        Assert.DoesNotContain("refused", (await Dark.Run(_folder.Path, "status")).Out, StringComparison.Ordinal);
        await canvas.Signal("TERM");
        Assert.Equal(0, await canvas.ExitCode());
    }

    [Fact]
    public async Task Messages_to_nobody_go_to_the_worker_that_is_written_for_them()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark", "--watch", "--log-format", "json");
        await Dark.Run(_folder.Path, "emit", "mail", "7");
        var create = await Dark.Run(_folder.Path, "404", "create", "mail");
        Assert.Equal(0, create.ExitCode);
        Assert.Contains("added worker mail", await canvas.UntilError("reloaded"), StringComparison.Ordinal);
        using var loaded = JsonDocument.Parse(await canvas.UntilOut("dark.loaded/2"));
        Assert.Equal("worker mail", loaded.RootElement.GetProperty("added")[0].GetString());
        await canvas.UntilOut("waiting-for-code");
        _folder.Write(
            "a.dark", File.ReadAllText(Path.Combine(_folder.Path, "a.dark")).Replace("___", "event * 6", StringComparison.Ordinal));
        Assert.Contains("\"result\":\"42\"", await canvas.UntilOut("\"state\":\"done\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_removed_is_told_and_the_canvas_goes_on()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark", "--watch");
        File.Delete(Path.Combine(_folder.Path, "a.dark"));
        Assert.Equal("error: there is no file a.dark", await canvas.UntilError("error"));
        Assert.Equal("1", await Handle());
        _folder.Write("a.dark", Two);
        await canvas.UntilError("reloaded: 1 worker");
        Assert.Equal("2", await Handle());
    }

    [Fact]
    public async Task Each_of_several_files_is_watched()
    {
        _folder.Write("b.dark", "worker b\n  1\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark", "b.dark", "--watch");
        _folder.Write("b.dark", "worker b\n  1\n\nworker c\n  1\n");
        Assert.EndsWith("added worker c", await canvas.UntilError("reloaded: 3 workers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_watching_the_files_are_read_again_when_that_is_asked_for()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        var same = await Dark.Run(_folder.Path, "reload");
        Assert.Equal((0, ""), (same.ExitCode, same.Out));
        Assert.Contains("the files have not changed: version ", same.Error, StringComparison.Ordinal);

        _folder.Write("a.dark", Two);
        var reload = await Dark.Run(_folder.Path, "reload");
        Assert.Equal((0, ""), (reload.ExitCode, reload.Out));
        Assert.StartsWith("reloaded: 1 worker, 0 crons; version ", reload.Error, StringComparison.Ordinal);
        Assert.Equal("2", await Handle());

        _folder.Write("a.dark", Broken);
        var refused = await Dark.Run(_folder.Path, "reload", "--json");
        Assert.Equal(1, refused.ExitCode);
        using var json = JsonDocument.Parse(refused.Out);
        Assert.True(json.RootElement.GetProperty("refused").GetBoolean());
        Assert.Contains("a.dark:2:3", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--once exits when the queues are empty: it can't be combined with --watch", "--once", "--watch")]
    [InlineData("--once exits when the queues are empty: it can't be combined with --tui", "--once", "--tui")]
    [InlineData("dark run --tui needs a terminal", "--tui")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] options)
    {
        var run = await Dark.Run(_folder.Path, ["run", "a.dark", .. options]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"error: {message}", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".dark")));
    }

    private async Task<string> Handle() => (await Dark.Run(_folder.Path, "emit", "w", "null", "--wait")).Out.TrimEnd();
}
