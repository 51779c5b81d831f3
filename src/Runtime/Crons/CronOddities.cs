namespace DarkLang.Runtime.Crons;

/// <summary>Finds what is valid in a cron expression and hardly meant: each is a warning.</summary>
internal static class CronOddities
{
    private static readonly string[] MonthNames = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    public static IEnumerable<CronExpressionProblem> Of(IReadOnlyList<CronValues> fields)
    {
        var (day, month, weekday) = (fields[^3], fields[^2], fields[^1]);
        foreach (var field in fields)
        {
            foreach (var entry in field.Text.Split(','))
            {
                if (OfStep(field.Field, entry, fields) is { } odd)
                    yield return odd;
            }
        }
        if (MissingMonths(day, month) is { } missing)
            yield return missing;
        if (!weekday.IsAny && !day.IsAny)
            yield return new CronExpressionProblem(
                ScheduleCodes.DayAndWeekday,
                "the cron expression has both a day of the month and a day of the week, and runs only when both hold",
                $"\"{day.Text}\" is the day of the month, \"{weekday.Text}\" the day of the week",
                "crontab runs when either holds: for that, write two crons; for one of them alone, write * for the other");
    }

    /// <summary>Returns the warning about a day that some of the months do not have.</summary>
    public static CronExpressionProblem? MissingDays(IReadOnlyCollection<int> days, IReadOnlyCollection<int> months, string last)
    {
        var never = months.Where(month => days.All(day => day > DateTime.DaysInMonth(2000, month))).ToList();
        var leap = days.All(day => day >= 29) && days.Contains(29) && months.Contains(2);
        return never.Count == 0 && (!leap || months.Count == 1)
            ? null
            : new CronExpressionProblem(
                ScheduleCodes.OddSchedule,
                never.Count > 0
                    ? $"the cron does not run in {string.Join(", ", never.Select(month => MonthNames[month - 1]))}"
                    : "the cron runs in February only in leap years",
                never.Count > 0 ? $"no day {string.Join(", ", days)} in these months" : "February has a 29th every four years",
                last);
    }

    private static CronExpressionProblem? MissingMonths(CronValues day, CronValues month) =>
        day.HasLast ? null : MissingDays(day.Values, month.Values, "write L for the last day of each month");

    private static CronExpressionProblem? OfStep(CronField field, string entry, IReadOnlyList<CronValues> fields)
    {
        if (entry.Split('/') is not [var range, var written] || field.TryRead(entry, out _) is not { } read)
            return null;
        var step = int.Parse(written, CultureInfo.InvariantCulture);
        var values = read.Values.ToList();
        if (values.Count == 1)
            return new CronExpressionProblem(
                ScheduleCodes.OddSchedule,
                $"the step in the {field.Name} of the cron expression has no effect",
                $"\"{entry}\" means {values[0]} alone",
                $"write {values[0]}, or a smaller step");
        if (range is not ("*" or "?") || field.Count % step == 0)
            return null;
        return new CronExpressionProblem(
            ScheduleCodes.OddSchedule,
            $"the steps in the {field.Name} of the cron expression are uneven",
            $"\"{entry}\" means {values[0]}, {values[1]} … {values[^1]}, and then {values[0]} again",
            HelpForUneven(field, step, fields));
    }

    private static string HelpForUneven(CronField field, int step, IReadOnlyList<CronValues> fields)
    {
        var interval = field == CronField.Second ? $"`every {step}s`"
            : field == CronField.Minute ? $"`every {step}m`"
            : field == CronField.Hour ? $"`every {step}h`"
            : field == CronField.Day ? $"`every {step}d`, with `at` a time"
            : null;
        var isAlone = fields.Count(other => !other.IsAny && other.Values.Count > 1) == 1;
        var even = Enumerable.Range(2, field.Count / 2).Where(divisor => field.Count % divisor == 0).ToList();
        return interval is not null && isAlone ? $"for equal times between runs, write {interval} instead of the expression"
            : even.Count > 0 ? $"steps of {string.Join(", ", even)} are even"
            : "list the values that are meant";
    }
}
