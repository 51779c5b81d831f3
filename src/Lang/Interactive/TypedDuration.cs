namespace DarkLang.Lang.Interactive;

/// <summary>Durations as typed: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
public static class TypedDuration
{
    public const int MostDays = 36_500;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(MostDays);

    /// <summary>Whether a text is written as a duration, however long.</summary>
    public static bool IsDuration(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && UnitOf(text[digits..]) is not null;
    }

    /// <summary>Returns null if the text is not a duration, or too long a one.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        return UnitOf(text[digits..]) is { } unit && count <= Longest.Ticks / unit.Ticks ? unit * count : null;
    }

    private static TimeSpan? UnitOf(string text) => text switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => null,
    };
}
