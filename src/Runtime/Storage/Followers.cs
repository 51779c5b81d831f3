namespace DarkLang.Runtime.Storage;

/// <summary>
/// Those who wait for one thing to end. Each has a task of its own: a stepped engine continues them one by one, on the same thread.
/// Used under the engine's lock.
/// </summary>
internal sealed class Followers
{
    private List<TaskCompletionSource>? _waiting;

    public Task Add(TaskCreationOptions continuations)
    {
        var follower = new TaskCompletionSource(continuations);
        (_waiting ??= []).Add(follower);
        return follower.Task;
    }

    public void Release() => _waiting?.ForEach(follower => follower.SetResult());
}
