using DarkLang.Lang.Syntax;
using static DarkLang.Runtime.Tests.Crons.Schedules;

namespace DarkLang.Runtime.Tests.Crons;

public sealed class ScheduleTests
{
    private const string Now = "2026-03-04 10:17:05"; // a Wednesday

    [Fact]
    public void A_plain_interval_is_due_at_once_and_then_never_drifts()
    {
        var schedule = Every(12, IntervalUnit.Hour);
        Assert.Equal(Utc(Now), schedule.First(Utc(Now)));
        Assert.Equal(Utc("2026-03-04 22:17:05"), schedule.Next(Utc(Now)));
    }

    [Fact]
    public void A_plain_day_is_24_hours_even_across_a_change_of_summer_time() =>
        Assert.Equal(Utc("2026-03-29 12:00"), Every(1, IntervalUnit.Day).Next(Utc("2026-03-28 12:00")));

    [Fact]
    public void Daily_at_a_time_is_first_due_at_that_time() =>
        Assert.Equal(["2026-03-05 03:00", "2026-03-06 03:00"], Every(1, IntervalUnit.Day, at: "03:00").Due(Now, 2));

    [Fact]
    public void Several_times_run_in_order() =>
        Assert.Equal(
            ["2026-03-04 18:30", "2026-03-05 06:00", "2026-03-05 18:30"],
            Every(1, IntervalUnit.Day, at: "18:30, 06:00").Due(Now, 3));

    [Fact]
    public void Every_third_day_keeps_its_rhythm() =>
        Assert.Equal(
            ["2026-03-05 09:00", "2026-03-05 17:00", "2026-03-08 09:00", "2026-03-08 17:00", "2026-03-11 09:00"],
            Every(3, IntervalUnit.Day, at: "09:00, 17:00").Due("2026-03-04 18:00", 5));

    [Fact]
    public void Weekly_on_weekdays_runs_on_each_of_them() =>
        Assert.Equal(
            ["2026-03-05 09:00", "2026-03-09 09:00", "2026-03-12 09:00"],
            Every(1, IntervalUnit.Week, on: "thursday, monday", at: "09:00").Due(Now, 3));

    [Fact]
    public void Weekly_without_a_weekday_keeps_the_day_of_its_first_run() =>
        Assert.Equal(["2026-03-05 09:00", "2026-03-12 09:00"], Every(1, IntervalUnit.Week, at: "09:00").Due(Now, 2));

    [Fact]
    public void A_weekday_without_a_time_runs_at_midnight() =>
        Assert.Equal(["2026-03-08 00:00", "2026-03-15 00:00"], Every(1, IntervalUnit.Week, on: "sunday").Due(Now, 2));

    [Fact]
    public void Monthly_runs_on_its_days_and_on_the_last_whatever_its_number() =>
        Assert.Equal(
            ["2028-02-01 08:00", "2028-02-15 08:00", "2028-02-29 08:00", "2028-03-01 08:00", "2028-03-15 08:00", "2028-03-31 07:00"],
            Written("monthly on 15, 1, last at 09:00 in \"Europe/Berlin\"").Due("2028-01-31 12:00", 6));

    [Fact]
    public void The_last_day_runs_once_if_its_number_is_named_too() =>
        Assert.Equal(
            ["2026-04-30 00:00", "2026-05-30 00:00", "2026-05-31 00:00"],
            Written("monthly on 30, last").Due("2026-04-02 00:00", 3));

    [Fact]
    public void Quarterly_runs_on_days_of_its_first_month_and_at_its_end() =>
        Assert.Equal(
            ["2026-03-31 06:00", "2026-04-01 06:00", "2026-06-30 06:00"],
            Written("quarterly on 1, last at 06:00").Due(Now, 3));

    [Fact]
    public void Yearly_runs_on_its_dates() =>
        Assert.Equal(["2026-03-31 00:00", "2026-12-01 00:00", "2027-03-31 00:00"], Written("yearly on 12-01, 03-31").Due(Now, 3));

    [Theory]
    [InlineData("monthly", "monthly on 1 at 00:00", "2026-04-01 00:00")]
    [InlineData("every quarter", "quarterly on 1 at 00:00", "2026-04-01 00:00")]
    [InlineData("every year at 9:30", "yearly on 01-01 at 09:30", "2027-01-01 09:30")]
    [InlineData("every weekday", "every weekday at 00:00", "2026-03-05 00:00")]
    public void Without_a_date_it_is_the_first(string schedule, string canonical, string due)
    {
        Assert.Equal([due], Written(schedule).Due(Now, 1));
        Assert.Equal(canonical, Written(schedule).Canonical);
    }

