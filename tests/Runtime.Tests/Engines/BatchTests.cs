using System.Globalization;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Attempts that handle several messages of a worker with <c>batch</c>.</summary>
public sealed class BatchTests
{
    private const string Plain = "worker w with { batch: 3; concurrency: 1 }\n  List::length event\n";
    private const string Waiting = "worker w with { batch: (3, 5s); concurrency: 1 }\n  List::length event\n";
    private const string Hanging =
        "worker w with { batch: 3; concurrency: 1; retries: 3 }\n  let id = Uuid::generate\n  List::length event\n";

    private const string Poison = """
        worker w with { batch: 4; concurrency: 1; retries: 1; backoff: 10s }
          List::map event \n -> Int::divide 10 n
        """;

    private static readonly HandlerId W = HandlerId.Worker("w");

    [Fact]
    public async Task An_attempt_handles_at_most_so_many_messages_in_the_order_of_the_queue()
    {
        using var canvas = Running.Open(Plain);
        await Queue(canvas, 7);
        await canvas.Resume("w");
        await canvas.Idle();
        var traces = await Traces(canvas);
        Assert.Equal(["[1,2,3]", "[4,5,6]", "[7]"], traces.Select(trace => trace.Input!.Json));
        Assert.Equal([3, 3, 1], traces.Select(trace => trace.Messages!.Count));
        Assert.All(traces, trace => Assert.Equal(trace.Header.Message, trace.Messages![0]));
        var worker = await canvas.Worker("w");
        Assert.Equal((7, 0, 0), (worker.Done, worker.Ready, worker.Running));
    }

