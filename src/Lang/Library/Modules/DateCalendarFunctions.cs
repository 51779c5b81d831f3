using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on dates that know months, weeks and years. All are in UTC.</summary>
internal static class DateCalendarFunctions
{
    private const string OutOfRange = "ends the run if the result is outside the years 1 to 9999";

    public static LibraryFunction[] All() => [.. Arithmetic(), .. Parts()];

    private static LibraryFunction[] Arithmetic() =>
    [
        Pure("Date::addMonths", "d: Date, months: Int", "Date",
            "Adds months to a date. A day that the month does not have becomes its last day.",
            "Date::addMonths (Date::fromParts 2031 1 31 0 0 0) 1 = Date::fromParts 2031 2 28 0 0 0", OutOfRange,
            static (_, a) => Value.Date(DateMath.AddMonths(a[0].AsDate, a[1].AsInt))),
        Pure("Date::addYears", "d: Date, years: Int", "Date",
            "Adds years to a date. 29 February becomes 28 February in a year that is not a leap year.",
            "Date::addYears (Date::fromParts 2032 2 29 0 0 0) 1 = Date::fromParts 2033 2 28 0 0 0", OutOfRange,
            static (_, a) => Value.Date(DateMath.AddMonths(a[0].AsDate, (Int128)a[1].AsInt * 12))),
        Pure("Date::startOfWeek", "date: Date", "Date", "Returns the Monday of the week at 00:00:00 UTC.",
            "Date::startOfWeek (Date::fromParts 2031 2 6 4 5 6) = Date::fromParts 2031 2 3 0 0 0",
            static (_, a) => Day(a[0].AsDate.UtcDateTime.Date.AddDays(-(((int)a[0].AsDate.DayOfWeek + 6) % 7)))),
        Pure("Date::startOfMonth", "date: Date", "Date", "Returns the first day of the month at 00:00:00 UTC.",
            "Date::startOfMonth (Date::fromParts 2031 2 6 4 5 6) = Date::fromParts 2031 2 1 0 0 0",
            static (_, a) => Day(a[0].AsDate.UtcDateTime.Date.AddDays(1 - a[0].AsDate.Day))),
        Pure("Date::endOfMonth", "date: Date", "Date",
            "Returns the last moment of the month in UTC: a tenth of a microsecond before the next.",
            "Date::endOfMonth (Date::fromParts 2031 2 6 4 5 6) |> toString = \"2031-02-28T23:59:59Z\"",
            static (_, a) => Value.Date(EndOfMonth(a[0].AsDate))),
        Pure("Date::daysBetween", "start: Date, end: Date", "Int",
            "Returns the number of days from the day of `start` to the day of `end`, both in UTC. Their times do not matter.",
            "Date::daysBetween (Date::fromParts 2031 2 3 23 0 0) (Date::fromParts 2031 2 5 1 0 0) = 2",
            static (_, a) => Value.Int((a[1].AsDate.UtcDateTime.Date - a[0].AsDate.UtcDateTime.Date).Days)),
        Pure("Date::min", "d1: Date, d2: Date", "Date", "Returns the earlier date.",
            "Date::min (Date::fromSeconds 1) (Date::fromSeconds 2) = Date::fromSeconds 1",
            static (_, a) => a[0].AsDate <= a[1].AsDate ? a[0] : a[1]),
        Pure("Date::max", "d1: Date, d2: Date", "Date", "Returns the later date.",
            "Date::max (Date::fromSeconds 1) (Date::fromSeconds 2) = Date::fromSeconds 2",
            static (_, a) => a[0].AsDate >= a[1].AsDate ? a[0] : a[1]),
    ];

    private static LibraryFunction[] Parts() =>
    [
        Pure("Date::dayOfYear", "date: Date", "Int", "Returns the day of the year, 1 to 366.",
            "Date::dayOfYear (Date::fromParts 2031 2 3 4 5 6) = 34",
            static (_, a) => Value.Int(a[0].AsDate.DayOfYear)),
        Pure("Date::isoWeek", "date: Date", "(Int, Int)",
            "Returns the year and the number of the week, 1 to 53, as ISO 8601 counts them. "
                + "The first days of January may be in a week of the year before.",
            "Date::isoWeek (Date::fromParts 2031 2 3 4 5 6) = (2031, 6)",
            static (_, a) => Value.Of(new TupleValue(
            [
                Value.Int(ISOWeek.GetYear(a[0].AsDate.UtcDateTime)),
                Value.Int(ISOWeek.GetWeekOfYear(a[0].AsDate.UtcDateTime)),
            ]))),
        Pure("Date::isLeapYear", "year: Int", "Bool", "Returns true if the year has a 29 February.",
            "Date::isLeapYear 2032 = true", errors: "ends the run if the year is not 1 to 9999",
            static (_, a) => a[0].AsInt is >= 1 and <= 9999
                ? Value.Bool(DateTime.IsLeapYear((int)a[0].AsInt))
                : throw LibraryError.Invalid($"`Date::isLeapYear` takes 1 to 9999 as `year`, but got {a[0].AsInt}")),
        Pure("Date::fromMilliseconds", "milliseconds: Int", "Date",
            "Returns the date `milliseconds` milliseconds after the start of 1970, as JavaScript and Java count.",
            "Date::fromMilliseconds 86400000 = Date::fromParts 1970 1 2 0 0 0", OutOfRange,
            static (_, a) => Value.Date(DateMath.Add(DateTimeOffset.UnixEpoch, a[0].AsInt, TimeSpan.TicksPerMillisecond))),
        Pure("Date::toMilliseconds", "date: Date", "Int", "Returns the number of milliseconds since the start of 1970, rounded down.",
            "Date::toMilliseconds (Date::fromParts 1970 1 2 0 0 0) = 86400000",
            static (_, a) => Value.Int(a[0].AsDate.ToUnixTimeMilliseconds())),
    ];

    private static DateTimeOffset EndOfMonth(DateTimeOffset date)
    {
        var last = new DateTime(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month), 0, 0, 0, DateTimeKind.Utc);
        return new DateTimeOffset(last.AddTicks(TimeSpan.TicksPerDay - 1));
    }

    private static Value Day(DateTime utc) => Value.Date(new DateTimeOffset(utc, TimeSpan.Zero));
}
