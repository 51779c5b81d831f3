namespace DarkLang.Cli.Tests.Running;

/// <summary>Options that the real program sets by hand.</summary>
public sealed class OptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OptionTests() => Write("worker w with { concurrency: 2 }\n  event\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_option_set_by_hand_is_listed_everywhere_survives_a_restart_and_ends_when_the_file_says_otherwise()
    {
        var set = $"8, set by {Environment.UserName} at ";
        await using (var canvas = await RunningCanvas.Start(_folder.Path, "w.dark"))
        {
            var done = await Dark.Run(_folder.Path, "worker", "set", "w", "concurrency", "8");
            Assert.Equal((0, "worker w: concurrency is 8 until the file says otherwise\n"), (done.ExitCode, done.Error));
            Assert.Contains(set, (await Dark.Run(_folder.Path, "worker", "show", "w")).Out, StringComparison.Ordinal);
            foreach (var command in new[] { "status", "worker ls" })
                Assert.Contains("concurrency 8", (await Dark.Run(_folder.Path, command.Split(' '))).Out, StringComparison.Ordinal);
            var wrong = await Dark.Run(_folder.Path, "worker", "set", "w", "concurrency", "0");
            Assert.NotEqual(0, wrong.ExitCode);
            Assert.Contains("`concurrency` is out of range: expected 1 to 100", wrong.Error, StringComparison.Ordinal);
            await canvas.Signal("TERM");
            Assert.Equal(0, await canvas.ExitCode());
        }
        await using (var canvas = RunningCanvas.Beside(_folder.Path, "run", "w.dark"))
        {
            Assert.Contains(set, await canvas.UntilError("worker w: concurrency is"), StringComparison.Ordinal);
            Write("worker w with { concurrency: 4 }\n  event\n");
            await Dark.Run(_folder.Path, "reload");
            var ended = await canvas.UntilError("concurrency of worker w is no longer 8");
            Assert.Contains("the file says 4 now", ended, StringComparison.Ordinal);
            Assert.DoesNotContain(set, (await Dark.Run(_folder.Path, "worker", "show", "w")).Out, StringComparison.Ordinal);
        }
    }

    private void Write(string canvas) => _folder.Write("w.dark", canvas);
}
