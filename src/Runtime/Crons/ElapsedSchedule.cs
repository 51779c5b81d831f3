namespace DarkLang.Runtime.Crons;

/// <summary>A plain interval of elapsed time, independent of time zones and summer time.</summary>
internal sealed class ElapsedSchedule(TimeSpan interval) : Schedule
{
    public override string Canonical { get; } = IntervalText.Format(interval);

    public override DateTimeOffset? First(DateTimeOffset now) => now.ToUniversalTime();

    public override DateTimeOffset? Next(DateTimeOffset previousDue) => After(previousDue, 1);

    public override MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now)
    {
        var missed = now <= previousDue ? 0 : (now - previousDue).Ticks / interval.Ticks;
        return new MissedSlots(missed == 0 ? null : After(previousDue, missed), After(previousDue, missed + 1));
    }

    public override DateTimeOffset? FirstAfter(DateTimeOffset now, DateTimeOffset laterDue) =>
        laterDue.AddTicks(-interval.Ticks * ((laterDue - now).Ticks - 1 is >= 0 and var ticks ? ticks / interval.Ticks : 0));

    private DateTimeOffset? After(DateTimeOffset due, long intervals) =>
        (DateTimeOffset.MaxValue - due).Ticks / interval.Ticks < intervals
            ? null : due.ToUniversalTime().AddTicks(interval.Ticks * intervals);
}
