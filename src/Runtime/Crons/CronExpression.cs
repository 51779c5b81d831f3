using NCrontab;

namespace DarkLang.Runtime.Crons;

/// <param name="Text">With single spaces.</param>
/// <param name="IsInterval">Its time of day is a range, a step or <c>*</c>, not an exact time.</param>
internal sealed record ReadCronExpression(CrontabSchedule Schedule, string Text, bool IsInterval);

internal readonly record struct CronExpressionProblem(string Code, string Message, string Label, string? Help);

/// <summary>Reads a cron expression of 5 or 6 fields. NCrontab decides; the words for what it refuses are ours.</summary>
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

    private static readonly DateTime NeverStart = new(2000, 1, 1);
    private static readonly DateTime NeverEnd = new(2100, 1, 1);

    public static ReadCronExpression? TryRead(string expression, out CronExpressionProblem problem)
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
            if (fields[i].Check(texts[i], out problem))
                continue;
            return null;
        }
        var text = string.Join(' ', texts);
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = texts.Length == 6 }) is not { } schedule)
        {
            problem = new CronExpressionProblem(
                ScheduleCodes.ExpressionNotValid,
                $"the cron expression \"{text}\" is not valid",
                "each field is, but not all of them together",
                null);
            return null;
        }
        problem = new CronExpressionProblem(
            ScheduleCodes.NeverFires, $"the cron expression \"{text}\" never fires", "no date has this day, month and weekday", null);
        return schedule.GetNextOccurrence(NeverStart, NeverEnd) < NeverEnd
            ? new ReadCronExpression(schedule, text, IsInterval: texts[..^3].Any(field => field.AsSpan().ContainsAny("*-/")))
            : null;
    }

    private static CronExpressionProblem WrongCount(int count) => new(
        ScheduleCodes.ExpressionNotValid,
        $"a cron expression has 5 fields, or 6 with seconds; this one has {count}",
        "expected minute, hour, day of the month, month, day of the week",
        "\"0 9 * * 1-5\" is nine o'clock from Monday to Friday");
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
                problem = Refuse(text, $"the step after / must be a number from 1 on, not \"{entry[(slash + 1)..]}\"");
            else if (Reversed(range) is { } help)
                problem = Refuse(text, "a range goes from the lower to the higher value", help);
            else if (!IsRead(entry))
                problem =
                    Refuse(text, entry.Length == 0 ? "an entry of the list is empty" : $"\"{entry}\" is not a value of it", Hint(range));
            else
                continue;
            return false;
        }
        return true;
    }

    private bool IsRead(string entry) => entry.Length > 0 && CrontabField.TryParse(Kind, entry, _ => true, _ => false);

    private string? Reversed(string range)
    {
        if (range.Split('-') is not [var from, var to] || Number(from) is not { } low || Number(to) is not { } high || low <= high)
            return null;
        return $"write {from}-{Highest},{Lowest}-{to} for a range across the end";
    }

    private int? Number(string text) => IsRead(text) && text != "*"
        ? CrontabField.Parse(Kind, text).GetFirst()
        : null;

    private string? Hint(string range) => Kind == CrontabFieldKind.DayOfWeek && range.Contains('7', StringComparison.Ordinal)
        ? "write 0 for Sunday"
        : null;

    private CronExpressionProblem Refuse(string text, string why, string? help = null) => new(
        ScheduleCodes.ExpressionNotValid,
        $"the {Name} of the cron expression is not valid: {why}",
        $"\"{text}\" stands for the {Name}: expected {Lowest} to {Highest}{Names}, *, a list 1,2, a range 1-3 or a step */2",
        help);
}
