namespace DarkLang.Runtime.Crons;

/// <summary>Computes when a cron is due. It reads no clock: every due time follows from the previous one, so nothing drifts.</summary>
public abstract class Schedule
{
    /// <summary>The canonical text of the schedule. Lists show it, and it is stored to detect a change of the schedule.</summary>
    public abstract string Canonical { get; }

    /// <summary>The time zone of its times of day; null for UTC, and for intervals that count elapsed time.</summary>
    public virtual string? Zone => null;

    /// <summary>Returns the first due time of a new cron: now for a plain interval, otherwise the first exact time after now.</summary>
    public abstract DateTimeOffset? First(DateTimeOffset now);

    /// <summary>Returns the due time after the previous one; null if there is none before the end of the calendar.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset previousDue);

    /// <summary>Returns the due times around now after a downtime, in bounded time, however many were missed.</summary>
    public abstract MissedSlots NextAfter(DateTimeOffset previousDue, DateTimeOffset now);

    /// <summary>
    /// Returns the first due time after now in the series that a later due time belongs to: with that one, every second Friday is known.
    /// </summary>
    public virtual DateTimeOffset? FirstAfter(DateTimeOffset now, DateTimeOffset laterDue) => Next(now);

    /// <summary>Creates a schedule. Returns null if its syntax has errors; with warnings alone it is valid.</summary>
    public static Schedule? TryCreate(ScheduleSyntax syntax, SourceText source, out IReadOnlyList<Diagnostic> diagnostics) =>
        new ScheduleReader(source).Read(syntax, out diagnostics);
}

/// <param name="Latest">The latest due time after the previous one and not after now; null if none was missed.</param>
/// <param name="Next">The first due time after now, counted from the previous one.</param>
public readonly record struct MissedSlots(DateTimeOffset? Latest, DateTimeOffset? Next);
