using static System.Net.Http.HttpMethod;

namespace DarkLang.Runtime.Control;

/// <summary>All that clients can ask for, performed by <see cref="EngineControl"/>. Ids may be shortened to a unique beginning.</summary>
public static class Operations
{
    private static readonly ControlJson Json = ControlJson.Form;

    public static Operation<Nothing, StatusView> Status { get; } = new(Get, "status", Json.Nothing, Json.StatusView);

    /// <summary>Durable when it returns, all of them or none.</summary>
    public static Operation<IReadOnlyList<EmitRequest>, IReadOnlyList<EmitView>> Emit { get; } =
        new(Post, "emit", Json.IReadOnlyListEmitRequest, Json.IReadOnlyListEmitView, RequestChecks.Emits)
        {
            LongestBody = 128 * 1024 * 1024,
        };

    /// <summary>Waits until the message is settled (done, dead or removed).</summary>
    public static Operation<WaitRequest, SettledView> Wait { get; } =
        new(Get, "wait", Json.WaitRequest, Json.SettledView, RequestChecks.Wait) { MayTakeLong = true, HasLargeReply = true };

    /// <summary>Claims messages of an external worker, which are then the caller's to settle. Waits for one if none can start.</summary>
    public static Operation<ClaimRequest, IReadOnlyList<ClaimView>> Claim { get; } =
        new(Post, "claim", Json.ClaimRequest, Json.IReadOnlyListClaimView, RequestChecks.Claim) { MayTakeLong = true };

    /// <summary>Makes the lease of a claimed message last as long as a new one.</summary>
    public static Operation<LeaseRequest, LeaseView> Extend { get; } =
        new(Post, "extend", Json.LeaseRequest, Json.LeaseView, RequestChecks.Lease);

    /// <summary>Settles a claimed message, with what its handler emits, in one commit. Durable when it returns.</summary>
    public static Operation<SettleRequest, SettleReply> Settle { get; } =
        new(Post, "settle", Json.SettleRequest, Json.SettleReply, RequestChecks.Settle)
        {
            LongestBody = 64 * 1024 * 1024,
            MayTakeLong = true,
        };

    public static Operation<PauseRequest, Nothing> Pause { get; } =
        new(Post, "pause", Json.PauseRequest, Json.Nothing, RequestChecks.Pause);

    public static Operation<HandlerRequest, Nothing> Resume { get; } =
        new(Post, "resume", Json.HandlerRequest, Json.Nothing, RequestChecks.Handler);

    /// <summary>Runs exactly one message of a paused worker. Returns when the attempt has ended.</summary>
    public static Operation<HandlerRequest, SettledView> Step { get; } =
        new(Post, "step", Json.HandlerRequest, Json.SettledView, RequestChecks.Worker) { MayTakeLong = true, HasLargeReply = true };

    /// <summary>Sets an option of a worker until its file says otherwise, or takes that back.</summary>
    public static Operation<SetOptionRequest, Nothing> SetOption { get; } =
        new(Post, "worker/set", Json.SetOptionRequest, Json.Nothing, RequestChecks.SetOption);

    /// <summary>Runs a cron now; its schedule does not move.</summary>
    public static Operation<HandlerRequest, MessageReply> RunCron { get; } =
        new(Post, "cron/run", Json.HandlerRequest, Json.MessageReply, RequestChecks.Cron);

    /// <summary>Returns the next due times of a cron, soonest first.</summary>
    public static Operation<NextDueRequest, IReadOnlyList<DateTimeOffset>> NextDue { get; } =
        new(Get, "cron/next", Json.NextDueRequest, Json.IReadOnlyListDateTimeOffset, RequestChecks.NextDue);

    /// <summary>Returns messages, oldest first.</summary>
    public static Operation<MessageFilter, IReadOnlyList<MessageView>> Messages { get; } =
        new(Get, "messages", Json.MessageFilter, Json.IReadOnlyListMessageView, RequestChecks.Filter)
        {
            HasLargeReply = true,
            CheckServed = RequestChecks.List,
        };

    /// <summary>Returns the same messages, and how the search for them went.</summary>
    public static Operation<MessageFilter, SearchView> Search { get; } =
        new(Get, "messages/search", Json.MessageFilter, Json.SearchView, RequestChecks.Filter)
        {
            HasLargeReply = true,
            CheckServed = RequestChecks.List,
        };

    public static Operation<IdRequest, MessageView> Message { get; } =
        new(Get, "message", Json.IdRequest, Json.MessageView, RequestChecks.Id) { HasLargeReply = true };

    /// <summary>Returns how many messages a command on the selection is for.</summary>
    public static Operation<MessageSelection, CountReply> Count { get; } =
        new(Post, "count", Json.MessageSelection, Json.CountReply, RequestChecks.Selection);

