using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Crons;
using DarkLang.Tui.Screens.Dead;
using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Overview;
using DarkLang.Tui.Screens.Palette;
using DarkLang.Tui.Tests.Screens.Traces;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Tests.Screens;

public sealed class CommandDispatcherTests : IAsyncDisposable
{
    private readonly FakeControlClient _client = new();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public void A_read_only_screen_asks_for_nothing_that_changes_the_canvas()
    {
        var model = CanvasModel.Of(Canvases.Busy, Canvases.Setup with { IsReadOnly = true });
        foreach (var entry in Keys.All.Where(entry => entry.ChangesCanvas))
        {
            var result = CommandDispatcher.Do(entry.Command, model);
            Assert.Null(result.Request);
            Assert.Contains("read-only", result.Model.Notice, StringComparison.Ordinal);
        }
        Assert.IsType<HandlerScreen>(model.Pressed(UiCommand.Open).Top);
    }

    /// <summary>Only moves within a list that has rows may do nothing in silence: the selection shows that it is at the end.</summary>
    [Fact]
    public void A_key_changes_the_screen_asks_the_canvas_or_says_why_it_does_nothing()
    {
        UiCommand[] moves = [
            UiCommand.Up, UiCommand.Down, UiCommand.PageUp, UiCommand.PageDown, UiCommand.First, UiCommand.Last,
            // In a text they move the cursor, which is not compared.
            UiCommand.Recall, UiCommand.BreakLine];
        var silent = new List<string>();
        IEnumerable<(string Name, CanvasModel Model)> moments =
        [
            .. CanvasScreenTests.Moments.Select(
                moment => (moment, Canvases.Named(moment) with { Notice = null, Question = null, Typing = null })),
            ("trace", Recorded.Shown(Recorded.Failing())),
        ];
        foreach (var (name, model) in moments)
        {
            foreach (var command in Keys.In(model.Top.Kind).Select(entry => entry.Command).Distinct().Except(moves))
            {
                var before = Drawn(model);
                var result = CommandDispatcher.Do(command, model);
                if (result is { Request: null, Copied: null, Edits: null, Model.Ending: null } && Drawn(result.Model) == before)
                    silent.Add($"{command} on {name}");
            }
        }
        Assert.Equal("", string.Join("; ", silent));

        static string Drawn(CanvasModel model) => string.Join('\n', CanvasScreen.Render(model, 120, 30).Select(line => line.Text));
    }

    [Fact]
    public void A_detail_is_scrolled_to_its_end_and_no_further()
    {
        var model = Canvases.Named("dead") with { Size = new(80, 12) };
        var presses = 0;
        for (; model.Pressed(UiCommand.DetailDown) is { Notice: null } scrolled; presses++)
            model = scrolled;
        Assert.Equal("the detail is shown to its end", model.Pressed(UiCommand.DetailDown).Notice);
        Assert.InRange(presses, 1, 10);
        for (; presses > 0; presses--)
            model = model.Pressed(UiCommand.DetailUp);
        Assert.Equal("the detail is shown from its beginning", model.Pressed(UiCommand.DetailUp).Notice);
    }

    [Fact]
    public async Task A_condition_is_asked_of_the_canvas_once_it_is_entered_and_commands_are_for_the_messages_that_meet_it()
    {
        const string Condition = "event.total > 100";
        var typed = Canvases.Named("dead").Filtered(Condition);
        Assert.NotNull(typed.Selected());
        var entered = typed.Top.Search(Condition, typed);
        var change = await entered.Top.Fetch(_client, TestContext.Current.CancellationToken);
        var shown = entered.Replace(change!(entered.Top));
        Assert.Equal(
            FakeControlClient.Noted(
                Operations.Search, new(HandlerId.Worker("resize"), MessageState.Dead, 200, Where: Condition)), _client.Asked[^1]);
        Assert.Contains(
            CanvasScreen.Render(shown, 120, 30),
            line => line.Text.Contains("/filter: event.total > 100 (fails for 3: no field \"total\")", StringComparison.Ordinal));
        var asked = shown.Pressed(UiCommand.RetryAll);
        Assert.Equal("retry the dead letters of worker resize for which event.total > 100?", asked.Question!.Text);
        await asked.Question.Answers[0].Then(asked).Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(
            FakeControlClient.Noted(
                Operations.RetryDead, new(SelectionState.Dead, Handler: HandlerId.Worker("resize"), Where: Condition)), _client.Asked[^1]);
        var cleared = shown.Pressed(UiCommand.Back);
        Assert.Equal(("", null), (((ListScreen)cleared.Top).Filter, ((ListScreen)cleared.Top).Where));
    }

