using System.Text.RegularExpressions;

namespace DarkLang.Lang.Library;

/// <summary>
/// Reads a date and time such as <c>2031-02-03T04:05:06.7Z</c> and its variants, RFC 3339 among them. Widths are fixed, and the whole text
/// must be read. Digits beyond 100 nanoseconds, which other languages write, are cut off.
/// </summary>
public static partial class DateReader
{
    private const int MaxOffsetMinutes = 14 * 60;
    private const int FractionDigits = 7;

    // The dashes and the colons of the time are all present or all missing. In the offset, an hour of one digit needs the colon.
    [GeneratedRegex("^(?<year>[0-9]{4})(?<dash>[- ]?)(?<month>[0-9]{2})\\k<dash>(?<day>[0-9]{2})[Tt ]?"
        + "(?<hour>[0-9]{2})(?<colon>:?)(?<minute>[0-5][0-9])(\\k<colon>(?<second>[0-5][0-9])(\\.(?<fraction>[0-9]+))?)?"
        + "(?<half>[AaPp][Mm])?([Zz]|(?<sign>[+-])((?<zoneHour>[0-9]{2}):?|(?<zoneHour>[0-9]):)(?<zoneMinute>[0-5][0-9]))?\\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Format { get; }

    public static bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        var match = Format.Match(text);
        if (!match.Success)
            return false;
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        var (hour, offset) = (Hour(match), (Number(match, "zoneHour") * 60) + Number(match, "zoneMinute"));
        if (hour > 23 || offset > MaxOffsetMinutes)
            return false;
        var minutes = (hour * 60) + Number(match, "minute") - (match.Groups["sign"].Value == "-" ? -offset : offset);
        var digits = match.Groups["fraction"].Value.PadRight(FractionDigits, '0');
        var fraction = int.Parse(digits.AsSpan(0, FractionDigits), CultureInfo.InvariantCulture);
        var ticks = (minutes * TimeSpan.TicksPerMinute) + (Number(match, "second") * TimeSpan.TicksPerSecond) + fraction;
        return DateMath.TryFromTicks(new DateTime(year, month, day).Ticks + ticks, out date);
    }

    /// <summary>Returns the hour of the day. After an hour above 12, AM or PM is not valid, so the result is out of range.</summary>
    private static int Hour(Match match) => (Number(match, "hour"), match.Groups["half"].Value) switch
    {
        (var hour, "") => hour,
        ( > 12, _) => int.MaxValue,
        (var hour, var half) => (hour % 12) + (half[0] is 'P' or 'p' ? 12 : 0),
    };

    /// <summary>Returns the number that a group matched, or 0 if it matched nothing.</summary>
    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
}
