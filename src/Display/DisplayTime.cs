namespace DarkLang.Display;

/// <summary>Writes times and durations for people.</summary>
public static class DisplayTime
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Invariant);

    public static string Time(DateTimeOffset? time) => time is { } known ? Time(known) : "-";

    /// <summary>Writes a time in UTC, and what the clocks of a zone show then, if this machine knows the zone.</summary>
    public static string TimeIn(DateTimeOffset? time, string? zone) =>
        time is { } known && zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var info)
        ? $"{Time(time)}  {TimeZoneInfo.ConvertTime(known, info).ToString("yyyy-MM-dd HH:mm:ss", Invariant)} {zone}"
        : Time(time);

    /// <summary>Writes what the clocks of a zone show at some times, in RFC 3339; null if this machine does not know the zone.</summary>
    public static IEnumerable<string>? LocalTimes(IEnumerable<DateTimeOffset> times, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var info)
        ? times.Select(time => TimeZoneInfo.ConvertTime(time, info).ToString("yyyy-MM-dd'T'HH:mm:sszzz", Invariant))
        : null;

    public static string ExactTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Invariant);

    /// <summary>Writes a time as short as can be, in UTC as everywhere: the time of today, or else the day.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now)
    {
        var (time, today) = (at.UtcDateTime, now.UtcDateTime);
        return time.ToString(
            time.Date == today.Date ? "HH:mm:ss'Z'" : time.Year == today.Year ? "dd MMM HH:mm'Z'" : "yyyy-MM-dd", Invariant);
    }

    /// <summary>Writes how long something took, to two or three digits.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMicroseconds: < 0.5 } => "0ms",
        { TotalMicroseconds: < 999.5 } => string.Create(Invariant, $"{duration.TotalMicroseconds:0}µs"),
        { TotalMilliseconds: < 9.95 } => string.Create(Invariant, $"{duration.TotalMilliseconds:0.#}ms"),
        { TotalMilliseconds: < 999.5 } => string.Create(Invariant, $"{duration.TotalMilliseconds:0}ms"),
        { TotalSeconds: < 59.95 } => string.Create(Invariant, $"{duration.TotalSeconds:0.#}s"),
        { TotalMinutes: < 1 } => "1m00s",
        _ => Age(duration),
    };

    /// <summary>Writes an age or a wait in whole seconds: it changes while it is read.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => string.Create(Invariant, $"{(long)Math.Max(0, age.TotalSeconds)}s"),
        { TotalHours: < 1 } => string.Create(Invariant, $"{age.Minutes}m{age.Seconds:00}s"),
        { TotalDays: < 1 } => string.Create(Invariant, $"{age.Hours}h{age.Minutes:00}m"),
        _ => string.Create(Invariant, $"{age.Days}d{age.Hours:00}h"),
    };

    /// <summary>Writes a duration as a clock shows it.</summary>
    public static string Clock(TimeSpan duration) => duration.TotalDays >= 1
        ? Age(duration)
        : (duration > TimeSpan.Zero ? duration : TimeSpan.Zero).ToString(@"hh\:mm\:ss", Invariant);
}
