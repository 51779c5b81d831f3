using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Crons;

/// <summary>Creates a schedule from its syntax, or reports why it is not valid.</summary>
internal sealed class ScheduleReader(SourceText source)
{
    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(36_500);

    private static readonly DayOfWeek[] WorkingDays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private readonly List<Diagnostic> _diagnostics = [];

    public Schedule? Read(ScheduleSyntax syntax, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var schedule = syntax switch
        {
            IntervalSchedule interval => ReadInterval(interval),
            CronExpressionSchedule expression => ReadExpression(expression),
            _ => throw new UnreachableException(),
        };
        diagnostics = _diagnostics;
        return _diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? null : schedule;
    }

    private Schedule? ReadInterval(IntervalSchedule syntax)
    {
        var zone = ReadZone(syntax.Zone);
        IReadOnlyList<TimeOnly> times = syntax.Times.Count == 0 ? [TimeOnly.MinValue] : [.. syntax.Times.Select(time => time.Time)];
        if (syntax.Interval.Unit == IntervalUnit.Weekday)
            return CalendarSchedule.OnWeekdays(1, WorkingDays, times, zone);
        if (syntax.Interval.Unit is IntervalUnit.Month or IntervalUnit.Year)
            return ReadDates(syntax, times, zone);
        if (ReadLength(syntax.Interval) is not { } length)
            return null;
        if (syntax.Times.Count == 0 && syntax.Weekdays.Count == 0)
        {
            if (syntax.Zone is not null)
                WarnAboutUnusedZone(syntax);
            return new ElapsedSchedule(length);
        }
        if (syntax.Interval.Unit is not (IntervalUnit.Day or IntervalUnit.Week) && length.Ticks % TimeSpan.TicksPerDay != 0)
            return RefuseShort(syntax);
        var days = (int)length.TotalDays;
        if (syntax.Weekdays.Count == 0)
            return CalendarSchedule.EveryDays(days, times, zone);
        if (days != 1 && days % 7 != 0)
            return RefuseWeekdays(syntax);
        return CalendarSchedule.OnWeekdays(days == 1 ? 1 : days / 7, syntax.Weekdays.Select(weekday => weekday.Day), times, zone);
    }

    private DateSchedule? ReadDates(IntervalSchedule syntax, IReadOnlyList<TimeOnly> times, Zone zone)
    {
        var isYearly = syntax.Interval.Unit == IntervalUnit.Year;
        IReadOnlyList<DateSyntax> dates =
            syntax.Dates.Count > 0 ? syntax.Dates : [new DateSyntax(syntax.Interval.Span, isYearly ? 1 : null, 1)];
        foreach (var date in dates.Where(date => date.Month is { } month && date.Day > DateTime.DaysInMonth(2000, month)))
            Refuse(ScheduleCodes.NeverFires, $"no year has the date {source[date.Span]}", date.Span, "this month is shorter");
        var months = Enumerable.Range(1, 12).Select(month => dates.Where(date => IsIn(date, month)).Select(DayOf).ToList()).ToList();
        var used = Enumerable.Range(1, 12).Where(month => months[month - 1].Count > 0).ToList();
        if (!isYearly && dates.All(date => date.Day is not null))
            Warn(syntax.Dates is [var first, ..] ? first.Span : syntax.Interval.Span,
                CronOddities.MissingDays([.. dates.Select(DayOf)], used, "write `last` for the last day"));
        var canonical = isYearly ? "yearly" : syntax.Interval.Count == 1 ? "monthly" : "quarterly";
        return new DateSchedule($"{canonical} on {string.Join(", ", dates.Select(Format).Distinct())}", months, times, zone);

        bool IsIn(DateSyntax date, int month) =>
            date.Month == month || !isYearly && (syntax.Interval.Count == 1 || month % 3 == (date.Day is null ? 0 : 1));
    }

    private static int DayOf(DateSyntax date) => date.Day ?? DateSchedule.LastDay;

    private static string Format(DateSyntax date) =>
        date.Month is { } month ? $"{month:00}-{date.Day:00}" : date.Day is { } day ? $"{day}" : "last";

