namespace DarkLang.Runtime.Control;

/// <param name="State">Stopped: the store is read without a runtime.</param>
public sealed record StatusView(
    EngineState State, string Canvas, string Version, int ProcessId, DateTimeOffset Now, DateTimeOffset? StartedAt,
    IReadOnlyList<WorkerView> Workers, IReadOnlyList<CronView> Crons, IReadOnlyList<NotFoundView> NotFound, IReadOnlyList<string> Damage)
{
    /// <summary>The most names without a worker that are listed: the first ones.</summary>
    public const int MostNotFound = 1_000;

    /// <summary>The files as they were last read, and their problems; null if the store is read without a runtime.</summary>
    public LoadView? Loaded { get; init; }

    /// <summary>Why the store takes no changes, as on a full disk: nothing new starts then. Null if it takes them.</summary>
    public string? Trouble { get; init; }

    /// <summary>Handlers such as <c>worker resize</c> that start nothing, because finished work does not fit on the disk.</summary>
    public IReadOnlyList<string> WaitingForDiskSpace { get; init; } = [];
}

public enum EngineState
{
    Stopped,
    Running,
    Draining,
}

public enum HandlerState
{
    Run,
    Paused,
}

/// <summary>
/// A worker or an alert, with counts of now; <paramref name="Done"/> and <paramref name="DeadInAll"/> are the totals of the store.
/// </summary>
/// <param name="OldestAge">Age of the oldest ready message.</param>
public sealed record WorkerView(
    string Name, long Ready, long Delayed, long Running, long Retrying, long WaitingForCode, long Dead, long Done, long DeadInAll,
    [property: JsonPropertyName("oldestAgeMs")] TimeSpan? OldestAge, PauseView? Pause, IReadOnlyList<TraceHeaderView> Traces)
{
    /// <summary>A worker, or an alert: the messages of an alert are reports.</summary>
    public HandlerKind Kind { get; init; }

    public HandlerState State => Pause is null ? HandlerState.Run : HandlerState.Paused;

    /// <summary>The options that are written in the canvas, by their names, as written.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The options that were set by hand; null if there are none.</summary>
    public IReadOnlyList<OverrideView>? Overrides { get; init; }

    /// <summary>The shares of its ready messages; null if the worker has no <c>share</c>.</summary>
    public SharesView? Shares { get; init; }

    /// <summary>How many messages newer ones have replaced since the start; null if the worker has no <c>debounce</c>.</summary>
    public long? Replaced { get; init; }

    /// <summary>When its rate lets the next attempt start; null if nothing waits for that.</summary>
    public DateTimeOffset? RateWait { get; init; }

    /// <summary>Who handles its messages outside the canvas; null if the canvas handles them.</summary>
    public ExternalView? External { get; init; }

    [JsonIgnore]
    public HandlerId Handler => new(Kind, Name);
}

/// <param name="Waiting">The number of claims that wait for a message.</param>
/// <param name="Claimed">The claimed messages, the oldest claims first.</param>
public sealed record ExternalView(int Waiting, IReadOnlyList<ClaimedView> Claimed)
{
    /// <summary>The most claimed messages that are listed.</summary>
    public const int MostClaimed = 100;
}

/// <param name="Since">When the attempt started.</param>
/// <param name="Until">When its lease passes, unless it is extended.</param>
public sealed record ClaimedView(string Consumer, Guid Message, int Attempt, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>An option of a worker that was set by hand, until the file says otherwise.</summary>
/// <param name="Value">As a canvas writes it.</param>
/// <param name="File">As the file writes it; null if it does not.</param>
public sealed record OverrideView(string Option, string Value, string? File, DateTimeOffset At, string By);

/// <param name="Count">The number of shares that have ready messages.</param>
/// <param name="Longest">Those with the most ready messages, the longest first.</param>
public sealed record SharesView(int Count, IReadOnlyList<ShareView> Longest)
{
    public const int MostListed = 5;
}

/// <param name="Share">As JSON text.</param>
/// <param name="Ready">The number of its messages that can run now.</param>
public sealed record ShareView(string Share, long Ready);

public sealed record PauseView(DateTimeOffset At, string By, string? Why);

/// <param name="Schedule">As written, in canonical form.</param>
/// <param name="NextDue">Of a paused cron: when it would be due if it were resumed now.</param>
/// <param name="LastFired">The last due time that was run.</param>
public sealed record CronView(
    string Name, string Schedule, DateTimeOffset? NextDue, DateTimeOffset? LastFired, long Running, long Dead, long Done, long DeadInAll,
    PauseView? Pause, IReadOnlyList<TraceHeaderView> Traces)
{
    public HandlerState State => Pause is null ? HandlerState.Run : HandlerState.Paused;

    public CatchUp CatchUp { get; init; }

    public Overlap Overlap { get; init; }

    /// <summary>The time zone of its schedule; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Runs that have not started, and those that will be retried.</summary>
    public long Waiting { get; init; }

    /// <summary>Due times that were skipped because the previous run had not ended.</summary>
    public long Skipped { get; init; }

    /// <summary>The options that are written in the canvas, by their names, as written.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The last run of any kind, by schedule, by hand or from code: when it began, or was due. Null if it never ran.</summary>
    public DateTimeOffset? LastRun => Traces.Select(trace => (DateTimeOffset?)trace.StartedAt).Append(LastFired).Max();

    [JsonIgnore]
    public HandlerId Handler => HandlerId.Cron(Name);
}

/// <summary>Messages to a worker that does not exist.</summary>
/// <param name="Event">The newest event; null while only the store has it.</param>
/// <param name="Nearest">The worker with the most similar name.</param>
public sealed record NotFoundView(
    string Name, long Messages, DateTimeOffset LastEmittedAt, string EmittedFrom, ValueView? Event, string? Nearest);
