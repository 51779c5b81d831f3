using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.NotFound;
using DarkLang.Tui.Screens.Traces;
using DarkLang.Tui.Screens.Ways;

namespace DarkLang.Tui.Tests.Screens;

public sealed class WayScreenTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("queue")]
    [InlineData("dead")]
    [InlineData("traces")]
    [InlineData("dead-group")]
    [InlineData("stream")]
    public void The_selected_message_opens_its_way(string moment)
    {
        var shown = Canvases.Named(moment);
        Assert.NotNull(shown.Top.MessageIn(shown));
        Assert.Equal(shown.Top.MessageIn(shown), Assert.IsType<WayScreen>(shown.Pressed(UiCommand.ShowWay).Top).Of);
    }

    [Fact]
    public void A_trace_opens_the_way_of_its_message()
    {
        var trace = Canvases.Of(Canvases.Busy).Push(new TraceScreen(FakeControlClient.Header.Handler, FakeControlClient.Header.Id));
        Assert.Equal(FakeControlClient.Header.Id, Assert.IsType<WayScreen>(trace.Pressed(UiCommand.ShowWay).Top).Of);
    }

    [Fact]
    public void Without_a_message_the_key_says_what_to_select() =>
        Assert.Equal(
            "select a message or a trace to see the way of its message", Canvases.Named("queue-empty").Pressed(UiCommand.ShowWay).Notice);

    [Fact]
    public async Task The_message_itself_is_selected_first_and_the_selection_stays_when_the_way_is_fetched_again()
    {
        var fetched = await Fetched(Canvases.Of(Canvases.Busy).Push(new WayScreen(FakeControlClient.Id)));
        Assert.Equal(FakeControlClient.Id.ToString(), fetched.Selected());

        var above = await Fetched(fetched.Move(-1).WithStatus(Canvases.Busy with { Now = Canvases.Now.AddSeconds(5) }));
        Assert.NotEqual(FakeControlClient.Id.ToString(), above.Selected());
        Assert.Equal(2, _client.Asked.Count);
    }

    [Fact]
    public async Task A_way_is_not_fetched_with_every_status()
    {
        var fetched = await Fetched(Canvases.Of(Canvases.Busy).Push(new WayScreen(FakeControlClient.Id)));
        var soon = fetched.WithStatus(Canvases.Busy with { Now = Canvases.Now.AddSeconds(4) });
        Assert.Null(await soon.Top.Fetch(_client, TestContext.Current.CancellationToken));
        Assert.Single(_client.Asked);
    }

    [Fact]
    public async Task Enter_opens_the_newest_trace_of_a_message_or_the_queue_that_it_is_on()
    {
        var way = Canvases.Named("way");
        var retrying = CommandDispatcher.Do(UiCommand.Open, way);
        Assert.IsType<TraceScreen>((await retrying.Request!.Do(_client, TestContext.Current.CancellationToken))(way).Top);

        var ready = way.Move(1).Pressed(UiCommand.Open);
        var queue = Assert.IsType<HandlerScreen>(ready.Top);
        Assert.Equal((HandlerId.Worker("bill"), HandlerTab.Queue), (queue.Id, queue.Tab));
        Assert.Equal($"message.id == \"{way.Move(1).Selected()}\"", queue.Where);

        Assert.IsType<NotFoundScreen>(way.Move(2).Pressed(UiCommand.Open).Top);
    }

    [Fact]
    public void The_way_of_another_message_opens_from_its_row()
    {
        var way = Canvases.Named("way");
        Assert.Equal("this is the message whose way is shown", way.Pressed(UiCommand.ShowWay).Notice);
        Assert.Equal(way.Move(1).Selected(), Assert.IsType<WayScreen>(way.Move(1).Pressed(UiCommand.ShowWay).Top).Of.ToString());
    }

    [Fact]
    public void A_way_that_was_fetched_stays_when_it_cannot_be_fetched_again()
    {
        var way = Canvases.Named("way");
        var failed = Assert.IsType<WayScreen>(way.Top.OnFetchFailed("the runtime does not answer")(way.Top));
        Assert.NotNull(failed.Way);
        Assert.Contains(
            CanvasScreen.Render(way.Replace(failed), 80, 24), line => line.Text.Contains(
                "not up to date: the runtime does not answer", StringComparison.Ordinal));
    }

    private async Task<CanvasModel> Fetched(CanvasModel model) =>
        model.Replace((await model.Top.Fetch(_client, TestContext.Current.CancellationToken))!(model.Top));
}
