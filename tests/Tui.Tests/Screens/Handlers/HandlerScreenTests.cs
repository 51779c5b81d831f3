using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Tests.Screens.Handlers;

public sealed class HandlerScreenTests
{
    private static readonly MessageView One = Canvases.Message(MessageState.Ready, "1");
    private static readonly MessageView Two = Canvases.Message(MessageState.Ready, "22");
    private static readonly MessageView Three = Canvases.Message(MessageState.Ready, "333");

    private readonly HandlerScreen _handler = new(HandlerId.Worker("resize")) { Contents = new TabContents.Messages([One, Two, Three]) };

    private CanvasModel Model => Canvases.Of(Canvases.Busy).Push(_handler);

    [Fact]
    public void The_selection_stays_on_its_message_and_near_its_place_when_that_is_gone()
    {
        var selected = Model.Move(1);
        Assert.Equal(Two, Shown(selected).SelectedMessage);
        Assert.Equal(Two, Shown(Read(selected, Two, Three)).SelectedMessage);
        Assert.Equal(Three, Shown(Read(selected, One, Three)).SelectedMessage);
        Assert.Null(Shown(Read(selected)).SelectedMessage);
    }

    [Fact]
    public void The_longest_shares_of_the_worker_and_the_share_of_each_message_are_shown()
    {
        var worker = Canvases.Busy.Workers.Single(worker => worker.Name == "resize");
        var status = Canvases.Busy with
        {
            Workers = [worker with { Shares = new SharesView(12, [new ShareView("\"acme\"", 99_872), new ShareView("\"b\"", 3)]) }],
        };
        var handler = _handler with { Contents = new TabContents.Messages([One with { Share = "\"acme\"" }, Two]) };
        var model = Canvases.Of(status).Push(handler);
        var lines = model.Top.Render(model, 120, 30).Select(line => line.Text).ToList();
        Assert.Contains(lines, line => line.Contains("shares 12, longest \"acme\" 99 872, \"b\" 3", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("SHARE", StringComparison.Ordinal));
        Assert.DoesNotContain(Model.Top.Render(Model, 120, 30), line => line.Text.Contains("share", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_was_read_for_another_tab_is_not_shown() =>
        Assert.Null(_handler.Turn(1).WithContents(_handler, new TabContents.Messages([One])).Contents);

    [Fact]
    public void The_tabs_go_round()
    {
        Assert.Equal(HandlerTab.Source, _handler.Turn(-1).Tab);
        Assert.Equal(HandlerTab.Queue, _handler.Turn(4).Tab);
    }

    [Fact]
    public void A_filter_leaves_messages_out_and_takes_the_marks_off()
    {
        var marked = Model.Pressed(UiCommand.Mark);
        Assert.Equal([One.Id.ToString()], Shown(marked).Selection.Chosen);
        var filtered = marked.Replace(Shown(marked).Filtered("333"));
        Assert.Equal([Three], Shown(filtered).Messages);
        Assert.Equal([Three.Id.ToString()], Shown(filtered).Selection.Chosen);
        Assert.Equal(3, Shown(filtered.Pressed(UiCommand.Back)).Messages.Count());
    }

    [Fact]
    public async Task The_queue_leaves_dead_letters_out_and_the_source_is_that_of_the_handler_alone()
    {
        await using var client = new FakeControlClient();
        var (fetched, _) = await TabContents.Fetch(client, _handler, TestContext.Current.CancellationToken);
        Assert.Empty(Assert.IsType<TabContents.Messages>(fetched).Rows);
        // However many are dead, they are not read.
        MessageState[] states =
            [MessageState.Running, MessageState.Ready, MessageState.Delayed, MessageState.Retrying, MessageState.WaitingForCode];
        Assert.Equal(
            states.Select(state => FakeControlClient.Noted(Operations.Messages, new(_handler.Id, state, 200))),
            client.Asked.Where(asked => asked.StartsWith("messages ", StringComparison.Ordinal)));
        var (gone, _) = await TabContents.Fetch(client, _handler.Turn(-1), TestContext.Current.CancellationToken);
        Assert.Equal("the canvas has no worker resize any more", Assert.IsType<TabContents.Unreadable>(gone).Why);
        var (there, _) = await TabContents.Fetch(
            client, new HandlerScreen(FakeControlClient.Header.Handler).Turn(-1), TestContext.Current.CancellationToken);
        Assert.Equal(1, Assert.IsType<TabContents.Source>(there).First);
    }

    private static HandlerScreen Shown(CanvasModel model) => Assert.IsType<HandlerScreen>(model.Top);

    private static CanvasModel Read(CanvasModel model, params MessageView[] messages) =>
        model.Replace(Shown(model).WithContents(Shown(model), new TabContents.Messages(messages)));
}
