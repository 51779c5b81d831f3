using System.Globalization;

namespace DarkLang.Lang.Interactive;

/// <summary>Durations as they are typed: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
public static class TypedDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Null for what is none.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        TimeSpan? unit = text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } known && count <= Longest.Ticks / known.Ticks ? known * count : null;
    }
}
