namespace DarkLang.Runtime.Control;

/// <param name="Message">The id; null if an emit under the same once-key was repeated.</param>
/// <param name="Repeated">The once-key was used already: nothing was emitted.</param>
/// <param name="Warning">Set if no worker has that name: what happens now, and the nearest name.</param>
public sealed record EmitView(Guid? Message, string Worker, bool Repeated, string? Warning);

/// <param name="Event">Null for a cron.</param>
public sealed record MessageView(
    Guid Id, HandlerId Handler, MessageState State, DateTimeOffset EmittedAt, DateTimeOffset Due, int Attempts, string EmittedFrom,
    Guid? Parent, ValueView? Event, DateTimeOffset? DiedAt, Failure? Failure, Guid? Trace, string? Key = null, int Priority = 0);

/// <summary>What became of a message.</summary>
/// <param name="Result">The value of the handler, if it completed.</param>
public sealed record SettledView(Guid Message, MessageState State, ValueView? Result, Failure? Failure);
