namespace DarkLang.Cli.Tests.Running;

/// <summary>Events of real messages in an editor, which is a line of shell here.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private const string Canvas = """
        worker make
          emit { at: Date::fromSeconds 90; data: String::toBytes "hi"; of: (event, Just 'x') } "take"

        worker take
          let (n, letter) = event.of
          $"{10 / n} {Date::toSeconds event.at} {Bytes::length event.data}"

        worker count (n: Int)
          10 / n

        """;

    private readonly TemporaryFolder _folder = new();
    private RunningCanvas _canvas = null!;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("a.dark", Canvas);
        _canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
    }

    public async ValueTask DisposeAsync()
    {
        await _canvas.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_dead_letter_is_edited_and_runs_with_the_kinds_it_had()
    {
        await Dark.Run(_folder.Path, "emit", "make", "0", "--wait");
        await _canvas.UntilOut("take");
        var id = await OnlyDead();
        var shown = (await Dark.Run(_folder.Path, "queue", "show", id)).Out;
        Assert.Contains(
            """at: Date::parse? "1970-01-01T00:01:30Z"; data: Bytes::fromHex? "6869"; of: (0, Just 'x')""", shown,
            StringComparison.Ordinal);

        var edited = await Edit("dead", id, "sed -i 's/of: (0/of: (5/'");
        Assert.Equal((0, "put 1 dead letter back with the new event\n"), (edited.ExitCode, edited.Error));
        var line = await _canvas.UntilOut("take");
        Assert.Contains("2 90 2", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_happens_if_the_editor_fails_or_the_event_stays_as_it_is()
    {
        await Dark.Run(_folder.Path, "emit", "count", "0", "--wait");
        var id = await OnlyDead();
        var failed = await Edit("dead", id, "false");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("the editor `false` ended with exit code 1", failed.Error, StringComparison.Ordinal);
        var same = await Edit("dead", id, "cat");
        Assert.Equal((0, "the event is as it was: nothing was done\n"), (same.ExitCode, same.Error));
        Assert.Contains("// D0505 at a.dark:9:3: 10 / 0 divides an Int by zero\n0\n", same.Out, StringComparison.Ordinal);
        Assert.Equal(id, await OnlyDead());
    }

    [Theory]
    [InlineData("five", "error[D0621]: an event is a value, and this is code")]
    [InlineData("(5", "error[D0112]: unclosed `(`")]
    [InlineData("\"5\"", "the event does not fit worker \"count\"")]
    public async Task An_event_that_is_refused_is_kept_and_can_be_sent_from_its_file(string text, string problem)
    {
        await Dark.Run(_folder.Path, "emit", "count", "0", "--wait");
        var id = await OnlyDead();
        _folder.Write("new", text + "\n");
        var refused = await Edit("dead", id, "cp new");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(problem, refused.Error, StringComparison.Ordinal);
        var file = refused.Error.Split("--event @")[1].Split('`')[0];
        Assert.Equal(text + "\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(file, "// Mended.\n5\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Dark.Run(_folder.Path, "dead", "retry", id, "--event", "@" + file)).ExitCode);
        await _canvas.UntilOut("count");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_message_that_waits_is_edited_in_the_queue()
    {
        await Dark.Run(_folder.Path, "worker", "pause", "count");
        var id = (await Dark.Run(_folder.Path, "emit", "count", "0")).Out.Trim();
        var edited = await Edit("queue", id, "sed -i 's/^0/5/'");
        Assert.Equal((0, "changed the event of 1 message\n"), (edited.ExitCode, edited.Error));
        Assert.Contains("error: message", (await Edit("dead", id, "true")).Error, StringComparison.Ordinal);
        Assert.Equal("2\n", (await Dark.Run(_folder.Path, "worker", "step", "count")).Out);
    }

    [Fact]
    public async Task A_missing_editor_is_named()
    {
        await Dark.Run(_folder.Path, "emit", "count", "0", "--wait");
        var id = await OnlyDead();
        var run = await Dark.Run(_folder.Path, null, ["dead", "edit", id], ("VISUAL", ""), ("EDITOR", ""), ("PATH", "/nowhere"));
        Assert.Equal((1, true), (run.ExitCode, run.Error.Contains("no editor is set", StringComparison.Ordinal)));
    }

    private async Task<string> OnlyDead()
    {
        var run = await Dark.Run(_folder.Path, "dead", "ls", "--json");
        return run.Out.Split("\"id\":\"")[1].Split('"')[0];
    }

    private Task<DarkRun> Edit(string command, string id, string editor)
    {
        _folder.Write("editor", $"#!/bin/sh\n{editor} \"$@\"\n");
        return Dark.Run(_folder.Path, null, [command, "edit", id], ("VISUAL", editor is "false" ? editor : "sh ./editor"));
    }
}
