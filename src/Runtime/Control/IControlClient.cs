using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Everything the CLI and the TUI may ask of a canvas, running or at rest. Implementations: in-process, HTTP over the control socket.
/// A request that can't be met throws <see cref="ControlException"/>. Ids accept a unique prefix.
/// </summary>
public interface IControlClient : IAsyncDisposable
{
    /// <summary>The most due times that are given at once.</summary>
    const int MostDueTimes = 1_000;

    Task<StatusView> Status(CancellationToken cancellation);

    /// <summary>Durable when it returns, all of them or none.</summary>
    Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation);

    /// <summary>Waits until the message is settled (done or dead) and gives how it ended.</summary>
    Task<SettledView> Wait(Guid message, CancellationToken cancellation);

    Task Pause(HandlerId handler, string by, string? why, CancellationToken cancellation);

    Task Resume(HandlerId handler, CancellationToken cancellation);

    /// <summary>Runs a cron now; its schedule does not move. Gives the message's id.</summary>
    Task<Guid> RunCron(string name, CancellationToken cancellation);

    /// <summary>The coming due times, soonest first, at most <paramref name="count"/>, and at most <see cref="MostDueTimes"/>.</summary>
    Task<IReadOnlyList<DateTimeOffset>> NextDue(string cron, int count, CancellationToken cancellation);

    /// <summary>Messages of one queue or of all, oldest first.</summary>
    Task<IReadOnlyList<MessageView>> Messages(MessageFilter filter, CancellationToken cancellation);

    Task<MessageView> Message(string id, CancellationToken cancellation);

    /// <summary>How many messages an act on the selection is for.</summary>
    Task<int> Count(MessageSelection selection, CancellationToken cancellation);

    /// <summary>Puts dead letters back on their queues. Gives how many.</summary>
    Task<int> RetryDead(MessageSelection selection, CancellationToken cancellation);

    /// <summary>Puts one dead letter back with another event (JSON text). Gives its id.</summary>
    Task<Guid> RetryWith(string id, string @event, CancellationToken cancellation);

    /// <summary>Removes messages; an attempt that runs is ended and leaves nothing behind. Gives how many.</summary>
    Task<int> Remove(MessageSelection selection, CancellationToken cancellation);

    /// <summary>Sends messages to another worker of the canvas. Gives how many.</summary>
    Task<int> Move(MessageSelection selection, string worker, CancellationToken cancellation);

    /// <summary>Runs exactly one message of a paused worker. Returns when the attempt has ended, and says how.</summary>
    Task<SettledView> Step(string worker, CancellationToken cancellation);

    /// <summary>Newest first; of all handlers when null.</summary>
    Task<IReadOnlyList<TraceHeaderView>> Traces(HandlerId? handler, CancellationToken cancellation);

    Task<TraceView> Trace(string id, CancellationToken cancellation);

    /// <summary>What is needed to run a trace's attempt again without touching anything.</summary>
    Task<TraceRunView> TraceRun(string id, CancellationToken cancellation);

    /// <summary>Emits the input of a trace once more, as a new message; a cron is run now. Gives the message's id.</summary>
    Task<Guid> ReplayLive(string id, CancellationToken cancellation);

    /// <summary>A pinned trace is kept until it is unpinned. Gives the trace.</summary>
    Task<TraceHeaderView> Pin(string id, bool pinned, CancellationToken cancellation);

    /// <summary>What happens, as it happens. Ends when the runtime does; a slow reader is told what it missed.</summary>
    /// <param name="after">The id of the last event that is known, to go on behind it; null: from now on.</param>
    IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation);

    /// <summary>The texts of a version of the canvas that a trace ran.</summary>
    Task<IReadOnlyList<SourceView>> Source(string version, CancellationToken cancellation);

    /// <summary>
    /// Reads the files of the canvas anew: what they say runs from now on, unless they are as they were or have errors. Gives how they are.
    /// </summary>
    Task<LoadView> Reload(CancellationToken cancellation);

    /// <summary>Copies the store into an empty folder on the machine of the canvas, as it is at that moment; the canvas goes on.</summary>
    /// <param name="folder">Its full path.</param>
    Task Backup(string folder, CancellationToken cancellation);
}

/// <param name="Event">The event as JSON text.</param>
/// <param name="Delay">Due this much later.</param>
/// <param name="OnceKey">Emitted only if this key was not emitted to that worker within the window.</param>
/// <param name="Wait">The caller is going to ask <see cref="IControlClient.Wait"/> for it: its end is remembered until then.</param>
public sealed record EmitRequest(string Worker, string Event, TimeSpan? Delay = null, string? OnceKey = null, bool Wait = false);

