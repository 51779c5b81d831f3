namespace DarkLang.Runtime.Crons;

/// <summary>Formats intervals in their canonical form.</summary>
internal static class IntervalText
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static string Format(TimeSpan interval)
    {
        if (interval == TimeSpan.FromMinutes(1))
            return "every minute";
        if (interval == TimeSpan.FromHours(1))
            return "hourly";
        if (interval.Ticks % Week.Ticks == 0)
            return FormatWeeks((int)(interval.Ticks / Week.Ticks));
        if (interval.Ticks % TimeSpan.TicksPerDay == 0)
            return FormatDays((int)interval.TotalDays);
        if (interval.Ticks % TimeSpan.TicksPerHour == 0)
            return $"every {interval.Ticks / TimeSpan.TicksPerHour}h";
        return interval.Ticks % TimeSpan.TicksPerMinute == 0
            ? $"every {interval.Ticks / TimeSpan.TicksPerMinute}m" : $"every {interval.Ticks / TimeSpan.TicksPerSecond}s";
    }

    public static string FormatDays(int days) => days switch
    {
        1 => "daily",
        _ when days % 7 == 0 => FormatWeeks(days / 7),
        _ => $"every {days}d",
    };

    public static string FormatWeeks(int weeks) => weeks switch
    {
        1 => "weekly",
        2 => "fortnightly",
        _ => $"every {weeks * 7}d",
    };
}
