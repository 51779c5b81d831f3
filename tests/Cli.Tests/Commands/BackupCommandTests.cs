using System.Text.Json;
using DarkLang.Cli.Tests.Running;

namespace DarkLang.Cli.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_backup_of_a_store_at_rest_can_be_run()
    {
        await Fill();
        var run = await Dark.Run(_folder.Path, "backup", "copies/monday");
        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Contains(
            "copies/monday holds 1 messages (0 dead), 1 crons, 1 traces; `dark run FILE --data copies/monday` runs it",
            run.Error,
            StringComparison.Ordinal);
        Assert.Equal(["monday"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "copies")).Select(Path.GetFileName));
        await WriteCanvas("worker lost\n  event\n");
        var again = await Dark.Run(_folder.Path, "run", "c.dark", "--once", "--data", "copies/monday");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("lost", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_running_canvas_holds_what_was_emitted_and_the_canvas_goes_on()
    {
        await WriteCanvas("worker other\n  event\n");
        await using var canvas = await RunningCanvas.Start(_folder.Path, "c.dark");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", "lost", "1")).ExitCode);
        var run = await Dark.Run(_folder.Path, "backup", "copy", "--json");
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal((0, 1), (run.ExitCode, json.RootElement.GetProperty("messages").GetInt32()));
        Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", "lost", "2")).ExitCode);
        Assert.Contains("lost", (await Dark.Run(_folder.Path, "404", "ls", "--data", "copy")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "c.dark", "c.dark already exists, and a backup overwrites nothing")]
    [InlineData(1, "c.dark/copy", "can't be written")]
    public async Task What_is_there_is_never_overwritten(int code, string target, string told)
    {
        await Fill();
        var run = await Dark.Run(_folder.Path, "backup", target);
        Assert.Equal((code, ""), (run.ExitCode, run.Out));
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("cron c", await File.ReadAllTextAsync(
            Path.Combine(_folder.Path, "c.dark"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_there_is_nothing_to_be_copied()
    {
        var run = await Dark.Run(_folder.Path, "backup", "copy", "--data", "none");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("there is no store in none", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private Task WriteCanvas(string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder.Path, "c.dark"), text, TestContext.Current.CancellationToken);

    private async Task Fill()
    {
        await WriteCanvas("cron c every 1 days\n  emit { a: 1 } \"lost\"\n");
        Assert.Equal(0, (await Dark.Run(_folder.Path, "run", "c.dark", "--once")).ExitCode);
    }
}
