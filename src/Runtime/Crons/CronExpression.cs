using NCrontab;

namespace DarkLang.Runtime.Crons;

/// <param name="Text">The expression with single spaces.</param>
/// <param name="Days">The days of the month: <see cref="Schedule"/> can't express the last one.</param>
/// <param name="IsInterval">Whether its time of day is a range, a step or <c>*</c>, and not an exact time.</param>
internal sealed record ParsedCronExpression(
    CrontabSchedule Schedule, string Text, CronValues Days, bool IsInterval, IReadOnlyList<CronExpressionProblem> Warnings)
{
    /// <summary>Returns the first local time after another one; the end if there is none before it.</summary>
    public DateTime Next(DateTime after, DateTime end)
    {
        var next = Schedule.GetNextOccurrence(after, end);
        while (next < end && !Days.Includes(next))
            next = Schedule.GetNextOccurrence(next.Date.AddDays(1).AddSeconds(-1), end);
        return next;
    }
}

internal readonly record struct CronExpressionProblem(string Code, string Message, string Label, string? Help);

/// <summary>
/// Parses a cron expression of 5 or 6 fields, or a word for one such as <c>@daily</c>. The fields are read here, and NCrontab finds the
/// times that match them.
/// </summary>
internal static class CronExpression
{
    private static readonly CronField[] Fields =
        [CronField.Second, CronField.Minute, CronField.Hour, CronField.Day, CronField.Month, CronField.Weekday];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    // An expression that fires nowhere in this century never fires.
    private static readonly DateTime SearchStart = new(2000, 1, 1);
    private static readonly DateTime SearchEnd = new(2100, 1, 1);

    public static ParsedCronExpression? TryParse(string expression, out CronExpressionProblem problem)
    {
        var text = string.Join(' ', expression.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var fields = ReadFields(Words.GetValueOrDefault(text.ToLowerInvariant(), text), out problem);
        if (fields is null)
            return null;
        var parsed = new ParsedCronExpression(
            CrontabSchedule.Parse(
                string.Join(' ', fields.Select(field => field.List())),
                new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Count == Fields.Length }),
            text,
            fields[^3],
            IsInterval: fields.SkipLast(3).Any(field => field.Text.AsSpan().ContainsAny("*-/")),
            [.. CronOddities.Of(fields)]);
        problem = new CronExpressionProblem(
            ScheduleCodes.NeverFires, $"the cron expression \"{text}\" never fires", "no date has this day, month and weekday", null);
        return parsed.Next(SearchStart, SearchEnd) < SearchEnd ? parsed : null;
    }

    private static List<CronValues>? ReadFields(string text, out CronExpressionProblem problem)
    {
        var texts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length is not (5 or 6) || text[0] == '@' || ZoneIn(texts[0]) is not null)
        {
            problem = NotFields(text, texts);
            return null;
        }
        var read = new List<CronValues>();
        foreach (var (field, written) in Fields.AsSpan(Fields.Length - texts.Length).ToArray().Zip(texts))
        {
            if (field.TryRead(written, out problem) is not { } values)
                return null;
            read.Add(values);
        }
        problem = default;
        return read;
    }

    private static CronExpressionProblem NotFields(string text, string[] texts) => texts switch
    {
        ["@every", var interval] => NotAWord(text, $"write `every {interval}` without quotes"),
        [['@', ..], ..] => NotAWord(
            text,
            NearestName.Of(text, Words.Keys) is { } near ? $"did you mean \"{near}\"?" : $"known are {string.Join(", ", Words.Keys)}"),
        [var first, .. var rest] when ZoneIn(first) is { } zone => new(
            ScheduleCodes.ExpressionNotValid,
            "a cron expression has no time zone",
            "expected minute, hour, day of the month, month, day of the week",
            $"write `\"{string.Join(' ', rest)}\" in \"{zone}\"`"),
        _ => new(
            ScheduleCodes.ExpressionNotValid,
            $"a cron expression has 5 fields, or 6 with seconds; this one has {texts.Length}",
            "expected minute, hour, day of the month, month, day of the week",
            "for example, \"0 9 * * 1-5\" means nine o'clock from Monday to Friday"),
    };

    private static CronExpressionProblem NotAWord(string text, string help) => new(
        ScheduleCodes.ExpressionNotValid, $"\"{text}\" is not a cron expression", "expected five fields, or a word such as @daily", help);

    /// <summary>Returns the zone that other programs take in front of an expression, as in <c>TZ=Europe/Berlin</c>.</summary>
    private static string? ZoneIn(string field) =>
        field.Split('=', 2) is ["TZ" or "CRON_TZ", var zone] ? zone : null;
}
