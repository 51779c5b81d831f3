using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class TraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_holds_input_result_emits_and_every_impure_result_in_order()
    {
        using var canvas = Running.Open("""
            worker w
              let message = { messageId: Uuid::generate; createdAt: Date::now }
              emit message "sink"
              event + 1
            """);
        await canvas.Handle("w", "41");
        var trace = await Newest(canvas, HandlerId.Worker("w"));
        Assert.Equal(
            ("41", "42", 1, TraceOutcome.Completed), (trace.Input!.Json, trace.Result!.Json, trace.Header.Attempt, trace.Header.Outcome));
        Assert.Equal(["Uuid::generate", "Date::now", "emit"], trace.Effects.Select(e => e.Function));
        var emit = Assert.Single(trace.Emits);
        Assert.Equal("sink", emit.Worker);
        Assert.Contains(trace.Effects[0].Result!.Text, emit.Event.Text, StringComparison.Ordinal);
        Assert.Contains("2031-03-04T10:00:00Z", trace.Effects[1].Result!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_ten_traces_of_a_handler_survive_a_restart()
    {
        const string source = "worker w\n  event\n";
        var canvas = Running.Open(source);
        for (var n = 1; n <= 25; n++)
            await canvas.Handle("w", $"{n}");
        using var next = canvas.Restart(source);
        var traces = await next.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        var inputs = new List<string>();
        foreach (var trace in traces)
            inputs.Add((await next.Ask(Operations.Trace, new(trace.Id.ToString()))).Input!.Json!);
        Assert.Equal([.. Enumerable.Range(16, 10).Select(n => $"{n}")], inputs.Order());
    }

    [Fact]
    public async Task Failures_are_kept_longer_than_successes()
    {
        using var canvas = Running.Open("worker w\n  Int::divide 1 event\n");
        var failed = await canvas.Handle("w", "0");
        await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true));
        for (var n = 1; n <= 20; n++)
            await canvas.Handle("w", $"{n}");
        var kept = await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        Assert.Equal(11, kept.Count);
        Assert.Equal((failed.Message, TraceOutcome.Failed), (kept[^1].Message, kept[^1].Outcome));

        // Ten newer failures displace it, after ten newer attempts have pushed those failures out of the newest ten.
        for (var n = 0; n < 20; n++)
            await canvas.Handle("w", "0");
        await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true));
        kept = await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        Assert.Equal(20, kept.Count);
        Assert.DoesNotContain(kept, trace => trace.Message == failed.Message);
    }

    [Fact]
    public async Task The_trace_of_a_dead_letter_is_kept_as_long_as_the_dead_letter()
    {
        using var canvas = Running.Open("worker w\n  Int::divide 1 event\n");
        var failed = await canvas.Handle("w", "0");
        for (var n = 1; n <= 25; n++)
            await canvas.Handle("w", "0");
        await canvas.Advance(TimeSpan.FromSeconds(2));

        var dead = await canvas.Ask(Operations.Message, new(failed.Message.ToString()));
        Assert.Equal(TraceOutcome.Failed, (await canvas.Ask(Operations.Trace, new(dead.Trace!.Value.ToString()))).Header.Outcome);
        await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true));
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Trace, new(dead.Trace.Value.ToString())));
    }

    [Fact]
    public async Task A_pinned_trace_stays_until_it_is_unpinned_even_across_a_restart()
    {
        const string source = "worker w\n  event\n";
        var canvas = Running.Open(source);
        await canvas.Handle("w", "\"pinned\"");
        var first = (await canvas.Ask(Operations.Traces, new()))[0];
        Assert.True((await canvas.Ask(Operations.Pin, new(first.Id.ToString(), true))).Pinned);
        for (var n = 1; n <= 25; n++)
            await canvas.Handle("w", $"{n}");
        using var next = canvas.Restart(source);
        for (var n = 1; n <= 25; n++)
            await next.Handle("w", $"{n}");
        var kept = await next.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        Assert.Equal(11, kept.Count);
        Assert.True(kept[^1].Pinned);
        Assert.Equal("\"pinned\"", (await next.Ask(Operations.Trace, new(first.Id.ToString()))).Input!.Json);

        Assert.False((await next.Ask(Operations.Pin, new(first.Id.ToString(), false))).Pinned);
        await Assert.ThrowsAsync<ControlException>(() => next.Ask(Operations.Trace, new(first.Id.ToString())));
    }

    [Fact]
    public async Task A_trace_does_not_contain_the_hash_of_a_password()
    {
        using var canvas = Running.Open("""
            worker w
              let p = Password::hash "secret"
              emit { p: p } "sink"

            worker sink
              Password::check event.p "secret"
            """);
        await canvas.Handle("w", "1");
        await canvas.Idle();
        Assert.Equal("true", (await Newest(canvas, HandlerId.Worker("sink"))).Result!.Json);
        foreach (var handler in new[] { "w", "sink" })
        {
            var run = await canvas.Ask(Operations.Trace, new((await Newest(canvas, HandlerId.Worker(handler))).Header.Id.ToString()));
            // A hash would be far longer than its encoding without the hash.
            Assert.All(run.Effects, call => Assert.InRange(call.Result!.Encoded!.Length, 0, 10));
            Assert.InRange(run.Input!.Encoded!.Length, 0, 10);
        }
    }

    [Fact]
    public async Task A_failed_trace_has_the_call_stack()
    {
        using var canvas = Running.Open("""
            fn outer (n: Int) : Int = inner n + 1

            fn inner (n: Int) : Int = Int::divide 1 n

            worker w
              outer event
            """);
        await canvas.Handle("w", "0");
        var failure = (await Newest(canvas, HandlerId.Worker("w"))).Failure!;
        Assert.Contains(failure.Stack, f => f.Function.Contains("inner", StringComparison.Ordinal));
        Assert.Contains(failure.Stack, f => f.Function.Contains("outer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trace_shows_its_emits_even_if_their_events_are_unloaded()
    {
        using var canvas = Running.Open("worker w\n  emit [1, 2] \"sink\"\n\nworker sink\n  event\n", eventBudget: 0);
        await canvas.Handle("w", "[7]");
        await canvas.Idle();
        var trace = await Newest(canvas, HandlerId.Worker("w"));
        Assert.Equal(("[7]", "[1,2]"), (trace.Input!.Json, trace.Emits[0].Event.Json));
    }

    [Fact]
    public async Task A_trace_keeps_a_thousand_entries_and_counts_the_rest()
    {
        using var canvas = Running.Open("worker w\n  List::map (List::range 1 1500) \\n -> emit n \"sink\"\n\nworker sink\n  event\n");
        await canvas.Handle("w", "1");
        var trace = await Newest(canvas, HandlerId.Worker("w"));
        Assert.Equal((1_000, 500, 1_000, 500), (trace.Emits.Count, trace.EmitsLeftOut, trace.Effects.Count, trace.EffectsLeftOut));
    }

    [Fact]
    public async Task A_trace_of_large_values_stays_within_bounds()
    {
        using var canvas = Running.Open(
            "worker w\n  List::map (List::range 1 50) \\n -> emit (String::padStart \"\" \"x\" 200000) \"sink\"\n\nworker sink\n  1\n");
        await canvas.Handle("w", "1");
        var trace = await Newest(canvas, HandlerId.Worker("w"));
        Assert.Equal(50, trace.Emits.Count + trace.EmitsLeftOut);
        Assert.InRange(trace.Emits.Count, 1, 10);
    }

    [Fact]
    public async Task The_trace_of_a_cron_has_no_input()
    {
        using var canvas = Running.Open("cron tick every hour\n  7\n");
        await canvas.Idle();
        var trace = await Newest(canvas, HandlerId.Cron("tick"));
        Assert.Null(trace.Input);
        Assert.Equal("7", trace.Result!.Json);
    }

    [Fact]
    public async Task The_source_of_a_trace_can_be_read_back_after_the_file_has_changed()
    {
        var canvas = Running.Open("worker w\n  event\n");
        await canvas.Handle("w", "1");
        using var next = canvas.Restart("worker w\n  event + 1\n");
        var trace = await Newest(next, HandlerId.Worker("w"));
        var source = Assert.Single(await next.Ask(Operations.Source, new(trace.Version)));
        Assert.Equal("worker w\n  event\n", source.Text);
    }

    private static async Task<TraceView> Newest(Running canvas, HandlerId handler)
    {
        var traces = await canvas.Ask(Operations.Traces, new(handler));
        return await canvas.Ask(Operations.Trace, new(traces[0].Id.ToString()));
    }
}