    /// <summary>Puts dead letters back on their queues.</summary>
    public static Operation<MessageSelection, CountReply> RetryDead { get; } =
        new(Post, "dead/retry", Json.MessageSelection, Json.CountReply, RequestChecks.DeadLetters) { MayTakeLong = true };

    /// <summary>Gives a message another event. A dead letter is put back on its queue.</summary>
    public static Operation<EditRequest, MessageReply> Edit { get; } =
        new(Post, "message/edit", Json.EditRequest, Json.MessageReply, RequestChecks.Edit);

    /// <summary>Sends messages to another worker of the canvas.</summary>
    public static Operation<MoveRequest, CountReply> Move { get; } =
        new(Post, "move", Json.MoveRequest, Json.CountReply, RequestChecks.Move) { MayTakeLong = true };

    /// <summary>Removes messages; a running attempt is ended and leaves nothing behind.</summary>
    public static Operation<MessageSelection, CountReply> Remove { get; } =
        new(Post, "remove", Json.MessageSelection, Json.CountReply, RequestChecks.Selection) { MayTakeLong = true };

    /// <summary>Returns the once-keys that a worker remembers, in the order in which they become free.</summary>
    public static Operation<KeysRequest, IReadOnlyList<OnceKeyView>> Keys { get; } =
        new(Get, "keys", Json.KeysRequest, Json.IReadOnlyListOnceKeyView, RequestChecks.Keys) { HasLargeReply = true };

    /// <summary>Frees the once-keys that look like this: a name and a value of <c>dedupe</c> may. Returns how many they were.</summary>
    public static Operation<ForgetKeyRequest, CountReply> ForgetKey { get; } =
        new(Post, "keys/forget", Json.ForgetKeyRequest, Json.CountReply, RequestChecks.ForgetKey);

    /// <summary>Returns the kept traces, newest first.</summary>
    public static Operation<TracesRequest, IReadOnlyList<TraceHeaderView>> Traces { get; } =
        new(Get, "traces", Json.TracesRequest, Json.IReadOnlyListTraceHeaderView, RequestChecks.Traces) { HasLargeReply = true };

    /// <summary>Returns the messages that have ended, newest first.</summary>
    public static Operation<HistoryRequest, HistoryView> History { get; } =
        new(Get, "history", Json.HistoryRequest, Json.HistoryView, RequestChecks.History) { HasLargeReply = true };

    /// <summary>Returns the way of a message, named by its id or by that of a trace, from messages, traces and the history.</summary>
    public static Operation<IdRequest, WayView> Way { get; } =
        new(Get, "way", Json.IdRequest, Json.WayView, RequestChecks.Id) { HasLargeReply = true };

    /// <summary>Returns a trace with all that is needed to show it and to run it again.</summary>
    public static Operation<IdRequest, TraceView> Trace { get; } =
        new(Get, "trace", Json.IdRequest, Json.TraceView, RequestChecks.Id) { HasLargeReply = true };

    /// <summary>Emits the input of a trace again, as a new message; a cron runs now.</summary>
    public static Operation<IdRequest, MessageReply> ReplayLive { get; } =
        new(Post, "trace/replay", Json.IdRequest, Json.MessageReply, RequestChecks.Id);

    /// <summary>Keeps a trace until it is unpinned, or unpins it.</summary>
    public static Operation<PinRequest, TraceHeaderView> Pin { get; } =
        new(Post, "trace/pin", Json.PinRequest, Json.TraceHeaderView, RequestChecks.Pin);

    /// <summary>Returns the texts of a version of the canvas that a trace ran.</summary>
    public static Operation<SourceRequest, IReadOnlyList<SourceView>> Source { get; } =
        new(Get, "source", Json.SourceRequest, Json.IReadOnlyListSourceView, RequestChecks.Source) { HasLargeReply = true };

    /// <summary>Reads the files of the canvas again. They take over, unless they have not changed or have errors.</summary>
    public static Operation<Nothing, LoadView> Reload { get; } = new(Post, "reload", Json.Nothing, Json.LoadView);

    /// <summary>Copies the store as it is at that moment into an empty folder on the machine of the canvas, which keeps running.</summary>
    public static Operation<BackupRequest, Nothing> Backup { get; } =
        new(Post, "backup", Json.BackupRequest, Json.Nothing, RequestChecks.Backup) { MayTakeLong = true };

    public static IReadOnlyList<Operation> All { get; } =
    [
        Status, Emit, Wait, Claim, Extend, Settle, Pause, Resume, Step, SetOption, RunCron, NextDue, Messages, Search, Message, Count,
        RetryDead, Edit, Move, Remove, Keys, ForgetKey, Traces, History, Way, Trace, ReplayLive, Pin, Source, Reload, Backup,
    ];
}
