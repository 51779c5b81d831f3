using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on dates that ends the run if the result is outside the years 1 to 9999.</summary>
internal static class DateMath
{
    public static DateTimeOffset AddSeconds(DateTimeOffset date, Int128 seconds) => Add(date, seconds, TimeSpan.TicksPerSecond);

    public static DateTimeOffset Add(DateTimeOffset date, Int128 count, long ticksPerUnit) =>
        TryFromTicks(date.UtcTicks + (count * ticksPerUnit), out var result)
            ? result
            : throw OutOfRange();

    /// <summary>Adds months in the calendar. A day that the month does not have becomes its last day.</summary>
    public static DateTimeOffset AddMonths(DateTimeOffset date, Int128 months)
    {
        var month = ((date.Year - 1) * 12) + date.Month - 1 + months;
        return month >= 0 && month < 9999 * 12 ? date.AddMonths((int)months) : throw OutOfRange();
    }

    /// <summary>Returns false if the ticks are outside the years 1 to 9999.</summary>
    public static bool TryFromTicks(Int128 ticks, out DateTimeOffset date)
    {
        var exists = ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
        date = exists ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : default;
        return exists;
    }

    private static RuntimeErrorException OutOfRange() =>
        new(RuntimeErrorCodes.DateOutOfRange, "the date would be outside the years 1 to 9999");
}
