using Cronos;
using CsCheck;
using DarkLang.Lang.Syntax;
using DarkLang.Runtime.Crons;
using static DarkLang.Runtime.Tests.Crons.Schedules;

namespace DarkLang.Runtime.Tests.Crons;

/// <summary>Compares schedules with other computations: Cronos for expressions, plain stepping for missed slots.</summary>
public sealed class SchedulePropertyTests
{
    private static readonly string[] PlainZones =
        ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"];

    // Zones whose winter time is the exception: Cronos asks the system which local times are invalid, and gets wrong answers for these.
    private static readonly Gen<string> Zone = Gen.OneOfConst([.. PlainZones, "Europe/Dublin", "Africa/Casablanca"]);

    private static readonly Gen<DateTimeOffset> Instant = Gen.OneOf(
        Gen.Long[Utc("2000-01-01").Ticks, Utc("2060-01-01").Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero)),
        // Near the changes of summer time in Europe and America, where mistakes are likely.
        Gen.Select(Gen.Int[2000, 2035], Gen.OneOfConst(
            (3, 8), (3, 25), (10, 1), (10, 15), (10, 25), (11, 1)), Gen.Long[0, TimeSpan.TicksPerDay * 8])
            .Select((year, day, ticks) => new DateTimeOffset(year, day.Item1, day.Item2, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks)));

    private static readonly Gen<string> Expression = Gen.Select(
        Gen.OneOf(Gen.Const(""), Field(0, 59).Select(field => field + " ")),
        Field(0, 59),
        Gen.Frequency((3, Field(0, 23)), (1, Gen.Const("2")), (1, Gen.Const("1"))),
        Gen.Frequency((3, Gen.Const("*")), (1, Field(1, 28)), (1, Gen.Const("L"))),
        Gen.Frequency((3, Gen.Const("*")), (1, Field(1, 12))),
        Gen.Frequency((2, Gen.Const("*")), (1, Field(0, 7)))).Select((s, m, h, d, month, w) => $"{s}{m} {h} {d} {month} {w}");

    [Fact]
    public void Expressions_are_due_when_Cronos_says() =>
        Gen.Select(Expression, Gen.OneOfConst(PlainZones), Instant).Sample(
            (expression, zone, start) =>
            {
                var schedule = Cron(expression, zone);
                var format = expression.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
                var cronos = Cronos.CronExpression.Parse(expression, format);
                var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
                var due = schedule.First(start);
                var expected = cronos.GetNextOccurrence(start, info);
                for (var i = 0; i < 5; i++)
                {
                    Assert.Equal(expected?.UtcDateTime, due?.UtcDateTime);
                    if (due is null)
                        return;
                    expected = cronos.GetNextOccurrence(due.Value, info);
                    due = schedule.Next(due.Value);
                }
            },
            iter: 3_000);

    [Fact]
    public void Missed_slots_are_those_that_stepping_finds() =>
        Gen.Select(AnySchedule, Instant, Gen.Double[0, 1]).Sample(
            (schedule, start, share) =>
            {
                var slots = Step(schedule, schedule.First(start)!.Value).Take(60).ToList();
                var previous = slots[0];
                var now = previous + (slots[^2] - previous) * share;
                var missed = slots.Skip(1).TakeWhile(slot => slot <= now).Cast<DateTimeOffset?>().LastOrDefault();
                Assert.Equal(new MissedSlots(missed, slots.First(slot => slot > now)), schedule.NextAfter(previous, now));
            },
            iter: 2_000);

    [Fact]
    public void Due_times_always_rise() =>
        Gen.Select(AnySchedule, Instant).Sample(
            (schedule, start) =>
            {
                var slots = Step(schedule, schedule.First(start)!.Value).Take(20).ToList();
                Assert.Equal(slots.Distinct().Order(), slots);
                Assert.True(slots[0] >= start);
            },
            iter: 2_000);

    [Theory]
    [InlineData("* * * * * *")]
    [InlineData("30 2 * * *")]
    public void A_century_of_missed_slots_takes_a_few_steps(string expression)
    {
        var slots = Cron(expression, "Europe/Berlin").NextAfter(Utc("1970-01-01"), Utc("2069-06-01 12:00:00"));
        Assert.True(slots.Latest <= Utc("2069-06-01 12:00:00") && slots.Latest > Utc("2069-05-31"));
        Assert.True(slots.Next > Utc("2069-06-01 12:00:00") && slots.Next < Utc("2069-06-03"));
    }

    private static Gen<Schedule> AnySchedule => Gen.OneOf(
        Gen.Select(Expression, Zone).Select((expression, zone) => Cron(expression, zone)),
        Gen.Select(Gen.Long[1, 5_000], Gen.OneOfConst(IntervalUnit.Second, IntervalUnit.Minute, IntervalUnit.Hour))
            .Select((count, unit) => Every(count, unit)),
        Gen.Select(Gen.Long[1, 5], Times, Zone).Select((count, times, zone) => Every(count, IntervalUnit.Day, at: times, zone: zone)),
        Gen.Select(Dates, Times, Zone).Select((dates, times, zone) => Written($"{dates} at {times} in \"{zone}\"")),
        Gen.Select(Gen.Long[1, 3], Weekdays, Times, Zone)
            .Select((count, days, times, zone) => Every(count, IntervalUnit.Week, days, times, zone)));

    private static Gen<string> Times => Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59]).Select((hour, minute) => $"{hour:00}:{minute:00}")
        .List[1, 3].Select(times => string.Join(", ", times));

    private static Gen<string> Dates => Gen.OneOf(
        Gen.Select(Gen.OneOfConst("monthly", "quarterly"), Gen.OneOf(Gen.Int[1, 31].Select(day => $"{day}"), Gen.Const("last")).List[1, 3])
            .Select((interval, days) => $"{interval} on {string.Join(", ", days)}"),
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 29]).Select((month, day) => $"yearly on {month:00}-{day:00}"));

    private static Gen<string> Weekdays => Gen.OneOfConst(Enum.GetNames<DayOfWeek>()).List[1, 3].Select(days => string.Join(", ", days));

    private static IEnumerable<DateTimeOffset> Step(Schedule schedule, DateTimeOffset first)
    {
        for (DateTimeOffset? slot = first; slot is not null; slot = schedule.Next(slot.Value))
            yield return slot.Value;
    }

    private static Gen<string> Field(int lowest, int highest) => Gen.OneOf(
        Gen.Const("*"),
        Gen.Int[lowest, highest].Select(value => $"{value}"),
        Gen.Int[1, Math.Min(20, highest)].Select(step => $"*/{step}"),
        Gen.Int[lowest, highest].List[2, 4].Select(values => string.Join(',', values)),
        Gen.Select(Gen.Int[lowest, highest], Gen.Int[lowest, highest])
            .Select((one, other) => $"{Math.Min(one, other)}-{Math.Max(one, other)}"));
}
