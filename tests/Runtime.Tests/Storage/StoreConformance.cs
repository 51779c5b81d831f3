using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>The promises that every store keeps.</summary>
public abstract class StoreConformance : IDisposable
{
    private IStore? _store;

    protected IStore Store => _store ??= Opened();

    /// <summary>Opens the store of this test, or reopens it after <see cref="Close"/>.</summary>
    protected abstract IStore Open();

    [Fact]
    public void A_new_store_is_empty() => Assert.Equal("", Facts.Describe(Open().Load()));

    [Fact]
    public void A_message_is_loaded_as_it_was_emitted()
    {
        Store.Commit([new MessageEnqueued(Facts.Message(3, onceKey: "order 3"))]);
        var message = Assert.Single(Reload().Messages);
        Assert.Equal(Facts.Id(3), message.Id);
        Assert.Equal(HandlerId.Worker("mail"), message.Handler);
        Assert.Equal(Facts.Bytes(3, 20), message.Event);
        Assert.Equal(Facts.Start.AddSeconds(3), message.EmittedAt);
        Assert.Equal(Facts.Id(2), message.Parent);
        Assert.Equal(3_000, message.Hops);
        Assert.Equal("dark emit", message.EmittedFrom);
        Assert.Equal("order 3", message.OnceKey);
        Assert.Equal(Facts.Start.AddSeconds(3603), message.OnceUntil);
        Assert.Equal((MessageState.Ready, message.FirstDue, 0, null), (message.State, message.Due, message.Attempts, message.Death));
    }

    [Fact]
    public void A_message_emitted_for_later_is_loaded_as_delayed()
    {
        Store.Commit([new MessageEnqueued(Facts.Message(1, delay: 60))]);
        var message = Assert.Single(Reload().Messages);
        Assert.Equal((MessageState.Delayed, Facts.Start.AddSeconds(61)), (message.State, message.Due));
    }

    [Fact]
    public void A_cron_message_without_an_event_and_an_empty_event_are_told_apart()
    {
        var cron = new Message
        {
            Id = Facts.Id(1),
            Handler = HandlerId.Cron("nightly"),
            Event = null,
            EmittedAt = Facts.Start,
            FirstDue = Facts.Start,
            EmittedFrom = "schedule",
        };
        var empty = new Message
        {
            Id = Facts.Id(2),
            Handler = HandlerId.Worker("mail"),
            Event = [],
            EmittedAt = Facts.Start,
            FirstDue = Facts.Start,
            EmittedFrom = "",
        };
        Store.Commit([new MessageEnqueued(cron), new MessageEnqueued(empty)]);
        var messages = Reload().Messages;
        Assert.Null(messages[0].Event);
        Assert.Equal(HandlerId.Cron("nightly"), messages[0].Handler);
        Assert.Empty(messages[1].Event!);
    }

    [Fact]
    public void Messages_are_loaded_in_the_order_of_their_emits()
    {
        var numbers = new[] { 5, 1, 4, 2, 3 };
        foreach (var number in numbers)
            Store.Commit([new MessageEnqueued(Facts.Message(number)), new MessageEnqueued(Facts.Message(number + 10))]);
        Assert.Equal(numbers.SelectMany(n => new[] { Facts.Id(n), Facts.Id(n + 10) }), Reload().Messages.Select(m => m.Id));
    }

    [Fact]
    public void An_unloaded_event_is_read_back()
    {
        var messages = Enumerable.Range(1, 600).Select(n => Facts.Message(n, size: 50 + n % 100)).ToList();
        foreach (var chunk in messages.Chunk(120))
            Store.Commit([.. chunk.Select(m => new MessageEnqueued(m))]);
        foreach (var message in messages)
            message.UnloadEvent();
        foreach (var settled in messages.Where((_, i) => i % 25 != 0).Chunk(100))
            Store.Commit([.. settled.Select(m => new MessageSettled(m, Settlement.Done))]);

        foreach (var (message, number) in messages.Select((m, i) => (m, i + 1)).Where(x => (x.Item2 - 1) % 25 == 0))
        {
            var read = Store.ReadEvents(message).Single(e => e.Message == message);
            Assert.Equal(Facts.Bytes(number, 50 + number % 100), read.Event);
        }
    }