/// <param name="Message">The id, also of a repeated once-key: null then, with <paramref name="Repeated"/> set.</param>
/// <param name="Warning">Set when no worker has that name: what happens now and the nearest name.</param>
public sealed record EmitView(Guid? Message, string Worker, bool Repeated, string? Warning);

/// <param name="Handler">One queue; null for all.</param>
/// <param name="State">One of the words of <see cref="MessageView.State"/>; null for all.</param>
/// <param name="Error">Only dead letters with this error: its code, or a part of its message or place.</param>
/// <param name="DiedBefore">Only dead letters that died by then.</param>
public sealed record MessageFilter(
    HandlerId? Handler = null, string? State = null, int Limit = 100, string? Error = null, DateTimeOffset? DiedBefore = null);

/// <summary>Which messages an act is for: those named by <paramref name="Ids"/>, else all that fit the rest.</summary>
/// <param name="State">
/// <c>dead</c>, <c>404</c>, <c>queued</c> (those to come: ready, delayed, retrying, waiting for code) or one of these; others are never touched.
/// </param>
/// <param name="Error">As in <see cref="MessageFilter"/>.</param>
/// <param name="DiedBefore">As in <see cref="MessageFilter"/>.</param>
public sealed record MessageSelection(
    string State, IReadOnlyList<string>? Ids =
        null, HandlerId? Handler = null, bool All = false, string? Error = null, DateTimeOffset? DiedBefore = null);

/// <param name="State">running, draining, or stopped (the store is read without a runtime).</param>
public sealed record StatusView(
    string State,
    string Canvas,
    string Version,
    int ProcessId,
    DateTimeOffset Now,
    DateTimeOffset? StartedAt,
    IReadOnlyList<WorkerView> Workers,
    IReadOnlyList<CronView> Crons,
    IReadOnlyList<NotFoundView> NotFound,
    IReadOnlyList<string> Damage)
{
    /// <summary>The files as they were read last, and what is wrong with them; null when the store is read without a runtime.</summary>
    public LoadView? Loaded { get; init; }

    /// <summary>Why the store takes no changes, as on a full disk: nothing new starts then. Null when it does.</summary>
    public string? Trouble { get; init; }

    /// <summary>Handlers that have handled a message whose effects do not fit on the disk: nothing of them starts until there is room. By their names in words.</summary>
    public IReadOnlyList<string> WaitingForRoom { get; init; } = [];
}

/// <summary>Counts are of messages now on the queue, but <paramref name="Done"/> and <paramref name="Died"/>: totals of the store's life.</summary>
/// <param name="State">run or paused.</param>
/// <param name="OldestAge">Age of the oldest ready message.</param>
public sealed record WorkerView(
    string Name,
    string State,
    long Ready,
    long Delayed,
    long Running,
    long Retrying,
    long WaitingForCode,
    long Dead,
    long Done,
    long Died,
    TimeSpan? OldestAge,
    PauseView? Pause,
    IReadOnlyList<TraceHeaderView> Traces)
{
    /// <summary>It is an alert: its messages are reports.</summary>
    public bool IsAlert { get; init; }

    /// <summary>The options that were written.</summary>
    public IReadOnlyList<OptionView> Options { get; init; } = [];

    /// <summary>When its rate lets the next attempt start; null when nothing waits for that.</summary>
    public DateTimeOffset? RateWait { get; init; }
}

/// <param name="Value">As written.</param>
public sealed record OptionView(string Name, string Value);

public sealed record PauseView(DateTimeOffset At, string By, string? Why);

/// <param name="Schedule">As written, in canonical form.</param>
/// <param name="NextDue">Of one that is paused: when it would be due if it were resumed now.</param>
/// <param name="LastFired">The due time that was run last.</param>
public sealed record CronView(
    string Name,
    string State,
    string Schedule,
    DateTimeOffset? NextDue,
    DateTimeOffset? LastFired,
    long Running,
    long Dead,
    long Done,
    long Died,
    PauseView? Pause,
    IReadOnlyList<TraceHeaderView> Traces)
{
    /// <summary>once, skip or all.</summary>
    public string CatchUp { get; init; } = "once";

    /// <summary>skip, allow or queue.</summary>
    public string Overlap { get; init; } = "skip";

    /// <summary>Runs that have not begun, and those that are to be tried again.</summary>
    public long Waiting { get; init; }

    /// <summary>Due times that were left out because a previous run had not ended.</summary>
    public long Skipped { get; init; }

    /// <summary>The options that were written.</summary>
    public IReadOnlyList<OptionView> Options { get; init; } = [];

    /// <summary>The last run of any kind, by schedule, by hand or from code: when it began, or was due. Null when it never ran.</summary>
    public DateTimeOffset? LastRun => Traces.Select(trace => (DateTimeOffset?)trace.StartedAt).Append(LastFired).Max();
}

