using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Pauses, resumes and runs of crons that are not stored yet, or that the store refuses.</summary>
public sealed class PendingPauseTests : SteppedTests
{
    private const string Guarded = "worker guard\n  Queue::pause \"w\"\n\nworker w with { pauseAfter: 1 }\n  Int::divide 1 event\n";

    [Fact]
    public async Task A_pause_between_two_simultaneous_resumes_holds()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        engine.Steps.Commit();
        var resumed = engine.Control.Ask(Operations.Resume, new(W), Token);
        var resumedToo = engine.Control.Ask(Operations.Resume, new(W), Token);
        var paused = resumed.ContinueWith(
            _ => engine.Control.Ask(
                Operations.Pause, new(W, "bob", null), Token), Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .Unwrap();
        engine.Steps.Commit();
        engine.Steps.Commit();
        await Task.WhenAll(resumed, resumedToo, paused);
        Assert.Equal("bob", (await engine.Control.Ask(Operations.Status, Token)).Workers.Single(worker => worker.Name == "w").Pause?.By);
    }

    [Fact]
    public async Task A_second_pause_is_answered_only_once_the_first_is_stored()
    {
        using var engine = Stepped(TwoWorkers);
        var pauses = new[] { "ada", "bob" }.Select(by => engine.Control.Ask(Operations.Pause, new(W, by, null), Token)).ToList();
        Assert.DoesNotContain(pauses, pause => pause.IsCompleted);
        engine.Steps.Commit();
        await Task.WhenAll(pauses);
    }

