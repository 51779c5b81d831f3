using DarkLang.Lang.Evaluation;

namespace DarkLang.Runtime.Model;

/// <summary>What an attempt made of its message.</summary>
/// <param name="State">Done, dead, retrying, waiting for code or removed.</param>
internal sealed record MessageEnd(Guid Message, MessageState State, Outcome? Outcome, Failure? Failure);
