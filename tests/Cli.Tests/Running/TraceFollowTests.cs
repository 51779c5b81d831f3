using System.Text.Json;

namespace DarkLang.Cli.Tests.Running;

public sealed class TraceFollowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TraceFollowTests() => _folder.Write("a.dark", "worker a\n  event.n + 1\n\nworker b\n  event\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Traces_are_printed_as_they_come_also_after_a_restart_until_ctrl_c()
    {
        await using var first = await RunningCanvas.Start(_folder.Path, "a.dark");
        await using var follow = RunningCanvas.Beside(_folder.Path, "trace", "follow");
        await follow.UntilError("following");
        await Emit("a", "{\"n\": 1}");
        Assert.Matches(@"^.+Z?  [0-9a-f]+  a  completed  [\d.]+ms$", await follow.UntilOut("completed"));
        await Emit("a", "{}");
        Assert.Contains("  a  failed  ", await follow.UntilOut("error[D0506]"), StringComparison.Ordinal);
        await first.Signal("TERM");
        Assert.Equal(0, await first.ExitCode());
        await follow.UntilError("waiting for it to restart");
        await using var second = await RunningCanvas.Start(_folder.Path, "a.dark");
        await follow.UntilError("following");
        await Emit("b", "7");
        await follow.UntilOut("  b  completed");
        await follow.Signal("INT");
        Assert.Equal(0, await follow.ExitCode());
    }

    [Fact]
    public async Task For_programs_each_trace_of_the_named_handler_is_an_object_on_a_line()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "a.dark");
        await using var follow = RunningCanvas.Beside(_folder.Path, "trace", "follow", "b", "--json");
        await follow.UntilError("following");
        await Emit("a", "{\"n\": 1}");
        await Emit("b", "7");
        using var line = JsonDocument.Parse(await follow.UntilOut("{"));
        Assert.Equal("dark.trace-header/2", line.RootElement.GetProperty("schema").GetString());
        Assert.Equal("b", line.RootElement.GetProperty("handler").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Without_a_runtime_there_is_nothing_to_follow()
    {
        await Dark.Run(_folder.Path, "run", "a.dark", "--once");
        var run = await Dark.Run(_folder.Path, "trace", "follow");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("no canvas runs on the store .dark/a", run.Error, StringComparison.Ordinal);
    }

    private async Task Emit(string worker, string @event) =>
        Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", worker, @event)).ExitCode);
}
