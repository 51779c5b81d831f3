using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on dates that ends the run if the result is outside the years 1 to 9999.</summary>
internal static class DateMath
{
    public static DateTimeOffset AddSeconds(DateTimeOffset date, Int128 seconds) => Add(date, seconds, TimeSpan.TicksPerSecond);

    public static DateTimeOffset Add(DateTimeOffset date, Int128 count, long ticksPerUnit) =>
        TryFromTicks(date.UtcTicks + (count * ticksPerUnit), out var result)
            ? result
            : throw new RuntimeErrorException(RuntimeErrorCodes.DateOutOfRange, "the date would be outside the years 1 to 9999");

    /// <summary>Returns false if the ticks are outside the years 1 to 9999.</summary>
    public static bool TryFromTicks(Int128 ticks, out DateTimeOffset date)
    {
        var exists = ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
        date = exists ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : default;
        return exists;
    }
}
