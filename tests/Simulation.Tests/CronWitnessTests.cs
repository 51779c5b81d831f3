using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>What the witness of crons accepts and rejects, in one commit or in several.</summary>
public sealed class CronWitnessTests
{
    private static readonly DateTimeOffset StartTime = new(2031, 3, 4, 2, 30, 0, TimeSpan.Zero);

    private readonly World _world = new(1, SimulatedCanvas.Load(), PlantedBug.None, keepsStory: false);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_skipped_due_time_may_run_if_another_schedule_brings_it_again(bool isOneCommit)
    {
        List<Change[]> units =
        [
            // It is due while the previous run has not ended; then the clock is set back, and another schedule comes and goes.
            [State(next: 2, last: 0, skipped: 1)],
            [State(next: 3, last: 0, skipped: 1, SimulatedChanges.OtherSchedule)],
            [State(next: 1, last: 0, skipped: 1)],
            [Removed(0)],
            [State(next: 2, last: 1, skipped: 1), Run(1)],
        ];
        Begin();
        foreach (var commit in isOneCommit ? [[.. units.SelectMany(unit => unit)]] : units)
            _world.Witness.Accept(commit);
        _world.Witness.Crons.End();
        Assert.Null(_world.Violation);
    }

    [Fact]
    public void A_due_time_that_ran_and_is_counted_as_skipped_is_found()
    {
        Begin();
        _world.Witness.Accept([State(next: 2, last: 0, skipped: 1), Run(1)]);
        _world.Witness.Crons.End();
        Assert.Contains("cron tick fired at", _world.Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_due_time_that_was_neither_run_nor_skipped_for_a_reason_is_found()
    {
        Begin();
        _world.Witness.Accept([Removed(0)]);
        _world.Witness.Accept([State(next: 2, last: 0, skipped: 0)]);
        Assert.Contains("cron tick left out", _world.Violation, StringComparison.Ordinal);
    }

    private void Begin()
    {
        _world.Time.Jump(TimeSpan.FromMinutes(2));
        _world.Witness.Accept([State(next: 0, last: null, skipped: 0)]);
        _world.Witness.Accept([State(next: 1, last: 0, skipped: 0), Run(0)]);
    }

    private static DateTimeOffset At(int minute) => StartTime.AddMinutes(minute);

    private static CronUpdated State(int next, int? last, int skipped, string schedule = "every minute") =>
        new(new CronState("tick", schedule, At(next), last is { } minute ? At(minute) : null, skipped));

    private static MessageEnqueued Run(int minute) => new(MessageOf(minute));

    private static MessageSettled Removed(int minute) => new(MessageOf(minute), Settlement.Removed);

    private static Message MessageOf(int minute) => new()
    {
        Id = MessageIds.OfSlot("tick", At(minute)),
        Handler = HandlerId.Cron("tick"),
        Event = null,
        EmittedAt = At(minute),
        FirstDue = At(minute),
        EmittedFrom = "schedule",
    };
}
