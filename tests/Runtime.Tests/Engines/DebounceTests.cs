using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>With <c>debounce</c>, only the newest message of a key runs, once no newer one has come for a while.</summary>
public sealed class DebounceTests
{
    private const string Source = "worker w with { key: event.k; debounce: 5s }\n  event.n\n";
    private const string Limited = "worker w with { key: event.k; debounce: (5s, 12s) }\n  event.n\n";
    private const string Plain = "worker w with { key: event.k }\n  event.n\n";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Only_the_newest_of_a_burst_runs_once_the_wait_after_it_is_over()
    {
        using var canvas = Running.Open(Source);
        for (var n = 1; n <= 4; n++)
        {
            await Emit(canvas, "a", n);
            await canvas.Advance(4 * Second);
        }
        await Emit(canvas, "b", 5);
        Assert.Equal([4, 5], await canvas.WaitingNumbers("w"));
        Assert.Equal((0, 3), await Counts(canvas));

        await canvas.Advance(Second);
        Assert.Equal([5], await canvas.WaitingNumbers("w"));
        await canvas.Advance(4 * Second);
        Assert.Equal((2, 3), await Counts(canvas));
        Assert.Empty(canvas.Store.Load().Messages);
    }

    [Fact]
    public async Task A_burst_waits_no_longer_than_its_longest_wait()
    {
        using var canvas = Running.Open(Limited);
        for (var n = 1; n <= 6; n++)
        {
            await Emit(canvas, "a", n);
            await canvas.Advance(2 * Second);
        }
        Assert.Equal((1, 5), await Counts(canvas));

        // The next one begins another burst.
        await Emit(canvas, "a", 7);
        await canvas.Advance(4 * Second);
        Assert.Equal([7], await canvas.WaitingNumbers("w"));
    }

    [Fact]
    public async Task A_message_of_a_burst_that_has_reached_its_longest_wait_is_replaced_without_a_longer_wait()
    {
        using var canvas = Running.Open(Limited);
        foreach (var n in (int[])[1, 2, 3, 4])
        {
            await Emit(canvas, "a", n);
            await canvas.Advance(3 * Second);
            if (n == 3)
                Assert.Equal([3], await canvas.WaitingNumbers("w"));
        }
        Assert.Equal((1, 3), await Counts(canvas));
    }

    [Fact]
    public async Task A_restart_knows_who_waits_and_when_a_burst_at_its_end_is_due()
    {
        var canvas = Running.Open(Limited);
        foreach (var n in (int[])[1, 2, 3])
        {
            await canvas.Advance(4 * Second);
            await Emit(canvas, "a", n);
        }
        canvas = canvas.Restart(Limited);
        await canvas.Advance(3 * Second);
        await Emit(canvas, "a", 4);
        Assert.Equal([4], await canvas.WaitingNumbers("w"));
        await canvas.Advance(Second);
        Assert.Equal((1, 1), await Counts(canvas));
        canvas.Dispose();
    }

