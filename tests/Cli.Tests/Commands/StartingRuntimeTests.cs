using DarkLang.Cli.Tests.Running;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Control;

namespace DarkLang.Cli.Tests.Commands;

/// <summary>A runtime that holds its store and does not answer yet, or not any more.</summary>
public sealed class StartingRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, ".dark", "a");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("status")]
    [InlineData("worker", "pause", "a")]
    public async Task It_is_waited_for(params string[] command)
    {
        using var held = Hold();
        await using var waiting = RunningCanvas.Beside(_folder.Path, command);
        Assert.Matches(
            "^note: process [0-9]+ runs a.dark and does not answer yet: waiting up to 10s for it$",
            await waiting.UntilError("note: "));
        await using var server = await ControlServer.Start(new FakeControlClient(), Store, TestContext.Current.CancellationToken);
        Assert.Equal(0, await waiting.ExitCode());
    }

    [Fact]
    public async Task When_it_ends_instead_the_store_is_read_as_it_is()
    {
        var held = Hold();
        await using var waiting = RunningCanvas.Beside(_folder.Path, "status");
        await waiting.UntilError("note: ");
        held.Dispose();
        Assert.Equal(0, await waiting.ExitCode());
    }

    [Fact]
    public async Task A_command_that_acts_says_then_that_nothing_runs()
    {
        var held = Hold();
        await using var waiting = RunningCanvas.Beside(_folder.Path, "worker", "pause", "a");
        await waiting.UntilError("note: ");
        held.Dispose();
        Assert.Equal("error: no canvas runs on the store .dark/a", await waiting.UntilError("error: "));
        Assert.Equal(4, await waiting.ExitCode());
    }

    private LiteDbStore Hold() => LiteDbStore.Open(
        Store, new StoreOwner(Environment.ProcessId, "a.dark", DateTimeOffset.UnixEpoch, "here", ControlAddress.For(Store, 1).Socket));
}