    [Fact]
    public void Every_weekday_leaves_the_weekend_out() =>
        Assert.Equal(
            ["2026-03-05 08:00", "2026-03-06 08:00", "2026-03-09 08:00"],
            Written("every weekday at 08:00").Due(Now, 3));

    [Theory]
    [InlineData("@hourly", "2026-03-04 11:00")]
    [InlineData("@daily", "2026-03-05 00:00")]
    [InlineData("@weekly", "2026-03-08 00:00")]
    [InlineData("@monthly", "2026-04-01 00:00")]
    [InlineData("@yearly", "2027-01-01 00:00")]
    [InlineData("0 0 * * 7", "2026-03-08 00:00")]
    [InlineData("0 0 * * 6-7", "2026-03-07 00:00")]
    [InlineData("0 0 L * *", "2026-03-31 00:00")]
    [InlineData("59 23 l 2 *", "2027-02-28 23:59")]
    [InlineData("0 0 5,L Feb-Apr *", "2026-03-05 00:00")]
    public void Words_Sunday_as_7_and_the_last_day_can_be_written_in_an_expression(string expression, string due) =>
        Assert.Equal([due], Cron(expression).Due(Now, 1));

    [Fact]
    public void Fortnightly_keeps_its_two_weeks_across_the_year() =>
        Assert.Equal(
            ["2026-12-07 09:00", "2026-12-21 09:00", "2027-01-04 09:00", "2027-01-18 09:00"],
            Every(2, IntervalUnit.Week, on: "monday", at: "09:00").Due("2026-12-02 00:00", 4));

    [Fact]
    public void Fortnightly_on_two_weekdays_runs_both_in_the_same_week() =>
        Assert.Equal(
            ["2026-03-05 09:00", "2026-03-16 09:00", "2026-03-19 09:00", "2026-03-30 09:00"],
            Every(2, IntervalUnit.Week, on: "monday, thursday", at: "09:00").Due(Now, 4));

    [Fact]
    public void Times_are_those_of_the_wall_clock_in_the_zone() =>
        Assert.Equal(
            ["2026-03-27 08:00", "2026-03-28 08:00", "2026-03-29 07:00"],
            Every(1, IntervalUnit.Day, at: "09:00", zone: "Europe/Berlin").Due("2026-03-27 00:00", 3));

    [Fact]
    public void A_time_that_summer_time_skips_runs_at_the_next_valid_minute() =>
        Assert.Equal(
            ["2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30"],
            Every(1, IntervalUnit.Day, at: "02:30", zone: "Europe/Berlin").Due("2026-03-28 00:00", 3));

    [Fact]
    public void Two_skipped_times_run_once_together() =>
        Assert.Equal(
            ["2026-03-29 01:00", "2026-03-30 00:15", "2026-03-30 00:45"],
            Every(1, IntervalUnit.Day, at: "02:15, 02:45", zone: "Europe/Berlin").Due("2026-03-28 12:00", 3));

    [Fact]
    public void A_repeated_time_runs_once() =>
        Assert.Equal(
            ["2026-10-25 00:30", "2026-10-26 01:30"],
            Every(1, IntervalUnit.Day, at: "02:30", zone: "Europe/Berlin").Due("2026-10-24 12:00", 2));

    [Fact]
    public void A_midnight_that_summer_time_skips_runs_at_one() =>
        Assert.Equal(
            ["2017-10-15 03:00", "2017-10-16 02:00"],
            Every(1, IntervalUnit.Day, at: "00:00", zone: "America/Sao_Paulo").Due("2017-10-14 12:00", 2));

    [Fact]
    public void A_shift_of_half_an_hour_is_handled() =>
        Assert.Equal(
            ["2026-10-02 15:40", "2026-10-03 15:30", "2026-10-04 15:10"],
            Every(1, IntervalUnit.Day, at: "02:10", zone: "Australia/Lord_Howe").Due("2026-10-02 00:00", 3));

