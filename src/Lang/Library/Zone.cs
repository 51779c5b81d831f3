namespace DarkLang.Lang.Library;

/// <summary>Wall-clock time in a time zone. It asks the system only for offsets of UTC times, which are unambiguous.</summary>
public sealed class Zone(TimeZoneInfo info)
{
    public static Zone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The text after a canonical schedule: nothing for UTC.</summary>
    public string Suffix => Id is null ? "" : $" in \"{Id}\"";

    /// <summary>Its name in the tz database; null for UTC.</summary>
    public string? Id => info.Id is "UTC" or "Etc/UTC" ? null : info.Id;

    public DateTime ToLocal(DateTimeOffset instant) => AddClamped(instant.UtcDateTime, OffsetAt(instant.UtcDateTime));

    public TimeSpan OffsetAt(DateTime utc) => info.GetUtcOffset(utc);

    /// <summary>Converts a local time: a skipped one to the change, a repeated one to its first pass; null outside the calendar.</summary>
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
            (true, true) => ToInstantOfUtc(byBefore < byAfter ? byBefore : byAfter),
            (true, false) => ToInstantOfUtc(byBefore),
            (false, true) => ToInstantOfUtc(byAfter),
            (false, false) => ToInstantOfUtc(FindOffsetChange(byAfter, byBefore)),
        };
    }

    /// <summary>Returns the first whole second with another offset. There must be one until <paramref name="to"/>.</summary>
    public DateTime FindOffsetChange(DateTime from, DateTime to)
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

    private static DateTimeOffset ToInstantOfUtc(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateTime AddClamped(DateTime utc, TimeSpan offset) =>
        new(Math.Clamp(utc.Ticks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
}
