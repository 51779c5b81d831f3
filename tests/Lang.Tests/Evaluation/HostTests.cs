using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Evaluation;

public class HostTests
{
    private const string Heartbeat = """
        cron heartbeat every minute
          emit { messageId: Uuid::generate; createdAt: Date::now } "my-worker"

        worker my-worker
          let age = Date::subtract Date::now event.createdAt
          $"handled {event.messageId} after {age}s"

        worker dice (sides)
          let thrown = List::map (List::range 1 3) (\i -> Int::random 1 sides)
          emit thrown "my-worker"
          if List::length thrown == 3 then List::sum thrown + "x" else 0

        """;

    [Fact]
    public void A_cron_emits_and_a_worker_handles_the_event()
    {
        var canvas = Programs.Canvas(Heartbeat);
        var effects = new FixedEffects();

        Assert.IsType<Outcome.Completed>(Programs.Run(canvas.Crons[0].Body, [], host: new EffectsHost(effects)));
        var emission = Assert.Single(effects.Emissions);
        Assert.Equal("my-worker", emission.Worker);
        Assert.Equal(2, emission.At.Start.Line);
        var handled = Programs.Run(canvas.Workers[0].Body, [emission.Event], host: new EffectsHost(effects));

        Assert.Equal("handled 00000000-0000-4000-8000-000000000000 after 0s", Assert.IsType<Outcome.Completed>(handled).Value.AsString);
    }

    [Fact]
    public void Every_impure_call_is_recorded_in_order_with_its_place()
    {
        var calls = Record(out _);

        Assert.Equal(["Int::random", "Int::random", "Int::random", "emit"], calls.Select(call => call.Function));
        Assert.Equal([9, 9, 9, 10], calls.Select(call => call.At.Start.Line));
    }

    [Fact]
    public void A_run_answered_from_its_recording_ends_the_same_way()
    {
        var calls = Record(out var live);
        var host = new RecordedHost([.. calls.Select(call => new RecordedAnswer.Returned(call.Function, call.Result))]);

        var replayed = Programs.Run(Dice, [Value.Int(6)], host: host);

        Assert.Equal(Programs.Show(live), Programs.Show(replayed));
        Assert.Equal(0, host.Unused);
        Assert.Single(host.Emits);
    }

    [Fact]
    public void A_replay_stops_at_a_call_that_was_not_recorded()
    {
        var calls = Record(out _);
        var host = new RecordedHost([.. calls.Take(2).Select(call => new RecordedAnswer.Returned(call.Function, call.Result))]);

        var error = Assert.IsType<Outcome.Failed>(Programs.Run(Dice, [Value.Int(6)], host: host)).Error;

        Assert.Equal(RuntimeErrorCodes.NotRecorded, error.Code);
        Assert.Contains("Int::random", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_stops_where_another_function_was_called()
    {
        var host = new RecordedHost([new RecordedAnswer.Returned("Date::now", Value.Null)]);

        var error = Assert.IsType<Outcome.Failed>(Programs.Run(Dice, [Value.Int(6)], host: host)).Error;

        Assert.Contains("Date::now", error.Help, StringComparison.Ordinal);
    }

    private static DarkLang.Lang.Resolution.Code Dice => Programs.Canvas(Heartbeat).Workers[1].Body;

    private static List<RecordedCall> Record(out Outcome outcome)
    {
        var calls = new List<RecordedCall>();
        outcome = Programs.Run(Dice, [Value.Int(6)], host: new EffectsHost(new FixedEffects(), calls.Add));
        return calls;
    }
}