    [Fact]
    public void Messages_with_unloaded_events_are_loaded_complete()
    {
        var messages = Enumerable.Range(1, 500).Select(n => Facts.Message(n, size: 200)).ToList();
        Store.Commit([.. messages.Select(m => new MessageEnqueued(m))]);
        foreach (var message in messages)
            message.UnloadEvent();
        for (var n = 1_000; n < 1_400; n++)
        {
            // Enough traffic that the store moves the old messages.
            var passing = Facts.Message(n, size: 4_000);
            Store.Commit([new MessageEnqueued(passing)]);
            Store.Commit([new MessageSettled(passing, Settlement.Done)]);
        }
        Assert.Equal(messages.Select((_, i) => Facts.Bytes(i + 1, 200)), Reload().Messages.Select(m => m.Event!));
    }

    [Fact]
    public void The_last_update_counts()
    {
        var message = Facts.Message(1);
        Store.Commit([new MessageEnqueued(message)]);
        Store.Commit([new MessageUpdated(message, MessageState.Retrying, Facts.Start.AddHours(1), 1, null)]);
        Store.Commit([new MessageUpdated(message, MessageState.WaitingForCode, Facts.Start.AddHours(2), 2, null)]);
        var read = Assert.Single(Reload().Messages);
        Assert.Equal((MessageState.WaitingForCode, Facts.Start.AddHours(2), 2, null), (read.State, read.Due, read.Attempts, read.Death));
    }

    [Fact]
    public void A_change_of_a_message_in_memory_is_not_stored_until_it_is_committed()
    {
        var message = Facts.Message(1);
        Store.Commit([new MessageEnqueued(message)]);
        (message.State, message.Attempts, message.Due) = (MessageState.Running, 3, Facts.Start.AddYears(1));
        var read = Assert.Single(Reload().Messages);
        Assert.Equal((MessageState.Ready, 0, message.FirstDue), (read.State, read.Attempts, read.Due));
    }

    [Fact]
    public void A_dead_letter_keeps_its_failure_until_it_is_retried()
    {
        var (dead, requeued) = (Facts.Message(1), Facts.Message(2));
        Store.Commit([new MessageEnqueued(dead), new MessageEnqueued(requeued)]);
        Store.Commit([Facts.Dead(dead, 1), Facts.Dead(requeued, 2)]);
        Store.Commit([new MessageUpdated(requeued, MessageState.Ready, Facts.Start, 0, null)]);
        var contents = Reload();
        Assert.Equal(Facts.Describe(Facts.Death(1)), Facts.Describe(contents.Messages[0].Death));
        Assert.Equal(MessageState.Dead, contents.Messages[0].State);
        Assert.Equal((MessageState.Ready, null), (contents.Messages[1].State, contents.Messages[1].Death));
        Assert.Equal(new HandlerTotals(0, 2), contents.Totals[HandlerId.Worker("mail")]);
    }

    [Fact]
    public void A_message_that_dies_twice_counts_twice_but_a_new_failure_does_not()
    {
        var message = Facts.Message(1);
        Store.Commit([new MessageEnqueued(message), Facts.Dead(message, 1)]);
        Store.Commit([Facts.Dead(message, 2)]);
        Store.Commit([new MessageUpdated(message, MessageState.Ready, Facts.Start, 0, null)]);
        Store.Commit([Facts.Dead(message, 3)]);
        Assert.Equal(new HandlerTotals(0, 2), Reload().Totals[HandlerId.Worker("mail")]);
    }

    [Fact]
    public void A_settled_message_is_gone_and_counted_if_it_was_handled()
    {
        var (done, removed, same) = (Facts.Message(1), Facts.Message(2), Facts.Message(3));
        Store.Commit([new MessageEnqueued(done), new MessageEnqueued(removed)]);
        Store.Commit([new MessageSettled(done, Settlement.Done), new MessageSettled(removed, Settlement.Removed)]);
        Store.Commit([new MessageEnqueued(same), new MessageSettled(same, Settlement.Done)]);
        var contents = Reload();
        Assert.Empty(contents.Messages);
        Assert.Equal(new HandlerTotals(2, 0), contents.Totals[HandlerId.Worker("mail")]);
    }

    [Fact]
    public void A_message_that_another_replaces_in_the_commit_of_both_is_gone_and_keeps_its_once_key()
    {
        var (first, second) = (Facts.Message(1, onceKey: "a", window: 100), Facts.Message(2));
        Store.Commit([
            new MessageEnqueued(first), new MessageEnqueued(second), new MessageSettled(first, Settlement.Replaced),
            new MessageUpdated(second, MessageState.Delayed, Facts.Start.AddSeconds(3), 0, null)]);
        var contents = Reload();
        var read = Assert.Single(contents.Messages);
        Assert.Equal((Facts.Id(2), MessageState.Delayed, Facts.Start.AddSeconds(3)), (read.Id, read.State, read.Due));
        Assert.Equal("a", Assert.Single(contents.OnceKeys).Key);
        Assert.Empty(contents.Totals);
    }

