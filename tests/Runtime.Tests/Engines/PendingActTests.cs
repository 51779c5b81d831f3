using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>While one act waits for the store, or for its turn, another comes; or the store refuses one of them.</summary>
public sealed class PendingActTests
{
    private const string Divide = "worker w\n  Int::divide 1 event\n";
    private const string TwoWorkers = "worker w\n  event\n\nworker v\n  event\n";
    private const string Guarded = "worker guard\n  Queue::pause \"w\"\n\nworker w with { pauseAfter: 1 }\n  Int::divide 1 event\n";

    private static readonly HandlerId _w = HandlerId.Worker("w");

    private readonly FakeTimeProvider _time = new(Running.Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_message_is_not_moved_and_not_lost()
    {
        using var engine = Stepped(TwoWorkers);
        var id = Emit(engine, new EmitRequest("w", "1"));
        var attempt = engine.Steps.Begin()!;
        var moved = engine.Control.Move(new MessageSelection("queued", Ids: [id.ToString()]), "v", Token);
        Commit(engine);
        engine.Steps.End(attempt, engine.Steps.Evaluate(attempt));
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => moved);
        Assert.Equal(1, engine.Steps.Queues[_w].Totals.Done);
    }

    [Fact]
    public async Task A_dead_letter_that_two_put_back_at_once_is_not_lost_when_it_runs_before_the_second_comes_to_it()
    {
        using var engine = Stepped(Divide);
        var requests = Enumerable.Repeat(new EmitRequest("w", "0"), 1_001).ToArray();
        Emit(engine, requests);
        while (Handle(engine))
        {
        }
        var last = engine.Steps.Queues[_w].Dead.Values.Last();
        var one = engine.Control.RetryDead(new MessageSelection("dead", Ids: [last.Id.ToString()]), Token);
        var all = engine.Control.RetryDead(new MessageSelection("dead", All: true), Token);
        engine.Steps.Commit();
        engine.Steps.Commit();
        var attempt = engine.Steps.Begin()!;
        Assert.Same(last, attempt.Attempt.Target);
        Commit(engine);
        engine.Steps.End(attempt, engine.Steps.Evaluate(attempt));
        Commit(engine);
        Assert.Equal((1, requests.Length - 1), (await one, await all));
        Assert.Equal(requests.Length, engine.Steps.Queues[_w].Total);
    }

    [Fact]
    public async Task Whoever_repeats_an_emit_is_told_no_sooner_than_the_store_knows_it()
    {
        using var engine = Stepped(TwoWorkers);
        var emits = Enumerable.Range(0, 2).Select(_ => engine.Control.Emit([new EmitRequest("w", "1", OnceKey: "k")], Token)).ToList();
        Assert.DoesNotContain(emits, emit => emit.IsCompleted);
        Commit(engine);
        Assert.Equal([false, true], (await Task.WhenAll(emits)).Select(views => views[0].Repeated));
        Assert.Equal(1, engine.Steps.Queues[_w].Total);
    }