    private TimeSpan? ReadLength(IntervalSyntax interval)
    {
        var unit = interval.Unit switch
        {
            IntervalUnit.Second => TimeSpan.FromSeconds(1),
            IntervalUnit.Minute => TimeSpan.FromMinutes(1),
            IntervalUnit.Hour => TimeSpan.FromHours(1),
            IntervalUnit.Day => TimeSpan.FromDays(1),
            IntervalUnit.Week => TimeSpan.FromDays(7),
            _ => throw new UnreachableException(),
        };
        if (interval.Count < 1)
            return Refuse(ScheduleCodes.IntervalNotPositive, "an interval must be longer than zero", interval.Span, "expected at least 1s");
        if (interval.Count > MaxInterval.Ticks / unit.Ticks)
            return Refuse(ScheduleCodes.IntervalTooLong, "the interval is too long", interval.Span, "expected at most 36500d (100 years)");
        return unit * interval.Count;
    }

    private Schedule? RefuseShort(IntervalSchedule syntax)
    {
        var written = source[syntax.Interval.Span].ToString();
        if (syntax.Times is [var time, ..])
        {
            var everyHour = $"\"{time.Time.Minute} * * * *\"";
            Refuse(
                ScheduleCodes.TimeOnShortInterval, $"`{written}` runs more than once a day and can't have a time of day", time.Span,
                "a time needs daily, weekly, fortnightly or a number of days such as `every 3d`",
                $"write `daily at {time.Time:HH\\:mm}`, or a cron expression such as {everyHour} for that minute of every hour");
        }
        if (syntax.Weekdays is [var weekday, ..])
        {
            Refuse(
                ScheduleCodes.WeekdayWithoutWeeks, $"`{written}` runs more than once a day and can't have a weekday", weekday.Span,
                "a weekday needs daily, weekly or fortnightly",
                $"write a cron expression such as \"*/5 * * * {(int)weekday.Day}\" for every five minutes of that day");
        }
        return null;
    }

    private Schedule? RefuseWeekdays(IntervalSchedule syntax)
    {
        Refuse(
            ScheduleCodes.WeekdayWithoutWeeks, $"`{source[syntax.Interval.Span]}` is not a whole number of weeks and can't have a weekday",
            syntax.Weekdays[0].Span, "a weekday needs daily, weekly or fortnightly",
            "write `weekly on` or `fortnightly on` and the weekdays");
        return null;
    }

    private void WarnAboutUnusedZone(IntervalSchedule syntax)
    {
        var canHaveTime = syntax.Interval.Unit is IntervalUnit.Day or IntervalUnit.Week;
        _diagnostics.Add(new Diagnostic(
            ScheduleCodes.ZoneWithoutEffect,
            Severity.Warning,
            $"the time zone has no effect: `{source[syntax.Interval.Span]}` counts elapsed time",
            new Location(source, syntax.Zone!.Span),
            "there is no time of day that it applies to",
            canHaveTime ? "add a time, such as `at 03:00`, or leave the zone out" : "leave the zone out"));
    }

    private ExpressionSchedule? ReadExpression(CronExpressionSchedule syntax)
    {
        var zone = ReadZone(syntax.Zone);
        var parsed = CronExpression.TryParse(syntax.Expression, out var problem);
        foreach (var warning in parsed?.Warnings ?? [])
            Warn(syntax.ExpressionSpan, warning);
        if (parsed is not null)
            return new ExpressionSchedule(parsed, zone);
        Refuse(problem.Code, problem.Message, syntax.ExpressionSpan, problem.Label, problem.Help);
        return null;
    }

    private void Warn(Span span, CronExpressionProblem? warning)
    {
        if (warning is var (code, message, label, help))
            _diagnostics.Add(new Diagnostic(code, Severity.Warning, message, new Location(source, span), label, help));
    }

    private Zone ReadZone(ZoneSyntax? syntax)
    {
        if (syntax is null)
            return Zone.Utc;
        if (ZoneNames.Problem(syntax.Id) is var (message, label, help))
            Refuse(ScheduleCodes.UnknownTimeZone, message, syntax.Span, label, help);
        return ZoneNames.Find(syntax.Id) ?? Zone.Utc;
    }

    private TimeSpan? Refuse(string code, string message, Span span, string label, string? help = null)
    {
        _diagnostics.Add(new Diagnostic(code, Severity.Error, message, new Location(source, span), label, help));
        return null;
    }
}
