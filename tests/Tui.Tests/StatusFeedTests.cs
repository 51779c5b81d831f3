using System.Threading.Channels;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Tests.Screens;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Tui.Tests;

public sealed class StatusFeedTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeControlClient _client = new();
    private readonly Channel<CanvasModel> _shown = Channel.CreateUnbounded<CanvasModel>();
    private readonly CancellationTokenSource _stopping =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private CanvasModel _model = Canvases.Of(Canvases.Empty);

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task A_runtime_that_went_away_is_told_and_found_again()
    {
        await using var feed = Feed();
        var running = feed.Run(_stopping.Token);
        Assert.Equal(ConnectionState.Attached, (await Shown()).Connection);
        _client.Fault = new ControlException(ControlProblem.NoRuntime, "gone");
        await ShownWith(ConnectionState.Lost);
        _client.Fault = null;
        await ShownWith(ConnectionState.Attached);
        await Stop(running);
    }

    [Fact]
    public async Task What_an_act_led_to_is_shown_also_when_it_failed()
    {
        await using var feed = Feed();
        var running = feed.Run(_stopping.Token);
        await Shown();
        feed.Ask(ClientRequest.WithNotice("jump", (_, _) => Task.FromResult("jumped")));
        Assert.Equal("jumped", (await Shown()).Notice);
        await Shown();
        feed.Ask(ClientRequest.WithNotice("jump", (_, _) => throw new ControlException(ControlProblem.Refused, "too high")));
        Assert.Equal("could not jump: too high", (await Shown()).Notice);
        await Stop(running);
    }

    [Fact]
    public async Task What_is_opened_is_read_and_shown_with_the_counts()
    {
        _model = _model.Push(new HandlerScreen(HandlerId.Worker("a")) { Tab = HandlerTab.Dead });
        await using var feed = Feed();
        var running = feed.Run(_stopping.Token);
        Assert.Equal(FakeControlClient.AMessage, Assert.IsType<HandlerScreen>((await Shown()).Top).SelectedMessage);
        await Stop(running);
    }

    [Fact]
    public async Task What_happens_is_shown_and_followed_on_behind_the_last_that_is_known()
    {
        _client.Coming =
        [
            new ControlEvent(6, EventKind.Gap, default),
            new ControlEvent(7, EventKind.Resumed, default) { Handler = HandlerId.Worker("a") },
        ];
        await using var feed = Feed();
        var running = feed.Run(_stopping.Token);
        Assert.Empty((await Shown()).Events.All);
        long[] earlierAndNew = [EarlierAttempts.Id, 7];
        Assert.Equal(earlierAndNew, (await ShownAfterInterval()).Events.All.Select(entry => entry.Event.Id));
        Assert.Equal(2, (await ShownAfterInterval()).Events.All.Length);
        await Stop(running);
        Assert.Equal(
            ["events 0", "events 7"], _client.Asked.Where(asked => asked.StartsWith("events", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void An_attempt_of_before_is_shown_once_when_its_events_are_still_kept()
    {
        var trace = FakeControlClient.Header;
        var log = new EventLog().With(
        [
            new ControlEvent(EarlierAttempts.Id, EventKind.Trace, trace.StartedAt) { Message = trace.Message, Trace = trace },
            new ControlEvent(4, EventKind.Message, trace.StartedAt) { Message = trace.Message, State = MessageState.Dead },
            new ControlEvent(5, EventKind.Trace, trace.StartedAt) { Message = trace.Message, Trace = trace },
        ]);
        Assert.Equal(4, Assert.Single(log.All).Event.Id);
    }

    [Fact]
    public async Task Looking_again_does_not_keep_an_act_from_being_asked()
    {
        await using var feed = Feed();
        feed.Ask(ClientRequest.Refresh);
        feed.Ask(ClientRequest.WithNotice("jump", (_, _) => Task.FromResult("jumped")));
        var running = feed.Run(_stopping.Token);
        await Shown();
        Assert.Equal("jumped", (await Shown()).Notice);
        await Stop(running);
    }

    private StatusFeed Feed() => new(
        _ => Task.FromResult<IControlClient?>(_client), change => _shown.Writer.TryWrite(_model = change(_model)), () => _model.Top, _time);

    private async Task<CanvasModel> Shown() => await _shown.Reader.ReadAsync(_stopping.Token);

    /// <summary>The feed may not have begun to wait when the time moves: it is moved until something is shown.</summary>
    private async Task<CanvasModel> ShownAfterInterval()
    {
        CanvasModel? model;
        while (!_shown.Reader.TryRead(out model))
        {
            _time.Advance(StatusFeed.Interval);
            await Task.Yield();
        }
        return model;
    }

    /// <summary>What was asked for before the runtime changed may be shown yet.</summary>
    private async Task ShownWith(ConnectionState link)
    {
        for (var looks = 0; looks < 100; looks++)
        {
            if ((await ShownAfterInterval()).Connection == link)
                return;
        }
        Assert.Fail($"it should be {link} by now");
    }

    private async Task Stop(Task running)
    {
        await _stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.False(running.IsFaulted);
    }
}
