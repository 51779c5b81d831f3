using DarkLang.Runtime.Execution;

namespace DarkLang.Runtime.Queues;

/// <summary>One attempt that somebody wants of a paused handler. Used under the engine's lock.</summary>
internal sealed class Step
{
    private readonly TaskCompletionSource<AttemptEnded> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<AttemptEnded> End => _end.Task;

    public void Ended(AttemptEnded ended) => _end.TrySetResult(ended);

    public void Refuse(Exception why) => _end.TrySetException(why);
}