    [Fact]
    public async Task The_store_has_either_the_older_or_the_newer_message()
    {
        using var folder = new TemporaryFolder();
        var canvas = Running.Open(Source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner));
        await Emit(canvas, "a", 1);
        await Emit(canvas, "a", 2);
        canvas.Dispose();
        var next = Running.Open(Source, LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner), canvas.Time,
            entropy: new SeededEntropy(2).Fill);
        Assert.Equal([2], await next.WaitingNumbers("w"));
        await Emit(next, "a", 3);
        Assert.Equal([3], await next.WaitingNumbers("w"));
        await next.Advance(5 * Second);
        Assert.Equal(1, (await next.Worker("w")).Done);
        next.Dispose();
    }

    [Fact]
    public async Task Many_emits_at_once_leave_exactly_one()
    {
        using var canvas = Running.Open(Source);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(n => Task.Run(() => Emit(canvas, "a", n))));
        Assert.Single(await canvas.WaitingNumbers("w"));
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(1, 50).Select(n => Request("a", n))]);
        Assert.Equal([50], await canvas.WaitingNumbers("w"));
        await canvas.Advance(5 * Second);
        Assert.Equal((1, 249), await Counts(canvas));
        Assert.Empty(canvas.Store.Load().Messages);
    }

    [Fact]
    public async Task Of_the_emits_of_one_attempt_the_last_one_counts()
    {
        using var canvas = Running.Open(
            $"{Source}\nworker burst\n  emit {{ k: \"a\"; n: event.n }} \"w\"\n"
            + "  emit { k: \"b\"; n: 7 } \"w\"\n  emit { k: \"a\"; n: event.n + 1 } \"w\"\n");
        await Emit(canvas, "a", 1);
        await canvas.Emit("burst", """{ "n": 10 }""");
        await canvas.Idle();
        Assert.Equal([7, 11], await canvas.WaitingNumbers("w"));
        await canvas.Advance(5 * Second);
        Assert.Equal((2, 2), await Counts(canvas));
    }

    [Fact]
    public async Task A_message_that_has_started_is_not_replaced()
    {
        using var canvas = Running.Open(
            "worker w with { key: event.k; debounce: 5s; retries: 1; backoff: 1m }\n"
            + "  if event.n == 1 && Message::attempt == 1 then Int::divide 1 0 else event.n\n");
        await Emit(canvas, "a", 1);
        await canvas.Advance(5 * Second);
        Assert.Equal(1, (await canvas.Worker("w")).Retrying);
        await Emit(canvas, "a", 2);
        await Emit(canvas, "a", 3);
        await canvas.Advance(10 * Second);
        Assert.Equal((1, 1, 0), ((await canvas.Worker("w")).Retrying, (await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
        await canvas.Advance(60 * Second);
        Assert.Equal((2, 1), await Counts(canvas));
    }

    [Fact]
    public async Task A_message_that_has_snoozed_is_not_replaced()
    {
        using var canvas = Running.Open(
            "worker w with { key: event.k; debounce: 5s }\n  if event.n == 1 then Message::snooze 1m else event.n\n");
        await Emit(canvas, "a", 1);
        await canvas.Advance(5 * Second);
        var next = canvas.Restart("worker w with { key: event.k; debounce: 5s }\n  event.n\n");
        await Emit(next, "a", 2);
        Assert.Equal([1, 2], await next.WaitingNumbers("w"));
        await next.Advance(60 * Second);
        Assert.Equal(2, (await next.Worker("w")).Done);
        next.Dispose();
    }

    [Fact]
    public async Task A_delay_of_the_emit_counts_if_it_is_longer()
    {
        using var canvas = Running.Open(Limited);
        await Emit(canvas, "a", 1);
        await canvas.Ask(Operations.Emit, [Request("a", 2) with { Delay = TimeSpan.FromMinutes(1) }]);
        await canvas.Ask(Operations.Emit, [Request("b", 3) with { Delay = Second }]);
        await canvas.Advance(5 * Second);
        Assert.Equal([2], await canvas.WaitingNumbers("w"));
        await canvas.Advance(54 * Second);
        Assert.Equal([2], await canvas.WaitingNumbers("w"));
        await canvas.Advance(Second);
        Assert.Equal((2, 1), await Counts(canvas));
    }

    [Fact]
    public async Task A_message_without_a_key_runs_at_once()
    {
        using var canvas = Running.Open(Source);
        await canvas.Emit("w", """{ "k": null, "n": 1 }""");
        await canvas.Emit("w", """{ "k": null, "n": 2 }""");
        await canvas.Idle();
        Assert.Equal((2, 0), await Counts(canvas));
    }

    [Fact]
    public async Task A_cancelled_message_ends_its_burst()
    {
        using var canvas = Running.Open(Source);
        var first = await Emit(canvas, "a", 1);
        await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [$"{first}"]));
        await Emit(canvas, "a", 2);
        await canvas.Advance(5 * Second);
        Assert.Equal((1, 0), await Counts(canvas));
    }

    [Fact]
    public async Task A_message_that_is_due_while_its_worker_is_paused_stays()
    {
        using var canvas = Running.Open(Source);
        await canvas.Pause("w");
        await Emit(canvas, "a", 1);
        await canvas.Advance(3 * Second);
        await Emit(canvas, "a", 2);
        await canvas.Advance(5 * Second);
        await Emit(canvas, "a", 3);
        Assert.Equal([2, 3], await canvas.WaitingNumbers("w"));
        await canvas.Resume("w");
        await canvas.Advance(5 * Second);
        Assert.Equal((2, 1), await Counts(canvas));
    }

    [Fact]
    public async Task A_reload_that_adds_changes_or_removes_the_option_applies_to_what_is_emitted_then()
    {
        using var canvas = Running.Open(Plain);
        await canvas.Ask(Operations.Emit, [Request("a", 1) with { Delay = TimeSpan.FromSeconds(20) }]);
        await canvas.Reload(Source);
        await canvas.Idle();
        await Emit(canvas, "a", 2);
        Assert.Equal([2], await canvas.WaitingNumbers("w"));

        await canvas.Reload("worker w with { key: event.k; debounce: 1m }\n  event.n\n");
        await canvas.Idle();
        await Emit(canvas, "a", 3);
        await canvas.Advance(20 * Second);
        Assert.Equal([3], await canvas.WaitingNumbers("w"));

        await canvas.Reload(Plain);
        await canvas.Idle();
        await Emit(canvas, "a", 4);
        await canvas.Idle();
        Assert.Equal([3], await canvas.WaitingNumbers("w"));
        await canvas.Advance(40 * Second);
        Assert.Equal(2, (await canvas.Worker("w")).Done);
        Assert.Null((await canvas.Worker("w")).Replaced);
    }

    [Fact]
    public async Task Who_waits_for_a_replaced_message_gets_the_one_that_took_its_place()
    {
        using var canvas = Running.Open(Source, history: TimeSpan.FromDays(1));
        var first = await canvas.Emit("w", """{ "k": "a", "n": 1 }""", wait: true);
        var ended = canvas.Ask(Operations.Wait, new(first));
        var second = await Emit(canvas, "a", 2);
        var settled = await ended;
        Assert.Equal((MessageState.Replaced, second), (settled.State, settled.ReplacedBy));
    }

    [Fact]
    public async Task A_replaced_message_keeps_its_once_key()
    {
        using var canvas = Running.Open(Source);
        var first = (await canvas.Ask(Operations.Emit, [Request("a", 1) with { OnceKey = "x" }]))[0];
        await Emit(canvas, "a", 2);
        var again = (await canvas.Ask(Operations.Emit, [Request("a", 1) with { OnceKey = "x" }]))[0];
        Assert.Equal((true, first.Message), (again.Repeated, again.Message));
        using var next = canvas.Restart(Source);
        Assert.True((await next.Ask(Operations.Emit, [Request("a", 1) with { OnceKey = "x" }]))[0].Repeated);
        Assert.Equal([2], await next.WaitingNumbers("w"));
    }

    [Fact]
    public async Task A_message_that_the_store_refuses_replaces_none()
    {
        var store = new RefusingStore();
        using var canvas = Running.Open(Limited, store);
        await Emit(canvas, "a", 1);
        await canvas.Advance(3 * Second);
        store.Refuses = change => change is MessageEnqueued;
        await Assert.ThrowsAsync<ControlException>(() => Emit(canvas, "a", 2));
        await Assert.ThrowsAsync<ControlException>(() => Emit(canvas, "a", 3));
        store.Refuses = _ => false;
        Assert.Equal([1], await canvas.WaitingNumbers("w"));
        await canvas.Advance(2 * Second);
        Assert.Equal((1, 0), await Counts(canvas));
    }

    [Fact]
    public async Task An_emit_that_did_not_fit_on_the_disk_does_not_replace_a_newer_one()
    {
        var store = new RefusingStore();
        using var canvas = Running.Open($"{Source}\nworker burst\n  emit {{ k: \"a\"; n: 1 }} \"w\"\n", store);
        store.Refuses = change => change is MessageEnqueued { Message.Parent: not null };
        await canvas.Emit("burst", "{}");
        await canvas.AttemptDeferred.Reaches(1);
        canvas.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Emit(canvas, "a", 2);
        store.Refuses = _ => false;
        canvas.Time.Advance(Second);
        await canvas.Ended.Reaches(1);
        Assert.Equal([2], await canvas.WaitingNumbers("w"));
        await canvas.Advance(5 * Second);
        Assert.Equal((1, 1), await Counts(canvas));
    }

    private static EmitRequest Request(string key, int n) => new("w", $$"""{ "k": "{{key}}", "n": {{n}} }""");

    private static async Task<Guid> Emit(Running canvas, string key, int n) =>
        (await canvas.Ask(Operations.Emit, [Request(key, n)]))[0].Message!.Value;

    private static async Task<(long Done, long Replaced)> Counts(Running canvas)
    {
        await canvas.Idle();
        var worker = await canvas.Worker("w");
        return (worker.Done, worker.Replaced!.Value);
    }
}
