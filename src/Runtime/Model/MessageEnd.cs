namespace DarkLang.Runtime.Model;

/// <summary>What became of a message after an attempt.</summary>
/// <param name="State">Done, dead, retrying, waiting for code or removed.</param>
internal sealed record MessageEnd(Guid Message, MessageState State, Outcome? Outcome, Failure? Failure);
