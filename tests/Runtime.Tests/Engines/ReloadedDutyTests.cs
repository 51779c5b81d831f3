using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>
/// New versions that take over at an awkward moment: while a run of a cron or a report of an alert is not stored yet, while several
/// messages of a new key run, or while the clock is set back.
/// </summary>
public sealed class ReloadedDutyTests : SteppedTests
{
    private const string Other = "worker other\n  1\n";
    private const string Failing = "worker w\n  Int::divide 1 event\n\n";

    [Fact]
    public void A_cron_that_is_removed_and_restored_during_a_pending_run_does_not_fire_again()
    {
        var cron = Load(Other + "\ncron tick every hour\n  1\n");
        using var engine = Started(cron);
        GoAndComeBack(engine, Load(Other), cron);
        _time.Advance(TimeSpan.FromHours(2));
        engine.Steps.Commit();
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Cron("tick")].Total);
    }

    [Fact]
    public async Task A_cron_with_a_new_schedule_does_not_repeat_a_due_time_after_the_clock_was_set_back()
    {
        using var canvas = Running.Open("cron tick every hour\n  1\n");
        await canvas.Idle();
        canvas.Time.AdjustTime(Running.Start.AddMinutes(-30));
        await canvas.Reload("cron tick every 30m\n  1\n");
        var cron = await canvas.Cron("tick");
        Assert.Equal((Running.Start, Running.Start.AddMinutes(30)), (cron.LastFired, cron.NextDue));
    }

    [Theory]
    // It has another schedule for a moment, so its due time is computed anew twice, each time from that moment.
    [InlineData("\ncron tick every 2h\n  1\n", 4.5)]
    // It is removed for a moment, so it continues where it was, which is after its pause.
    [InlineData("", 4)]
    public async Task Memory_and_store_agree_on_a_cron_that_is_resumed_during_reloads(string meanwhile, double hours)
    {
        var (cron, other) = (Load(Other + "\ncron tick every hour\n  1\n"), Load(Other + meanwhile));
        var store = new MemoryStore();
        using var engine = Started(cron, store);
        engine.Steps.Commit();
        _ = engine.Control.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "ada"), Token);
        engine.Steps.Commit();
        _time.Advance(TimeSpan.FromHours(3.5));
        var resumed = engine.Control.Ask(Operations.Resume, new(HandlerId.Cron("tick")), Token);
        TakeOver(engine, other);
        if (meanwhile.Length == 0)
            engine.Steps.Commit();
        TakeOver(engine, cron);
        engine.Steps.Commit();
        await resumed;
        var status = (await engine.Control.Ask(Operations.Status, Token)).Crons.Single();
        Assert.Equal((Running.Start.AddHours(hours), Running.Start, 0), (status.NextDue, status.LastFired, status.Skipped));
        Assert.Equal((status.NextDue, status.LastFired), store.Load().Crons.Select(stored => (stored.NextDue, stored.LastFired)).Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Messages_that_already_run_when_a_key_is_added_all_hold_it(bool isRetried)
    {
        const string body = "\n  Int::divide 1 event.n\n";
        var (without, with) = (Load("worker w with { retries: 1; backoff: 1s }" + body), Load(
            "worker w with { key: event.c; concurrency: 4; retries: 1; backoff: 1s }" + body));
        using var engine = Started(without);
        Emit(engine, isRetried ? 0 : 1, 1);
        var (one, two) = (engine.Steps.Begin()!, engine.Steps.Begin()!);
        TakeOver(engine, with);
        Emit(engine, 1);
        Assert.Null(engine.Steps.Begin());
        End(engine, one);
        engine.Steps.Commit();
        _time.Advance(TimeSpan.FromSeconds(5));
        // The first has ended or waits for its retry, but the second still runs.
        Assert.Null(engine.Steps.Begin());
        End(engine, two);
        engine.Steps.Commit();
        if (isRetried)
        {
            var again = engine.Steps.Begin()!;
            Assert.Equal(one.Attempt.Target.Id, again.Attempt.Target.Id);
            Assert.Null(engine.Steps.Begin());
            End(engine, again);
            engine.Steps.Commit();
        }
        Assert.Equal(1, engine.Steps.Begin()!.Attempt.Number);
        Assert.Null(engine.Steps.Begin());
    }

    [Fact]
    public void An_alert_that_is_removed_and_restored_during_a_pending_report_makes_no_second_one()
    {
        var alert = Load(Other + "\n" + Failing + "alert a on dead, late\n  1\n");
        using var engine = Started(alert);
        _ = engine.Control.Ask(Operations.Pause, new(HandlerId.Worker("other"), "ada"), Token);
        _ = engine.Control.Ask(Operations.Emit, [new EmitRequest("other", "0"), new EmitRequest("w", "0")], Token);
        engine.Steps.Commit();
        var failing = engine.Steps.Begin()!;
        End(engine, failing);
        engine.Steps.Commit();
        // The report of the dead letter is not stored yet; meanwhile the other worker becomes late.
        GoAndComeBack(engine, Load(Other + "\n" + Failing), alert);
        _time.Advance(TimeSpan.FromMinutes(11));
        engine.Steps.Commit();
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Worker("a")].Total);
    }

    [Fact]
    public void A_new_alert_does_not_report_an_earlier_death_that_is_stored_later()
    {
        var (without, with) = (Load(Failing), Load(Failing + "alert a on dead\n  1\n"));
        using var engine = Started(without);
        _ = engine.Control.Ask(Operations.Emit, [new EmitRequest("w", "0")], Token);
        engine.Steps.Commit();
        var failing = engine.Steps.Begin()!;
        End(engine, failing);
        _time.Advance(TimeSpan.FromSeconds(1));
        TakeOver(engine, with);
        engine.Steps.Commit();
        engine.Steps.Commit();
        Assert.Equal(0, engine.Steps.Queues[HandlerId.Worker("a")].Total);
    }

    [Theory]
    // The alert is added at the moment of the death: its first report leaves the death out, the next contains it once it is stored.
    [InlineData(0, new[] { 0L, 1L })]
    // The alert is added later: the earlier death is not reported, and does not delay its reports.
    [InlineData(1, new[] { 0L })]
    public void A_pending_death_is_reported_by_a_new_alert_unless_it_is_older_than_the_alert(int seconds, long[] expected)
    {
        var (without, with) = (Load(Other + "\n" + Failing), Load(Other + "\n" + Failing + "alert a on dead, backlog 1\n  1\n"));
        using var engine = Started(without);
        _ = engine.Control.Ask(Operations.Pause, new(HandlerId.Worker("other"), "ada"), Token);
        _ = engine.Control.Ask(
            Operations.Emit, [new EmitRequest("w", "0"), new EmitRequest("other", "0"), new EmitRequest("other", "0")], Token);
        engine.Steps.Commit();
        var failing = engine.Steps.Begin()!;
        End(engine, failing);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        TakeOver(engine, with);
        // Two messages wait for the other worker, which is reported at once.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        engine.Steps.Commit();
        var reported = new List<long>();
        Handle(engine, reported);
        _time.Advance(TimeSpan.FromMinutes(6));
        engine.Steps.Commit();
        Handle(engine, reported);
        Assert.Equal(expected, reported);
    }

    [Fact]
    public async Task A_new_alert_reports_a_dead_letter_whose_pending_retry_is_then_refused()
    {
        var (without, with) = (Load(Failing), Load(Failing + "alert a on dead\n  1\n"));
        var store = new RefusingStore();
        using var engine = Started(without, store);
        _ = engine.Control.Ask(Operations.Emit, [new EmitRequest("w", "0")], Token);
        engine.Steps.Commit();
        var failing = engine.Steps.Begin()!;
        End(engine, failing);
        engine.Steps.Commit();

        store.Refuses = change => change is MessageUpdated;
        var retry = engine.Control.Ask(Operations.RetryDead, new(SelectionState.Dead, All: true), Token);
        // The events of the dead letters are read from the store first.
        engine.Steps.Commit();
        Assert.False(retry.IsCompleted);
        TakeOver(engine, with);
        engine.Steps.Commit();
        await Assert.ThrowsAsync<ControlException>(() => retry);
        store.Refuses = _ => false;
        // The first checkpoint of the alert was deferred, and is retried a second later.
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var reported = new List<long>();
        Handle(engine, reported);
        Assert.Equal([1], reported);
    }

    [Fact]
    public async Task An_alert_reports_dead_letters_of_a_worker_that_was_removed()
    {
        const string alert = "alert a on dead\n  emit event \"reports\"\n";
        using var canvas = Running.Open(Failing + alert);
        await canvas.Handle("w", "0");
        await canvas.Idle();
        Assert.Equal(1, await Reported(canvas));
        await canvas.Handle("w", "0");
        using var next = canvas.Restart(alert + "\n" + Other);
        await next.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, await Reported(next));
    }

    [Fact]
    public async Task A_restored_alert_reports_deaths_in_its_absence_even_if_the_clock_was_set_back()
    {
        const string alert = Failing + "alert a on dead\n  emit event \"reports\"\n";
        using var canvas = Running.Open(alert);
        await canvas.Emit("w", "0");
        await canvas.Idle();
        Assert.Equal(1, await Reported(canvas));
        await canvas.Reload(Failing);
        canvas.Time.AdjustTime(Running.Start.AddHours(-2));
        await canvas.Handle("w", "0");
        await canvas.Reload(alert);
        await canvas.Idle();
        Assert.Equal(2, await Reported(canvas));
    }

    /// <summary>Handles the waiting reports, and adds the number of dead letters in each.</summary>
    private static void Handle(Engine engine, List<long> reported)
    {
        while (engine.Steps.Begin() is { } attempt)
        {
            var report = ValueEncoding.Decode(attempt.Attempt.Target.Event!).AsDict;
            Assert.True(Field(report, "since").AsDate <= Field(report, "until").AsDate);
            reported.Add(Field(report, "dead").AsList.Items.ToArray().Sum(entry => Field(entry.AsDict, "count").AsInt));
            End(engine, attempt);
            engine.Steps.Commit();
        }
    }

    private static Value Field(DictValue record, string name) =>
        record.TryGet(name, out var value) ? value : throw new InvalidDataException($"a report without {name}");

    private static void Emit(Engine engine, params int[] numbers)
    {
        _ = engine.Control.Ask(Operations.Emit, [.. numbers.Select(n => new EmitRequest("w", $$"""{ "c": "a", "n": {{n}} }"""))], Token);
        engine.Steps.Commit();
    }

    private static async Task<long> Reported(Running canvas) => (await canvas.Status()).NotFound.Sum(lost => lost.Messages);

    private void GoAndComeBack(Engine engine, Canvas without, Canvas with)
    {
        TakeOver(engine, without);
        TakeOver(engine, with);
    }
}
