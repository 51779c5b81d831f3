namespace DarkLang.Runtime.Model;

/// <summary>What is remembered of a message that has ended.</summary>
/// <param name="Outcome">Done, dead, removed or replaced. A dead letter that is retried ends again later.</param>
/// <param name="Duration">Of the last attempt; zero if there was none.</param>
public readonly record struct HistoryLine(
    Guid Message, HandlerId Handler, MessageState Outcome, DateTimeOffset FinishedAt, TimeSpan Duration, int Attempts, Guid? Parent,
    string? Key);
