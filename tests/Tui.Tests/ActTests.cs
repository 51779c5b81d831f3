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
        await Act.TogglePause(CanvasModel.Of(Canvases.Busy), "ada").Act!.Do(_client, TestContext.Current.CancellationToken);
        await Act.TogglePause(CanvasModel.Of(Canvases.Paused).Move(1), "ada").Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(["pause worker resize ada ", "resume cron nightly"], _client.Asked);
    }

    [Fact]
    public async Task Only_a_cron_is_run_now()
    {
        Assert.Equal("select a cron to run it now", Act.RunCron(CanvasModel.Of(Canvases.Busy)).Refusal);
        await Act.RunCron(CanvasModel.Of(Canvases.Busy).Move(9)).Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(["run heartbeat"], _client.Asked);
    }

    [Fact]
    public void Nothing_is_asked_without_a_runtime_or_of_a_404()
    {
        Assert.Null(Act.TogglePause(CanvasModel.Of(Canvases.Busy).Disconnected(), "ada").Act);
        Assert.Null(Act.RunCron(CanvasModel.Of(Canvases.Busy with { State = "stopped" })).Act);
        Assert.Null(Act.TogglePause(CanvasModel.Of(Canvases.NotFound).Move(1), "ada").Act);
    }

    [Fact]
    public async Task A_paused_worker_is_stepped_and_others_are_not()
    {
        Assert.Equal("only a paused worker is stepped: `p` pauses it", Act.Step(CanvasModel.Of(Canvases.Busy)).Refusal);
        Assert.Equal("only a worker is stepped: a cron has no queue to take from", Act.Step(CanvasModel.Of(Canvases.Paused).Move(1)).Refusal);
        var change = await Act.Step(CanvasModel.Of(Canvases.Paused)).Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal("one message: done with { n: 2 }", change(CanvasModel.Of(Canvases.Paused)).Notice);
        Assert.Equal(["step resize"], _client.Asked);
    }

    [Fact]
    public async Task Only_a_selected_dead_letter_is_retried()
    {
        Assert.Null(Act.Retry(Canvases.Named("queue")).Act);
        await Act.Retry(Canvases.Named("dead")).Act!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal([$"retry dead [{Canvases.Named("dead").Handler!.SelectedMessage!.Id}]  False"], _client.Asked);
    }
}
