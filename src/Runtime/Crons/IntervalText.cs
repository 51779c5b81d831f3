namespace DarkLang.Runtime.Crons;

/// <summary>The one way in which an interval is written back.</summary>
internal static class IntervalText
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static string Of(TimeSpan interval)
    {
        if (interval == TimeSpan.FromMinutes(1))
            return "every minute";
        if (interval == TimeSpan.FromHours(1))
            return "hourly";
        if (interval.Ticks % Week.Ticks == 0)
            return OfWeeks((int)(interval.Ticks / Week.Ticks));
        if (interval.Ticks % TimeSpan.TicksPerDay == 0)
            return OfDays((int)interval.TotalDays);
        if (interval.Ticks % TimeSpan.TicksPerHour == 0)
            return $"every {interval.Ticks / TimeSpan.TicksPerHour}h";
        return interval.Ticks % TimeSpan.TicksPerMinute == 0
            ? $"every {interval.Ticks / TimeSpan.TicksPerMinute}m"
            : $"every {interval.Ticks / TimeSpan.TicksPerSecond}s";
    }

    public static string OfDays(int days) => days switch
    {
        1 => "daily",
        _ when days % 7 == 0 => OfWeeks(days / 7),
        _ => $"every {days}d",
    };

    public static string OfWeeks(int weeks) => weeks switch
    {
        1 => "weekly",
        2 => "fortnightly",
        _ => $"every {weeks * 7}d",
    };
}
