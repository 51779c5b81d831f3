using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// When a cron is due. Pure computing without a clock: every due time follows from the previous one, so nothing drifts.
/// </summary>
public abstract class Schedule
{
    /// <summary>The schedule in one fixed form: shown in lists, and stored so that a change of it is noticed.</summary>
    public abstract string Canonical { get; }

    /// <summary>The first due time of a cron that never ran: now for a plain interval, otherwise the first exact time after now.</summary>
    public abstract DateTimeOffset? First(DateTimeOffset now);

    /// <summary>The due time that follows the previous one; null when there is none before the calendar ends.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset previousDue);

    /// <summary>What a downtime left behind: takes a bounded time, however many due times were missed.</summary>
    public abstract MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now);

    /// <summary>Null when the schedule makes no sense; a warning may stand beside a schedule.</summary>
    public static Schedule? TryCreate(ScheduleSyntax syntax, SourceText source, out IReadOnlyList<Diagnostic> diagnostics) =>
        new ScheduleReader(source).Read(syntax, out diagnostics);
}

/// <param name="Latest">The latest due time after the previous one and not after now; null when none was missed.</param>
/// <param name="Next">The first due time after now, in the rhythm of the previous one.</param>
public readonly record struct MissedSlots(DateTimeOffset? Latest, DateTimeOffset? Next);
