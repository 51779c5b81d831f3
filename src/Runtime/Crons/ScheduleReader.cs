using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Crons;

/// <summary>Creates a schedule from its syntax, or reports why it is not valid.</summary>
internal sealed class ScheduleReader(SourceText source)
{
    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(36_500);

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
        IReadOnlyList<TimeOnly> times = syntax.Times.Count == 0 ? [TimeOnly.MinValue] : [.. syntax.Times.Select(time => time.Time)];
        if (syntax.Weekdays.Count == 0)
            return CalendarSchedule.EveryDays(days, times, zone);
        if (days != 1 && days % 7 != 0)
            return RefuseWeekdays(syntax);
        return CalendarSchedule.OnWeekdays(days == 1 ? 1 : days / 7, syntax.Weekdays.Select(weekday => weekday.Day), times, zone);
    }

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

    private Schedule? ReadExpression(CronExpressionSchedule syntax)
    {
        var zone = ReadZone(syntax.Zone);
        return CronExpression.TryParse(syntax.Expression, out var problem) is { } parsed
            ? new ExpressionSchedule(parsed.Schedule, parsed.Text, parsed.IsInterval, zone) : Refuse(problem);

        Schedule? Refuse(CronExpressionProblem problem)
        {
            _diagnostics.Add(new Diagnostic(
                problem.Code, Severity.Error, problem.Message, new Location(source, syntax.ExpressionSpan), problem.Label, problem.Help));
            return null;
        }
    }

    private Zone ReadZone(ZoneSyntax? syntax)
    {
        if (syntax is null)
            return Zone.Utc;
        // Whether the system finds a name in another case depends on which zones were looked up before.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(syntax.Id, out var info) && !IsOtherCase(info.Id, syntax.Id))
            return new Zone(info);
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        var ending = known.Where(id => id.EndsWith($"/{syntax.Id}", StringComparison.OrdinalIgnoreCase));
        var nearest = NearestName.Several(syntax.Id, known, 3).Concat(ending).Distinct().Take(3).ToList();
        Refuse(
            ScheduleCodes.UnknownTimeZone,
            $"no time zone is named \"{syntax.Id}\"",
            syntax.Span,
            "expected a name from the tz database, such as \"Europe/Berlin\"",
            (known.Count, nearest.Count) switch
            {
                ( < 2, _) => "this machine has no time zone data: install the package tzdata",
                (_, 0) => null,
                _ => $"did you mean {string.Join(" or ", nearest.Select(id => $"\"{id}\""))}?",
            });
        return Zone.Utc;
    }

    private static bool IsOtherCase(string id, string written) =>
        id != written && string.Equals(id, written, StringComparison.OrdinalIgnoreCase);

    private TimeSpan? Refuse(string code, string message, Span span, string label, string? help = null)
    {
        _diagnostics.Add(new Diagnostic(code, Severity.Error, message, new Location(source, span), label, help));
        return null;
    }
}
