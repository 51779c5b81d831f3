using System.Text.Json;

namespace DarkLang.Cli.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, ".dark", "c", "store.db");

    [Fact]
    public async Task A_sound_store_is_read_and_left_as_it_is()
    {
        await Fill();
        var before = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        var run = await Dark.Run(_folder.Path, "doctor");
        Assert.Equal((0, "read: 1 messages (0 dead), 1 crons, 0 once-keys, 1 traces, 1 versions of the canvas\n"), (run.ExitCode, run.Out));
        Assert.Contains("the store is sound", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(30_000, "page 2 of store.db")]
    [InlineData(0, "its beginning is not that of a data file")]
    public async Task Damage_is_named_with_exit_code_1_and_left_as_it_is(int offset, string named)
    {
        await Fill();
        var bytes = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(Data, bytes, TestContext.Current.CancellationToken);
        var run = await Dark.Run(_folder.Path, "doctor", "--json");
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal((1, false), (run.ExitCode, json.RootElement.GetProperty("sound").GetBoolean()));
        Assert.Contains(
            json.RootElement.GetProperty("damage").EnumerateArray(), d => d.GetString()!.Contains(named, StringComparison.Ordinal));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_store_is_rebuilt_and_sound_then_and_the_old_one_stays()
    {
        await Fill();
        var bytes = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        bytes[30_000] ^= 1;
        await File.WriteAllBytesAsync(Data, bytes, TestContext.Current.CancellationToken);
        var run = await Dark.Run(_folder.Path, "doctor", "--rebuild");
        Assert.Equal((1, true), (run.ExitCode, run.Out.StartsWith("lost: ", StringComparison.Ordinal)));
        Assert.Contains("rebuilt: 1 messages", run.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Data + ".before-rebuild", TestContext.Current.CancellationToken));
        Assert.Equal(0, (await Dark.Run(_folder.Path, "doctor")).ExitCode);
        Assert.Equal(0, (await Dark.Run(_folder.Path, "run", "c.dark", "--once")).ExitCode);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("status")]
    [InlineData("doctor", "--rebuild")]
    public async Task A_log_that_is_missing_is_named_and_not_taken_for_no_store(params string[] arguments)
    {
        await Fill();
        File.Delete(Path.ChangeExtension(Data, ".log"));
        var run = await Dark.Run(_folder.Path, arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("store.log is missing, and it belongs to", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("makes one", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_can_not_be_opened_is_told_with_the_rebuild_that_may_save_it()
    {
        await Fill();
        await Damage(0);
        var examined = await Dark.Run(_folder.Path, "doctor");
        Assert.Contains(
            "the store can't be opened as it is: run `dark doctor --rebuild`, which saves what can be read",
            examined.Error,
            StringComparison.Ordinal);
        var rebuilt = await Dark.Run(_folder.Path, "doctor", "--rebuild");
        Assert.Equal(0, rebuilt.ExitCode);
        Assert.Contains("rebuilt: 1 messages", rebuilt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_no_store_are_told_with_the_backup_that_is_left()
    {
        await Fill();
        foreach (var path in new[] { Data, Path.ChangeExtension(Data, ".log") })
            await File.WriteAllTextAsync(path, "something else\n", TestContext.Current.CancellationToken);
        var rebuilt = await Dark.Run(_folder.Path, "doctor", "--rebuild");
        Assert.Equal(1, rebuilt.ExitCode);
        Assert.Contains("a rebuild can't save it: restore all files of the store from a backup", rebuilt.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--rebuild", rebuilt.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(Data)!, "rebuilding")));
    }

    [Fact]
    public async Task A_run_on_a_garbled_log_names_the_rebuild_which_saves_the_rest_and_names_what_is_lost()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "c.dark"), "worker w\n  event\n\nworker keep\n  ___\n", TestContext.Current.CancellationToken);
        await using (var canvas = await Running.RunningCanvas.Start(_folder.Path, "c.dark"))
        {
            foreach (var number in Enumerable.Range(1, 5))
                Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", "keep", $"\"message {number}\"")).ExitCode);
            await canvas.Signal("KILL");
            await canvas.ExitCode();
        }
        var log = Path.ChangeExtension(Data, ".log");
        var bytes = await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.AsSpan().IndexOf("message 3"u8), 64).Fill(0x5a);
        await File.WriteAllBytesAsync(log, bytes, TestContext.Current.CancellationToken);
        var run = await Dark.Run(_folder.Path, "run", "c.dark", "--once");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("run `dark doctor --rebuild`, which saves what can be read", run.Error, StringComparison.Ordinal);
        var rebuilt = await Dark.Run(_folder.Path, "doctor", "--rebuild");
        Assert.Matches("lost: bytes [0-9]+ to [0-9]+ of store.log \\(commit", rebuilt.Out);
        Assert.Contains("rebuilt: ", rebuilt.Error, StringComparison.Ordinal);
        var queue = (await Dark.Run(_folder.Path, "queue", "ls", "--limit", "10")).Out;
        Assert.All(new[] { 1, 2, 5 }, number => Assert.Contains($"message {number}", queue, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_elsewhere_is_named_by_its_whole_path()
    {
        using var elsewhere = new TemporaryFolder();
        var store = Path.Combine(elsewhere.Path, "x");
        var run = await Dark.Run(_folder.Path, "doctor", "--data", store);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains($"there is no store in {store}\n", run.Error, StringComparison.Ordinal);
        Assert.Contains($"`dark run FILE --data {store}` creates one", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Damage(int offset)
    {
        var bytes = await File.ReadAllBytesAsync(Data, TestContext.Current.CancellationToken);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(Data, bytes, TestContext.Current.CancellationToken);
    }

    private async Task Fill()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "c.dark"), "cron c every 1 days\n  emit { a: 1 } \"lost\"\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Dark.Run(_folder.Path, "run", "c.dark", "--once")).ExitCode);
    }
}
