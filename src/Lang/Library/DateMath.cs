using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on dates that ends the run if the result is outside the years 1 to 9999.</summary>
internal static class DateMath
{
    public static DateTimeOffset AddSeconds(DateTimeOffset date, long seconds) => AddTicks(date, (Int128)seconds * TimeSpan.TicksPerSecond);

    public static DateTimeOffset AddTicks(DateTimeOffset date, Int128 ticks)
    {
        var result = date.UtcTicks + ticks;
        return result >= 0 && result <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset((long)result, TimeSpan.Zero)
            : throw new RuntimeErrorException(RuntimeErrorCodes.DateOutOfRange, "the date would be outside the years 1 to 9999");
    }
}
