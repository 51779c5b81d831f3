using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Tests.Screens;

public sealed class HandlerActionsTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Pausing_goes_to_the_selected_handler_and_again_resumes_it()
    {
        await HandlerActions.TogglePause(Canvases.Of(Canvases.Busy)).Request!.Do(_client, TestContext.Current.CancellationToken);
        await HandlerActions.TogglePause(Canvases.Of(Canvases.Paused).Move(1)).Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal([
                FakeControlClient.Noted(Operations.Pause, new(HandlerId.Worker("resize"), "ada")),
                FakeControlClient.Noted(Operations.Resume, new(HandlerId.Cron("nightly"))),
            ],
            _client.Asked);
    }

    [Fact]
    public async Task Only_a_cron_is_run_now()
    {
        Assert.Equal("select a cron to run it now", HandlerActions.RunCron(Canvases.Of(Canvases.Busy)).Model.Notice);
        await HandlerActions.RunCron(Canvases.Of(Canvases.Busy).Move(9)).Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal([FakeControlClient.Noted(Operations.RunCron, new(HandlerId.Cron("heartbeat")))], _client.Asked);
    }

    [Fact]
    public void Nothing_is_asked_without_a_runtime_or_of_a_404()
    {
        Assert.Null(HandlerActions.TogglePause(Canvases.Of(Canvases.Busy).Disconnected()).Request);
        Assert.Null(HandlerActions.RunCron(Canvases.Of(Canvases.Busy with { State = EngineState.Stopped })).Request);
        Assert.Null(HandlerActions.TogglePause(Canvases.Of(Canvases.NotFound).Move(1)).Request);
    }

    [Fact]
    public async Task A_paused_worker_is_stepped_and_others_are_not()
    {
        Assert.Equal("only a paused worker can be stepped: `p` pauses it", HandlerActions.Step(Canvases.Of(Canvases.Busy)).Model.Notice);
        Assert.Equal(
            "only a worker can be stepped, not a cron",
            HandlerActions.Step(Canvases.Of(Canvases.Paused).Move(1)).Model.Notice);
        var change = await HandlerActions.Step(Canvases.Of(Canvases.Paused)).Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal("one message: done with { n: 2 }", change(Canvases.Of(Canvases.Paused)).Notice);
        Assert.Equal([FakeControlClient.Noted(Operations.Step, new(HandlerId.Worker("resize")))], _client.Asked);
    }

    [Fact]
    public async Task Only_a_selected_dead_letter_is_retried()
    {
        var queue = Canvases.Named("queue");
        Assert.Null(CommandDispatcher.Do(UiCommand.Retry, queue).Request);
        var dead = Canvases.Named("dead");
        await CommandDispatcher.Do(UiCommand.Retry, dead).Request!.Do(_client, TestContext.Current.CancellationToken);
        var id = Assert.IsType<HandlerScreen>(dead.Top).SelectedMessage!.Id;
        Assert.Equal([FakeControlClient.Noted(Operations.RetryDead, new(SelectionState.Dead, [$"{id}"]))], _client.Asked);
    }
}
