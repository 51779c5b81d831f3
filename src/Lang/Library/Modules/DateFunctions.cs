using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class DateFunctions
{
    private const string OutOfRange = "ends the run if the result is outside the years 1 to 9999";

    public static LibraryFunction[] All() => [.. ClockAndConversions(), .. Arithmetic(), .. Parts()];

    private static LibraryFunction[] ClockAndConversions() =>
    [
        Impure("Date::now", "", "Date", "Returns the current date and time.",
            "Date::now >= Date::today = true", static (execution, _) => Value.Date(execution.Host.Effects.Now)),
        Impure("Date::today", "", "Date", "Returns the current day at 00:00:00 UTC.",
            "Date::hour Date::today = 0", static (execution, _) => StartOfDay(execution.Host.Effects.Now)),
        Pure("Date::parse", "s: String", "Result<Date, String>",
            "Parses a date with a time, such as 2031-02-03T04:05:06Z, and any other of RFC 3339 except a leap second. "
                + "Digits beyond 100 nanoseconds are cut off.",
            """Date::parse "2031-02-03T04:05:06Z" = Ok (Date::fromParts 2031 2 3 4 5 6)""",
            errors: "returns an Error if the string is not a date with a time",
            static (_, a) => DateReader.TryRead(a[0].AsString, out var date)
                ? Value.Ok(Value.Date(date))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not a date with a time, such as 2031-02-03T04:05:06Z"))),
        Pure("Date::toString", "date: Date", "String",
            "Formats the date as RFC 3339 in UTC, in whole seconds. JSON::serialize keeps the fraction.",
            "Date::toString (Date::fromParts 2031 2 3 4 5 6) = \"2031-02-03T04:05:06Z\"",
            static (_, a) => Value.String(ValueText.Date(a[0].AsDate))),
        Pure("Date::toStringISO8601BasicDate", "date: Date", "String", "Formats the day in the compact form of ISO 8601, such as 20310203.",
            "Date::toStringISO8601BasicDate (Date::fromParts 2031 2 3 4 5 6) = \"20310203\"", static (_, a) => Text(a[0], "yyyyMMdd")),
        Pure("Date::toStringISO8601BasicDateTime", "date: Date", "String",
            "Formats the date in the compact form of ISO 8601, such as 20310203T040506Z.",
            "Date::toStringISO8601BasicDateTime (Date::fromParts 2031 2 3 4 5 6) = \"20310203T040506Z\"",
            static (_, a) => Text(a[0], "yyyyMMdd'T'HHmmss'Z'")),
        Pure("Date::fromSeconds", "seconds: Int", "Date", "Returns the date `seconds` seconds after the start of 1970.",
            "Date::fromSeconds 86400 = Date::fromParts 1970 1 2 0 0 0", errors: OutOfRange,
            static (_, a) => Value.Date(DateMath.AddSeconds(DateTimeOffset.UnixEpoch, a[0].AsInt))),
        Pure("Date::toSeconds", "date: Date", "Int", "Returns the number of seconds since the start of 1970, rounded down.",
            "Date::toSeconds (Date::fromParts 1970 1 2 0 0 0) = 86400", static (_, a) => Value.Int(a[0].AsDate.ToUnixTimeSeconds())),
        Pure("Date::fromParts", "year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int", "Date",
            "Builds a date in UTC from its parts.",
            "Date::fromParts 2031 2 3 4 5 6 |> toString = \"2031-02-03T04:05:06Z\"", errors: "ends the run if there is no such date",
            static (_, a) => FromParts(a)),
    ];

    private static LibraryFunction[] Arithmetic() =>
    [
        Pure("Date::add", "d: Date, seconds: Int", "Date", "Adds seconds to a date.",
            "Date::add (Date::fromParts 2031 2 3 4 5 6) 60 = Date::fromParts 2031 2 3 4 6 6",
            errors: OutOfRange, static (_, a) => Value.Date(DateMath.AddSeconds(a[0].AsDate, a[1].AsInt))),
        Pure("Date::subtractSeconds", "d: Date, seconds: Int", "Date", "Subtracts seconds from a date.",
            "Date::subtractSeconds (Date::fromParts 2031 2 3 4 5 6) 6 = Date::fromParts 2031 2 3 4 5 0",
            errors: OutOfRange, static (_, a) => Value.Date(DateMath.AddSeconds(a[0].AsDate, -(Int128)a[1].AsInt))),
        Pure("Date::addHours", "d: Date, hours: Int", "Date", "Adds hours to a date.",
            "Date::addHours (Date::fromParts 2031 2 3 4 5 6) 24 = Date::fromParts 2031 2 4 4 5 6",
            errors: OutOfRange, static (_, a) => Value.Date(DateMath.Add(a[0].AsDate, a[1].AsInt, TimeSpan.TicksPerHour))),
        Pure("Date::addDays", "d: Date, days: Int", "Date", "Adds days of 24 hours to a date.",
            "Date::addDays (Date::fromParts 2031 2 28 0 0 0) 1 = Date::fromParts 2031 3 1 0 0 0",
            errors: OutOfRange, static (_, a) => Value.Date(DateMath.Add(a[0].AsDate, a[1].AsInt, TimeSpan.TicksPerDay))),
        Pure("Date::subtract", "end: Date, start: Date", "Int",
            "Returns the number of seconds from `start` to `end`, rounded. The result is negative if `end` is earlier.",
            "Date::subtract (Date::fromParts 2031 2 3 0 1 0) (Date::fromParts 2031 2 3 0 0 0) = 60",
            static (_, a) => Value.Int((long)Math.Round((a[0].AsDate - a[1].AsDate).Ticks / (decimal)TimeSpan.TicksPerSecond))),
        Pure("Date::lessThan", "d1: Date, d2: Date", "Bool", "Returns true if `d1` is before `d2`. The same as `<`.",
            "Date::lessThan (Date::fromSeconds 1) (Date::fromSeconds 2) = true", static (_, a) => Value.Bool(a[0].AsDate < a[1].AsDate)),
        Pure("Date::lessThanOrEqualTo", "d1: Date, d2: Date", "Bool", "Returns true if `d1` is not after `d2`. The same as `<=`.",
            "Date::lessThanOrEqualTo (Date::fromSeconds 2) (Date::fromSeconds 2) = true",
            static (_, a) => Value.Bool(a[0].AsDate <= a[1].AsDate)),
        Pure("Date::greaterThan", "d1: Date, d2: Date", "Bool", "Returns true if `d1` is after `d2`. The same as `>`.",
            "Date::greaterThan (Date::fromSeconds 1) (Date::fromSeconds 2) = false",
            static (_, a) => Value.Bool(a[0].AsDate > a[1].AsDate)),
        Pure("Date::greaterThanOrEqualTo", "d1: Date, d2: Date", "Bool", "Returns true if `d1` is not before `d2`. The same as `>=`.",
            "Date::greaterThanOrEqualTo (Date::fromSeconds 2) (Date::fromSeconds 2) = true",
            static (_, a) => Value.Bool(a[0].AsDate >= a[1].AsDate)),
    ];

    private static LibraryFunction[] Parts() =>
    [
        Pure("Date::year", "date: Date", "Int", "Returns the year.",
            "Date::year (Date::fromParts 2031 2 3 4 5 6) = 2031", static (_, a) => Value.Int(a[0].AsDate.Year)),
        Pure("Date::month", "date: Date", "Int", "Returns the month, 1 to 12.",
            "Date::month (Date::fromParts 2031 2 3 4 5 6) = 2", static (_, a) => Value.Int(a[0].AsDate.Month)),
        Pure("Date::day", "date: Date", "Int", "Returns the day of the month, 1 to 31.",
            "Date::day (Date::fromParts 2031 2 3 4 5 6) = 3", static (_, a) => Value.Int(a[0].AsDate.Day)),
        Pure("Date::hour", "date: Date", "Int", "Returns the hour, 0 to 23.",
            "Date::hour (Date::fromParts 2031 2 3 4 5 6) = 4", static (_, a) => Value.Int(a[0].AsDate.Hour)),
        Pure("Date::minute", "date: Date", "Int", "Returns the minute, 0 to 59.",
            "Date::minute (Date::fromParts 2031 2 3 4 5 6) = 5", static (_, a) => Value.Int(a[0].AsDate.Minute)),
        Pure("Date::second", "date: Date", "Int", "Returns the second, 0 to 59.",
            "Date::second (Date::fromParts 2031 2 3 4 5 6) = 6", static (_, a) => Value.Int(a[0].AsDate.Second)),
        Pure("Date::weekday", "date: Date", "Int", "Returns the day of the week: Monday is 1, Sunday is 7.",
            "Date::weekday (Date::fromParts 2031 2 3 4 5 6) = 1",
            static (_, a) => Value.Int(a[0].AsDate.DayOfWeek is DayOfWeek.Sunday ? 7 : (int)a[0].AsDate.DayOfWeek)),
        Pure("Date::atStartOfDay", "date: Date", "Date", "Returns the same day at 00:00:00 UTC.",
            "Date::atStartOfDay (Date::fromParts 2031 2 3 4 5 6) = Date::fromParts 2031 2 3 0 0 0",
            static (_, a) => StartOfDay(a[0].AsDate)),
    ];

    private static Value StartOfDay(DateTimeOffset date) => Value.Date(new DateTimeOffset(date.UtcDateTime.Date, TimeSpan.Zero));

    private static Value Text(Value date, string format) =>
        Value.String(date.AsDate.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));

    private static Value FromParts(ReadOnlySpan<Value> parts) => Value.Date(
        LocalDate.Require(parts[0].AsInt, parts[1].AsInt, parts[2].AsInt, parts[3].AsInt, parts[4].AsInt, parts[5].AsInt));
}