    [Fact]
    public void Changes_of_a_loaded_message_are_stored()
    {
        Store.Commit([new MessageEnqueued(Facts.Message(1)), new MessageEnqueued(Facts.Message(2))]);
        var messages = Reload().Messages;
        Store.Commit([new MessageSettled(messages[0], Settlement.Done), Facts.Dead(messages[1], 2)]);
        var read = Assert.Single(Reload().Messages);
        Assert.Equal((Facts.Id(2), MessageState.Dead), (read.Id, read.State));
    }

    [Fact]
    public void A_once_key_outlives_its_message_until_its_window_ends()
    {
        var (first, second) = (Facts.Message(1, onceKey: "a", window: 100), Facts.Message(2, onceKey: "b", window: 10));
        Store.Commit([new MessageEnqueued(first), new MessageEnqueued(second)]);
        Store.Commit([new MessageSettled(first, Settlement.Done), new MessageSettled(second, Settlement.Done)]);
        Assert.Equal(["a", "b"], Reload().OnceKeys.Select(k => k.Key).Order());
        Store.Commit([new MessageEnqueued(Facts.Message(50))]);
        Assert.Equal(OnceKey.Of(first), Assert.Single(Reload().OnceKeys));
    }

    [Fact]
    public void A_message_that_is_removed_by_hand_frees_its_once_key()
    {
        var (removed, replaced) = (Facts.Message(1, onceKey: "a"), Facts.Message(2, onceKey: "b"));
        Store.Commit([new MessageEnqueued(removed), new MessageEnqueued(replaced)]);
        Store.Commit([new MessageSettled(removed, Settlement.Removed), new MessageSettled(replaced, Settlement.Replaced)]);
        Assert.Equal("b", Assert.Single(Reload().OnceKeys).Key);
    }

    [Fact]
    public void A_message_frees_no_once_key_that_another_one_has_taken_since()
    {
        var (first, second) = (Facts.Message(1, onceKey: "a", window: 10), Facts.Message(50, onceKey: "a"));
        Store.Commit([new MessageEnqueued(first)]);
        Store.Commit([new MessageEnqueued(second)]);
        Store.Commit([new MessageSettled(first, Settlement.Removed)]);
        Assert.Equal(second.Id, Assert.Single(Reload().OnceKeys).Message);
    }

    [Fact]
    public void A_once_key_can_be_forgotten_also_after_its_message_is_done()
    {
        var (done, waiting) = (Facts.Message(1, onceKey: "a"), Facts.Message(2, onceKey: "b"));
        Store.Commit([new MessageEnqueued(done), new MessageEnqueued(waiting)]);
        Store.Commit([new MessageSettled(done, Settlement.Done)]);
        for (var number = 3; number < 203; number++)
            Pass(number, size: 20_000);
        Store.Commit([new OnceKeyForgotten(done.Handler, "a"), new OnceKeyForgotten(done.Handler, "b")]);
        Assert.Empty(Reload().OnceKeys);
        Assert.Equal(waiting.Id, Assert.Single(Reload().Messages).Id);
    }

    [Fact]
    public void A_once_key_knows_its_message_however_often_the_store_moves_it()
    {
        var done = Facts.Message(1, onceKey: "a", window: 10_000);
        Store.Commit([new MessageEnqueued(done)]);
        Store.Commit([new MessageSettled(done, Settlement.Done)]);
        for (var number = 2; number < 402; number++)
            Pass(number, size: 20_000);
        Assert.Equal(OnceKey.Of(done), Assert.Single(Reload().OnceKeys));
    }

    [Fact]
    public void A_page_of_the_history_is_stored_in_place_of_its_previous_state_until_it_is_dropped()
    {
        var (first, whole, other) = (Facts.HistoryPage(1, 2), Facts.HistoryPage(1, 300), Facts.HistoryPage(2, 1));
        Store.Commit([first]);
        Store.Commit([whole, other]);
        Assert.Equal([whole.Page, other.Page], Reload().History);
        Assert.Equal(Facts.HistoryLines(1, 300), Store.ReadHistory(whole.Page));
        Store.Commit([new HistoryDropped(whole.Page)]);
        Assert.Equal([other.Page], Reload().History);
        Assert.Null(Store.ReadHistory(whole.Page));
    }

