using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Commands that come while another one is pending, and commands that the store refuses.</summary>
public sealed class PendingCommandTests : SteppedTests
{
    private const string Divide = "worker w\n  Int::divide 1 event\n";

    [Fact]
    public async Task A_running_message_is_not_moved_and_not_lost()
    {
        using var engine = Stepped(TwoWorkers);
        var id = Emit(engine, new EmitRequest("w", "1"));
        var attempt = engine.Steps.Begin()!;
        var moved = engine.Control.Ask(Operations.Move, new(new MessageSelection(SelectionState.Queued, Ids: [id.ToString()]), "v"), Token);
        Commit(engine);
        End(engine, attempt);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => moved);
        Assert.Equal(1, engine.Steps.Queues[W].Totals.Done);
    }

    [Fact]
    public async Task A_dead_letter_that_two_clients_retry_at_once_is_not_lost()
    {
        using var engine = Stepped(Divide);
        var requests = Enumerable.Repeat(new EmitRequest("w", "0"), 1_001).ToArray();
        Emit(engine, requests);
        HandleAll(engine);
        var last = engine.Steps.Queues[W].Dead.Values.Last();
        var one = engine.Control.Ask(Operations.RetryDead, new(SelectionState.Dead, Ids: [last.Id.ToString()]), Token);
        var all = engine.Control.Ask(Operations.RetryDead, new(SelectionState.Dead, All: true), Token);
        engine.Steps.Commit();
        engine.Steps.Commit();
        var attempt = engine.Steps.Begin()!;
        Assert.Same(last, attempt.Attempt.Target);
        Commit(engine);
        End(engine, attempt);
        Commit(engine);
        Assert.Equal((1, requests.Length - 1), ((await one).Count, (await all).Count));
        Assert.Equal(requests.Length, engine.Steps.Queues[W].Total);
    }

    [Fact]
    public async Task A_repeated_emit_is_answered_only_once_the_first_is_stored()
    {
        using var engine = Stepped(TwoWorkers);
        var emits = Enumerable.Range(
            0, 2).Select(_ => engine.Control.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")], Token)).ToList();
        Assert.DoesNotContain(emits, emit => emit.IsCompleted);
        Commit(engine);
        Assert.Equal([false, true], (await Task.WhenAll(emits)).Select(views => views[0].Repeated));
        Assert.Equal(1, engine.Steps.Queues[W].Total);
    }

    [Fact]
    public async Task An_emit_that_repeats_a_refused_one_counts_as_the_first()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Refuse<MessageEnqueued>(store);
        var refused = engine.Control.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")], Token);
        var repeated = engine.Control.Ask(Operations.Emit, [new EmitRequest(
            "w", "1", OnceKey: "k"), new EmitRequest("w", "2", OnceKey: "k"), new EmitRequest("v", "3")], Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => refused);
        Assert.Equal([false, true, false], (await repeated).Select(view => view.Repeated));
        Assert.Equal((1, 1), (engine.Steps.Queues[W].Total, engine.Steps.Queues[HandlerId.Worker("v")].Total));
    }

    [Fact]
    public async Task An_emit_that_is_refused_because_too_many_wait_leaves_its_once_key_free()
    {
        using var engine = Stepped(TwoWorkers);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1", Wait: true), 10_000)]);
        await Assert.ThrowsAsync<ControlException>(() => engine.Control.Ask(
            Operations.Emit, [new EmitRequest("v", "1", OnceKey: "a"), new EmitRequest("v", "1", OnceKey: "b", Wait: true)], Token));
        var emitted = engine.Control.Ask(
            Operations.Emit, [new EmitRequest("v", "1", OnceKey: "a"), new EmitRequest("v", "1", OnceKey: "b")], Token);
        Commit(engine);
        Assert.DoesNotContain(await emitted, view => view.Repeated);
        Assert.Equal(2, engine.Steps.Queues[HandlerId.Worker("v")].Total);
    }

    [Fact]
    public async Task A_message_whose_event_is_unloaded_during_a_move_keeps_it()
    {
        using var engine = Stepped(TwoWorkers, eventBudget: 150);
        var @event = $"\"{new string('x', 100)}\"";
        Emit(engine, new EmitRequest("w", @event, Delay: TimeSpan.FromSeconds(1)), new EmitRequest("w", @event));
        // The event of the second is unloaded, and is read back to be shown.
        _ = engine.Control.Ask(Operations.Messages, new MessageFilter(), Token);
        Commit(engine);
        var moved = engine.Control.Ask(Operations.Move, new(new MessageSelection(SelectionState.Queued, Handler: W), "v"), Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.Equal(2, (await moved).Count);
        var messages = engine.Control.Ask(Operations.Messages, new(), Token);
        Commit(engine);
        Assert.Equal([@event, @event], (await messages).Select(message => message.Event!.Json));
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
        Assert.Equal((1, 0), (next.Steps.Queues[W].Count(MessageState.Ready), next.Steps.Queues[W].Count(MessageState.Dead)));
    }

    [Fact]
    public async Task A_step_is_refused_when_the_last_message_is_removed_before_it_begins()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Emit(engine, new EmitRequest("w", "1"));
        var step = engine.Control.Ask(Operations.Step, new(HandlerId.Worker("w")), Token);
        var removed = engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Handler: W), Token);
        Commit(engine);
        Assert.Equal(1, (await removed).Count);
        await Assert.ThrowsAsync<ControlException>(() => step.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Emit(engine, new EmitRequest("w", "2"));
        Assert.Null(engine.Steps.Begin());
    }

    [Fact]
    public async Task A_step_whose_attempt_is_put_back_ends_if_its_worker_was_resumed()
    {
        using var engine = Stepped("worker w\n  emitOnce 1 \"k\" \"sink\"\n\nworker sink\n  event\n");
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Emit(engine, new EmitRequest("w", "1"));
        var step = engine.Control.Ask(Operations.Step, new(HandlerId.Worker("w")), Token);
        var attempt = engine.Steps.Begin()!;
        var outcome = engine.Steps.Evaluate(attempt);
        _ = engine.Control.Ask(Operations.Resume, new(W), Token);
        Emit(engine, new EmitRequest("sink", "1", OnceKey: "k"));
        engine.Steps.End(attempt, outcome);
        HandleAll(engine);
        await Assert.ThrowsAsync<ControlException>(() => step.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(1, engine.Steps.Queues[W].Totals.Done);
    }

    [Fact]
    public async Task A_second_step_is_refused_if_there_is_one_message()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Emit(engine, new EmitRequest("w", "1"));
        var steps = Enumerable.Range(0, 2).Select(_ => engine.Control.Ask(Operations.Step, new(HandlerId.Worker("w")), Token)).ToList();
        HandleAll(engine);
        Assert.Equal(MessageState.Done, (await steps[0]).State);
        await Assert.ThrowsAsync<ControlException>(() => steps[1].WaitAsync(TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public void The_starts_of_a_rate_are_stored_when_there_is_room_again()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w with { rate: \"1/1h\" }\n  event\n", store);
        Emit(engine, new EmitRequest("w", "1"));
        Handle(engine);
        Refuse<LimiterSaved>(store);
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Commit(engine);
        }
        Assert.Single(store.Load().Limiters.Single().Starts);
    }

    [Fact]
    public async Task The_cancel_of_an_attempt_is_answered_once_its_message_is_gone_from_the_store()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store);
        var id = Emit(engine, new EmitRequest("w", "1"));
        var attempt = engine.Steps.Begin()!;
        var removed =
            new[] { 1, 2 }.Select(
                _ => engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [id.ToString()]), Token)).ToList();
        Commit(engine);
        Assert.DoesNotContain(removed, remove => remove.IsCompleted);
        End(engine, attempt);
        Assert.DoesNotContain(removed, remove => remove.IsCompleted);
        Commit(engine);
        Assert.All(await Task.WhenAll(removed), reply => Assert.Equal(1, reply.Count));
        Assert.Empty(store.Load().Messages);
    }

    [Fact]
    public async Task A_message_that_comes_while_a_long_queue_is_purged_runs_after_the_resume()
    {
        using var engine = Stepped(TwoWorkers);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1"), HandlerQueue.MaxInMemory + 1)]);
        // The last message is spilled: it is loaded first, and then no message is left in memory.
        var removed = engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Handler: W), Token);
        _ = engine.Control.Ask(Operations.Emit, [new EmitRequest("w", "2")], Token);
        Commit(engine);
        Assert.Equal(HandlerQueue.MaxInMemory + 1, (await removed).Count);
        _ = engine.Control.Ask(Operations.Resume, new(W), Token);
        Commit(engine);
        Assert.True(Handle(engine));
        Assert.Equal((1, 0), (engine.Steps.Queues[W].Totals.Done, engine.Steps.Queues[W].Total));
    }

    [Fact]
    public async Task A_client_that_waits_for_a_message_learns_its_end_even_if_another_stops_waiting()
    {
        using var engine = Stepped(TwoWorkers);
        var id = Emit(engine, new EmitRequest("w", "1"));
        using var impatience = new CancellationTokenSource();
        var impatient = engine.Control.Ask(Operations.Wait, new(id), impatience.Token);
        var patient = engine.Control.Ask(Operations.Wait, new(id), Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Handle(engine);
        Assert.Equal(MessageState.Done, (await patient.WaitAsync(TimeSpan.FromSeconds(5), Token)).State);
    }

    [Fact]
    public async Task A_message_that_waits_for_code_runs_if_its_removal_is_refused_after_the_code_came()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w\n  ___\n", store);
        Emit(engine, new EmitRequest("w", "1"));
        Assert.True(Handle(engine));
        var removed = engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Handler: W), Token);
        TakeOver(engine, Load(TwoWorkers));
        RefuseForNow<MessageSettled>(store);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => removed);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.True(Handle(engine));
    }

    [Fact]
    public void Messages_after_unreadable_ones_run()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "1"), HandlerQueue.MaxInMemory)]);
        // This message is spilled.
        Emit(engine, new EmitRequest("w", "2"));
        store.IsDamaged = true;
        HandleAll(engine);
        Assert.Equal(HandlerQueue.MaxInMemory, engine.Steps.Queues[W].Totals.Done);
        Emit(engine, new EmitRequest("w", "3"));
        Assert.True(Handle(engine));
    }

    [Fact]
    public async Task Messages_of_one_key_keep_their_order_if_the_removal_of_the_first_is_refused()
    {
        var store = new RefusingStore();
        using var engine = Stepped("worker w with { key: event }\n  event\n", store);
        _ = engine.Control.Ask(Operations.Pause, new(W, "ada"), Token);
        var first = Emit(engine, new EmitRequest("w", "1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Emit(engine, new EmitRequest("w", "1"));
        var removed = engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [first.ToString()]), Token);
        Refuse<MessageSettled>(store);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => removed);
        _ = engine.Control.Ask(Operations.Resume, new(W), Token);
        Commit(engine);
        Assert.Equal(first, engine.Steps.Begin()!.Attempt.Target.Id);
        Assert.Null(engine.Steps.Begin());
    }
}
