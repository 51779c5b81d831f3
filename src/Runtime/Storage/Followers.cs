namespace DarkLang.Runtime.Storage;

/// <summary>
/// Those who wait for one thing to end. Each has a task of its own: a stepped engine continues them one by one, on the same thread.
/// Used under the engine's lock.
/// </summary>
internal sealed class Followers
{
    private List<TaskCompletionSource> _waiting = [];

    public bool IsEmpty => _waiting.Count == 0;

    public Task Add(TaskCreationOptions continuations)
    {
        var follower = new TaskCompletionSource(continuations);
        _waiting.Add(follower);
        return follower.Task;
    }

    public void Release()
    {
        var released = _waiting;
        _waiting = [];
        released.ForEach(follower => follower.SetResult());
    }
}
