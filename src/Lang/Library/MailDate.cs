namespace DarkLang.Lang.Library;

/// <summary>Reads dates of mails and HTTP headers (RFC 2822 and its obsolete zones).</summary>
internal static class MailDate
{
    private static readonly string[] Formats =
        ["d MMM yyyy H:mm:ss zzz", "d MMM yyyy H:mm zzz", "d MMM yy H:mm:ss zzz", "d MMM yy H:mm zzz"];

    public static bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        var words = text.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var weekday = words.Length > 0 && words[0].EndsWith(',') ? words[0][..^1] : null;
        var rest = weekday is null ? words : words[1..];
        if (rest.Length != 5 || OffsetOf(rest[4]) is not { } offset)
            return false;
        rest[4] = offset;
        return DateTimeOffset.TryParseExact(
                string.Join(' ', rest), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && (weekday is null || weekday.Equals(date.DayOfWeek.ToString()[..3], StringComparison.OrdinalIgnoreCase));
    }

    private static string? OffsetOf(string zone) => zone.ToUpperInvariant() switch
    {
        "GMT" or "UT" or "UTC" or "Z" => "+00:00",
        "EST" or "CDT" => "-05:00",
        "EDT" => "-04:00",
        "CST" or "MDT" => "-06:00",
        "MST" or "PDT" => "-07:00",
        "PST" => "-08:00",
        [('+' or '-') and var sign, .. { Length: 4 } digits] when digits.All(char.IsAsciiDigit) => $"{sign}{digits[..2]}:{digits[2..]}",
        _ => null,
    };
}
