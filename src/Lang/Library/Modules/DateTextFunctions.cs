using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that read and write dates by patterns, and those that know time zones.</summary>
internal static class DateTextFunctions
{
    private const string WrongFormat = "ends the run if the pattern is not valid";
    private const string WrongZone = "ends the run if there is no such zone";

    public static LibraryFunction[] All() =>
    [
        Pure("Date::format", "date: Date, pattern: DateFormat", "String",
            "Formats the date in UTC by a pattern of yyyy, MM, MMM, dd, ddd, HH, hh, tt, mm, ss, fff and zzz; "
                + "other letters are in single quotes.",
            "Date::format (Date::fromParts 2031 2 3 4 5 6) \"ddd d MMM yyyy, HH:mm\" = \"Mon 3 Feb 2031, 04:05\"", WrongFormat,
            static (_, a) => Value.String(Nfc.Of(DateFormat.Write(a[0].AsDate, a[1].AsString)))),
        Pure("Date::formatInZone", "date: Date, pattern: LocalDateFormat, zone: ZoneName", "String",
            "Formats the local date and time in a zone of the tz database. The pattern is that of `Date::format`.",
            "Date::formatInZone (Date::fromParts 2031 2 3 4 5 6) \"HH:mm zzz\" \"Europe/Berlin\" = \"05:05 +01:00\"",
            errors: "ends the run if the pattern is not valid or there is no such zone",
            static (_, a) => FormatInZone(a[0].AsDate, a[1].AsString, a[2].AsString)),
        Pure("Date::parseFormat", "s: String, pattern: DateToParse", "Result<Date, String>",
            "Parses a date by a pattern of `Date::format`, which must name the year. Without an offset in it, the date is in UTC.",
            """Date::parseFormat "3.2.2031 04:05" "d.M.yyyy HH:mm" = Ok (Date::fromParts 2031 2 3 4 5 0)""",
            errors: "returns an Error if the string does not fit the pattern; ends the run if the pattern is not valid",
            static (_, a) => DateFormat.TryRead(a[0].AsString, a[1].AsString, out var date)
                ? Value.Ok(Value.Date(date))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not a date of the form {ValueDisplay.Short(a[1])}"))),
        Pure("Date::toRfc2822", "date: Date", "String", "Formats the date as mails and RSS do, in UTC.",
            "Date::toRfc2822 (Date::fromParts 2031 2 3 4 5 6) = \"Mon, 03 Feb 2031 04:05:06 +0000\"",
            static (_, a) => Value.String(
                a[0].AsDate.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture))),
        Pure("Date::parseRfc2822", "s: String", "Result<Date, String>",
            "Parses a date of a mail or an HTTP header, such as Mon, 03 Feb 2031 04:05:06 +0000. "
                + "The day of the week and the seconds may be missing.",
            """Date::parseRfc2822 "Mon, 03 Feb 2031 04:05:06 GMT" = Ok (Date::fromParts 2031 2 3 4 5 6)""",
            errors: "returns an Error if the string is not such a date",
            static (_, a) => MailDate.TryRead(a[0].AsString, out var date)
                ? Value.Ok(Value.Date(date))
                : Value.Error(Value.String(
                    $"{ValueDisplay.Short(a[0])} is not a date such as Mon, 03 Feb 2031 04:05:06 +0000"))),
        Pure("Date::inZone", "date: Date, zone: ZoneName", "Dict<Int>",
            "Returns the local year, month, day, hour, minute, second and weekday in a zone of the tz database, "
                + "and its offset from UTC in seconds.",
            """Date::inZone (Date::fromParts 2031 2 3 4 5 6) "Europe/Berlin" |> Dict::pick ["hour", "offset"] """
                + "= { hour: 5; offset: 3600 }",
            WrongZone,
            static (_, a) => InZone(a[0].AsDate, ZoneNames.Require(a[1].AsString))),
        Pure("Date::fromLocal", "parts: Dict<Int>, zone: ZoneName", "Date",
            "Builds a date from a local year, month and day, and from hour, minute and second, which are 0 if they are missing. "
                + "A time that summer time skips becomes the moment of the change. Of a repeated time the first is taken, "
                + "unless `offset`, as from `Date::inZone`, says otherwise.",
            """Date::fromLocal { year: 2031; month: 2; day: 3; hour: 5 } "Europe/Berlin" = Date::fromParts 2031 2 3 4 0 0""",
            errors: "ends the run if there is no such date or zone, or a part is missing or is not an Int",
            static (_, a) => LocalDate.ToInstant(a[0].AsDict, ZoneNames.Require(a[1].AsString))),
    ];

    private static Value FormatInZone(DateTimeOffset date, string pattern, string name)
    {
        var zone = ZoneNames.Require(name);
        var offset = zone.OffsetAt(date.UtcDateTime);
        // .NET knows offsets of whole minutes only; those of the tz database before 1972 may have seconds.
        var shown = new TimeSpan(offset.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
        var local = zone.ToLocal(date);
        var isRepresentable = local.Ticks - shown.Ticks >= 0 && local.Ticks - shown.Ticks <= DateTime.MaxValue.Ticks;
        var shownAt = new DateTimeOffset(local, isRepresentable ? shown : TimeSpan.Zero);
        return Value.String(Nfc.Of(DateFormat.Write(shownAt, pattern, TextFormat.LocalDateFormat)));
    }

    private static Value InZone(DateTimeOffset date, Zone zone)
    {
        var (local, parts) = (zone.ToLocal(date), new DictBuilder());
        parts.Set("year", Value.Int(local.Year));
        parts.Set("month", Value.Int(local.Month));
        parts.Set("day", Value.Int(local.Day));
        parts.Set("hour", Value.Int(local.Hour));
        parts.Set("minute", Value.Int(local.Minute));
        parts.Set("second", Value.Int(local.Second));
        parts.Set("weekday", Value.Int(local.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek));
        parts.Set("offset", Value.Int((long)zone.OffsetAt(date.UtcDateTime).TotalSeconds));
        return Value.Of(parts.ToDict());
    }
}
