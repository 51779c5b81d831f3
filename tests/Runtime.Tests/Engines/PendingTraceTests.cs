using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Traces that are pinned, displaced or dropped before the store has answered.</summary>
public sealed class PendingTraceTests : SteppedTests
{
    private const string Divide = "worker w\n  Int::divide 1 event\n";

    [Fact]
    public async Task A_dead_letter_keeps_its_trace_if_its_removal_is_refused()
    {
        var store = new RefusingStore();
        using var engine = Stepped(Divide, store, traceKeep: 1);
        var trace = await RemoveWhileOthersDie(engine, () => RefuseForNow<MessageSettled>(store));
        Assert.NotNull(store.ReadTrace(trace));
        Assert.Equal(3, engine.Steps.Queues[W].Count(MessageState.Dead));
    }

    [Fact]
    public async Task The_trace_of_a_dead_letter_is_dropped_with_it_even_if_it_is_displaced_meanwhile()
    {
        var store = new RefusingStore();
        using var engine = Stepped(Divide, store, traceKeep: 1);
        var trace = await RemoveWhileOthersDie(engine, () => { });
        Assert.Null(store.ReadTrace(trace));
        Assert.Equal(2, engine.Steps.Queues[W].Count(MessageState.Dead));
    }

    [Fact]
    public async Task A_trace_whose_unpin_is_refused_is_still_there()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        var pinned = PinFirst(engine);
        Refuse<TraceRecorded>(store);
        var unpinned = engine.Control.Ask(Operations.Pin, new(pinned.ToString(), false), Token);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => unpinned);
        Assert.Contains(await engine.Control.Ask(Operations.Traces, new(W), Token), trace => trace.Id == pinned && trace.Pinned);
    }

    [Fact]
    public async Task A_trace_that_is_displaced_during_a_refused_unpin_is_not_listed_any_more()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var trace = (await engine.Control.Ask(Operations.Traces, new(W), Token)).Single().Id;
        _ = engine.Control.Ask(Operations.Pin, new(trace.ToString(), true), Token);
        Commit(engine);
        store.Refuses = change => change is TraceRecorded recorded && recorded.Trace.Id == trace;
        var unpinned = engine.Control.Ask(Operations.Pin, new(trace.ToString(), false), Token);
        // The trace is read from the store first.
        engine.Steps.Commit();
        End(engine, engine.Steps.Begin()!);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => unpinned);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        Assert.Equal(
            store.ReadTrace(trace) is not null, (await engine.Control.Ask(Operations.Traces, new(W), Token)).Any(kept => kept.Id == trace));
    }

    [Fact]
    public async Task A_trace_whose_pin_is_refused_is_displaced_like_any_other()
    {
        var store = new RefusingStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var trace = (await engine.Control.Ask(Operations.Traces, new(W), Token)).Single();
        Refuse<TraceRecorded>(store);
        var pinned = engine.Control.Ask(Operations.Pin, new(trace.Id.ToString(), true), Token);
        // The trace is read from the store first.
        engine.Steps.Commit();
        End(engine, engine.Steps.Begin()!);
        Commit(engine);
        await Assert.ThrowsAsync<ControlException>(() => pinned);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.DoesNotContain(await engine.Control.Ask(Operations.Traces, new(W), Token), kept => kept.Id == trace.Id);
        Assert.Null(store.ReadTrace(trace.Id));
    }

    [Fact]
    public async Task A_trace_that_is_pinned_and_unpinned_before_it_is_written_is_displaced_like_any_other()
    {
        var store = new MemoryStore();
        using var engine = Stepped(TwoWorkers, store, traceKeep: 1);
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        var trace = engine.Steps.Traces.Of(engine.Steps.Queues[W]).Single().Id;
        var pins =
            new[] { true, false }.Select(pinned => engine.Control.Ask(Operations.Pin, new(trace.ToString(), pinned), Token)).ToList();
        Commit(engine);
        await Task.WhenAll(pins);
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(2));
        Commit(engine);
        Assert.Null(store.ReadTrace(trace));
    }

    [Fact]
    public async Task A_second_pin_is_answered_only_once_the_first_is_stored()
    {
        using var engine = Stepped(TwoWorkers);
        Emit(engine, new EmitRequest("w", "1"));
        Handle(engine);
        var trace = (await engine.Control.Ask(Operations.Traces, new(W), Token)).Single();
        var pins = Enumerable.Range(0, 2).Select(_ => engine.Control.Ask(Operations.Pin, new(trace.Id.ToString(), true), Token)).ToList();
        Assert.DoesNotContain(pins, pin => pin.IsCompleted);
        Commit(engine);
        Assert.All(await Task.WhenAll(pins), pin => Assert.True(pin.Pinned));
    }

    [Fact]
    public async Task The_trace_of_a_failed_attempt_is_dropped_if_it_is_displaced_before_it_is_stored()
    {
        var store = new MemoryStore();
        using var engine = Stepped("worker w with { retries: 1; backoff: 1h }\n  Int::divide 1 event\n", store, traceKeep: 1);
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "0"), 3)]);
        while (engine.Steps.Begin() is { } attempt)
            End(engine, attempt);
        Commit(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        var kept = (await engine.Control.Ask(Operations.Traces, new(W), Token)).Select(trace => trace.Id).Order();
        Assert.Equal(kept, store.Load().Traces.Select(trace => trace.Id).Order());
    }

    private async Task<Guid> RemoveWhileOthersDie(Engine engine, Action beforeStored)
    {
        Emit(engine, [.. Enumerable.Repeat(new EmitRequest("w", "0"), 3)]);
        Handle(engine);
        var trace = engine.Steps.Queues[W].Dead.Values.Single().Death!.Trace;
        var removed = engine.Control.Ask(Operations.Remove, new(SelectionState.Dead, All: true), Token);
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

    /// <summary>Makes a trace that is kept only because it is pinned.</summary>
    private Guid PinFirst(Engine engine)
    {
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "2"));
        Handle(engine);
        var trace = engine.Steps.Traces.Of(engine.Steps.Queues[W]).Single().Id;
        _ = engine.Control.Ask(Operations.Pin, new(trace.ToString(), true), Token);
        Commit(engine);
        Handle(engine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Commit(engine);
        return trace;
    }
}
