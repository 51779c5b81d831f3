using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Tests.Screens;

namespace DarkLang.Tui.Tests;

public sealed class ActTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Pausing_goes_to_the_selected_handler_and_again_resumes_it()
    {
        await Act.TogglePause(OverviewModel.Of(Canvases.Busy), "ada").Act!.Do(_client, TestContext.Current.CancellationToken);
        await Act.TogglePause(OverviewModel.Of(Canvases.Paused).Move(1), "ada").Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(["pause worker resize ada ", "resume cron nightly"], _client.Asked);
    }

    [Fact]
    public async Task Only_a_cron_is_run_now()
    {
        Assert.Equal("select a cron to run it now", Act.RunCron(OverviewModel.Of(Canvases.Busy)).Refusal);
        await Act.RunCron(OverviewModel.Of(Canvases.Busy).Move(9)).Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(["run heartbeat"], _client.Asked);
    }

    [Fact]
    public void Nothing_is_asked_without_a_runtime_or_of_a_404()
    {
        Assert.Null(Act.TogglePause(OverviewModel.Of(Canvases.Busy).Disconnected(), "ada").Act);
        Assert.Null(Act.RunCron(OverviewModel.Of(Canvases.Busy with { State = "stopped" })).Act);
        Assert.Null(Act.TogglePause(OverviewModel.Of(Canvases.NotFound).Move(1), "ada").Act);
    }
}
