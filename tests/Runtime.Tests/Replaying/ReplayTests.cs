using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Replaying;
using DarkLang.Runtime.Tests.Engines;

namespace DarkLang.Runtime.Tests.Replaying;

/// <summary>A stored trace can be run again without side effects.</summary>
public sealed class ReplayTests
{
    private const string Orders = """
        worker w
          let id = Uuid::generate
          let totals = List::map event (\order -> List::map order.lines (\line -> 100 / line.count))
          emit { id: id; totals: totals } "sink"
          totals
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_shows_the_values_of_the_attempt_even_of_impure_calls()
    {
        using var canvas = Running.Open(Orders);
        await canvas.Handle("w", """[{ "lines": [{ "count": 2 }, { "count": 5 }] }]""");
        var trace = await Newest(canvas);

        var ran = await Rerun(canvas, await SourcesOf(canvas, trace.Version));

        var id = trace.Effects[0].Result!.Text;
        Assert.Contains(ran.Recording.Root!.Values, value => TextAt(value.At) == "Uuid::generate" && ValueDisplay.Show(value.Value) == id);
        Assert.Equal("[[50, 20]]", ValueDisplay.Show(Assert.IsType<Outcome.Completed>(ran.Recording.Outcome).Value));
        Assert.Equal("sink", Assert.Single(ran.Emits).Worker);
    }

    [Fact]
    public async Task A_replay_shows_each_iteration_of_a_failed_loop_and_what_was_not_reached()
    {
        using var canvas = Running.Open(Orders);
        await canvas.Handle(
            "w", """[{ "lines": [{ "count": 2 }] }, { "lines": [{ "count": 4 }, { "count": 0 }, { "count": 1 }] }, { "lines": [] }]""");

        var ran = await Rerun(canvas, [new SourceText("a.dark", Orders)]);

        var failed = Assert.IsType<Outcome.Failed>(ran.Recording.Outcome);
        Assert.Equal("100 / line.count", TextAt(failed.Error.At));
        var orders = ran.Recording.Root!.Calls;
        Assert.Equal([1, 2], orders.Select(order => order.Calls.Count));
        Assert.Equal([25L, null], orders[1].Calls.Select(line => line.Result?.AsInt));
    }

    [Fact]
    public async Task A_replay_of_changed_code_shows_which_values_differ()
    {
        using var canvas = Running.Open(Orders);
        await canvas.Handle("w", """[{ "lines": [{ "count": 4 }, { "count": 0 }] }]""");
        var before = await canvas.Control.Ask(Operations.Status, Token);

        var old = await Rerun(canvas, [new SourceText("a.dark", Orders)]);
        var now = await Rerun(canvas, [new SourceText(
            "a.dark", Orders.Replace("100 / line.count", "if line.count == 0 then 0 else 100 / line.count", StringComparison.Ordinal))]);

        Assert.IsType<Outcome.Completed>(now.Recording.Outcome);
        Assert.Equal("[[25, 0]]", ValueDisplay.Show(now.Emits[0].Event.AsDict.TryGet("totals", out var totals) ? totals : Value.Null));
        var changes = RecordingDiff.Between(old.Recording, now.Recording);
        Assert.Contains(
            changes, change => change.Text == "emit { id: id; totals: totals } \"sink\""
                && (change.Old.State, change.New.State) == (ValueState.NotReached, ValueState.Known));
        Assert.DoesNotContain(changes, change => change.Text == "{ id: id; totals: totals }");
        Assert.Contains(changes, change => change.Path == "worker w › lambda in worker w › lambda in worker w ‹2/2›"
            && change.Text.StartsWith("if line.count", StringComparison.Ordinal));
        Assert.DoesNotContain(changes, change => change.Text == "Uuid::generate");

        // The replay had no side effects.
        var after = await canvas.Control.Ask(Operations.Status, Token);
        Assert.Equal(
            (before.Workers[0].Done, before.Workers[0].Dead, before.NotFound.Count),
            (after.Workers[0].Done, after.Workers[0].Dead, after.NotFound.Count));
    }

    [Fact]
    public async Task A_call_that_was_not_recorded_stops_a_replay_with_the_reason()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        await canvas.Handle("w", "1");

        var ran = await Rerun(canvas, [new SourceText("a.dark", "worker w\n  Date::now\n")]);

        var error = Assert.IsType<Outcome.Failed>(ran.Recording.Outcome).Error;
        Assert.Equal("the recording has no answer for `Date::now`", error.Message);
    }

    [Fact]
    public async Task Sources_with_errors_or_without_the_handler_are_told_apart()
    {
        using var canvas = Running.Open("worker w\n  event\n");
        await canvas.Handle("w", "1");
        var run = await canvas.Ask(Operations.Trace, new((await Newest(canvas)).Header.Id.ToString()));

        Assert.NotEmpty(Assert.IsType<ReplayResult.NotRunnable>(
            Replay.Run(run, [new SourceText("a.dark", "worker w\n  (")], TimeProvider.System, Token)).Diagnostics);
        Assert.Equal(HandlerId.Worker("w"), Assert.IsType<ReplayResult.HandlerGone>(
            Replay.Run(run, [new SourceText("a.dark", "worker x = 1\n")], TimeProvider.System, Token)).Handler);
    }

    [Fact]
    public async Task A_live_replay_is_a_new_message_with_the_same_input()
    {
        using var canvas = Running.Open("worker w\n  event\n\ncron c every hour\n  1\n");
        await canvas.Handle("w", "[1, 2]");
        var first = (await Newest(canvas)).Header;

        var message = (await canvas.Ask(Operations.ReplayLive, new(first.Id.ToString()))).Message;
        await canvas.Idle();

        var second = await Newest(canvas);
        Assert.Equal((message, "[1,2]"), (second.Header.Message, second.Input!.Json));
        Assert.NotEqual(first.Message, message);
    }

    [Fact]
    public async Task A_live_replay_of_a_cron_leaves_its_schedule_alone()
    {
        using var canvas = Running.Open("cron c every hour\n  1\n");
        await canvas.Idle();
        var before = (await canvas.Control.Ask(Operations.Status, Token)).Crons[0];
        var trace = (await canvas.Ask(Operations.Traces, new(HandlerId.Cron("c"))))[0];

        await canvas.Ask(Operations.ReplayLive, new(trace.Id.ToString()));
        await canvas.Idle();

        var after = (await canvas.Control.Ask(Operations.Status, Token)).Crons[0];
        Assert.Equal((before.NextDue, before.Done + 1), (after.NextDue, after.Done));
    }

    [Fact]
    public async Task A_key_that_an_attempt_used_is_in_no_view_of_its_trace()
    {
        using var canvas = Running.Open(
            "worker w\n  Log::info event.key {}\n  emit event \"sink\"\n  JWT::signAndEncode event.key { sub: event.key }\n"
                + "  event\n");
        await canvas.Handle("w", "{ \"key\": \"k3y-k3y-k3y\", \"n\": 1 }");
        var trace = await Newest(canvas);

        var ran = await Rerun(canvas, await SourcesOf(canvas, trace.Version));
        var shown = SecretViews.Redact(trace, ran.Recording.Secrets);

        Assert.Equal("{ key: \"<redacted>\", n: 1 }", shown.Input!.Text);
        Assert.Null(shown.Input.Encoded);
        var others = string.Join('\n', shown.Result, shown.Log[0], shown.Emits[0], shown.Effects[1]);
        Assert.DoesNotContain("k3y", others, StringComparison.Ordinal);
        Assert.DoesNotContain(
            ran.Recording.Root!.Values, value => ValueDisplay.Show(value.Value).Contains("k3y", StringComparison.Ordinal));
        Assert.DoesNotContain("k3y", ValueDisplay.Show(ran.Emits[0].Event), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_with_a_password_is_not_replayed_live()
    {
        using var canvas = Running.Open("worker w\n  emit { p: Password::hash \"x\" } \"sink\"\n\nworker sink\n  1\n");
        await canvas.Handle("w", "1");
        await canvas.Idle();
        var trace = (await canvas.Ask(Operations.Traces, new(HandlerId.Worker("sink"))))[0];

        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.ReplayLive, new(trace.Id.ToString())));

        Assert.Equal(ControlProblem.Refused, refused.Problem);
    }

    private static async Task<ReplayResult.Ran> Rerun(Running canvas, IReadOnlyList<SourceText> sources)
    {
        var run = await canvas.Ask(Operations.Trace, new((await Newest(canvas)).Header.Id.ToString()));
        return Assert.IsType<ReplayResult.Ran>(Replay.Run(run, sources, TimeProvider.System, Token));
    }

    private static async Task<IReadOnlyList<SourceText>> SourcesOf(Running canvas, string version) =>
        [.. (await canvas.Ask(Operations.Source, new(version))).Select(source => new SourceText(source.Path, source.Text))];

    private static async Task<TraceView> Newest(Running canvas) =>
        await canvas.Ask(
            Operations.Trace, new((await canvas.Control.Ask(Operations.Traces, new(HandlerId.Worker("w")), Token))[0].Id.ToString()));

    private static string TextAt(Location at) => at.Source[at.Span].ToString();
}