    [Fact]
    public async Task A_condition_of_the_dead_letters_applies_to_its_groups_and_is_refused_with_why()
    {
        var entered = Moments.Named("dead-groups") is var model ? model.Top.Search("event.total >", model) : model;
        var refused = entered.Replace(entered.Top.OnFetchFailed("1:14: an expression is missing")(entered.Top));
        Assert.Contains(
            CanvasScreen.Render(refused, 120, 30),
            line => line.Text.Contains("1:14: an expression is missing: Esc clears the filter", StringComparison.Ordinal));
        var right = entered.Top.Search("event.total > 1", entered);
        var group = Assert.IsType<DeadGroupScreen>(right.Pressed(UiCommand.Open).Top);
        Assert.Equal("event.total > 1", group.Where);
        await CommandDispatcher.Do(UiCommand.Retry, right).Model.Question!.Answers[0].Then(right).Request!
            .Do(_client, TestContext.Current.CancellationToken);
        Assert.Contains(_client.Asked, asked => asked.StartsWith("messages/search ", StringComparison.Ordinal)
            && asked.Contains("\"where\":\"event.total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_404_is_moved_and_removed_from_the_overview()
    {
        var model = Canvases.Of(Canvases.NotFound).Move(1);
        Assert.Equal("Move 2 messages from resise to another worker", Assert.IsType<FormScreen>(model.Pressed(UiCommand.MoveTo).Top).Title);
        var asked = model.Pressed(UiCommand.Remove);
        Assert.Equal("remove 2 messages to resise for good?", asked.Question!.Text);
        await asked.Question.Answers[0].Then(asked).Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal(
            FakeControlClient.Noted(Operations.Remove, new(SelectionState.NotFound, Handler: HandlerId.Worker("resise"))),
            _client.Asked[^1]);
        Assert.Equal("select a 404 to remove its messages", model.Move(-1).Pressed(UiCommand.Remove).Notice);
    }

    [Fact]
    public void Marks_and_filter_come_off_before_the_screen_is_left_and_the_overview_never_is()
    {
        var crons = Canvases.Of(Canvases.Busy).Pressed(UiCommand.ShowCrons).Filtered("h").Pressed(UiCommand.Mark);
        var unmarked = crons.Pressed(UiCommand.Back);
        Assert.Empty(Assert.IsType<CronsScreen>(unmarked.Top).Selection.Marks);
        Assert.Equal("h", Assert.IsType<CronsScreen>(unmarked.Top).Filter);
        var whole = unmarked.Pressed(UiCommand.Back);
        Assert.Equal("", Assert.IsType<CronsScreen>(whole.Top).Filter);
        Assert.IsType<OverviewScreen>(whole.Pressed(UiCommand.Back).Pressed(UiCommand.Back).Top);
        Assert.Null(whole.Pressed(UiCommand.Back).Pressed(UiCommand.Back).Ending);
    }

    [Fact]
    public void Quitting_asks_only_where_running_work_would_end_with_it()
    {
        Assert.Equal(QuitMode.Drain, Canvases.Of(Canvases.Busy).Pressed(UiCommand.Quit).Ending);
        var owner = CanvasModel.Of(Canvases.Busy, Canvases.Setup with { OwnsRun = true });
        var asked = owner.Pressed(UiCommand.Quit);
        Assert.Null(asked.Ending);
        Assert.Equal([QuitMode.Drain, QuitMode.Now], asked.Question!.Answers.Select(answer => answer.Then(asked).Model.Ending));
        Assert.Equal(QuitMode.Drain, (owner with { Status = Canvases.Paused with { Workers = [] } }).Pressed(UiCommand.Quit).Ending);
    }

    [Fact]
    public async Task Several_marked_workers_are_paused_and_resumed_together()
    {
        var marked = Canvases.Of(Canvases.Busy).Pressed(UiCommand.Mark).Pressed(UiCommand.Mark);
        await CommandDispatcher.Do(UiCommand.TogglePause, marked).Request!.Do(_client, TestContext.Current.CancellationToken);
        string[] workers = ["resize", "send-mail"];
        Assert.Equal(
            workers.Select(name => FakeControlClient.Noted(Operations.Pause, new(HandlerId.Worker(name), "ada"))), _client.Asked);
    }

    [Fact]
    public void The_palette_does_what_the_key_does_and_goes_to_handlers()
    {
        var palette = Canvases.Of(Canvases.Busy).Pressed(UiCommand.Palette);
        Assert.IsType<PaletteScreen>(palette.Top);
        Assert.Equal(HandlerId.Worker("send-mail"), Assert.IsType<HandlerScreen>(palette.Typed("gosend").Pressed(UiCommand.Open).Top).Id);
        Assert.Equal("pause worker resize", CommandDispatcher.Do(UiCommand.Open, palette.Typed("pause")).Request!.Name);
        Assert.IsType<CronsScreen>(palette.Typed("crons").Pressed(UiCommand.Open).Top);
        Assert.IsType<OverviewScreen>(palette.Typed("xyzzy").Pressed(UiCommand.Open).Top);
    }

    [Fact]
    public async Task A_group_of_dead_letters_is_retried_after_a_yes_and_only_what_died_by_then()
    {
        var groups = Moments.Named("dead-groups");
        var asked = groups.Pressed(UiCommand.Retry);
        Assert.Equal("retry 2 dead letters of worker resize: D0506 at photos.dark:6:8?", asked.Question!.Text);
        Assert.IsType<DeadScreen>(groups.Top);

        var group = DeadGroup.Of(FakeControlClient.AMessage);
        var done = await group.Retry(FakeControlClient.At, null).Do(_client, TestContext.Current.CancellationToken);
        Assert.Equal("put 3 dead letters back on the queue of worker a", done(groups).Notice);
        Assert.Contains(
            FakeControlClient.Noted(Operations.RetryDead, new(SelectionState.Dead, [$"{FakeControlClient.Id}"])), _client.Asked);
        _client.Asked.Clear();
        await group.Retry(FakeControlClient.At.AddSeconds(-1), null).Do(_client, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_client.Asked, asked => asked.StartsWith(Operations.RetryDead.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_stays_until_what_it_asks_for_went_well()
    {
        var form = Canvases.Of(Canvases.Busy).Pressed(UiCommand.Emit).Typed("{\"n\":1}").Pressed(UiCommand.NextField).Typed("5m");
        var sent = CommandDispatcher.Do(UiCommand.Send, form);
        Assert.Same(form.Top, sent.Model.Top);
        var done = await sent.Request!.Do(_client, TestContext.Current.CancellationToken);
        Assert.IsType<OverviewScreen>(done(sent.Model).Top);
        var request = new EmitRequest("resize", "{\"n\":1}", TimeSpan.FromMinutes(5));
        Assert.Equal(FakeControlClient.Noted(Operations.Emit, [request]), Assert.Single(_client.Asked));
        Assert.Null(CommandDispatcher.Do(UiCommand.Send, form.Typed("x")).Request);
    }

    [Fact]
    public void The_stub_of_a_404_is_written_only_after_it_was_shown_and_a_yes()
    {
        var written = 0;
        IReadOnlyList<string> files = [];
        var setup = Canvases.Setup with
        {
            Stub = (lost, _, running) =>
            {
                files = running;
                return new WorkerStub("a.dark", 3, $"\n/// x\nworker {lost.Name}\n  ___\n", () => written++);
            },
        };
        var model = CanvasModel.Of(Canvases.NotFound, setup).Pressed(UiCommand.ShowNotFound);
        var shown = Done(CommandDispatcher.Do(UiCommand.Create, model).Request!, model);
        var asked = shown.Pressed(UiCommand.Send);
        Assert.Equal(0, written);
        Assert.Equal("write worker resise into a.dark?", asked.Question!.Text);
        Assert.Equal(Key.Y, Assert.Single(asked.Question.Answers).Key);
        var after = Done(asked.Question.Answers[0].Then(asked).Request!, asked);
        Assert.Equal(1, written);
        Assert.Equal(
            "wrote worker resise at a.dark:3: the files have errors, so the previous version keeps running: `6` shows them", after.Notice);
        Assert.Equal("reload", _client.Asked[^1]);
        Assert.Equal([FakeControlClient.ASource.Path], files);
        Assert.Equal(model.Top.Kind, after.Top.Kind);
    }

    private CanvasModel Done(ClientRequest act, CanvasModel model)
    {
        var doing = act.Do(_client, TestContext.Current.CancellationToken);
        Assert.True(doing.IsCompletedSuccessfully);
        return doing.GetAwaiter().GetResult()(model);
    }
}