/// <summary>Messages to a worker that doesn't exist.</summary>
/// <param name="Event">The newest event, as JSON; null while only the store has it.</param>
/// <param name="Nearest">The worker it was perhaps meant for.</param>
public sealed record NotFoundView(
    string Name, long Messages, DateTimeOffset LastEmittedAt, string EmittedFrom, string? Event, string? Nearest);

/// <param name="State">ready, delayed, running, retrying, waiting-for-code, dead or 404.</param>
/// <param name="Event">As JSON; null for a cron.</param>
/// <param name="EventText">As Dark shows the value.</param>
public sealed record MessageView(
    Guid Id,
    HandlerId Handler,
    string State,
    DateTimeOffset EmittedAt,
    DateTimeOffset Due,
    int Attempts,
    string EmittedFrom,
    Guid? Parent,
    string? Event,
    string? EventText,
    DateTimeOffset? DiedAt,
    Failure? Failure,
    Guid? Trace,
    string? Key = null,
    int Priority = 0);

/// <param name="State">done, dead or removed; of a step also retrying or waiting-for-code.</param>
/// <param name="Result">As JSON.</param>
/// <param name="ResultText">As Dark shows the value.</param>
public sealed record SettledView(Guid Message, string State, string? Result, string? ResultText, Failure? Failure);

/// <param name="Outcome">completed, incomplete, failed or timed-out.</param>
public sealed record TraceHeaderView(
    Guid Id,
    HandlerId Handler,
    Guid Message,
    int Attempt,
    string Outcome,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    bool Pinned = false);

public sealed record TraceView(
    TraceHeaderView Header,
    string Version,
    Guid? ParentMessage,
    ValueView? Input,
    ValueView? Result,
    Failure? Failure,
    string? IncompleteAt,
    IReadOnlyList<TraceEmitView> Emits,
    int EmitsLeftOut,
    IReadOnlyList<TraceEffectView> Effects,
    int EffectsLeftOut,
    IReadOnlyList<TraceLogView> Log,
    int LogLeftOut);

/// <summary>A value for people (<paramref name="Text"/>) and for programs (<paramref name="Json"/>).</summary>
public sealed record ValueView(string Text, string Json);

public sealed record TraceEmitView(Guid Message, string Worker, ValueView Event);

/// <param name="Result">Null when the call failed, and when what it gave could not be kept.</param>
public sealed record TraceEffectView(string Function, string At, ValueView? Result, string? Error = null);

/// <param name="Input">In the form of <see cref="DarkLang.Lang.Values.ValueEncoding"/>; null for a cron.</param>
/// <param name="AnswersLeftOut">Impure calls beyond the number that a trace keeps: a replay may stop there.</param>
public sealed record TraceRunView(
    TraceHeaderView Header, string Version, byte[]? Input, IReadOnlyList<AnswerView> Answers, int AnswersLeftOut);

/// <summary>What an impure call gave, or how it failed; neither when what it gave could not be kept.</summary>
public sealed record AnswerView(string Function, byte[]? Result, TraceEffectError? Error);

/// <param name="Level">info, warn or error.</param>
/// <param name="Place">Where it was logged.</param>
public sealed record TraceLogView(DateTimeOffset At, string Level, string Message, ValueView Fields, string Place);

public sealed record SourceView(string Path, string Text);

public enum ControlProblem
{
    /// <summary>No such worker, cron, message or trace. Exit code 3.</summary>
    NotFound,

    /// <summary>The request itself is wrong: bad JSON, an ambiguous prefix. Exit code 2.</summary>
    BadRequest,

    /// <summary>Refused: too large, no room on the disk, read-only, stopping. Exit code 5.</summary>
    Refused,

    /// <summary>No runtime there. Exit code 4.</summary>
    NoRuntime,

    /// <summary>An event that the worker does not take. Exit code 1.</summary>
    WrongEvent,
}

/// <summary>A request that can't be met; the message is for the user.</summary>
public sealed class ControlException(ControlProblem problem, string message) : Exception(message)
{
    public ControlProblem Problem { get; } = problem;
}
