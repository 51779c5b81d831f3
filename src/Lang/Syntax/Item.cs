namespace DarkLang.Lang.Syntax;

/// <summary>One parsed file: its items in order, and its comments by position, so that the text can be printed back.</summary>
public sealed record FileSyntax(SourceText Source, IReadOnlyList<Item> Items, IReadOnlyList<Comment> Comments);

/// <summary>A comment with its slashes; <paramref name="IsDoc"/> for <c>///</c>.</summary>
public sealed record Comment(Span Span, string Text, bool IsDoc);

/// <summary>An item of the canvas; <paramref name="Span"/> covers it from the keyword to the end of the body.</summary>
public abstract record Item(Span Span)
{
    /// <summary>The text of the <c>///</c> lines above it.</summary>
    public string? Doc { get; init; }
}

/// <summary>The name of a handler, bare or quoted.</summary>
public sealed record HandlerName(Span Span, string Text);

/// <summary>An empty body is a <see cref="Hole"/>.</summary>
public sealed record WorkerItem(Span Span, HandlerName Name, ParameterSyntax? Parameter, RecordExpr? Options, Expr Body) : Item(Span);

public sealed record CronItem(Span Span, HandlerName Name, ScheduleSyntax Schedule, RecordExpr? Options, Expr Body) : Item(Span);

public sealed record HttpItem(Span Span, string Method, string Path, RecordExpr? Options, Expr Body) : Item(Span);

public sealed record DbItem(Span Span, string Name, Span NameSpan, RecordType Type) : Item(Span);

public sealed record TypeItem(Span Span, string Name, Span NameSpan, RecordType Type) : Item(Span);

public sealed record FnItem(
    Span Span, string Name, Span NameSpan, IReadOnlyList<ParameterSyntax> Parameters, TypeSyntax? Returns, Expr Body) : Item(Span);

public sealed record SecretItem(Span Span, string Name, Span NameSpan, string EnvironmentVariable) : Item(Span);

/// <summary><c>dark "0.2"</c>: the lowest version of the program that the canvas needs.</summary>
public sealed record NeedsItem(Span Span, string Version, Span VersionSpan) : Item(Span);

public sealed record AlertItem(Span Span, HandlerName Name, IReadOnlyList<AlertCondition> Conditions, Expr Body) : Item(Span);

public sealed record AlertCondition(Span Span, string Name, long? Argument);

public sealed record TestItem(Span Span, string Name, Span NameSpan, Expr Body) : Item(Span);

/// <summary>An item that could not be read at all; the diagnostic is already reported.</summary>
public sealed record BrokenItem(Span Span, string? Keyword, string? Name) : Item(Span)
{
    /// <summary>The body, if only a header that binds no names could not be read.</summary>
    public Expr? Body { get; init; }
}

/// <summary>A parameter, with its type if one is written.</summary>
public sealed record ParameterSyntax(Span Span, string Name, Span NameSpan, TypeSyntax? Type);

/// <summary>When a cron is due, as written.</summary>
public abstract record ScheduleSyntax(Span Span);

/// <summary>
/// <c>every 12hrs</c>, <c>daily at 03:00 in "Europe/Berlin"</c>, <c>fortnightly on monday</c>, <c>monthly on 1, last</c>.
/// </summary>
public sealed record IntervalSchedule(
    Span Span,
    IntervalSyntax Interval,
    IReadOnlyList<WeekdaySyntax> Weekdays,
    IReadOnlyList<DateSyntax> Dates,
    IReadOnlyList<TimeOfDaySyntax> Times,
    ZoneSyntax? Zone) : ScheduleSyntax(Span);

/// <summary>
/// <paramref name="Count"/> units. <c>hourly</c> is one hour, <c>daily</c> one day, <c>weekly</c> one week, <c>fortnightly</c> two,
/// <c>monthly</c> one month, <c>quarterly</c> three and <c>yearly</c> one year.
/// </summary>
public sealed record IntervalSyntax(Span Span, long Count, IntervalUnit Unit);

public enum IntervalUnit
{
    Second,
    Minute,
    Hour,
    Day,
    Week,

    /// <summary>The days from Monday to Friday.</summary>
    Weekday,
    Month,
    Year,
}

public sealed record WeekdaySyntax(Span Span, DayOfWeek Day);

/// <summary>A day of a month, or of the year if it has a month; no day stands for the last one.</summary>
public sealed record DateSyntax(Span Span, int? Month, int? Day);

public sealed record TimeOfDaySyntax(Span Span, TimeOnly Time);

public sealed record ZoneSyntax(Span Span, string Id);

/// <summary>A cron expression of 5 or 6 fields.</summary>
public sealed record CronExpressionSchedule(Span Span, string Expression, Span ExpressionSpan, ZoneSyntax? Zone) : ScheduleSyntax(Span);
