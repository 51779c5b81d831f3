using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed class TraceEntryTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task The_newest_trace_is_that_of_the_moment_in_which_it_is_read()
    {
        _client.TracesGone = 3;
        var opened = Assert.IsType<TraceScreen>((await Opened(Canvases.Of(Canvases.Busy))).Top);
        Assert.NotNull(opened.Trace);
        Assert.Equal(4, _client.Asked.Count(asked => asked == FakeControlClient.Noted(Operations.Traces, new(HandlerId.Worker("resize")))));
    }

    [Fact]
    public async Task Where_none_stays_long_enough_that_is_told()
    {
        _client.TracesGone = int.MaxValue;
        var model = await Opened(Canvases.Of(Canvases.Busy));
        Assert.StartsWith("the traces of worker resize are replaced faster than they open", model.Notice, StringComparison.Ordinal);
        Assert.Equal(
            20, _client.Asked.Count(asked => asked == FakeControlClient.Noted(Operations.Traces, new(HandlerId.Worker("resize")))));
    }

    [Fact]
    public void Without_an_attempt_or_a_runtime_nothing_is_asked()
    {
        Assert.Equal(
            $"{HandlerId.Cron("nightly")} has not run yet: each attempt leaves a trace",
            Canvases.Of(Canvases.Busy).Move(3).Pressed(UiCommand.OpenTrace).Notice);
        Assert.Equal(HandlerActions.NoRuntime, Canvases.Of(Canvases.Busy).Disconnected().Pressed(UiCommand.OpenTrace).Notice);
    }

    private async Task<CanvasModel> Opened(CanvasModel model) =>
        (await CommandDispatcher.Do(UiCommand.OpenTrace, model).Request!.Do(_client, TestContext.Current.CancellationToken))(model);
}
