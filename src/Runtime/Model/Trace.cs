using DarkLang.Lang.Evaluation;

namespace DarkLang.Runtime.Model;

public enum TraceOutcome
{
    Completed,
    Incomplete,
    Failed,
    TimedOut,
}

internal static class TraceOutcomes
{
    public static bool IsFailure(this TraceOutcome outcome) => outcome is TraceOutcome.Failed or TraceOutcome.TimedOut;
}

/// <summary>
/// What one attempt did. The values of its expressions are not here: they are recomputed by running the same version of the source
/// with <see cref="Effects"/> as the answers of the impure calls. Values are in the binary form of
/// <see cref="DarkLang.Lang.Values.ValueEncoding"/>.
/// </summary>
public sealed record Trace
{
    public required Guid Id { get; init; }

    public required HandlerId Handler { get; init; }

    /// <summary>The version of the canvas that ran.</summary>
    public required string Version { get; init; }

    public required Guid Message { get; init; }

    /// <summary>The message whose attempt emitted this one.</summary>
    public Guid? ParentMessage { get; init; }

    /// <summary>Counted from 1.</summary>
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

    /// <summary>Emits beyond the number that a trace keeps.</summary>
    public int EmitsLeftOut { get; init; }

    /// <summary>Every impure call in order.</summary>
    public required IReadOnlyList<TraceEffect> Effects { get; init; }

    /// <summary>Impure calls beyond the number that a trace keeps: such a trace can't be replayed to its end.</summary>
    public int EffectsLeftOut { get; init; }

    /// <summary>What the handler logged, in order.</summary>
    public IReadOnlyList<TraceLogLine> Log { get; init; } = [];

    /// <summary>Log lines beyond the number that a trace keeps.</summary>
    public int LogLeftOut { get; init; }

    /// <summary>Kept until somebody unpins it.</summary>
    public bool IsPinned { get; init; }
}

public sealed record TraceEmit(Guid Message, string Worker, byte[] Event);

/// <summary>An impure call: what it gave, or how it failed; neither when what it gave could not be kept.</summary>
public sealed record TraceEffect(string Function, string At, byte[]? Result, TraceEffectError? Error = null);

public sealed record TraceEffectError(string Code, string Message, string? Help);

/// <param name="Fields">A Dict.</param>
/// <param name="Place">Where it was logged.</param>
public sealed record TraceLogLine(DateTimeOffset At, LogLevel Level, string Message, byte[] Fields, string Place);

/// <summary>What lists show of a trace without reading it.</summary>
public sealed record TraceHeader(
    Guid Id,
    HandlerId Handler,
    Guid Message,
    int Attempt,
    TraceOutcome Outcome,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    bool IsPinned,
    string Version)
{
    public bool IsFailure => Outcome.IsFailure();

    public static TraceHeader Of(Trace trace) =>
        new(
            trace.Id,
            trace.Handler,
            trace.Message,
            trace.Attempt,
            trace.Outcome,
            trace.StartedAt,
            trace.Duration,
            trace.IsPinned,
            trace.Version);
}
