using NCrontab;

namespace DarkLang.Runtime.Crons;

/// <param name="Text">The expression with single spaces.</param>
/// <param name="IsInterval">Whether its time of day is a range, a step or <c>*</c>, and not an exact time.</param>
internal sealed record ParsedCronExpression(CrontabSchedule Schedule, string Text, bool IsInterval);

internal readonly record struct CronExpressionProblem(string Code, string Message, string Label, string? Help);

/// <summary>Parses a cron expression of 5 or 6 fields. NCrontab decides what is valid; the error messages are ours.</summary>
internal static class CronExpression
{
    private static readonly CronField[] Fields =
    [
        new("second", 0, 59, CrontabFieldKind.Second, ""),
        new("minute", 0, 59, CrontabFieldKind.Minute, ""),
        new("hour", 0, 23, CrontabFieldKind.Hour, ""),
        new("day of the month", 1, 31, CrontabFieldKind.Day, ""),
        new("month", 1, 12, CrontabFieldKind.Month, " or Jan to Dec"),
        new("day of the week", 0, 6, CrontabFieldKind.DayOfWeek, " (0 is Sunday) or Sun to Sat"),
    ];

    // An expression that fires nowhere in this century never fires.
    private static readonly DateTime SearchStart = new(2000, 1, 1);
    private static readonly DateTime SearchEnd = new(2100, 1, 1);

    public static ParsedCronExpression? TryParse(string expression, out CronExpressionProblem problem)
    {
        var texts = expression.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length is not (5 or 6))
        {
            problem = WrongCount(texts.Length);
            return null;
        }
        var fields = Fields.AsSpan(Fields.Length - texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            if (!fields[i].Check(texts[i], out problem))
                return null;
        }
        var text = string.Join(' ', texts);
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = texts.Length == 6 }) is not { } schedule)
        {
            problem = new CronExpressionProblem(
                ScheduleCodes.ExpressionNotValid, $"the cron expression \"{text}\" is not valid",
                "each field is valid, but their combination is not", null);
            return null;
        }
        problem = new CronExpressionProblem(
            ScheduleCodes.NeverFires, $"the cron expression \"{text}\" never fires", "no date has this day, month and weekday", null);
        return schedule.GetNextOccurrence(SearchStart, SearchEnd) < SearchEnd
            ? new ParsedCronExpression(schedule, text, IsInterval: texts[..^3].Any(field => field.AsSpan().ContainsAny("*-/")))
            : null;
    }

    private static CronExpressionProblem WrongCount(int count) => new(
        ScheduleCodes.ExpressionNotValid,
        $"a cron expression has 5 fields, or 6 with seconds; this one has {count}",
        "expected minute, hour, day of the month, month, day of the week",
        "for example, \"0 9 * * 1-5\" means nine o'clock from Monday to Friday");
}

internal sealed record CronField(string Name, int Lowest, int Highest, CrontabFieldKind Kind, string Names)
{
    public bool Check(string text, out CronExpressionProblem problem)
    {
        problem = default;
        foreach (var entry in text.Split(','))
        {
            var slash = entry.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? entry : entry[..slash];
            if (slash >= 0 && (!int.TryParse(entry.AsSpan(slash + 1), out var step) || step < 1))
                problem = Refuse(text, $"the step after / must be a number of at least 1, not \"{entry[(slash + 1)..]}\"");
            else if (HintForReversed(range) is { } help)
                problem = Refuse(text, "a range must go from the lower to the higher value", help);
            else if (entry.Length == 0)
                problem = Refuse(text, "an entry of the list is empty", HintForSunday(range));
            else if (!CanParse(entry))
                problem = Refuse(text, $"\"{entry}\" is not a valid {Name}", HintForSunday(range));
            else
                continue;
            return false;
        }
        return true;
    }

    private bool CanParse(string entry) => entry.Length > 0 && CrontabField.TryParse(Kind, entry, _ => true, _ => false);

    private string? HintForReversed(string range)
    {
        if (range.Split('-') is not [var from, var to] || Number(from) is not { } low || Number(to) is not { } high || low <= high)
            return null;
        return $"write {from}-{Highest},{Lowest}-{to} for a range that wraps around";
    }

    private int? Number(string text) => CanParse(text) && text != "*" ? CrontabField.Parse(Kind, text).GetFirst() : null;

    private string? HintForSunday(string range) =>
        Kind == CrontabFieldKind.DayOfWeek && range.Contains('7', StringComparison.Ordinal) ? "write 0 for Sunday" : null;

    private CronExpressionProblem Refuse(string text, string why, string? help = null) => new(
        ScheduleCodes.ExpressionNotValid, $"the {Name} of the cron expression is not valid: {why}",
        $"\"{text}\" is the {Name}: expected {Lowest} to {Highest}{Names}, *, a list 1,2, a range 1-3 or a step */2", help);
}