    [Fact]
    public async Task An_emit_that_repeats_one_that_is_refused_is_the_first()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Refuse<MessageEnqueued>(store);
        var refused = engine.Control.Emit([new EmitRequest("w", "1", OnceKey: "k")], Token);
        var repeated = engine.Control.Emit([new EmitRequest("w", "1", OnceKey: "k"), new EmitRequest("w", "2", OnceKey: "k"), new EmitRequest("v", "3")], Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => refused);
        Assert.Equal([false, true, false], (await repeated).Select(view => view.Repeated));
        Assert.Equal((1, 1), (engine.Steps.Queues[_w].Total, engine.Steps.Queues[HandlerId.Worker("v")].Total));
    }

    [Fact]
    public async Task An_emit_that_is_refused_since_too_many_wait_leaves_its_once_key_free()
    {
        using var engine = Stepped(TwoWorkers);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1", Wait: true), 10_000)]);
        await Assert.ThrowsAsync<ControlException>(() => engine.Control.Emit([new EmitRequest("v", "1", OnceKey: "a"), new EmitRequest("v", "1", OnceKey: "b", Wait: true)], Token));
        var emitted = engine.Control.Emit([new EmitRequest("v", "1", OnceKey: "a"), new EmitRequest("v", "1", OnceKey: "b")], Token);
        Commit(engine);
        Assert.DoesNotContain(await emitted, view => view.Repeated);
        Assert.Equal(2, engine.Steps.Queues[HandlerId.Worker("v")].Total);
    }

    [Fact]
    public async Task A_message_that_lets_go_of_its_event_while_it_is_being_moved_keeps_it()
    {
        using var engine = Stepped(TwoWorkers, eventBudget: 150);
        var @event = $"\"{new string('x', 100)}\"";
        Emit(engine, new EmitRequest("w", @event, Delay: TimeSpan.FromSeconds(1)), new EmitRequest("w", @event));
        // The second has let go of its event; to be shown it is read back.
        _ = engine.Control.Messages(new MessageFilter(), Token);
        Commit(engine);
        var moved = engine.Control.Move(new MessageSelection("queued", Handler: _w), "v", Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.Equal(2, await moved);
        var messages = engine.Control.Messages(new MessageFilter(), Token);
        Commit(engine);
        Assert.Equal([@event, @event], (await messages).Select(message => message.Event));
    }

    [Fact]
    public async Task A_pause_holds_that_comes_while_a_resume_waits_for_the_store()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        engine.Steps.Commit();
        var resumed = engine.Control.Resume(_w, Token);
        var paused = engine.Control.Pause(_w, "bob", null, Token);
        Commit(engine);
        await Task.WhenAll(resumed, paused);
        Assert.NotNull(engine.Steps.Queues[_w].Pause);
        Assert.Equal(engine.Steps.Queues[_w].Pause, store.Load().Pauses.Single());
    }

    [Fact]
    public async Task A_pause_holds_that_is_stored_before_the_store_refuses_the_next()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Commit(engine);
        var resumed = engine.Control.Resume(_w, Token);
        var paused = engine.Control.Pause(_w, "bob", null, Token);
        // Somebody else pauses it between the end of the first pause and the begin of the second.
        var refused = resumed.ContinueWith(_ => engine.Control.Pause(_w, "eve", null, Token), Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
        engine.Steps.Commit();
        Refuse<HandlerPaused>(store);
        Commit(engine);
        await paused;
        await Assert.ThrowsAsync<ControlException>(() => refused);
        Assert.NotNull(engine.Steps.Queues[_w].Pause);
    }

    [Fact]
    public async Task A_pause_by_a_handler_holds_that_comes_while_a_resume_waits_for_the_store()
    {
        var store = new MemoryStore();
        using var engine = Stepped(Guarded, store);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Emit(engine, new EmitRequest("guard", "1"));
        var resumed = engine.Control.Resume(_w, Token);
        End(engine, engine.Steps.Begin()!);
        Commit(engine);
        await resumed;
        Assert.NotNull(engine.Steps.Queues[_w].Pause);
        Assert.Equal(engine.Steps.Queues[_w].Pause, store.Load().Pauses.Single());
    }

    [Fact]
    public async Task Whoever_pauses_a_worker_while_the_store_refuses_another_pause_can_rely_on_it()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Task? second = null;
        store.Refuses = change =>
        {
            if (change is not HandlerPaused || second is not null)
                return false;
            second = engine.Control.Pause(_w, "bob", null, Token);
            return true;
        };
        var first = engine.Control.Pause(_w, "ada", null, Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => first);
        await second!;
        Assert.NotNull(engine.Steps.Queues[_w].Pause);
        Assert.Equal(engine.Steps.Queues[_w].Pause, store.Load().Pauses.Single());
    }

    [Theory]
    // By Queue::pause, and by pauseAfter.
    [InlineData("guard")]
    [InlineData("w")]
    public async Task A_pause_by_an_attempt_holds_when_that_of_somebody_before_it_is_refused(string worker)
    {
        var store = new RefusingStore();
        using var engine = Stepped(Guarded, store);
        Emit(engine, new EmitRequest(worker, "0"));
        var attempt = engine.Steps.Begin()!;
        RefuseForNow<HandlerPaused>(store);
        var refused = engine.Control.Pause(_w, "ada", null, Token);
        End(engine, attempt);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => refused);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.NotNull(engine.Steps.Queues[_w].Pause);
        Assert.Equal(engine.Steps.Queues[_w].Pause, store.Load().Pauses.Single());
    }

    [Fact]
    public void A_long_attempt_that_is_put_back_for_a_once_key_does_not_count_after_a_restart()
    {
        const string source = "worker w with { retries: 0 }\n  emitOnce 1 \"k\" \"sink\"\n\nworker sink\n  event\n";
        var store = new MemoryStore();
        using (var engine = Stepped(source, store))
        {
            Emit(engine, new EmitRequest("w", "1"));
            var attempt = engine.Steps.Begin()!;
            var outcome = engine.Steps.Evaluate(attempt);
            _time.Advance(TimeSpan.FromMilliseconds(200));
            Emit(engine, new EmitRequest("sink", "1", OnceKey: "k"));
            engine.Steps.End(attempt, outcome);
        }
        using var next = Stepped(source, store);
        Assert.Equal((1, 0), (next.Steps.Queues[_w].Count(MessageState.Ready), next.Steps.Queues[_w].Count(MessageState.Dead)));
    }

    [Fact]
    public async Task A_step_is_refused_when_the_last_message_is_removed_before_it_begins()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Emit(engine, new EmitRequest("w", "1"));
        var step = engine.Control.Step("w", Token);
        var removed = engine.Control.Remove(new MessageSelection("queued", Handler: _w), Token);
        Commit(engine);
        Assert.Equal(1, await removed);
        await Assert.ThrowsAsync<ControlException>(() => step.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Emit(engine, new EmitRequest("w", "2"));
        Assert.Null(engine.Steps.Begin());
    }

    [Fact]
    public async Task A_step_ends_that_is_put_back_for_a_once_key_when_its_worker_was_resumed()
    {
        using var engine = Stepped("worker w\n  emitOnce 1 \"k\" \"sink\"\n\nworker sink\n  event\n");
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Emit(engine, new EmitRequest("w", "1"));
        var step = engine.Control.Step("w", Token);
        var attempt = engine.Steps.Begin()!;
        var outcome = engine.Steps.Evaluate(attempt);
        _ = engine.Control.Resume(_w, Token);
        Emit(engine, new EmitRequest("sink", "1", OnceKey: "k"));
        engine.Steps.End(attempt, outcome);
        while (Handle(engine))
        {
        }
        await Assert.ThrowsAsync<ControlException>(() => step.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(1, engine.Steps.Queues[_w].Totals.Done);
    }

    [Fact]
    public async Task A_second_step_is_refused_when_there_is_one_message()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Emit(engine, new EmitRequest("w", "1"));
        var steps = Enumerable.Range(0, 2).Select(_ => engine.Control.Step("w", Token)).ToList();
        while (Handle(engine))
        {
        }
        Assert.Equal("done", (await steps[0]).State);
        await Assert.ThrowsAsync<ControlException>(() => steps[1].WaitAsync(TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_trace_when_its_removal_is_refused()
    {
        var store = new RefusingStore();
        using var engine = Stepped(Divide, store, traceKeep: 1);
        var trace = await RemoveWhileOthersDie(engine, () => RefuseForNow<MessageSettled>(store));
        Assert.NotNull(store.ReadTrace(trace));
        Assert.Equal(3, engine.Steps.Queues[_w].Count(MessageState.Dead));
    }

    [Fact]
    public async Task The_trace_of_a_dead_letter_goes_with_it_also_when_it_is_displaced_before_that_is_stored()
    {
        var store = new RefusingStore();
        using var engine = Stepped(Divide, store, traceKeep: 1);
        var trace = await RemoveWhileOthersDie(engine, () => { });
        Assert.Null(store.ReadTrace(trace));
        Assert.Equal(2, engine.Steps.Queues[_w].Count(MessageState.Dead));
    }

    [Fact]
    public async Task A_trace_that_could_not_be_unpinned_is_still_there()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        var pinned = PinFirst(engine);
        Refuse<TraceDropped>(store);
        var unpinned = engine.Control.Pin(pinned.ToString(), false, Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => unpinned);
        Assert.Contains(await engine.Control.Traces(_w, Token), trace => trace.Id == pinned && trace.Pinned);
    }

    [Fact]
    public async Task A_trace_that_is_displaced_while_the_store_refuses_the_end_of_its_pin_is_not_listed_without_being_there()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var trace = (await engine.Control.Traces(_w, Token)).Single().Id;
        _ = engine.Control.Pin(trace.ToString(), true, Token);
        Commit(engine);
        store.Refuses = change => change is TraceRecorded recorded && recorded.Trace.Id == trace;
        var unpinned = engine.Control.Pin(trace.ToString(), false, Token);
        // It is read from the store first.
        engine.Steps.Commit();
        End(engine, engine.Steps.Begin()!);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => unpinned);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.Equal(store.ReadTrace(trace) is not null, (await engine.Control.Traces(_w, Token)).Any(kept => kept.Id == trace));
    }

    [Fact]
    public async Task A_trace_that_could_not_be_pinned_is_displaced_as_any_other()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var trace = (await engine.Control.Traces(_w, Token)).Single();
        Refuse<TraceRecorded>(store);
        var pinned = engine.Control.Pin(trace.Id.ToString(), true, Token);
        // It is read from the store first.
        engine.Steps.Commit();
        End(engine, engine.Steps.Begin()!);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => pinned);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.DoesNotContain(await engine.Control.Traces(_w, Token), kept => kept.Id == trace.Id);
        Assert.Null(store.ReadTrace(trace.Id));
    }

    [Fact]
    public async Task A_trace_that_is_pinned_and_unpinned_before_its_time_to_be_written_is_displaced_as_any_other()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        var trace = engine.Steps.Queues[_w].Traces.All.Single().Id;
        var acts = new[] { true, false }.Select(pinned => engine.Control.Pin(trace.ToString(), pinned, Token)).ToList();
        Commit(engine);
        await Task.WhenAll(acts);
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.Null(store.ReadTrace(trace));
    }

    [Fact]
    public async Task Whoever_pins_a_trace_that_somebody_is_just_pinning_is_told_no_sooner_than_the_store_knows()
    {
        using var engine = Stepped(TwoWorkers);
        Emit(engine, new EmitRequest("w", "1"));
        Handle(engine);
        var trace = (await engine.Control.Traces(_w, Token)).Single();
        var pins = Enumerable.Range(0, 2).Select(_ => engine.Control.Pin(trace.Id.ToString(), true, Token)).ToList();
        Assert.DoesNotContain(pins, pin => pin.IsCompleted);
        Commit(engine);
        Assert.All(await Task.WhenAll(pins), pin => Assert.True(pin.Pinned));
    }

    [Fact]
    public async Task The_trace_of_an_attempt_that_is_to_be_tried_again_is_dropped_when_it_is_displaced_before_it_is_stored()
    {
        var store = new MemoryStore();
        using var engine = Stepped("worker w with { retries: 1; backoff: 1h }\n  Int::divide 1 event\n", store, traceKeep: 1);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "0"), 3)]);
        while (engine.Steps.Begin() is { } attempt)
            End(engine, attempt);
        Commit(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var kept = (await engine.Control.Traces(_w, Token)).Select(trace => trace.Id).Order();
        Assert.Equal(kept, store.Load().Traces.Select(trace => trace.Id).Order());
    }

    [Fact]
    public void The_starts_of_a_rate_are_stored_when_there_is_room_again()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w with { rate: \"1/1h\" }\n  event\n", store);
        Emit(engine, new EmitRequest("w", "1"));
        Handle(engine);
        Refuse<RateNoted>(store);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Commit(engine);
        }
        Assert.Single(store.Load().Rates.Single().Starts);
    }

    [Fact]
    public async Task Whoever_cancels_an_attempt_is_told_once_its_message_is_gone_from_the_store()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store);
        var id = Emit(engine, new EmitRequest("w", "1"));
        var attempt = engine.Steps.Begin()!;
        var removed = new[] { 1, 2 }.Select(_ => engine.Control.Remove(new MessageSelection("queued", Ids: [id.ToString()]), Token)).ToList();
        Commit(engine);
        Assert.DoesNotContain(removed, remove => remove.IsCompleted);
        End(engine, attempt);
        Assert.DoesNotContain(removed, remove => remove.IsCompleted);
        Commit(engine);
        Assert.All(await Task.WhenAll(removed), count => Assert.Equal(1, count));
        Assert.Empty(store.Load().Messages);
    }

    [Fact]
    public async Task What_comes_while_a_long_queue_is_emptied_runs_when_the_worker_is_resumed()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1"), HandlerQueue.MostAwake + 1)]);
        // The last one rests in the store: it is fetched first, and then nothing more is kept in memory.
        var removed = engine.Control.Remove(new MessageSelection("queued", Handler: _w), Token);
        _ = engine.Control.Emit([new EmitRequest("w", "2")], Token);
        Commit(engine);
        Assert.Equal(HandlerQueue.MostAwake + 1, await removed);
        _ = engine.Control.Resume(_w, Token);
        Commit(engine);
        Assert.True(Handle(engine));
        Assert.Equal((1, 0), (engine.Steps.Queues[_w].Totals.Done, engine.Steps.Queues[_w].Total));
    }

    [Fact]
    public async Task Whoever_waits_for_a_message_is_told_its_end_also_when_another_stops_waiting()
    {
        using var engine = Stepped(TwoWorkers);
        var id = Emit(engine, new EmitRequest("w", "1"));
        using var impatience = new CancellationTokenSource();
        var impatient = engine.Control.Wait(id, impatience.Token);
        var patient = engine.Control.Wait(id, Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Handle(engine);
        Assert.Equal("done", (await patient.WaitAsync(TimeSpan.FromSeconds(5), Token)).State);
    }

    [Fact]
    public async Task A_message_that_waits_for_code_runs_when_its_removal_is_refused_after_the_code_came()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w\n  ___\n", store);
        Emit(engine, new EmitRequest("w", "1"));
        Assert.True(Handle(engine));
        var removed = engine.Control.Remove(new MessageSelection("queued", Handler: _w), Token);
        // The events are read first.
        engine.Steps.Commit();
        var next = CanvasLoader.Load([new SourceText("test.dark", TwoWorkers)]).Canvas!;
        engine.TakeUp(next, new LoadView(_time.GetUtcNow(), next.Version, IsRefused: false, []));
        RefuseForNow<MessageSettled>(store);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => removed);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.True(Handle(engine));
    }

    [Fact]
    public void What_comes_after_messages_that_the_store_can_not_read_runs()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1"), HandlerQueue.MostAwake)]);
        // It rests in the store.
        Emit(engine, new EmitRequest("w", "2"));
        store.IsDamaged = true;
        while (Handle(engine))
        {
        }
        Assert.Equal(HandlerQueue.MostAwake, engine.Steps.Queues[_w].Totals.Done);
        Emit(engine, new EmitRequest("w", "3"));
        Assert.True(Handle(engine));
    }

    [Fact]
    public async Task Messages_of_one_key_keep_their_order_when_the_removal_of_the_first_is_refused()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w with { key: event }\n  event\n", store);
        _ = engine.Control.Pause(_w, "ada", null, Token);
        var first = Emit(engine, new EmitRequest("w", "1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Emit(engine, new EmitRequest("w", "1"));
        var removed = engine.Control.Remove(new MessageSelection("queued", Ids: [first.ToString()]), Token);
        Refuse<MessageSettled>(store);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => removed);
        _ = engine.Control.Resume(_w, Token);
        Commit(engine);
        Assert.Equal(first, engine.Steps.Begin()!.Attempt.Target.Id);
        Assert.Null(engine.Steps.Begin());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cron_does_not_fire_beside_a_run_by_hand_that_waits_for_the_store(bool isFromCode)
    {
        using var engine = Stepped("cron tick every hour\n  1\n\nworker w\n  Cron::runNow \"tick\"\n");
        while (Handle(engine))
        {
        }
        if (isFromCode)
        {
            Emit(engine, new EmitRequest("w", "1"));
            End(engine, engine.Steps.Begin()!);
        }
        else
        {
            _ = engine.Control.RunCron("tick", Token);
        }
        _time.Advance(TimeSpan.FromHours(1));
        Commit(engine);
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Cron("tick")].Total);
        while (Handle(engine))
        {
        }
        _time.Advance(TimeSpan.FromHours(1));
        Commit(engine);
        Assert.Equal(1, engine.Steps.Queues[HandlerId.Cron("tick")].Total);
    }

    [Fact]
    public async Task A_cron_that_two_resume_at_once_is_due_when_the_store_says_so_also_when_the_clock_was_set_back_between_them()
    {
        var store = new MemoryStore();
        using var engine = Stepped("cron tick every hour\n  1\n", store);
        while (Handle(engine))
        {
        }
        var tick = HandlerId.Cron("tick");
        _ = engine.Control.Pause(tick, "ada", null, Token);
        Commit(engine);
        _time.Advance(TimeSpan.FromHours(5.5));
        _ = engine.Control.Resume(tick, Token);
        _time.AdjustTime(Running.Start.AddHours(2.5));
        _ = engine.Control.Resume(tick, Token);
        Commit(engine);
        Assert.Equal(Running.Start.AddHours(6), store.Load().Crons.Single().NextDue);
        Assert.Equal(Running.Start.AddHours(6), (await engine.Control.Status(Token)).Crons.Single().NextDue);
    }

    [Fact]
    public void A_cron_fires_when_the_store_refuses_the_run_by_hand_that_was_asked_for_before()
    {
        var store = new RefusingStore();
        using var engine = Stepped("cron tick every hour\n  1\n", store);
        while (Handle(engine))
        {
        }
        var (handler, run) = (HandlerId.Cron("tick"), engine.Control.RunCron("tick", Token));
        _time.Advance(TimeSpan.FromHours(1));
        Refuse<MessageEnqueued>(store);
        Commit(engine);
        _time.Advance(TimeSpan.Zero);
        Commit(engine);
        Assert.True(run.IsFaulted);
        Assert.Equal(1, engine.Steps.Queues[handler].Total);
    }

    private async Task<Guid> RemoveWhileOthersDie(Engine engine, Action beforeStored)
    {
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "0"), 3)]);
        Handle(engine);
        var trace = engine.Steps.Queues[_w].Dead.Values.Single().Death!.Trace;
        var removed = engine.Control.Remove(new MessageSelection("dead", All: true), Token);
        // The events are read first.
        engine.Steps.Commit();
        for (var i = 0; i < 2; i++)
            End(engine, engine.Steps.Begin()!);
        _time.Advance(TimeSpan.FromSeconds(1));
        beforeStored();
        Commit(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        await removed.ContinueWith(_ => { }, Token);
        return trace;
    }

    /// <summary>The trace is kept for its pin alone.</summary>
    private Guid PinFirst(Engine engine)
    {
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        var trace = engine.Steps.Queues[_w].Traces.All.Single().Id;
        _ = engine.Control.Pin(trace.ToString(), true, Token);
        Commit(engine);
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        return trace;
    }

    /// <summary>The store refuses the next commit with such a change.</summary>
    private static void Refuse<T>(RefusingStore store)
        where T : Change
    {
        var refusals = store.Refusals;
        store.Refuses = change => change is T && store.Refusals == refusals;
    }

    /// <summary>The same until time passes, also when parts of that commit are tried by themselves.</summary>
    private void RefuseForNow<T>(RefusingStore store)
        where T : Change
    {
        var now = _time.GetUtcNow();
        store.Refuses = change => change is T && _time.GetUtcNow() == now;
    }

    private static Guid Emit(Engine engine, params EmitRequest[] requests)
    {
        var emitted = engine.Control.Emit(requests, Token);
        Commit(engine);
        return emitted.Result[0].Message!.Value;
    }

    private static bool Handle(Engine engine)
    {
        if (engine.Steps.Begin() is not { } attempt)
            return false;
        End(engine, attempt);
        Commit(engine);
        return true;
    }

    private static void End(Engine engine, StepAttempt attempt) => engine.Steps.End(attempt, engine.Steps.Evaluate(attempt));

    private static void Commit(Engine engine)
    {
        while (engine.Steps.Commit())
        {
        }
    }

    private Engine Stepped(string source, IStore? store = null, int traceKeep = 10, long eventBudget = long.MaxValue)
    {
        var canvas = CanvasLoader.Load([new SourceText("test.dark", source)]).Canvas!;
        var options = new EngineOptions { Time = _time, Entropy = new SeededEntropy(1).Fill, Concurrency = 4, TraceKeep = traceKeep, EventBudget = eventBudget, IsStepped = true };
        var engine = Engine.Open(canvas, store ?? new MemoryStore(), options);
        engine.Start();
        engine.Steps.Commit();
        return engine;
    }
}
