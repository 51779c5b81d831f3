using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Model;

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
