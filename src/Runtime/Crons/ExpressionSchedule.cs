using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// A cron expression. If its seconds, minutes or hours are a range, a step or <c>*</c>, it means an interval and fires in both passes of
/// an hour that the end of summer time repeats. An exact time of day fires once.
/// </summary>
internal sealed class ExpressionSchedule(ParsedCronExpression expression, Zone zone) : Schedule
{
    // The calendar repeats every 28 years, or every 40 across a year such as 2100, which is not a leap year.
    private const int LongestGapYears = 41;

    public override string Canonical { get; } = $"\"{expression.Text}\"{zone.Suffix}";

    public override string? Zone => zone.Id;

    public override DateTimeOffset? First(DateTimeOffset now) => Next(now);

    public override DateTimeOffset? Next(DateTimeOffset previousDue) =>
        expression.IsInterval ? NextOfInterval(previousDue) : NextExact(previousDue);

    public override MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now)
    {
        if (now <= previousDue)
            return new MissedSlots(null, Next(previousDue));
        return new MissedSlots(LatestUntil(now) is { } latest && latest > previousDue ? latest : null, Next(now));
    }

    /// <summary>Returns the latest due time until now. It looks back in doubling steps, and then halves the period.</summary>
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
            // Earlier instants belong to the second pass of a repeated hour, whose times have fired already.
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
            if (FirstOffsetChange(from, instant, offset) is not { } change)
                return new DateTimeOffset(instant);
            // The offset changes in between: continue from the change with the new offset, including its first second.
            from = change;
            offset = zone.OffsetAt(change);
            var localChange = DateTime.SpecifyKind(change + offset, DateTimeKind.Unspecified);
            if (local < localChange)
                return new DateTimeOffset(change);
            next = NextLocal(localChange.AddSeconds(-1));
        }
        return null;
    }

    /// <summary>Returns the first change of the offset in a period. Two changes are never less than one step apart.</summary>
    private DateTime? FirstOffsetChange(DateTime from, DateTime to, TimeSpan offset)
    {
        var step = TimeSpan.FromDays(7);
        for (var at = from; at < to;)
        {
            var end = to - at < step ? to : at + step;
            if (zone.OffsetAt(end) != offset)
                return zone.FindOffsetChange(at, end);
            at = end;
        }
        return null;
    }

    private DateTime? NextLocal(DateTime local)
    {
        if (local.Year >= DateTime.MaxValue.Year - LongestGapYears)
            return null;
        var end = local.AddYears(LongestGapYears);
        var next = expression.Next(local, end);
        return next < end ? next : null;
    }
}
