using DarkLang.Lang.Evaluation;

namespace DarkLang.Runtime.Queues;

/// <summary>One attempt that a client wants of a paused handler. Used under the engine's lock.</summary>
internal sealed class Step
{
    private readonly TaskCompletionSource<MessageEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<MessageEnd> End => _end.Task;

    public void Ended(MessageEnd end) => _end.TrySetResult(end);

    /// <summary>The step can't be taken any more.</summary>
    public void Refuse(string why) => _end.TrySetException(new RefusedException(why));
}

/// <summary>What an attempt made of its message.</summary>
/// <param name="State">Done, dead, retrying, waiting for code or removed.</param>
internal sealed record MessageEnd(Guid Message, MessageState State, Outcome? Outcome, Failure? Failure);

/// <summary>The engine can't do what was asked of it; the message says why, and what to do about it.</summary>
public sealed class RefusedException(string message) : Exception(message);
