using System.Text.Json;

namespace DarkLang.Cli.Tests.Running;

/// <summary>A pause of the real program, while it works as fast as it can.</summary>
public sealed class PauseTests : IDisposable
{
    /// <summary>Each of its messages runs for ever, from attempt to attempt.</summary>
    private const string Chain = """
        worker chain
          emit (event + 1) "chain"

        worker other
          event
        """;

    private readonly TemporaryFolder _folder = new();

    public PauseTests() => _folder.Write("chain.dark", Chain);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_paused_worker_starts_nothing_once_the_command_has_returned_a_step_runs_one_and_a_restart_remembers()
    {
        long done;
        await using (var canvas = await RunningCanvas.Start(_folder.Path, "chain.dark"))
        {
            for (var chain = 0; chain < 8; chain++)
                await Run("emit", "chain", "0");
            await canvas.UntilOut("chain");
            await Run("worker", "pause", "chain");
            var paused = TimeProvider.System.GetUtcNow();
            done = await DoneOnceAllHaveEnded();

            await LetItWorkOnOthers();
            Assert.Equal((done, "paused"), await Look());
            Assert.All(
                await Starts(),
                start => Assert.True(start <= paused, $"an attempt started at {start:O}, the pause was done at {paused:O}"));

            await Run("worker", "step", "chain");
            await LetItWorkOnOthers();
            Assert.Equal((done + 1, "paused"), await Look());
            await canvas.Signal("TERM");
            Assert.Equal(0, await canvas.ExitCode());
        }
        await using (var canvas = await RunningCanvas.Start(_folder.Path, "chain.dark"))
        {
            await LetItWorkOnOthers();
            Assert.Equal((done + 1, "paused"), await Look());
            await Run("worker", "resume", "chain");
            await canvas.UntilOut("chain");
        }
    }

    /// <summary>The dispatcher has had every occasion to start something else too.</summary>
    private async Task LetItWorkOnOthers()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal("1\n", await Run("emit", "other", "1", "--wait"));
    }

    private async Task<long> DoneOnceAllHaveEnded()
    {
        while (true)
        {
            var chain = await Worker();
            if (chain.GetProperty("running").GetInt64() == 0)
                return chain.GetProperty("done").GetInt64();
        }
    }

    private async Task<(long Done, string State)> Look()
    {
        var chain = await Worker();
        Assert.Equal(8, chain.GetProperty("ready").GetInt64() + chain.GetProperty("delayed").GetInt64());
        return (chain.GetProperty("done").GetInt64(), chain.GetProperty("state").GetString()!);
    }

    private async Task<JsonElement> Worker() =>
        JsonDocument.Parse(await Run("status", "--json")).RootElement.GetProperty("workers").EnumerateArray()
            .Single(worker => worker.GetProperty("name").GetString() == "chain");

    private async Task<IReadOnlyList<DateTimeOffset>> Starts() =>
        [.. JsonDocument.Parse(await Run("trace", "ls", "chain", "--json")).RootElement.GetProperty("items").EnumerateArray()
            .Select(trace => trace.GetProperty("startedAt").GetDateTimeOffset())];

    private async Task<string> Run(params string[] arguments)
    {
        var run = await Dark.Run(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Transcript(string.Join(' ', arguments)));
        return run.Out;
    }
}
