using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Turns local parts of a date into an instant.</summary>
internal static class LocalDate
{
    public static Value ToInstant(DictValue parts, Zone zone)
    {
        var (year, month, day) = (Part(parts, "year", null), Part(parts, "month", null), Part(parts, "day", null));
        var (hour, minute, second) = (Part(parts, "hour", 0), Part(parts, "minute", 0), Part(parts, "second", 0));
        var local = Require(year, month, day, hour, minute, second).UtcDateTime;
        if (parts.TryGet("offset", out _) && AtOffset(local, Part(parts, "offset", 0), zone) is { } chosen)
            return Value.Date(chosen);
        return zone.ToInstant(local) is { } instant
            ? Value.Date(instant)
            : throw new RuntimeErrorException(
                RuntimeErrorCodes.DateOutOfRange, "a local time must be some days after the year 1 and before the year 9999");
    }

    /// <summary>Returns the date in UTC with these parts. Ends the run if there is none.</summary>
    public static DateTimeOffset Require(long year, long month, long day, long hour, long minute, long second)
    {
        var exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month)
            && hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59;
        return exists
            ? new DateTimeOffset((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second, TimeSpan.Zero)
            : throw LibraryError.Invalid(
                $"there is no date with year {year}, month {month} and day {day} at {hour}:{minute}:{second}",
                "months and days start at 1, hours are 0 to 23");
    }

    /// <summary>Returns the instant with this local time, if the zone has the offset then.</summary>
    private static DateTimeOffset? AtOffset(DateTime local, long offset, Zone zone)
    {
        if (Math.Abs(offset) > TimeSpan.SecondsPerDay)
            return null;
        var ticks = local.Ticks - (offset * TimeSpan.TicksPerSecond);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            && zone.OffsetAt(new DateTime(ticks, DateTimeKind.Utc)).Ticks == offset * TimeSpan.TicksPerSecond
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
    }

    private static long Part(DictValue parts, string name, long? missing)
    {
        if (!parts.TryGet(name, out var value))
            return missing ?? throw LibraryError.Invalid($"`Date::fromLocal` takes a record with `{name}` as `parts`, but it is missing");
        return value.IsInt
            ? value.AsInt
            : throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongKind,
                $"`Date::fromLocal` takes an Int as `{name}` of `parts`, but got {LibraryError.Describe(value)}");
    }
}
