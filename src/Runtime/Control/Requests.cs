namespace DarkLang.Runtime.Control;

/// <param name="Event">The event as JSON text, which is converted to the type that the worker declares.</param>
/// <param name="Literal">Instead of it, the event as a Dark value, which is taken as it is.</param>
/// <param name="Delay">Due this much later.</param>
/// <param name="OnceKey">Emitted only if this key was not used for that worker within the window.</param>
/// <param name="Wait">The client will wait for the message: its end is remembered until it asks.</param>
public sealed record EmitRequest(
    string Worker, [property: JsonConverter(typeof(EventForm))] string? Event,
    [property: JsonPropertyName("delayMs")] TimeSpan? Delay = null, string? OnceKey = null, bool Wait = false, string? Literal = null);

/// <param name="Handler">One queue; null for all.</param>
/// <param name="State">Null for all.</param>
/// <param name="Error">Only dead letters with this error: its code, or a part of its message or place.</param>
/// <param name="DeadBefore">Only dead letters that died by then.</param>
/// <param name="Where">A condition over <c>event</c> and <c>message</c>, such as <c>event.total > 100</c>.</param>
public sealed record MessageFilter(
    HandlerId? Handler = null, MessageState? State = null, int Limit = 100, string? Error = null, DateTimeOffset? DeadBefore = null,
    string? Where = null)
{
    public const int MostCount = 10_000;
}

/// <summary>The messages that a command may be for. Others are never touched.</summary>
public enum SelectionState
{
    Dead = 1,

    /// <summary>Messages that wait for a worker that does not exist (404).</summary>
    NotFound,

    /// <summary>All that have not run to their end: ready, delayed, retrying or waiting for code.</summary>
    Queued,

    Ready,
    Delayed,
    Retrying,
    WaitingForCode,
}

/// <summary>Which messages a command is for: those named by <paramref name="Ids"/>, or else all that match the rest.</summary>
/// <param name="Error">As in <see cref="MessageFilter"/>.</param>
/// <param name="DeadBefore">As in <see cref="MessageFilter"/>.</param>
/// <param name="Where">As in <see cref="MessageFilter"/>.</param>
public sealed record MessageSelection(
    SelectionState State, IReadOnlyList<string>? Ids = null, HandlerId? Handler = null, bool All = false, string? Error = null,
    DateTimeOffset? DeadBefore = null, string? Where = null)
{
    public const int MostIds = 1_000;
}

/// <param name="Handler">The worker that remembers the keys.</param>
public sealed record KeysRequest(HandlerId Handler, int Limit = 100);

/// <param name="Key">As lists of keys show it.</param>
public sealed record ForgetKeyRequest(HandlerId Handler, string Key);

/// <param name="Handler">Null for all.</param>
/// <param name="Where">A condition such as <c>outcome == "dead"</c>.</param>
/// <param name="Before">From the previous answer: continues after it.</param>
public sealed record HistoryRequest(HandlerId? Handler = null, string? Where = null, int Limit = 100, string? Before = null);

public sealed record WaitRequest(Guid Message);

public sealed record HandlerRequest(HandlerId Handler);

/// <param name="By">Who pauses it.</param>
public sealed record PauseRequest(HandlerId Handler, string By, string? Why = null);

/// <param name="Handler">A worker.</param>
/// <param name="Value">As a canvas writes it; null to take back what was set, so that the file's value applies.</param>
/// <param name="By">Who sets it.</param>
public sealed record SetOptionRequest(HandlerId Handler, string Option, string? Value, string By);

/// <param name="Name">The cron.</param>
public sealed record NextDueRequest(string Name, int Count = 5)
{
    public const int MostCount = 1_000;
}

/// <param name="Id">Of a message or a trace: its id, or the beginning of it.</param>
public sealed record IdRequest(string Id);

/// <param name="Id">Of a dead letter, or of a message that waits.</param>
/// <param name="Event">The new event, as in <see cref="EmitRequest"/>.</param>
/// <param name="Literal">As in <see cref="EmitRequest"/>.</param>
public sealed record EditRequest(
    string Id, [property: JsonConverter(typeof(EventForm))] string? Event = null, string? Literal = null);

public sealed record MoveRequest(MessageSelection Selection, string Worker);

/// <param name="Handler">Null for all.</param>
public sealed record TracesRequest(HandlerId? Handler = null);

/// <param name="Id">Of a trace.</param>
public sealed record PinRequest(string Id, bool? Pinned);

/// <param name="Version">Of the canvas.</param>
public sealed record SourceRequest(string Version);

/// <param name="Folder">Its full path.</param>
public sealed record BackupRequest(string Folder);

/// <param name="Consumer">The name of the program that handles the messages.</param>
/// <param name="Max">The most messages that it takes.</param>
/// <param name="Wait">How long to wait for a message if none can start.</param>
public sealed record ClaimRequest(
    string Worker, string Consumer, int Max = 1, [property: JsonPropertyName("waitMs")] TimeSpan? Wait = null)
{
    public const int MostMessages = 100;

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
}

public sealed record LeaseRequest(Guid Lease);

/// <param name="Result">The value that the handler returns, as JSON text; null is the value null.</param>
/// <param name="Error">Why it failed, or why the message is discarded.</param>
/// <param name="Snooze">How much later the message runs again.</param>
public sealed record SettleRequest(
    Guid Lease, SettleOutcome Outcome, [property: JsonConverter(typeof(EventForm))] string? Result = null, string? Error = null,
    [property: JsonPropertyName("snoozeMs")] TimeSpan? Snooze = null, IReadOnlyList<EmitRequest>? Emits = null,
    IReadOnlyList<LogRequest>? Log = null);

/// <summary>How a consumer ended an attempt.</summary>
public enum SettleOutcome
{
    Done = 1,
    Failed,
    Snoozed,
    Discarded,
}

/// <param name="Fields">A JSON object as text.</param>
/// <param name="At">When it was logged; null for the time of the settle.</param>
public sealed record LogRequest(
    LogLevel Level, string Message, [property: JsonConverter(typeof(EventForm))] string? Fields = null, DateTimeOffset? At = null);

public sealed record MessageReply(Guid Message);

/// <param name="Failed">Messages for which the condition failed, and which were therefore left as they are.</param>
public sealed record CountReply(int Count, IReadOnlyList<ConditionFailureView>? Failed = null);
