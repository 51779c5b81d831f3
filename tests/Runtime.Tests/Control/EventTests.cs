using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Engines;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Control;

public sealed class EventTests
{
    private const string Source = """
        worker a
          Log::info "seen" { n: event }
          if event > 5 then event.nope else emit event "nobody"

        cron tick every hour
          1

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_events_of_an_attempt_come_in_order()
    {
        using var canvas = Running.Open(Source);
        await canvas.Idle();
        await using var events = await Listen(canvas);
        await canvas.Emit("a", "1");
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(
            [
                "404 worker nobody",
                "log worker a seen",
                "message worker a done",
                "trace worker a completed",
                "fired cron tick",
                "message cron tick done",
                "trace cron tick completed"],
            await Next(events, 7));
    }

    [Fact]
    public async Task A_failure_a_pause_and_a_resume_are_events()
    {
        using var canvas = Running.Open(Source);
        await canvas.Idle();
        await using var events = await Listen(canvas);
        await canvas.Emit("a", "9");
        await canvas.Idle();
        await canvas.Control.Ask(Operations.Pause, new(HandlerId.Worker("a"), "ada", "too loud"), Token);
        await canvas.Resume("a");
        Assert.Equal(
            [
                "log worker a seen",
                "message worker a dead D0501",
                "trace worker a failed D0501",
                "paused worker a by ada",
                "resumed worker a"],
            await Next(events, 5));
    }

    [Fact]
    public async Task A_reader_that_reconnects_continues_after_the_last_id()
    {
        using var canvas = Running.Open(Source);
        await canvas.Idle();
        long seen;
        await using (var events = await Listen(canvas))
        {
            await canvas.Ask(Operations.Pause, new(HandlerId.Worker("a"), "ada"));
            await events.MoveNextAsync();
            seen = events.Current.Id;
        }
        await canvas.Resume("a");
        await using var again = canvas.Control.Events(seen, Token).GetAsyncEnumerator(Token);
        Assert.Equal(["resumed worker a"], await Next(again, 1));
    }

    [Fact]
    public async Task A_slow_reader_learns_how_many_events_it_missed()
    {
        var feed = new EventFeed(new FakeTimeProvider(Running.Start));
        await using var events = feed.Read(null, Calm, Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        for (var i = 0; i < EventFeed.Kept + 7; i++)
            feed.Resumed(HandlerId.Worker($"{i}"));
        await events.MoveNextAsync();
        Assert.Equal((EventKind.Gap, (long?)7), (events.Current.Kind, events.Current.Missed));
        await events.MoveNextAsync();
        Assert.Equal("7", events.Current.Handler?.Name);
    }

    [Fact]
    public async Task An_id_of_an_earlier_start_gives_a_gap_of_unknown_length()
    {
        var feed = new EventFeed(new FakeTimeProvider(Running.Start));
        await using var events = feed.Read(5, Calm, Token).GetAsyncEnumerator(Token);
        await events.MoveNextAsync();
        Assert.Equal((EventKind.Gap, (long?)null), (events.Current.Kind, events.Current.Missed));
        feed.Resumed(HandlerId.Worker("a"));
        Assert.Equal(["resumed worker a"], await Next(events, 1));
    }

    [Fact]
    public async Task More_readers_than_the_limit_are_refused_until_one_ends()
    {
        var feed = new EventFeed(new FakeTimeProvider(Running.Start));
        var readers = new List<IAsyncEnumerator<ControlEvent>>();
        for (var i = 0; i < EventFeed.MostReaders; i++)
        {
            readers.Add(feed.Read(null, Calm, Token).GetAsyncEnumerator(Token));
            await readers[i].MoveNextAsync();
        }
        var refused = await Assert.ThrowsAsync<ControlException>(async () => await feed.Read(null, Calm, Token).FirstAsync(Token));
        Assert.Equal(ControlProblem.Refused, refused.Problem);
        await readers[0].DisposeAsync();
        Assert.Equal(EventKind.Status, (await feed.Read(null, Calm, Token).FirstAsync(Token)).Kind);
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    [Fact]
    public void The_counts_are_sent_when_they_change_and_at_most_ten_times_a_second()
    {
        var time = new FakeTimeProvider(Running.Start);
        var done = 0;
        var pace = new StatusThrottle(time, TimeSpan.FromMilliseconds(100), () => Calm() with { Done = done });
        Assert.Equal(0, pace.Next()?.Done);
        done = 1;
        Assert.Null(pace.Next());
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, pace.Next()?.Done);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(pace.Next());
    }

    private static StatusSummary Calm() => new(EngineState.Running, 0, 0, 0, 0, 0, 0);

    private static async Task<IAsyncEnumerator<ControlEvent>> Listen(Running canvas)
    {
        // The counts come first; from then on no event is missed.
        var events = canvas.Control.Events(null, Token).GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(EventKind.Status, events.Current.Kind);
        return events;
    }

    private static async Task<IReadOnlyList<string>> Next(IAsyncEnumerator<ControlEvent> events, int count)
    {
        var words = new List<string>();
        while (words.Count < count && await events.MoveNextAsync())
        {
            var e = events.Current;
            if (e.Kind is EventKind.Status or EventKind.Gap)
                continue;
            string?[] said =
            [
                e.Kind.Word(),
                $"{e.Handler}",
                e.State?.Word(),
                e.Trace?.Outcome.Word(),
                e.Log?.Message,
                e.Failure?.Code,
                e.Pause is { } pause ? $"by {pause.By}" : null,
            ];
            words.Add(string.Join(' ', said.Where(word => word is not null)));
        }
        return words;
    }
}
