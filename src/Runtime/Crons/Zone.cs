namespace DarkLang.Runtime.Crons;

/// <summary>
/// Wall-clock time of one time zone. Only the way from UTC to local time is asked of the system: it is the unambiguous one.
/// </summary>
internal sealed class Zone(TimeZoneInfo info)
{
    public static Zone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>As it is written after a schedule: nothing for UTC.</summary>
    public string Suffix => info.Id is "UTC" or "Etc/UTC" ? "" : $" in \"{info.Id}\"";

    public DateTime ToLocal(DateTimeOffset instant) =>
        Shift(instant.UtcDateTime, OffsetAt(instant.UtcDateTime));

    public TimeSpan OffsetAt(DateTime utc) => info.GetUtcOffset(utc);

    /// <summary>A time that summer time skips becomes the moment it jumps to, a repeated one its first occurrence. Null outside the calendar.</summary>
    public DateTimeOffset? ToInstant(DateTime local)
    {
        if (local.Ticks < TimeSpan.TicksPerDay * 2 || local.Ticks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay * 2)
            return null;
        local = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var before = OffsetAt(local.AddDays(-1));
        var after = OffsetAt(local.AddDays(1));
        var byBefore = local - before;
        var byAfter = local - after;
        var beforeFits = OffsetAt(byBefore) == before;
        var afterFits = OffsetAt(byAfter) == after;
        return (beforeFits, afterFits) switch
        {
            (true, true) => At(byBefore < byAfter ? byBefore : byAfter),
            (true, false) => At(byBefore),
            (false, true) => At(byAfter),
            (false, false) => At(FindChange(byAfter, byBefore)),
        };
    }

    /// <summary>The first whole second after <paramref name="from"/> with another offset, given that there is one until <paramref name="to"/>.</summary>
    public DateTime FindChange(DateTime from, DateTime to)
    {
        var offset = OffsetAt(from);
        var low = from.Ticks / TimeSpan.TicksPerSecond;
        var high = (to.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (OffsetAt(new DateTime(middle * TimeSpan.TicksPerSecond, DateTimeKind.Utc)) == offset)
                low = middle;
            else
                high = middle;
        }
        return new DateTime(high * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }

    private static DateTimeOffset At(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateTime Shift(DateTime utc, TimeSpan offset) =>
        new(Math.Clamp(utc.Ticks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
}
