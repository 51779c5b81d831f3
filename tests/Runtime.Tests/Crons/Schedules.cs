using System.Globalization;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Runtime.Crons;

namespace DarkLang.Runtime.Tests.Crons;

/// <summary>Builds the syntax of schedules, with spans that match the source text.</summary>
internal static class Schedules
{
    public static Schedule Cron(string expression, string? zone = null) => Created(CronSyntax(expression, zone, out var source), source);

    public static IReadOnlyList<Diagnostic> CronDiagnostics(string expression, string? zone = null) =>
        Refused(CronSyntax(expression, zone, out var source), source);

    public static Schedule Every(long count, IntervalUnit unit, string? on = null, string? at = null, string? zone = null) =>
        Created(IntervalOf(count, unit, on, at, zone, out var source), source);

    public static IReadOnlyList<Diagnostic> EveryDiagnostics(
        long count, IntervalUnit unit, string? on = null, string? at = null, string? zone = null) =>
        Refused(IntervalOf(count, unit, on, at, zone, out var source), source);

    /// <summary>Returns a schedule from the words of a canvas.</summary>
    public static Schedule Written(string text) => Created(WrittenSyntax(text, out var source), source);

    public static IReadOnlyList<Diagnostic> WrittenDiagnostics(string text) => Refused(WrittenSyntax(text, out var source), source);

    public static DateTimeOffset Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Returns the first due time after now and those that follow, as text.</summary>
    public static IReadOnlyList<string> Due(this Schedule schedule, string now, int count)
    {
        var due = new List<string>();
        for (var next = schedule.First(Utc(now)); next is { } slot && due.Count < count; next = schedule.Next(slot))
            due.Add(slot.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        return due;
    }

    private static Schedule Created(ScheduleSyntax syntax, SourceText source)
    {
        var schedule = Schedule.TryCreate(syntax, source, out var diagnostics);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        return Assert.IsType<Schedule>(schedule, exactMatch: false);
    }

    private static IReadOnlyList<Diagnostic> Refused(ScheduleSyntax syntax, SourceText source)
    {
        var schedule = Schedule.TryCreate(syntax, source, out var diagnostics);
        Assert.Equal(diagnostics.All(diagnostic => diagnostic.Severity == Severity.Warning), schedule is not null);
        return diagnostics;
    }

    private static ScheduleSyntax WrittenSyntax(string text, out SourceText source)
    {
        source = new SourceText("crons.dark", $"cron c {text}\n  1\n");
        var parsed = CanvasParser.ParseFile(source);
        Assert.Empty(parsed.Diagnostics);
        return Assert.IsType<CronItem>(Assert.Single(parsed.Syntax.Items)).Schedule;
    }

    private static CronExpressionSchedule CronSyntax(string expression, string? zone, out SourceText source)
    {
        source = new SourceText("crons.dark", $"\"{expression}\" {zone}");
        var span = new Span(0, expression.Length + 2);
        return new CronExpressionSchedule(
            new Span(0, source.Text.Length),
            expression,
            span,
            zone is null ? null : new ZoneSyntax(new Span(span.End + 1, zone.Length), zone));
    }

    private static IntervalSchedule IntervalOf(long count, IntervalUnit unit, string? on, string? at, string? zone, out SourceText source)
    {
        var text = $"every {count} {unit}";
        var interval = new IntervalSyntax(new Span(0, text.Length), count, unit);
        var weekdays = Parts(on).Select(day => new WeekdaySyntax(Place(day), Enum.Parse<DayOfWeek>(day, ignoreCase: true))).ToList();
        var times = Parts(at).Select(time => new TimeOfDaySyntax(Place(time), TimeOnly.Parse(time, CultureInfo.InvariantCulture))).ToList();
        var place = zone is null ? null : new ZoneSyntax(Place(zone), zone);
        source = new SourceText("crons.dark", text);
        return new IntervalSchedule(new Span(0, text.Length), interval, weekdays, [], times, place);

        Span Place(string part)
        {
            text += " " + part;
            return new Span(text.Length - part.Length, part.Length);
        }
    }

    private static string[] Parts(string? list) => list?.Split(", ") ?? [];
}
