namespace DarkLang.Runtime.Model;

public enum TraceOutcome
{
    Completed,
    Incomplete,
    Failed,
    TimedOut,
    Snoozed,
}

internal static class TraceOutcomes
{
    public static bool IsFailure(this TraceOutcome outcome) => outcome is TraceOutcome.Failed or TraceOutcome.TimedOut;
}

/// <summary>
/// What one attempt did. The values of its expressions are not stored: a replay of the same version of the source recomputes them, with
/// <see cref="Effects"/> as the results of the impure calls. Values are in the binary form of <see
/// cref="DarkLang.Lang.Values.ValueEncoding"/>.
/// </summary>
public sealed record Trace
{
    public required Guid Id { get; init; }

    public required HandlerId Handler { get; init; }

    /// <summary>The version of the canvas that ran.</summary>
    public required string Version { get; init; }

    public required Guid Message { get; init; }

    /// <summary>The message whose attempt emitted <see cref="Message"/>.</summary>
    public Guid? ParentMessage { get; init; }

    /// <summary>The number of the attempt, counted from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The event; null for a cron.</summary>
    public required byte[]? Input { get; init; }

    public required TraceOutcome Outcome { get; init; }

    /// <summary>The value of the handler when it completed.</summary>
    public byte[]? Result { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>The hole that was reached, when incomplete.</summary>
    public string? IncompleteAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<TraceEmit> Emits { get; init; }

    /// <summary>The number of emits that the trace does not keep.</summary>
    public int EmitsLeftOut { get; init; }

    /// <summary>The impure calls, in order.</summary>
    public required IReadOnlyList<TraceEffect> Effects { get; init; }

    /// <summary>The number of impure calls that the trace does not keep. A trace with any can't be replayed to its end.</summary>
    public int EffectsLeftOut { get; init; }

    /// <summary>What the handler logged, in order.</summary>
    public IReadOnlyList<TraceLogLine> Log { get; init; } = [];

    /// <summary>The number of log lines that the trace does not keep.</summary>
    public int LogLeftOut { get; init; }

    /// <summary>Whether the trace is kept until somebody unpins it.</summary>
    public bool IsPinned { get; init; }

    /// <summary>All messages of the attempt if its worker has <c>batch</c>: the input is a List of their events. Else null.</summary>
    public IReadOnlyList<Guid>? Messages { get; init; }

    /// <summary>The program outside that handled the message; null when the canvas did.</summary>
    public string? Consumer { get; init; }
}

public sealed record TraceEmit(Guid Message, string Worker, byte[] Event);

/// <summary>An impure call with its result or its error; with neither if its result could not be kept.</summary>
/// <param name="AnsweredFrom">The number of the attempt that made the call, if its record answered this one; null otherwise.</param>
public sealed record TraceEffect(string Function, string At, byte[]? Result, TraceEffectError? Error = null, int? AnsweredFrom = null);

public sealed record TraceEffectError(string Code, string Message, string? Help);

/// <param name="Fields">An encoded Dict.</param>
/// <param name="Place">The location in the source.</param>
public sealed record TraceLogLine(DateTimeOffset At, LogLevel Level, string Message, byte[] Fields, string Place);

/// <summary>The part of a trace that lists show, without reading the rest.</summary>
public sealed record TraceHeader(
    Guid Id, HandlerId Handler, Guid Message, int Attempt, TraceOutcome Outcome, DateTimeOffset StartedAt, TimeSpan Duration, bool IsPinned,
    string Version)
{
    public bool IsFailure => Outcome.IsFailure();

    public static TraceHeader Of(Trace trace) => new(
        trace.Id, trace.Handler, trace.Message, trace.Attempt, trace.Outcome, trace.StartedAt, trace.Duration, trace.IsPinned,
        trace.Version);
}
