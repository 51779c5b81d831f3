using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

/// <summary><c>dark 404 create</c>. The fake runtime runs a.dark and has two messages for "resise".</summary>
public sealed class StubWorkerTests : IAsyncLifetime
{
    private const string Stub = "/// 2 messages wait for this, the newest with {}.\nworker resise\n  ___\n";

    private FakeRuntime _runtime = null!;

    private string Canvas => Path.Combine(_runtime.Folder, "a.dark");

    public async ValueTask InitializeAsync() => _runtime = await FakeRuntime.Start();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Theory]
    [InlineData("worker a // kept\n  event   +  1\n", "\n" + Stub, 5)]
    [InlineData("worker a\r\n  1", "\r\n\r\n/// 2 messages wait for this, the newest with {}.\r\nworker resise\r\n  ___\r\n", 5)]
    [InlineData("", Stub, 2)]
    public async Task A_stub_is_written_behind_everything_else_and_the_rest_stays_as_it_is(string before, string added, int line)
    {
        File.WriteAllText(Canvas, before);
        var run = await _runtime.Run("404 create resise");
        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            $"added worker resise at a.dark:{line}: write its code; 2 messages wait until the file is reloaded: "
            + "by `--watch`, by `dark reload`, or at the next start\n",
            run.Error);
        Assert.Equal(before + added, File.ReadAllText(Canvas));
        Assert.Equal(["a.dark"], Directory.GetFiles(_runtime.Folder).Select(Path.GetFileName));
        Assert.Equal(0, (await _runtime.Run("check a.dark")).ExitCode);
    }

    [Fact]
    public async Task A_worker_that_is_in_the_file_already_is_not_written_again()
    {
        File.WriteAllText(Canvas, "worker resise\n  1\n");
        var run = await _runtime.Run("404 create resise");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("a.dark already has a worker resise", run.Error, StringComparison.Ordinal);
        Assert.Equal("worker resise\n  1\n", File.ReadAllText(Canvas));
    }

    [Fact]
    public async Task A_worker_that_is_in_another_file_of_the_canvas_is_not_written_again()
    {
        File.WriteAllText(Canvas, "worker resise\n  1\n");
        File.WriteAllText(Path.Combine(_runtime.Folder, "b.dark"), "");
        var run = await _runtime.Run("404 create resise --file b.dark");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("a.dark already has a worker resise", run.Error, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(Path.Combine(_runtime.Folder, "b.dark")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_asked_for()
    {
        var run = await _runtime.Run("404 create resise");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("there is no file a.dark", run.Error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_runtime.Folder, "b.dark"), "");
        Assert.Equal(0, (await _runtime.Run("404 create resise --file b.dark")).ExitCode);
    }

    [Fact]
    public async Task A_name_that_no_word_of_the_language_is_stands_in_quotes()
    {
        File.WriteAllText(Canvas, "");
        var lost = FakeControlClient.AStatus.NotFound[0] with { Name = "a b \"c\"" };
        _runtime.Client.Lost = [lost];
        var run = await Dark.Run(_runtime.Folder, "404", "create", lost.Name);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("worker \"a b \\\"c\\\"\"\n", File.ReadAllText(Canvas), StringComparison.Ordinal);
    }
}
