using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on instants that ends the run instead of leaving the years 1 to 9999.</summary>
internal static class DateMath
{
    public static DateTimeOffset AddSeconds(DateTimeOffset date, long seconds) => AddTicks(date, (Int128)seconds * TimeSpan.TicksPerSecond);

    public static DateTimeOffset AddTicks(DateTimeOffset date, Int128 ticks)
    {
        var result = date.UtcTicks + ticks;
        return result >= 0
            && result <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset((long)result, TimeSpan.Zero) : throw OutOfRange();
    }

    /// <summary>Whole seconds since 1970, floored: half a second before it is -1.</summary>
    public static long ToUnixSeconds(DateTimeOffset date) => date.ToUnixTimeSeconds();

    private static RuntimeErrorException OutOfRange() =>
        new(RuntimeErrorCodes.DateOutOfRange, "the date would lie outside the years 1 to 9999");
}
