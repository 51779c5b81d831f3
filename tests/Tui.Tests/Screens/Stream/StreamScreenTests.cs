using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.NotFound;
using DarkLang.Tui.Screens.Stream;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Stream;

public sealed class StreamScreenTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task A_line_opens_the_trace_that_its_attempt_left()
    {
        var opened =
            await Opened(Line(EventKind.Message) with { Trace = FakeControlClient.Header with { Id = new Guid(9, 0, 0, new byte[8]) } });
        Assert.Equal(new Guid(9, 0, 0, new byte[8]), Assert.IsType<TraceScreen>(opened.Top).Id);
        Assert.IsType<StreamScreen>(opened.Back().Top);
    }

    [Theory]
    [InlineData(EventKind.Message)]
    [InlineData(EventKind.Log)]
    [InlineData(EventKind.Fired)]
    public async Task A_line_without_a_trace_of_its_own_opens_that_of_its_message(EventKind kind) =>
        Assert.Equal(FakeControlClient.Header.Id, Assert.IsType<TraceScreen>((await Opened(Line(kind))).Top).Id);

    [Fact]
    public async Task Of_several_attempts_that_is_opened_which_ran_then()
    {
        // The only listed trace began later: the message itself knows one.
        var opened = await Opened(Line(EventKind.Log) with { At = FakeControlClient.At.AddSeconds(-1) });
        Assert.Contains(FakeControlClient.Noted(Operations.Message, new($"{FakeControlClient.Id}")), _client.Asked);
        Assert.Equal(FakeControlClient.AMessage.Handler, Assert.IsType<TraceScreen>(opened.Top).Of);
    }

    [Fact]
    public async Task A_trace_that_is_no_longer_kept_is_told_and_the_stream_stays()
    {
        _client.KeepsNoTraces = true;
        var gone = await Opened(Line(EventKind.Message) with { Trace = FakeControlClient.Header });
        Assert.IsType<StreamScreen>(gone.Top);
        Assert.StartsWith(
            "trace 0198f000 of worker a is no longer kept: each handler keeps its newest traces", gone.Notice, StringComparison.Ordinal);

        var done = await Opened(Line(EventKind.Log));
        Assert.StartsWith("message 0198f000 is done or removed, and its trace is no longer kept", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_lines_open_what_they_are_about()
    {
        Assert.IsType<NotFoundScreen>(Stream(Line(EventKind.NotFound)).Pressed(UiCommand.Open).Top);
        Assert.IsType<HandlerScreen>(Stream(Line(EventKind.Paused) with { Message = null }).Pressed(UiCommand.Open).Top);
        Assert.Equal("this line has nothing to open", Stream(new ControlEvent(1, EventKind.Gap, FakeControlClient.At)
        {
            Missed = 3,
        }).Pressed(UiCommand.Open).Notice);
        Assert.Equal(HandlerActions.NoRuntime, Stream(Line(EventKind.Message)).Disconnected().Pressed(UiCommand.Open).Notice);
    }

    private static ControlEvent Line(EventKind kind) =>
        new(1, kind, FakeControlClient.At.AddSeconds(1)) { Handler = HandlerId.Worker("a"), Message = FakeControlClient.Id };

    private static CanvasModel Stream(ControlEvent line) => Canvases.Of(Canvases.Busy).WithEvents([line]).Pressed(UiCommand.ShowStream);

    private async Task<CanvasModel> Opened(ControlEvent line)
    {
        var model = Stream(line);
        return (await CommandDispatcher.Do(UiCommand.Open, model).Request!.Do(_client, TestContext.Current.CancellationToken))(model);
    }
}
