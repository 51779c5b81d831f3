namespace DarkLang.Runtime.Control.Events;

/// <summary>Something that happened to a running canvas.</summary>
/// <param name="Id">Rises, even over a restart. A client continues by asking for the events after the last id it knows.</param>
/// <param name="Kind">Says which of the fields are set.</param>
public sealed record ControlEvent(long Id, EventKind Kind, DateTimeOffset At)
{
    public HandlerId? Handler { get; init; }

    public Guid? Message { get; init; }

    /// <summary>What became of the message: done, dead, retrying, waiting for code or removed.</summary>
    public MessageState? State { get; init; }

    public Failure? Failure { get; init; }

    public TraceHeaderView? Trace { get; init; }

    public TraceLogView? Log { get; init; }

    public PauseView? Pause { get; init; }

    /// <summary>Where a message to a worker that does not exist was emitted.</summary>
    public string? EmittedFrom { get; init; }

    /// <summary>The due time that a cron fired for.</summary>
    public DateTimeOffset? Due { get; init; }

    public StatusSummary? Status { get; init; }

    public LoadView? Loaded { get; init; }

    /// <summary>The number of events in a gap; null if the canvas was restarted, so that nobody counted them.</summary>
    public long? Missed { get; init; }
}

public enum EventKind
{
    /// <summary>An attempt ended and its message was settled.</summary>
    Message,

    Trace,
    Log,

    /// <summary>A message arrived for a worker that does not exist (404).</summary>
    NotFound,

    Paused,
    Resumed,

    /// <summary>A cron fired.</summary>
    Fired,

    /// <summary>The files changed: they took over, or were refused.</summary>
    Loaded,

    /// <summary>The counts have changed: at most ten a second.</summary>
    Status,

    /// <summary>Events are missing: the client was too slow, or away for too long.</summary>
    Gap,
}

/// <summary>Counts over all queues now; <paramref name="Done"/> and <paramref name="DeadInAll"/> are totals of the store's life.</summary>
/// <param name="Waiting">Ready, delayed, retrying and waiting for code.</param>
public sealed record StatusSummary(EngineState State, long Waiting, long Running, long Dead, long NotFound, long Done, long DeadInAll);
