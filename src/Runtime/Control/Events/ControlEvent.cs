using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control.Events;

/// <summary>Something that happened to a running canvas.</summary>
/// <param name="Id">Rises, over a restart too. To go on behind an event is to ask for those after its id.</param>
/// <param name="Kind">One of <see cref="EventKinds"/>; the fields that belong to it are set.</param>
public sealed record ControlEvent(long Id, string Kind, DateTimeOffset At)
{
    public HandlerId? Handler { get; init; }

    public Guid? Message { get; init; }

    /// <summary>What became of the message: done, dead, retrying, waiting-for-code or removed.</summary>
    public string? State { get; init; }

    public Failure? Failure { get; init; }

    public TraceHeaderView? Trace { get; init; }

    public TraceLogView? Log { get; init; }

    public PauseView? Pause { get; init; }

    /// <summary>Where a message that nobody takes was emitted.</summary>
    public string? EmittedFrom { get; init; }

    /// <summary>The due time that a cron fired for.</summary>
    public DateTimeOffset? Due { get; init; }

    public StatusSummary? Status { get; init; }

    public LoadView? Loaded { get; init; }

    /// <summary>Events of a gap that can't be had any more; null when they were of an earlier start and nobody counted them.</summary>
    public long? Missed { get; init; }
}

/// <summary>The words for what happens.</summary>
public static class EventKinds
{
    /// <summary>An attempt ended and its message was settled.</summary>
    public const string Message = "message";

    public const string Trace = "trace";

    public const string Log = "log";

    /// <summary>A message came for a worker that doesn't exist.</summary>
    public const string NotFound = "404";

    public const string Paused = "paused";

    public const string Resumed = "resumed";

    public const string Fired = "fired";

    /// <summary>The files changed: what they say runs from now on, or was refused.</summary>
    public const string Loaded = "loaded";

    /// <summary>The counts have changed: at most ten a second.</summary>
    public const string Status = "status";

    /// <summary>The reader was too slow, or away for too long.</summary>
    public const string Gap = "gap";
}

/// <summary>Counts over all handlers. <paramref name="Done"/> and <paramref name="Died"/> are totals of the store's life, the others are of messages there now.</summary>
/// <param name="State">running, draining or stopped.</param>
/// <param name="Waiting">Ready, delayed, retrying and waiting for code.</param>
public sealed record StatusSummary(string State, long Waiting, long Running, long Dead, long NotFound, long Done, long Died);