    [Fact]
    public void Once_keys_differ_by_case_and_by_worker()
    {
        Store.Commit([
            new MessageEnqueued(Facts.Message(1, "mail", onceKey: "a")),
            new MessageEnqueued(Facts.Message(2, "mail", onceKey: "A")),
            new MessageEnqueued(Facts.Message(3, "Mail", onceKey: "a"))]);
        Assert.Equal(3, Reload().OnceKeys.Count);
    }

    [Fact]
    public void Crons_are_loaded_with_their_last_state()
    {
        var (nightly, never) =
            (new CronState("nightly", "daily at 02:00", Facts.Start.AddDays(1), Facts.Start), new CronState("Nightly", "once", null, null));
        Store.Commit([new CronUpdated(nightly with { NextDue = Facts.Start }), new CronUpdated(never)]);
        Store.Commit([new CronUpdated(nightly)]);
        Assert.Equal([never, nightly], Reload().Crons.OrderBy(c => c.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_starts_of_a_handler_are_stored()
    {
        var first = new LimiterState(HandlerId.Worker("mail"), [Facts.Start]);
        Store.Commit([new LimiterSaved(first), new LimiterSaved(new LimiterState(HandlerId.Worker("Mail"), []))]);
        Store.Commit([new LimiterSaved(first with { Starts = [Facts.Start, Facts.Start.AddSeconds(3)] })]);
        var limiters = Reload().Limiters.OrderBy(limiter => limiter.Handler.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(2, limiters.Count);
        Assert.Empty(limiters[0].Starts);
        Assert.Equal([Facts.Start, Facts.Start.AddSeconds(3)], limiters[1].Starts);
    }

    [Fact]
    public void The_progress_of_each_alert_is_remembered()
    {
        var first = new AlertCheckpoint(HandlerId.Worker("onDead"), Facts.Start, null);
        var other = new AlertCheckpoint(HandlerId.Worker("onLate"), Facts.Start.AddMinutes(1), null);
        Store.Commit([new AlertCheckpointSaved(first), new AlertCheckpointSaved(other)]);
        var next = first with { Until = Facts.Start.AddMinutes(5), ReportedAt = Facts.Start.AddMinutes(6) };
        Store.Commit([new AlertCheckpointSaved(next)]);
        Assert.Equal([next, other], Reload().AlertCheckpoints.OrderBy(checkpoint => checkpoint.Alert.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_pause_lasts_until_it_ends()
    {
        var kept = new Pause(HandlerId.Worker("mail"), Facts.Start, "ada", "the printer is on fire");
        var lifted = new Pause(HandlerId.Cron("mail"), Facts.Start, "dark", null);
        Store.Commit([new HandlerPaused(kept), new HandlerPaused(lifted)]);
        Assert.Equal(2, Reload().Pauses.Count);
        Store.Commit([new HandlerResumed(lifted.Handler)]);
        Assert.Equal(kept, Assert.Single(Reload().Pauses));
    }

    [Fact]
    public void Traces_are_listed_oldest_first_and_read_complete()
    {
        for (var number = 1; number <= 8; number++)
            Store.Commit([new TraceRecorded(Facts.Trace(9 - number))]);
        Store.Commit([new TraceDropped(Facts.Trace(3).Id), new TraceDropped(Facts.Id(1))]);
        Assert.Equal(new[] { 8, 7, 6, 5, 4, 2, 1 }.Select(n => TraceOf(n)), Reload().Traces.Select(t => t.Id));
        foreach (var number in new[] { 8, 7, 6, 5, 4, 2, 1 })
            Assert.Equal(Facts.Describe(Facts.Trace(number)), Facts.Describe(Store.ReadTrace(TraceOf(number))!));
        Assert.Null(Store.ReadTrace(TraceOf(3)));
    }

    [Fact]
    public void A_trace_can_be_read_as_soon_as_it_is_recorded()
    {
        Store.Commit([new TraceRecorded(Facts.Trace(1, size: 50_000))]);
        Assert.Equal(Facts.Describe(Facts.Trace(1, size: 50_000)), Facts.Describe(Store.ReadTrace(TraceOf(1))!));
    }

    [Fact]
    public void Sources_are_kept_by_version()
    {
        Store.Commit([new SourceStored(Facts.Source("v1")), new SourceStored(Facts.Source("V1")), new SourceStored(Facts.Source("v2"))]);
        Store.Commit([new SourceDropped("v2")]);
        Assert.Equal(["v1", "V1"], Reload().SourceVersions);
        Assert.Equal(Facts.Describe(Facts.Source("V1")), Facts.Describe(Store.ReadSource("V1")!));
        Assert.Null(Store.ReadSource("v2"));
    }

    [Fact]
    public void One_commit_holds_thousands_of_changes_and_large_events()
    {
        var messages = Enumerable.Range(1, 5_000).Select(n => Facts.Message(n, size: n % 1_000 == 0 ? 300_000 : 10)).ToList();
        Store.Commit([.. messages.Select(m => new MessageEnqueued(m))]);
        Store.Commit([.. messages.Where(m => m.Id != Facts.Id(3_000)).Select(m => new MessageSettled(m, Settlement.Done))]);
        Assert.Equal(Facts.Bytes(3_000, 300_000), Assert.Single(Reload().Messages).Event);
    }

    [Fact]
    public void An_empty_commit_is_accepted()
    {
        Store.Commit([]);
        Assert.Empty(Reload().Messages);
    }

    [Fact]
    public void Spilled_messages_are_loaded_in_order_and_complete()
    {
        var messages = Spilled(30);
        Assert.Empty(Store.LoadSpilled(HandlerId.Worker("other"), 1));
        var loaded = Store.LoadSpilled(HandlerId.Worker("mail"), int.MaxValue);
        Assert.Equal(messages.Select(Facts.Describe), loaded.Select(Facts.Describe));
        Assert.Empty(Store.LoadSpilled(HandlerId.Worker("mail"), 1));
        Store.Commit([new MessageSettled(loaded[0], Settlement.Done), Facts.Dead(loaded[1], 7)]);
        Assert.Equal(messages.Skip(1).Select(m => m.Id), Reload().Messages.Select(m => m.Id));
    }

    [Fact]
    public void One_change_removes_all_messages_of_a_handler_that_are_only_in_the_store()
    {
        var messages = Enumerable.Range(1, 200).Select(n => Facts.Message(n)).ToList();
        Store.Commit([.. messages.Take(150).Select(m => new MessageEnqueued(m))]);
        Store.Commit([.. messages.Skip(150).Select(m => new MessageEnqueued(m))]);
        // Some of a commit are in memory, and some that were spilled are in memory again.
        Store.Spill([.. messages.Where((_, index) => index % 3 != 0)]);
        var loaded = Store.LoadSpilled(HandlerId.Worker("mail"), 1);
        Assert.Equal(100, loaded.Count);
        var removed = new SpilledRemoved(HandlerId.Worker("mail"));
        var added = Facts.Message(201);
        Store.Commit([new SpilledRemoved(HandlerId.Worker("other")), removed, new MessageEnqueued(added)]);
        Assert.Equal(33, removed.Count);
        Assert.Null(Store.ReadSpilled(HandlerId.Worker("mail"), null));
        var kept = messages.Where((_, index) => index < 150 || index % 3 == 0).Append(added).Select(m => m.Id).ToList();
        Assert.Equal(kept, Reload().Messages.Select(m => m.Id));
    }

    [Fact]
    public void Spilled_messages_are_loaded_and_counted_by_their_shares_even_after_long_traffic()
    {
        var messages = Enumerable.Range(1, 60).Select(n => Facts.Message(n)).ToList();
        Share[] shares = [new("a"), new("b")];
        foreach (var some in messages.Chunk(7))
            Store.Commit([.. some.Select(m => new MessageEnqueued(m))]);
        foreach (var (index, message) in messages.Index())
        {
            message.BecomeEmitted();
            if (index % 3 < 2)
                message.Join(shares[index % 3]);
        }
        Store.Spill(messages);
        for (var number = 1_000; number < 1_400; number++)
            Pass(number, size: 20_000);
        var mail = HandlerId.Worker("mail");
        Assert.Equal(Names(2), Store.LoadSpilled(mail, int.MaxValue).Select(m => m.Id).Order());
        Assert.Equal(Names(1), Store.LoadSpilled(mail, int.MaxValue, shares[1]).Select(m => m.Id).Order());
        var removed = new SpilledRemoved(mail);
        Store.Commit([removed]);
        Assert.Equal((20, 20), (removed.Count, removed.Shares.Where(removed => removed.Share == shares[0]).Sum(removed => removed.Count)));

        IEnumerable<Guid> Names(int rest) => messages.Where((_, index) => index % 3 == rest).Select(m => m.Id).Order();
    }

    [Fact]
    public void The_messages_of_a_retired_share_are_loaded_with_those_that_have_none()
    {
        var messages = Enumerable.Range(1, 3).Select(n => Facts.Message(n)).ToList();
        var share = new Share("a");
        Store.Commit([.. messages.Select(m => new MessageEnqueued(m))]);
        messages.ForEach(message => message.BecomeEmitted());
        messages[0].Join(share);
        Store.Spill(messages);
        share.Retire();
        var loaded = Store.LoadSpilled(HandlerId.Worker("mail"), int.MaxValue);
        Assert.Equal(messages.Select(m => m.Id), loaded.Select(m => m.Id).Order());
        Assert.All(loaded, message => Assert.Null(message.Share));
    }

    [Fact]
    public void Options_set_by_hand_are_loaded_until_they_are_unset()
    {
        var kept = new OptionOverride(HandlerId.Worker("w"), "rate", "\"2/1m\"", null, Facts.Start, "ada");
        var lifted = kept with { Option = "concurrency", Value = "8", FileValue = "2" };
        Store.Commit([new OptionSet(lifted), new OptionSet(kept with { Value = "\"1/1m\"" })]);
        Store.Commit([new OptionSet(kept), new OptionUnset(lifted)]);
        Assert.Equal([kept], Reload().Options);
    }

    [Fact]
    public void Reading_spilled_messages_leaves_them_spilled()
    {
        var messages = Spilled(30);
        var seen = new List<Message>();
        for (SpilledPage? page = null; (page = Store.ReadSpilled(HandlerId.Worker("mail"), page)) is not null;)
            seen.AddRange(page.Messages);
        Assert.Equal(messages.Select(Facts.Describe), seen.Select(Facts.Describe));
        Assert.Equal(30, Store.LoadSpilled(HandlerId.Worker("mail"), int.MaxValue).Count);
    }

    [Fact]
    public void Spilled_messages_survive_long_traffic_around_them()
    {
        var messages = Spilled(500);
        for (var number = 1_000; number < 1_600; number++)
            Pass(number, size: 20_000);
        Assert.Equal(messages.Select(Facts.Describe).Order(StringComparer.Ordinal), Store
            .LoadSpilled(HandlerId.Worker("mail"), int.MaxValue).Select(Facts.Describe).Order(StringComparer.Ordinal));
        Assert.Equal(messages.Select(Facts.Describe), Reload().Messages.Select(Facts.Describe));
    }

    [Fact]
    public void Old_messages_survive_long_traffic_around_them()
    {
        var old = Facts.Message(1, "slow", size: 700, onceKey: "k", window: 10_000_000);
        var dead = Facts.Message(2, "slow", size: 700);
        Store.Commit([new MessageEnqueued(old), new MessageEnqueued(dead)]);
        Store.Commit([Facts.Dead(dead, 2)]);
        for (var number = 3; number < 603; number++)
            Pass(number, size: 20_000);
        var contents = Reload();
        Assert.Equal([old.Id, dead.Id], contents.Messages.Select(m => m.Id));
        Assert.Equal(Facts.Bytes(2, 700), contents.Messages[1].Event);
        Assert.Equal(Facts.Describe(Facts.Death(2)), Facts.Describe(contents.Messages[1].Death));
        Assert.Equal("k", Assert.Single(contents.OnceKeys).Key);
        Assert.Equal(new HandlerTotals(600, 0), contents.Totals[HandlerId.Worker("mail")]);
    }

    public void Dispose()
    {
        Close();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected virtual void CleanUp()
    {
    }

    protected StoreContents Reload()
    {
        Close();
        _store = Open();
        return _store.Load();
    }

    private void Close()
    {
        _store?.Dispose();
        _store = null;
    }

    private static Guid TraceOf(int number) => Facts.Trace(number).Id;

    private IStore Opened()
    {
        var store = Open();
        store.Load();
        return store;
    }

    private List<Message> Spilled(int count)
    {
        var messages = Enumerable.Range(1, count).Select(n => Facts.Message(n)).ToList();
        foreach (var some in messages.Chunk(7))
            Store.Commit([.. some.Select(m => new MessageEnqueued(m))]);
        foreach (var message in messages)
            message.BecomeEmitted();
        Store.Spill(messages);
        return messages;
    }

    private void Pass(int number, int size)
    {
        var message = Facts.Message(number, size: size);
        Store.Commit([new MessageEnqueued(message)]);
        Store.Commit([new MessageSettled(message, Settlement.Done)]);
    }
}