    [Fact]
    public async Task A_pause_holds_if_it_comes_while_a_resume_is_pending()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        engine.Steps.Commit();
        var resumed = engine.Control.Ask(Operations.Resume, new(W), Token);
        var paused = engine.Control.Ask(Operations.Pause, new(W, "bob", null), Token);
        Commit(engine);
        await Task.WhenAll(resumed, paused);
        Assert.NotNull(engine.Steps.Queues[W].Pause);
        Assert.Equal(engine.Steps.Queues[W].Pause, store.Load().Pauses.Single());
    }

    [Fact]
    public async Task A_worker_that_is_paused_can_be_paused_again_while_the_store_refuses_pauses()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Commit(engine);
        var resumed = engine.Control.Ask(Operations.Resume, new(W), Token);
        var paused = engine.Control.Ask(Operations.Pause, new(W, "bob", null), Token);
        var pausedToo = resumed.ContinueWith(
            _ => engine.Control.Ask(Operations.Pause, new(W, "eve", null), Token),
            Token,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();
        engine.Steps.Commit();
        engine.Steps.Commit();
        Refuse<HandlerPaused>(store);
        Commit(engine);
        await Task.WhenAll(paused, pausedToo);
        Assert.Equal("bob", engine.Steps.Queues[W].Pause?.By);
    }

    [Fact]
    public async Task A_pause_by_a_handler_holds_if_it_comes_while_a_resume_is_pending()
    {
        var store = new MemoryStore();
        using var engine = Stepped(Guarded, store);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Emit(engine, new EmitRequest("guard", "1"));
        var resumed = engine.Control.Ask(Operations.Resume, new(W), Token);
        End(engine, engine.Steps.Begin()!);
        Commit(engine);
        await resumed;
        Assert.NotNull(engine.Steps.Queues[W].Pause);
        Assert.Equal(engine.Steps.Queues[W].Pause, store.Load().Pauses.Single());
    }

    [Fact]
    public async Task A_pause_holds_if_it_comes_while_the_store_refuses_another()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Task? second = null;
        store.Refuses = change =>
        {
            if (change is not HandlerPaused || second is not null)
                return false;
            second = engine.Control.Ask(Operations.Pause, new(W, "bob", null), Token);
            return true;
        };
        var first = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => first);
        await second!;
        Assert.NotNull(engine.Steps.Queues[W].Pause);
        Assert.Equal(engine.Steps.Queues[W].Pause, store.Load().Pauses.Single());
    }

    [Theory]
    // Paused by Queue::pause, and by pauseAfter.
    [InlineData("guard")]
    [InlineData("w")]
    public async Task A_pause_by_an_attempt_holds_if_an_earlier_one_by_a_client_is_refused(string worker)
    {
        var store = new RefusingStore();
        using var engine = Stepped(Guarded, store);
        Emit(engine, new EmitRequest(worker, "0"));
        var attempt = engine.Steps.Begin()!;
        RefuseForNow<HandlerPaused>(store);
        var refused = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        End(engine, attempt);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => refused);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.NotNull(engine.Steps.Queues[W].Pause);
        Assert.Equal(engine.Steps.Queues[W].Pause, store.Load().Pauses.Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cron_does_not_fire_while_a_manual_run_is_pending(bool isFromCode)
    {
        using var engine = Stepped("cron tick every hour\n  1\n\nworker w\n  Cron::runNow \"tick\"\n");
        HandleAll(engine);
        if (isFromCode)
        {
            Emit(engine, new EmitRequest("w", "1"));
            End(engine, engine.Steps.Begin()!);
        }
        else
        {
            _ = engine.Control.Ask(Operations.RunCron, new(HandlerId.Cron("tick")), Token);
        }
        _time.Advance(TimeSpan.FromHours(1));
        Commit(engine);
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Cron("tick")].Total);
        HandleAll(engine);
        _time.Advance(TimeSpan.FromHours(1));
        Commit(engine);
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Cron("tick")].Total);
    }

    [Fact]
    public async Task Memory_and_store_agree_on_a_cron_that_is_resumed_twice_around_a_clock_change()
    {
        var store = new MemoryStore();
        using var engine = Stepped("cron tick every hour\n  1\n", store);
        HandleAll(engine);
        var tick = HandlerId.Cron("tick");
        _ = engine.Control.Ask(Operations.Pause, new(tick, "ada"), Token);
        Commit(engine);
        _time.Advance(TimeSpan.FromHours(5.5));
        _ = engine.Control.Ask(Operations.Resume, new(tick), Token);
        _time.AdjustTime(Running.Start.AddHours(2.5));
        _ = engine.Control.Ask(Operations.Resume, new(tick), Token);
        Commit(engine);
        Assert.Equal(Running.Start.AddHours(3), store.Load().Crons.Single().NextDue);
        Assert.Equal(Running.Start.AddHours(3), (await engine.Control.Ask(Operations.Status, Token)).Crons.Single().NextDue);
    }

    [Fact]
    public void A_cron_fires_if_the_store_refuses_an_earlier_manual_run()
    {
        var store = new RefusingStore();
        using var engine = Stepped("cron tick every hour\n  1\n", store);
        HandleAll(engine);
        var (handler, run) = (HandlerId.Cron("tick"), engine.Control.Ask(Operations.RunCron, new(HandlerId.Cron("tick")), Token));
        _time.Advance(TimeSpan.FromHours(1));
        Refuse<MessageEnqueued>(store);
        Commit(engine);
        _time.Advance(TimeSpan.Zero);
        Commit(engine);
        Assert.True(run.IsFaulted);
        Assert.Equal(1, engine.Steps.Queues[handler].Total);
    }

    [Fact]
    public async Task An_attempt_that_only_waits_to_be_stored_does_not_count_as_running()
    {
        using var engine = Stepped("worker w with { concurrency: 1 }\n  event\n");
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        End(engine, engine.Steps.Begin()!);
        var second = engine.Steps.Begin();
        Assert.Equal(1, (await engine.Control.Ask(Operations.Status, Token)).Workers.Single().Running);
        End(engine, second!);
        Assert.Equal(0, (await engine.Control.Ask(Operations.Status, Token)).Workers.Single().Running);
        Commit(engine);
        Assert.Equal(2, (await engine.Control.Ask(Operations.Status, Token)).Workers.Single().Done);
    }

    [Fact]
    public void A_due_time_is_skipped_while_the_previous_run_waits_for_room_in_the_store()
    {
        var store = new RefusingStore();
        using var engine = Stepped("cron tick every minute\n  1\n", store);
        HandleAll(engine);
        _time.Advance(TimeSpan.FromMinutes(1));
        RefuseForNow<MessageEnqueued>(store);
        Commit(engine);
        _time.Advance(TimeSpan.FromMinutes(1));
        Commit(engine);
        HandleAll(engine);
        var tick = HandlerId.Cron("tick");
        Assert.Equal(2, engine.Steps.Queues[tick].Totals.Done);
        Assert.Equal(1, Assert.Single(store.Load().Crons).Skipped);
    }
}
