namespace DarkLang.Runtime.Queues;

/// <summary>A client's request to run one attempt of a paused handler. Used under the engine's lock.</summary>
internal sealed class Step
{
    private readonly TaskCompletionSource<MessageEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<MessageEnd> End => _end.Task;

    public void Ended(MessageEnd end) => _end.TrySetResult(end);

    /// <summary>Fails the step, because its attempt can no longer start.</summary>
    public void Refuse(string why) => _end.TrySetException(new RefusedException(why));
}