    [Theory]
    [InlineData("America/New_York", "02:30", "2026-03-07 12:00", "2026-03-08 07:00", "2026-03-09 06:30")]
    [InlineData("America/New_York", "01:30", "2026-10-31 12:00", "2026-11-01 05:30", "2026-11-02 06:30")]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-03 20:00", "2026-04-04 14:45", "2026-04-05 15:15")]
    [InlineData("Africa/Casablanca", "02:30", "2026-02-14 12:00", "2026-02-15 01:30", "2026-02-16 02:30")]
    [InlineData("Africa/Casablanca", "02:30", "2026-03-21 12:00", "2026-03-22 02:00", "2026-03-23 01:30")]
    public void Skipped_and_repeated_times_run_once_in_zones_of_all_kinds(
        string zone, string time, string now, string first, string second) =>
        Assert.Equal([first, second], Every(1, IntervalUnit.Day, at: time, zone: zone).Due(now, 2));

    [Fact]
    public void A_zone_whose_winter_time_is_the_exception_skips_the_right_times() =>
        Assert.Equal(
            ["2022-03-26 01:11", "2022-03-27 01:00", "2022-03-28 00:11"],
            Cron("11 1 * * *", "Europe/Dublin").Due("2022-03-26 00:30", 3));

    [Fact]
    public void A_cron_expression_is_read_in_its_zone() =>
        Assert.Equal(
            ["2026-03-27 08:30", "2026-03-30 07:30", "2026-03-31 07:30"],
            Cron("30 9 * * 1-5", "Europe/Berlin").Due("2026-03-27 00:00", 3));

    [Fact]
    public void A_part_of_a_second_does_not_skip_the_next_second() =>
        Assert.Equal(Utc("2026-03-04 10:00:31"), Cron("30,31 * * * * *").Next(Utc("2026-03-04 10:00:30").AddTicks(1)));

    [Fact]
    public void An_expression_that_means_an_interval_runs_through_a_repeated_hour() =>
        Assert.Equal(
            ["2026-10-25 00:00", "2026-10-25 00:30", "2026-10-25 01:00", "2026-10-25 01:30", "2026-10-25 02:00"],
            Cron("*/30 * * * *", "Europe/Berlin").Due("2026-10-24 23:59", 5));

    [Theory]
    [InlineData(1, IntervalUnit.Day, null, null, null, "daily")]
    [InlineData(24, IntervalUnit.Hour, null, null, null, "daily")]
    [InlineData(2, IntervalUnit.Week, null, null, null, "fortnightly")]
    [InlineData(60, IntervalUnit.Minute, null, null, null, "hourly")]
    [InlineData(60, IntervalUnit.Second, null, null, null, "every minute")]
    [InlineData(90, IntervalUnit.Second, null, null, null, "every 90s")]
    [InlineData(5, IntervalUnit.Minute, null, null, null, "every 5m")]
    [InlineData(12, IntervalUnit.Hour, null, null, null, "every 12h")]
    [InlineData(3, IntervalUnit.Day, null, "09:00, 07:30", null, "every 3d at 07:30, 09:00")]
    [InlineData(1, IntervalUnit.Day, "tuesday, monday", null, null, "weekly on monday, tuesday at 00:00")]
    [InlineData(2, IntervalUnit.Week, "monday", "09:00", "Europe/Berlin", "fortnightly on monday at 09:00 in \"Europe/Berlin\"")]
    [InlineData(1, IntervalUnit.Day, null, "03:00", "UTC", "daily at 03:00")]
    public void Each_schedule_has_one_canonical_text(
        long count, IntervalUnit unit, string? on, string? at, string? zone, string expected) =>
        Assert.Equal(expected, Every(count, unit, on, at, zone).Canonical);

    [Fact]
    public void The_canonical_text_of_an_expression_has_single_spaces() =>
        Assert.Equal("\"0 9 * * 1\" in \"Asia/Tokyo\"", Cron(" 0  9 * *  1", "Asia/Tokyo").Canonical);

    [Fact]
    public void The_end_of_the_calendar_ends_a_schedule()
    {
        var last = new DateTimeOffset(9999, 12, 31, 23, 0, 0, TimeSpan.Zero);
        Assert.Null(Every(1, IntervalUnit.Day).Next(last));
        Assert.Null(Every(1, IntervalUnit.Day, at: "03:00", zone: "Asia/Tokyo").Next(last));
        Assert.Null(Cron("* * * * *", "Asia/Tokyo").Next(last));
    }
}
