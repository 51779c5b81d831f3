namespace DarkLang.Runtime.Attempts;

/// <summary>An attempt whose end is durable.</summary>
/// <param name="State">What became of the message: done, dead, retrying, waiting for code or removed.</param>
internal readonly record struct AttemptEnded(Attempt Attempt, MessageState State)
{
    public MessageEnd ToMessageEnd() => new(Attempt.Target.Id, State, Attempt.Outcome, Attempt.Failure);
}
