using NCrontab;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// A cron expression. Where its seconds, minutes or hours are a range, a step or <c>*</c> it means an interval, and runs through
/// both passes of an hour that summer time repeats; an exact time of day runs once.
/// </summary>
internal sealed class ExpressionSchedule(CrontabSchedule expression, string text, bool isInterval, Zone zone) : Schedule
{
    // The calendar repeats every 28 years, or 40 across a year such as 2100 that is no leap year.
    private const int LongestGapYears = 41;

    public override string Canonical { get; } = $"\"{text}\"{zone.Suffix}";

    public override DateTimeOffset? First(DateTimeOffset now) => Next(now);

    public override DateTimeOffset? Next(DateTimeOffset previousDue) => isInterval ? NextOfInterval(previousDue) : NextExact(previousDue);

    public override MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now)
    {
        if (now <= previousDue)
            return new MissedSlots(null, Next(previousDue));
        return new MissedSlots(LatestUntil(now) is { } latest && latest > previousDue ? latest : null, Next(now));
    }

    /// <summary>Looks back in doubling steps, then halves the stretch that still may hold a later one.</summary>
    private DateTimeOffset? LatestUntil(DateTimeOffset now)
    {
        var found = default(DateTimeOffset?);
        for (var back = TimeSpan.FromSeconds(1); found is null; back *= 2)
        {
            if (back > TimeSpan.FromDays(366 * LongestGapYears) || (now - DateTimeOffset.MinValue).Ticks < back.Ticks)
                return null;
            found = Next(now - back) is { } slot && slot <= now ? slot : null;
        }
        var end = now;
        while (end - found.Value > TimeSpan.FromSeconds(1))
        {
            var middle = found.Value + (end - found.Value) / 2;
            if (Next(middle) is { } later && later <= now)
                found = later;
            else
                end = middle;
        }
        while (Next(found.Value) is { } last && last <= now)
            found = last;
        return found;
    }

    private DateTimeOffset? NextExact(DateTimeOffset previous)
    {
        DateTime? local = zone.ToLocal(previous);
        while ((local = NextLocal(local.Value)) is { } candidate)
        {
            if (zone.ToInstant(candidate) is not { } instant)
                return null;
            // The second pass of a repeated hour: its times ran already.
            if (instant > previous)
                return instant;
        }
        return null;
    }

    private DateTimeOffset? NextOfInterval(DateTimeOffset previous)
    {
        var from = previous.UtcDateTime;
        var offset = zone.OffsetAt(from);
        var next = NextLocal(zone.ToLocal(previous));
        while (next is { } local)
        {
            var instant = DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
            if (FirstChange(from, instant, offset) is not { } change)
                return new DateTimeOffset(instant);
            // The clock was moved in between: go on from that moment with the new offset, its own first second included.
            from = change;
            offset = zone.OffsetAt(change);
            var localChange = DateTime.SpecifyKind(change + offset, DateTimeKind.Unspecified);
            if (local < localChange)
                return new DateTimeOffset(change);
            next = NextLocal(localChange.AddSeconds(-1));
        }
        return null;
    }

    /// <summary>The first change of the offset in a stretch; two changes never lie within one step of it.</summary>
    private DateTime? FirstChange(DateTime from, DateTime to, TimeSpan offset)
    {
        var step = TimeSpan.FromDays(7);
        for (var at = from; at < to;)
        {
            var end = to - at < step ? to : at + step;
            if (zone.OffsetAt(end) != offset)
                return zone.FindChange(at, end);
            at = end;
        }
        return null;
    }

    private DateTime? NextLocal(DateTime local)
    {
        if (local.Year >= DateTime.MaxValue.Year - LongestGapYears)
            return null;
        var end = local.AddYears(LongestGapYears);
        var next = expression.GetNextOccurrence(local, end);
        return next < end ? next : null;
    }
}
