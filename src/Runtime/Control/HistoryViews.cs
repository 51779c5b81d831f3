namespace DarkLang.Runtime.Control;

/// <summary>A message that has ended.</summary>
/// <param name="Outcome">Done, dead or removed.</param>
/// <param name="Duration">Of its last attempt.</param>
public sealed record HistoryLineView(
    Guid Message, HandlerId Handler, MessageState Outcome, DateTimeOffset FinishedAt,
    [property: JsonPropertyName("durationMs")] TimeSpan Duration, int Attempts, Guid? Parent, string? Key);

/// <param name="Items">Newest first.</param>
/// <param name="Before">Continues the list after the last of these, as <c>before</c> of the next request; null at the end.</param>
/// <param name="IsKept">Whether the canvas adds to the history: it runs with <c>--history</c>.</param>
public sealed record HistoryView(
    IReadOnlyList<HistoryLineView> Items, string? Before, bool IsKept, int? Searched = null, bool TimedOut = false,
    IReadOnlyList<ConditionFailureView>? Failed = null, IReadOnlyList<string>? Warnings = null);

/// <summary>The ancestors of a message, the message and its descendants: each after its parent.</summary>
/// <param name="IsCut">There are more descendants than the answer holds, or the search took too long.</param>
public sealed record WayView(Guid Message, IReadOnlyList<WayStepView> Steps, bool IsCut);

/// <param name="State">Where the message is, or what became of it.</param>
/// <param name="At">When it ended; of a message that has not ended, when it was emitted.</param>
public sealed record WayStepView(
    Guid Message, HandlerId Handler, Guid? Parent, MessageState State, DateTimeOffset At,
    [property: JsonPropertyName("durationMs")] TimeSpan? Duration, int Attempts, Guid? Trace);
