namespace DarkLang.Runtime.Attempts;

/// <summary>An attempt whose end is durable.</summary>
/// <param name="State">What became of its messages: done, dead, retrying, waiting for code or removed.</param>
/// <param name="Message">The message that this is about: the attempt may have had others.</param>
internal readonly record struct AttemptEnded(Attempt Attempt, MessageState State, Message Message)
{
    /// <summary>What became of the message: if clients remove some of several, the others are ready again.</summary>
    public MessageState StateOfMessage => Attempt.RemovedByHand?.Contains(Message) == false ? MessageState.Ready : State;

    public MessageEnd ToMessageEnd() => new(Message.Id, StateOfMessage, Attempt.Outcome, Attempt.Failure);
}
