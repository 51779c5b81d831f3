using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>
/// Patterns of dates such as <c>yyyy-MM-dd HH:mm</c>. The fields are those of .NET, which formats and reads them; any other letter must
/// be in single quotes, so that a mistyped field is found.
/// </summary>
internal static class DateFormat
{
    private const int MaxLength = 200;

    private static readonly string[] Fields =
    [
        "yyyy", "yy", "MMMM", "MMM", "MM", "M", "dddd", "ddd", "dd", "d", "HH", "H", "hh", "h", "mm", "m", "ss", "s", "tt", "zzz",
        "f", "ff", "fff", "ffff", "fffff", "ffffff", "fffffff",
        // These stand for themselves.
        "T", "Z",
    ];

    public static TextProblem? Problem(string pattern, TextFormat format)
    {
        var shown = ValueDisplay.Short(Value.String(pattern));
        if (pattern.Length is 0 or > MaxLength)
            return new TextProblem($"a pattern of dates has 1 to {MaxLength} characters", $"{pattern.Length} characters", null);
        if (pattern.Count(unit => unit == '\'') % 2 != 0)
            return new TextProblem($"the pattern {shown} has a quote without an end", "the closing `'` is missing", null);
        // The parts between quotes stand for themselves.
        var fields = pattern.Split('\'').Where((_, index) => index % 2 == 0).SelectMany(FieldsOf).ToList();
        if (fields.FirstOrDefault(field => !Fields.Contains(field, StringComparer.Ordinal)) is { } unknown)
            return Unknown(shown, unknown);
        if (fields.Contains("mm") && !fields.Any(field => field is "HH" or "H" or "hh" or "h"))
            return new TextProblem($"the pattern {shown} has minutes without hours", "`mm` are minutes", "write `MM` for the month");
        if (fields.Any(field => field is "hh" or "h") && !fields.Contains("tt"))
            return new TextProblem(
                $"the pattern {shown} has hours from 1 to 12 without AM or PM", "`hh` are hours from 1 to 12",
                "write `HH` for hours from 0 to 23, or add `tt`");
        if (format == TextFormat.LocalDateFormat && fields.Contains("Z"))
            return new TextProblem($"the pattern {shown} says `Z`, which is UTC, but the time is local", "`Z` is UTC", "write `zzz`");
        return format == TextFormat.DateToParse && !fields.Any(field => field is "yyyy" or "yy")
            ? new TextProblem($"the pattern {shown} has no year, so no date can be read by it", "no year", "add `yyyy`")
            : null;
    }

    /// <summary>Formats a local time with its offset.</summary>
    public static string Write(DateTimeOffset local, string pattern, TextFormat format = TextFormat.DateFormat)
    {
        Require(format, pattern);
        // A pattern of one letter would be the name of a format.
        return local.ToString(pattern.Length == 1 ? $"%{pattern}" : pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a whole text. A time without an offset is UTC.</summary>
    public static bool TryRead(string text, string pattern, out DateTimeOffset date)
    {
        Require(TextFormat.DateToParse, pattern);
        const DateTimeStyles styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        var isDate = DateTime.TryParseExact(
            text, pattern.Length == 1 ? $"%{pattern}" : pattern, CultureInfo.InvariantCulture, styles, out var utc);
        date = isDate ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : default;
        return isDate;
    }

    private static void Require(TextFormat format, string pattern) =>
        TextProblem.Require(format, RuntimeErrorCodes.InvalidDateFormat, pattern);

    /// <summary>Splits a text into runs of the same letter; other signs stand for themselves.</summary>
    private static IEnumerable<string> FieldsOf(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && text[end] == text[start])
                end++;
            if (char.IsLetter(text[start]) || text[start] is '\\' or '%' or '"')
                yield return text[start..end];
            start = end;
        }
    }

    private static TextProblem Unknown(string shown, string field) => new(
        $"the pattern {shown} has an unknown field `{field}`",
        "unknown field",
        field switch
        {
            "YYYY" => "write `yyyy` for the year",
            "YY" => "write `yy` for the last two digits of the year",
            "DD" => "write `dd` for the day of the month",
            "D" => "write `d` for the day of the month",
            "SS" => "write `ss` for the seconds",
            "SSS" => "write `fff` for milliseconds",
            "a" or "A" => "write `tt` for AM or PM",
            "Z" or "ZZ" or "z" or "zz" or "X" or "K" => "write `zzz` for the offset, such as +01:00",
            _ => "the fields are yyyy, MM, MMM, MMMM, dd, ddd, dddd, HH, hh, tt, mm, ss, fff and zzz; put other letters in single quotes",
        });
}
