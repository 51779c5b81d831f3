using System.Text.Json;

namespace DarkLang.Cli.Tests.Running;

/// <summary>Traces of a real run, looked at, searched, and run again after the file was changed.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Shares = "worker shares\n  List::map event.lines (\\n -> 100 / n)\n";

    private readonly TemporaryFolder _folder = new();

    public TraceTests() => _folder.Write("shares.dark", Shares);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_trace_shows_each_iteration_and_a_replay_shows_what_the_edited_file_would_do()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "shares.dark");
        await Dark.Run(_folder.Path, "emit", "shares", "{\"lines\":[5,0,2]}", "--wait");
        var id = await OnlyTrace("find", "--outcome", "failed", "lines");

        var show = await Dark.Run(_folder.Path, "trace", "show", id);
        Assert.Contains("lambda in worker shares ‹2/2›  n = 0", show.Out, StringComparison.Ordinal);
        Assert.Contains("✗ 100 / 0 divides an Int by zero", show.Out, StringComparison.Ordinal);

        var broken = await Dark.Run(_folder.Path, "trace", "replay", id);
        Assert.Equal((1, true), (broken.ExitCode, broken.Error.Contains("the replay did not complete", StringComparison.Ordinal)));

        _folder.Write("shares.dark", Shares.Replace("100 / n", "if n == 0 then 0 else 100 / n", StringComparison.Ordinal));
        var mended = await Dark.Run(_folder.Path, "trace", "replay", id);
        Assert.Equal(0, mended.ExitCode);
        Assert.Contains("+ completed with [20, 0, 50]", mended.Out, StringComparison.Ordinal);

        using var status = JsonDocument.Parse((await Dark.Run(_folder.Path, "status", "--json")).Out);
        var worker = status.RootElement.GetProperty("workers")[0];
        Assert.Equal(
            (1, 0, 0),
            (worker.GetProperty("dead").GetInt32(), worker.GetProperty("ready").GetInt32(), worker.GetProperty("done").GetInt32()));
    }

    [Fact]
    public async Task An_amount_keeps_its_digits_from_the_command_line_to_the_trace_and_its_replay()
    {
        _folder.Write("pay.dark", "worker pay (prices: List<Decimal>)\n  List::sum prices\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "pay.dark");
        var emit = await Dark.Run(_folder.Path, "emit", "pay", "[12.50, 12345678901234567890.10]", "--wait", "--json");
        Assert.Contains(""""json":12345678901234567902.60"""", emit.Out, StringComparison.Ordinal);

        var id = await OnlyTrace("find", "12.50");
        Assert.Contains(
            "[12.50m, 12345678901234567890.10m]", (await Dark.Run(_folder.Path, "trace", "show", id)).Out, StringComparison.Ordinal);
        var replay = await Dark.Run(_folder.Path, "trace", "replay", id);
        Assert.Equal((0, true), (replay.ExitCode, replay.Out.Contains("12345678901234567902.60m", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_live_replay_asks_first_and_is_a_new_message()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "shares.dark");
        await Dark.Run(_folder.Path, "emit", "shares", "{\"lines\":[5]}", "--wait");
        var id = await OnlyTrace("ls");

        var refused = await Dark.Run(_folder.Path, "trace", "replay", id, "--live");
        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("this would run worker shares for real", refused.Error, StringComparison.Ordinal);

        var done = await Dark.Run(_folder.Path, "trace", "replay", id, "--live", "--yes");
        Assert.True(Guid.TryParse(done.Out.Trim(), out _), done.Out + done.Error);
    }

    [Fact]
    public async Task Two_traces_are_compared_value_by_value_and_one_is_exported_whole()
    {
        await using var canvas = await RunningCanvas.Start(_folder.Path, "shares.dark");
        await Dark.Run(_folder.Path, "emit", "shares", "{\"lines\":[5]}", "--wait");
        var first = await OnlyTrace("ls");
        await Dark.Run(_folder.Path, "emit", "shares", "{\"lines\":[4]}", "--wait");
        using var both = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "ls", "--json")).Out);
        var second = both.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)
            .First(other => other != first);

        var diff = await Dark.Run(_folder.Path, "trace", "diff", first, second);
        Assert.Contains("    - [20]\n    + [25]\n", diff.Out, StringComparison.Ordinal);

        using var export = JsonDocument.Parse((await Dark.Run(_folder.Path, "trace", "export", first)).Out);
        Assert.Equal(Shares, export.RootElement.GetProperty("sources")[0].GetProperty("text").GetString());
        Assert.Equal(20, export.RootElement.GetProperty("call").GetProperty("calls")[0].GetProperty("result").GetInt32());
    }

    private async Task<string> OnlyTrace(params string[] command)
    {
        var run = await Dark.Run(_folder.Path, ["trace", .. command, "--json"]);
        using var traces = JsonDocument.Parse(run.Out);
        return Assert.Single(traces.RootElement.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetString()!;
    }
}
