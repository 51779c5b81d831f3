namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>The names of weekdays, in full or by their first three letters.</summary>
internal static class Weekdays
{
    public static IReadOnlyList<string> Names { get; } = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static DayOfWeek? Find(string text) => text.ToLowerInvariant() switch
    {
        "monday" or "mon" => DayOfWeek.Monday,
        "tuesday" or "tue" => DayOfWeek.Tuesday,
        "wednesday" or "wed" => DayOfWeek.Wednesday,
        "thursday" or "thu" => DayOfWeek.Thursday,
        "friday" or "fri" => DayOfWeek.Friday,
        "saturday" or "sat" => DayOfWeek.Saturday,
        "sunday" or "sun" => DayOfWeek.Sunday,
        _ => null,
    };
}