    [Fact]
    public async Task Each_message_ends_with_the_result_of_its_batch_and_a_line_in_the_history()
    {
        using var canvas = Running.Open(Plain, history: TimeSpan.FromDays(1));
        await canvas.Pause("w");
        var first = await canvas.Emit("w", "1", wait: true);
        var second = await canvas.Emit("w", "2", wait: true);
        await canvas.Resume("w");
        foreach (var message in (Guid[])[first, second])
        {
            var settled = await canvas.Ask(Operations.Wait, new(message));
            Assert.Equal((message, MessageState.Done, "2"), (settled.Message, settled.State, settled.Result!.Json));
        }
        await canvas.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await canvas.Ask(Operations.History, new())).Items.Count);
    }

    [Fact]
    public async Task A_batch_waits_until_its_oldest_message_has_waited_long_enough()
    {
        using var canvas = Running.Open(Waiting);
        await canvas.Emit("w", "1");
        canvas.Time.Advance(TimeSpan.FromSeconds(3));
        await canvas.Emit("w", "2");
        canvas.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((2, 0), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Running));
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["[1,2]"], (await Traces(canvas)).Select(trace => trace.Input!.Json));
    }

    [Fact]
    public async Task A_full_batch_starts_at_once_and_the_next_one_waits_again()
    {
        using var canvas = Running.Open(Waiting);
        for (var n = 1; n <= 5; n++)
            await canvas.Emit("w", $"{n}");
        await canvas.Ended.Reaches(1);
        Assert.Equal((2, 3), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
        await canvas.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["[1,2,3]", "[4,5]"], (await Traces(canvas)).Select(trace => trace.Input!.Json));
    }

    [Fact]
    public async Task A_batch_that_waits_still_waits_after_a_restart_and_a_reload_without_the_option_ends_the_wait()
    {
        var canvas = Running.Open(Waiting);
        await canvas.Emit("w", "1");
        canvas = canvas.Restart(Waiting);
        Assert.Equal(1, (await canvas.Worker("w")).Ready);
        await canvas.Reload("worker w\n  event\n");
        await canvas.Idle();
        Assert.Equal("1", Assert.Single(await Traces(canvas)).Input!.Json);
        canvas.Dispose();
    }

    [Fact]
    public async Task After_a_failure_each_message_runs_alone_and_only_the_poisonous_one_dies()
    {
        using var canvas = Running.Open(Poison);
        await canvas.Pause("w");
        foreach (var n in (int[])[1, 0, 2, 5])
            await canvas.Emit("w", $"{n}");
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal((4, 0), ((await canvas.Worker("w")).Retrying, (await canvas.Worker("w")).Dead));
        Assert.All(await canvas.Ask(Operations.Messages, new(W)), message => Assert.Equal(1, message.Attempts));
        await canvas.Advance(TimeSpan.FromMinutes(1));
        var worker = await canvas.Worker("w");
        Assert.Equal((3, 1), (worker.Done, worker.Dead));
        var dead = Assert.Single(await canvas.Ask(Operations.Messages, new(State: MessageState.Dead)));
        Assert.Equal(("0", 2), (dead.Event!.Json, dead.Attempts));
        Assert.Equal(["[1,0,2,5]", "[0]", "[1]", "[2]", "[5]"], (await Traces(canvas)).Select(trace => trace.Input!.Json).Order(Shortest));
    }

    [Theory]
    [InlineData("Int::divide 1 (List::length event - 2)")]
    [InlineData("if List::length event == 2 then Message::discard \"no\" else 1")]
    public async Task A_failed_batch_makes_no_dead_letters_even_if_errors_are_final(string body)
    {
        using var canvas = Running.Open($"worker w with {{ batch: 4 }}\n  {body}\n");
        await Queue(canvas, 2);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal((2, 0), ((await canvas.Worker("w")).Retrying, (await canvas.Worker("w")).Dead));
        await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((2, 0), ((await canvas.Worker("w")).Done, (await canvas.Worker("w")).Dead));
    }

    [Fact]
    public async Task Snoozed_messages_run_together_again_and_a_hole_holds_all()
    {
        using var canvas = Running.Open("""
            worker w with { batch: 4 }
              if Queue::count "x" > 0 then 1 else Message::snooze 10
            worker h with { batch: 4 }
              ___
            worker x
              1
            """);
        await canvas.Pause("x", "h");
        await Queue(canvas, 2);
        await canvas.Emit("h", "1");
        await canvas.Emit("h", "2");
        await canvas.Resume("w");
        await canvas.Resume("h");
        await canvas.Idle();
        Assert.Equal((2, 2), ((await canvas.Worker("w")).Delayed, (await canvas.Worker("h")).WaitingForCode));
        await canvas.Emit("x", "1");
        await canvas.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["[1,2]", "[1,2]"], (await Traces(canvas)).Select(trace => trace.Input!.Json));
        Assert.Equal(2, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Messages_and_emits_of_a_batch_are_settled_by_one_commit()
    {
        using var canvas = Running.Open("""
            worker w with { batch: 3; concurrency: 1 }
              List::map event \n -> emit { n = n } "v"
            worker v
              event.n
            """);
        await canvas.Pause("v");
        await Queue(canvas, 3);
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal([1, 2, 3], await canvas.WaitingNumbers("v"));
        Assert.Equal(3, Assert.Single(await Traces(canvas)).Emits.Count);
    }

    [Fact]
    public async Task A_timed_out_batch_counts_the_attempt_for_each_message()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("""
            fn spin (n: Int) : Int =
              List::length (List::map (List::range 1 1000000) \x -> x) |> spin

            worker w with { batch: 3; concurrency: 1 }
              let started = Uuid::generate
              spin 0
            """, entropy: chance.Fill);
        await Queue(canvas, 2);
        await canvas.Resume("w");
        await chance.Drawn.Reaches(1);
        await canvas.Advance(TimeSpan.FromSeconds(61));
        var messages = await canvas.Ask(Operations.Messages, new(W));
        Assert.Equal([(MessageState.Retrying, 1), (MessageState.Retrying, 1)], messages.Select(m => (m.State, m.Attempts)));
    }

    [Fact]
    public async Task The_start_of_a_long_batch_is_stored_for_each_message_and_those_whose_process_died_run_alone()
    {
        var started = new CountSignal();
        var store = new RefusingStore();
        store.Refuses = change =>
        {
            if (change is MessageUpdated { State: MessageState.Ready, Attempts: 1 })
                started.Add();
            return false;
        };
        using var chance = new HeldEntropy();
        var canvas = Running.Open("""
            worker w with { batch: 3 }
              let started = Uuid::generate
              List::fold (List::range 1 100000) 0 \sum i -> List::fold (List::range 1 1000) sum \s j -> s + j
            """, store, entropy: chance.Fill);
        await Queue(canvas, 3);
        await canvas.Resume("w");
        await chance.Drawn.Reaches(1);
        Assert.Equal(3, (await canvas.Worker("w")).Running);
        canvas.Time.Advance(TimeSpan.FromMilliseconds(200));
        await started.Reaches(3);

        var crashed = new MemoryStore();
        var messages = Enumerable.Range(1, 2).Select(NewMessage).ToList();
        crashed.Commit([.. messages.Select(message => new MessageEnqueued(message))]);
        crashed.Commit([.. messages.Select(message => new MessageUpdated(message, MessageState.Ready, Running.Start, 1, null))]);
        using var next = Running.Open(Plain, crashed);
        await next.Idle();
        Assert.Equal([(1, 2), (1, 2)], (await Traces(next)).Select(trace => (trace.Messages!.Count, trace.Header.Attempt)));
        await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Handler: W));
        canvas.Dispose();
    }

    [Fact]
    public async Task A_step_runs_one_batch_without_its_wait()
    {
        using var canvas = Running.Open(Waiting);
        await canvas.Pause("w");
        for (var n = 1; n <= 2; n++)
            await canvas.Emit("w", $"{n}");
        var end = await canvas.Ask(Operations.Step, new(W));
        Assert.Equal((MessageState.Done, "2"), (end.State, end.Result!.Json));
        Assert.Equal((0, 2), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Done));
    }

    [Fact]
    public async Task Two_steps_never_wait_for_the_messages_of_one_batch()
    {
        using var chance = new HeldEntropy();
        var source = Hanging.Replace("concurrency: 1", "concurrency: 3", StringComparison.Ordinal);
        using var canvas = Running.Open(source, entropy: chance.Fill);
        chance.Hold();
        await Queue(canvas, 2);
        var first = canvas.Ask(Operations.Step, new(W));
        await chance.Held.Reaches(1);
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Step, new(W)));
        chance.Dispose();
        Assert.Equal(MessageState.Done, (await first).State);
    }

    [Fact]
    public async Task Removing_one_message_of_a_running_batch_ends_the_attempt_and_the_others_run_again()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open(Hanging, entropy: chance.Fill);
        chance.Hold();
        var ids = await Queue(canvas, 3);
        await canvas.Resume("w");
        await chance.Held.Reaches(1);
        var removed = canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [$"{ids[1]}"]));
        chance.Dispose();
        Assert.Equal(1, (await removed).Count);
        await canvas.Idle();
        Assert.Equal(["[1,3]"], (await Traces(canvas)).Select(trace => trace.Input!.Json));
        Assert.Equal((2, 0), ((await canvas.Worker("w")).Done, (await canvas.Worker("w")).Running));
    }

    [Fact]
    public async Task Spilled_messages_run_in_batches_each_once()
    {
        using var canvas = Running.Open(
            "worker w with { batch: (1000, 1h); concurrency: 1 }\n  event\n", eventBudget: 10_000);
        const int count = 3 * HandlerQueue.MaxInMemory;
        await canvas.Pause("w");
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(1, count).Select(n => new EmitRequest("w", $"{n}"))]);
        Assert.True(canvas.Engine.Steps.Queues[W].Spilled > 0);
        await canvas.Resume("w");
        for (var done = 0L; done < count; done = (await canvas.Worker("w")).Done)
            await canvas.Advance(TimeSpan.FromHours(1));
        Assert.Equal((count, 0), ((await canvas.Worker("w")).Done, (await canvas.Worker("w")).Ready));
        Assert.True((await Traces(canvas)).All(trace => trace.Messages!.Count <= 1000));
    }

    [Fact]
    public async Task A_batch_holds_no_more_bytes_of_events_than_a_trace_can()
    {
        using var canvas = Running.Open("worker w with { batch: 10; concurrency: 1 }\n  List::length event\n");
        await canvas.Pause("w");
        var text = new string('x', 900_000);
        for (var n = 0; n < 6; n++)
            await canvas.Emit("w", $"\"{text}\"");
        await canvas.Resume("w");
        await canvas.Idle();
        Assert.Equal([4, 2], (await Traces(canvas)).Select(trace => trace.Messages!.Count));
    }

    [Fact]
    public async Task A_trace_of_a_batch_is_stored_and_replays_and_runs_again_as_messages()
    {
        var canvas = Running.Open(Plain);
        var ids = await Queue(canvas, 2);
        await canvas.Resume("w");
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromSeconds(2));
        await canvas.Idle();
        canvas = canvas.Restart(Plain);
        var trace = Assert.Single(await Traces(canvas));
        Assert.Equal(ids, trace.Messages);
        await canvas.Ask(Operations.ReplayLive, new(trace.Header.Id.ToString()));
        await canvas.Idle();
        Assert.Equal(4, (await canvas.Worker("w")).Done);
        Assert.All((await Traces(canvas)).SelectMany(one => one.Input!.Json!.Split(',')), part => Assert.Matches("[12]", part));
        canvas.Dispose();
    }

    private static Message NewMessage(int number) => new()
    {
        Id = Facts.Id(number),
        Handler = W,
        Event = ValueEncoding.Encode(Value.Int(number), 100),
        EmittedAt = Running.Start,
        FirstDue = Running.Start,
        EmittedFrom = "dark emit",
    };

    private static Comparer<string?> Shortest => Comparer<string?>.Create(
        (a, b) => (-a!.Length, a).CompareTo((-b!.Length, b)));

    private static async Task<IReadOnlyList<Guid>> Queue(Running canvas, int count)
    {
        await canvas.Pause("w");
        var ids = new List<Guid>();
        for (var n = 1; n <= count; n++)
            ids.Add(await canvas.Emit("w", n.ToString(CultureInfo.InvariantCulture)));
        return ids;
    }

    // Oldest first.
    private static async Task<IReadOnlyList<TraceView>> Traces(Running canvas)
    {
        var traces = new List<TraceView>();
        foreach (var header in (await canvas.Ask(Operations.Traces, new(W))).Reverse())
            traces.Add(await canvas.Ask(Operations.Trace, new(header.Id.ToString())));
        return traces;
    }
}
