namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Durations such as <c>30s</c>, and the units of intervals, as abbreviations or words.</summary>
internal static class Durations
{
    private static readonly SearchValues<char> DecimalDigits = SearchValues.Create("0123456789.");

    public static IReadOnlyList<string> UnitWords { get; } =
    ["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "sec", "min", "hrs", "s", "m", "h", "d"];

    public static IReadOnlyList<string> PluralUnitWords { get; } = ["seconds", "minutes", "hours", "days", "weeks"];

    /// <summary>Reads a duration; null if the text is not one, or too long a one.</summary>
    public static TimeSpan? Read(string text) =>
        Split(text) is var (count, unit) && TicksOf(unit) * (Int128)count is var ticks && ticks <= TimeSpan.MaxValue.Ticks
            ? new TimeSpan((long)ticks)
            : null;

    /// <summary>Returns how to write <c>5 minutes</c> or <c>1.5h</c>; null if it is no duration of whole seconds.</summary>
    public static string? Suggest(string text)
    {
        var unit = Math.Max(0, text.AsSpan().IndexOfAnyExcept(DecimalDigits));
        return decimal.TryParse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && UnitOf(text[unit..].Trim()) is { } named
            && count is > 0 and < 1_000_000
            && count * TicksOf(named) / TimeSpan.TicksPerSecond is var seconds && seconds == decimal.Floor(seconds)
                ? Write(TimeSpan.FromSeconds((long)seconds))
                : null;
    }

    /// <summary>Splits <c>12hrs</c> into its count and its unit.</summary>
    public static (long Count, IntervalUnit Unit)? Split(string text)
    {
        var digits = Math.Max(0, text.AsSpan().IndexOfAnyExceptInRange('0', '9'));
        var isNumber = long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return isNumber && UnitOf(text[digits..]) is { } unit ? (count, unit) : null;
    }

    public static IntervalUnit? UnitOf(string word) => word.ToLowerInvariant() switch
    {
        "s" or "sec" or "secs" or "second" or "seconds" => IntervalUnit.Second,
        "m" or "min" or "mins" or "minute" or "minutes" => IntervalUnit.Minute,
        "h" or "hr" or "hrs" or "hour" or "hours" => IntervalUnit.Hour,
        "d" or "day" or "days" => IntervalUnit.Day,
        "w" or "week" or "weeks" => IntervalUnit.Week,
        _ => null,
    };

    /// <summary>Formats a duration in the largest unit that gives a whole number: <c>90s</c>, <c>2h</c>.</summary>
    public static string Write(TimeSpan duration) =>
        duration == TimeSpan.Zero ? "0s"
        : duration.Ticks % TimeSpan.TicksPerDay == 0 ? $"{duration.Ticks / TimeSpan.TicksPerDay}d"
        : duration.Ticks % TimeSpan.TicksPerHour == 0 ? $"{duration.Ticks / TimeSpan.TicksPerHour}h"
        : duration.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{duration.Ticks / TimeSpan.TicksPerMinute}m"
        : $"{duration.Ticks / TimeSpan.TicksPerSecond}s";

    private static long TicksOf(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Second => TimeSpan.TicksPerSecond,
        IntervalUnit.Minute => TimeSpan.TicksPerMinute,
        IntervalUnit.Hour => TimeSpan.TicksPerHour,
        IntervalUnit.Day => TimeSpan.TicksPerDay,
        _ => 7 * TimeSpan.TicksPerDay,
    };
}
