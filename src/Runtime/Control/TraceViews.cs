namespace DarkLang.Runtime.Control;

public sealed record TraceHeaderView(
    Guid Id, HandlerId Handler, Guid Message, int Attempt, TraceOutcome Outcome, DateTimeOffset StartedAt,
    [property: JsonPropertyName("durationMs")] TimeSpan Duration, bool Pinned = false);

/// <param name="Input">Encoded, for a replay; null for a cron.</param>
/// <param name="Effects">The impure calls in order. A replay takes their results as its answers.</param>
/// <param name="EffectsLeftOut">Impure calls beyond the number that a trace keeps: a replay may stop there.</param>
/// <param name="Sources">The texts of the version that it ran; empty if they are no longer kept.</param>
public sealed record TraceView(
    TraceHeaderView Header, string Version, Guid? ParentMessage, ValueView? Input, ValueView? Result, Failure? Failure,
    string? IncompleteAt, IReadOnlyList<TraceEmitView> Emits, int EmitsLeftOut, IReadOnlyList<TraceEffectView> Effects, int EffectsLeftOut,
    IReadOnlyList<TraceLogView> Log, int LogLeftOut, IReadOnlyList<SourceView> Sources)
{
    /// <summary>The program outside that handled the message of an external worker; null when the canvas did.</summary>
    public string? Consumer { get; init; }

    /// <summary>All messages of the attempt if its worker has <c>batch</c>: the input is a List of their events. Else null.</summary>
    public IReadOnlyList<Guid>? Messages { get; init; }
}

public sealed record TraceEmitView(Guid Message, string Worker, ValueView Event);

/// <param name="Result">Encoded, for a replay; null if the call failed, or if its result could not be kept.</param>
/// <param name="AnsweredFrom">The number of the attempt that made the call, if its record answered this one.</param>
public sealed record TraceEffectView(
    string Function, string At, ValueView? Result, TraceEffectError? Error = null, int? AnsweredFrom = null);

/// <param name="Place">Where it was logged.</param>
public sealed record TraceLogView(DateTimeOffset At, LogLevel Level, string Message, ValueView Fields, string Place);

public sealed record SourceView(string Path, string Text);

internal static class TraceViews
{
    public static TraceHeaderView Of(TraceHeader header) => new(
        header.Id, header.Handler, header.Message, header.Attempt, header.Outcome, header.StartedAt, header.Duration, header.IsPinned);

    public static TraceLogView Of(TraceLogLine line) => Shortened(line, int.MaxValue);

    /// <param name="longestFields">The size of the largest fields that are whole.</param>
    public static TraceLogView Shortened(TraceLogLine line, int longestFields) =>
        new(line.At, line.Level, line.Message, ValueViews.OfStored(line.Fields, longestFields), line.Place);
}
