using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;
using static DarkLang.Runtime.Tests.Crons.Schedules;

namespace DarkLang.Runtime.Tests.Crons;

public sealed class ScheduleDiagnosticsTests
{
    [Theory]
    [InlineData("* * * *", "a cron expression has 5 fields, or 6 with seconds; this one has 4")]
    [InlineData("", "this one has 0")]
    [InlineData("* * * * * * *", "this one has 7")]
    [InlineData("60 * * * *", "the minute of the cron expression is not valid: \"60\" is not a valid minute")]
    [InlineData("0 24 * * *", "the hour of the cron expression is not valid: \"24\" is not a valid hour")]
    [InlineData("0 0 0 * *", "the day of the month of the cron expression is not valid")]
    [InlineData("0 0 * Janvier *", "the month of the cron expression is not valid: \"Janvier\" is not a valid month")]
    [InlineData("0 0 * * 8", "the day of the week of the cron expression is not valid: \"8\" is not a valid day of the week")]
    [InlineData("99999999999 * * * *", "the minute of the cron expression is not valid: \"99999999999\" is not a valid minute")]
    [InlineData("0-99999999999 * * * *", "the minute of the cron expression is not valid")]
    [InlineData("*/99999999999 * * * *", "the step after / must be a number of at least 1, not \"99999999999\"")]
    [InlineData("0 0 99999999999-L * *", "the day of the month of the cron expression is not valid")]
    [InlineData("0 0 15W * *", "the day of the month of the cron expression is not valid")]
    [InlineData("0 0 * * 5L", "the day of the week of the cron expression is not valid")]
    [InlineData("0 0 * * 99999999999", "the day of the week of the cron expression is not valid")]
    [InlineData("@reboot", "\"@reboot\" is not a cron expression")]
    [InlineData("@every 5m", "\"@every 5m\" is not a cron expression")]
    [InlineData("TZ=Europe/Berlin 0 9 * * *", "a cron expression has no time zone")]
    [InlineData("61 * * * * *", "the second of the cron expression is not valid")]
    [InlineData("*/0 * * * *", "the step after / must be a number of at least 1, not \"0\"")]
    [InlineData("0 22-2 * * *", "a range must go from the lower to the higher value")]
    [InlineData("0 1,,2 * * *", "an entry of the list is empty")]
    public void A_cron_expression_that_cannot_be_read_says_which_field_and_why(string expression, string message)
    {
        var diagnostic = Assert.Single(CronDiagnostics(expression));
        Assert.Equal("D0410", diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(new Lang.Source.Span(0, expression.Length + 2), diagnostic.Location.Span);
    }

    [Fact]
    public void A_range_across_the_end_is_rewritten_in_the_hint() =>
        Assert.Equal("write 22-23,0-2 for a range that wraps around", Assert.Single(CronDiagnostics("0 22-2 * * *")).Help);

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void A_schedule_that_never_fires_is_refused(string expression) =>
        Assert.Equal("D0415", Assert.Single(CronDiagnostics(expression)).Code);

    [Theory]
    [InlineData("*/100 * * * *", "\"*/100\" means 0 alone")]
    [InlineData("0 0 */31 * *", "\"*/31\" means 1 alone")]
    [InlineData("50/20 * * * *", "\"50/20\" means 50 alone")]
    [InlineData("*/7 * * * *", "\"*/7\" means 0, 7 … 56, and then 0 again")]
    [InlineData("0 0 */2 * *", "\"*/2\" means 1, 3 … 31, and then 1 again")]
    [InlineData("0 0 31 * *", "no day 31 in these months")]
    [InlineData("0 0 30,31 1,2 *", "no day 30, 31 in these months")]
    [InlineData("0 0 29 * *", "February has a 29th every four years")]
    public void What_fires_otherwise_than_it_reads_is_a_warning(string expression, string label)
    {
        var diagnostic = Assert.Single(CronDiagnostics(expression));
        Assert.Equal(("D0422", Severity.Warning, label), (diagnostic.Code, diagnostic.Severity, diagnostic.Label));
        Assert.NotNull(diagnostic.Help);
    }

    [Theory]
    [InlineData("0 0 13 * 5")]
    [InlineData("0 0 L * 1-5")]
    [InlineData("0 0 1-7 * Mon")]
    public void A_day_of_the_month_with_a_day_of_the_week_is_a_warning(string expression)
    {
        var diagnostic = Assert.Single(CronDiagnostics(expression));
        Assert.Equal(("D0423", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
    }

    [Theory]
    [InlineData("*/15 * * * *")]
    [InlineData("0 8-18/3 * * 1-5")]
    [InlineData("0 0 */1 * 5")]
    [InlineData("0 0 1,31 * *")]
    [InlineData("0 0 31,L * *")]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 1-31 * 5-7")]
    [InlineData("@hourly")]
    public void What_fires_as_it_reads_is_no_warning(string expression) => Assert.Empty(CronDiagnostics(expression));

    [Theory]
    [InlineData("monthly on 31", "D0422")]
    [InlineData("quarterly on 31", "D0422")]
    [InlineData("yearly on 02-30", "D0415")]
    [InlineData("yearly on 03-31, 04-31", "D0415")]
    public void A_date_that_months_do_not_have_is_reported(string schedule, string code) =>
        Assert.Equal(code, Assert.Single(WrittenDiagnostics(schedule)).Code);

    [Fact]
    public void A_rare_schedule_is_not_refused() =>
        Assert.Equal(["2044-02-29 00:00", "2072-02-29 00:00"], Cron("0 0 29 2 1").Due("2026-01-01", 2));

    [Theory]
    [InlineData("Europe/Berln", "did you mean \"Europe/Berlin\"")]
    [InlineData("berlin", "did you mean \"Europe/Berlin\"?")]
    [InlineData("europe/berlin", "did you mean \"Europe/Berlin\"")]
    public void An_unknown_time_zone_is_answered_with_the_nearest_name(string zone, string help)
    {
        var diagnostic = Assert.Single(CronDiagnostics("* * * * *", zone));
        Assert.Equal("D0411", diagnostic.Code);
        Assert.StartsWith(help, diagnostic.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("Factory")]
    [InlineData("factory")]
    [InlineData("posix/Factory")]
    public void A_time_zone_that_depends_on_the_machine_is_refused(string zone)
    {
        var diagnostic = Assert.Single(CronDiagnostics("* * * * *", zone));
        Assert.Equal(("D0411", $"\"{zone}\" is whatever zone the machine has"), (diagnostic.Code, diagnostic.Message));
    }

    [Theory]
    [InlineData(0, IntervalUnit.Second, "D0404")]
    [InlineData(-1, IntervalUnit.Day, "D0404")]
    [InlineData(36_501, IntervalUnit.Day, "D0412")]
    [InlineData(long.MaxValue, IntervalUnit.Week, "D0412")]
    public void An_interval_out_of_range_is_refused(long count, IntervalUnit unit, string code) =>
        Assert.Equal(code, Assert.Single(EveryDiagnostics(count, unit)).Code);

    [Theory]
    [InlineData(1, IntervalUnit.Hour, null, "03:00", "D0413")]
    [InlineData(90, IntervalUnit.Second, "monday", null, "D0414")]
    [InlineData(36, IntervalUnit.Hour, null, "03:00", "D0413")]
    [InlineData(3, IntervalUnit.Day, "monday", "03:00", "D0414")]
    public void A_combination_that_makes_no_sense_is_refused(long count, IntervalUnit unit, string? on, string? at, string code)
    {
        var diagnostic = Assert.Single(EveryDiagnostics(count, unit, on, at));
        Assert.Equal((code, Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.Equal(on ?? at, diagnostic.Location.Source[diagnostic.Location.Span].ToString());
    }

    [Fact]
    public void A_zone_without_a_time_is_a_warning()
    {
        var diagnostic = Assert.Single(EveryDiagnostics(1, IntervalUnit.Day, zone: "Europe/Berlin"));
        Assert.Equal(("D0416", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
    }
}
