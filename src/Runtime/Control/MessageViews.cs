namespace DarkLang.Runtime.Control;

/// <param name="Message">The id; of an emit that repeats an earlier one, the earlier message (null if it is not known any more).</param>
/// <param name="Repeated">The once-key was used already: nothing was emitted.</param>
/// <param name="Warning">Set if no worker has that name: what happens now, and the nearest name.</param>
public sealed record EmitView(Guid? Message, string Worker, bool Repeated, string? Warning);

/// <param name="Searched">How many messages the condition was evaluated for; null without one.</param>
/// <param name="TimedOut">The search took too long: there may be more messages that match.</param>
/// <param name="Failed">Messages for which the condition failed, and so did not match.</param>
/// <param name="Warnings">What is probably not meant in the condition, as text.</param>
public sealed record SearchView(
    IReadOnlyList<MessageView> Messages, bool HasMore, int? Searched = null, bool TimedOut = false,
    IReadOnlyList<ConditionFailureView>? Failed = null, IReadOnlyList<string>? Warnings = null);

/// <param name="Why">Why the condition has no result for these messages.</param>
public sealed record ConditionFailureView(string Why, int Count);

/// <param name="Event">Null for a cron.</param>
/// <param name="Consumer">The program outside that has claimed the message of an external worker.</param>
public sealed record MessageView(
    Guid Id, HandlerId Handler, MessageState State, DateTimeOffset EmittedAt, DateTimeOffset Due, int Attempts, string EmittedFrom,
    Guid? Parent, ValueView? Event, DateTimeOffset? DeadSince, Failure? Failure, Guid? Trace, string? Key = null, int Priority = 0,
    string? Consumer = null)
{
    /// <summary>The share of the message as JSON text; null if its worker has no <c>share</c>.</summary>
    public string? Share { get; init; }
}

/// <summary>A once-key that a worker remembers.</summary>
/// <param name="Key">As the emit named it; or the value of the worker's <c>dedupe</c> as JSON (the hash of a long one).</param>
/// <param name="Dedupe">Whether it is a value of <c>dedupe</c>.</param>
/// <param name="Message">The message that took it, which may be done; null if it is not known any more.</param>
/// <param name="Until">From then on it is free again.</param>
public sealed record OnceKeyView(
    HandlerId Handler, string Key, bool Dedupe, Guid? Message, DateTimeOffset? EmittedAt, DateTimeOffset Until);

/// <summary>What became of a message.</summary>
/// <param name="Result">The value of the handler, if it completed.</param>
public sealed record SettledView(Guid Message, MessageState State, ValueView? Result, Failure? Failure)
{
    /// <summary>The message that took its place, if its state is replaced.</summary>
    public Guid? ReplacedBy { get; init; }
}

/// <summary>A message that a consumer has claimed.</summary>
/// <param name="Attempt">The number of the attempt, counted from 1.</param>
/// <param name="Event">The event as JSON text.</param>
/// <param name="Until">When the lease passes, unless it is extended.</param>
/// <param name="Length">How long the lease lasts, and each extension.</param>
public sealed record ClaimView(
    Guid Lease, Guid Message, string Worker, int Attempt, [property: JsonConverter(typeof(RawForm))] string Event,
    DateTimeOffset EmittedAt, DateTimeOffset Until, [property: JsonPropertyName("leaseMs")] TimeSpan Length);

public sealed record LeaseView(DateTimeOffset Until, [property: JsonPropertyName("leaseMs")] TimeSpan Length);

/// <summary>What became of a message that a consumer settled.</summary>
/// <param name="State">Also ready: it runs again at once, because an emit under one of its once-keys came first.</param>
public sealed record SettleReply(Guid Message, MessageState State);
