using System.Collections.Concurrent;
using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Execution;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Callers who want to know how a message ends. They announce it with the emit, so that the end is known also when it comes before they ask.
/// </summary>
internal sealed class Waits
{
    private const int MaxAnnounced = 10_000;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<SettledView>> _ends = new();

    public bool IsAnnounced(Guid message) => _ends.ContainsKey(message);

    public void Announce(Guid message)
    {
        if (_ends.Count >= MaxAnnounced)
            ForgetEnded();
        if (_ends.Count >= MaxAnnounced)
            throw new ControlException(ControlProblem.Refused, $"more than {MaxAnnounced} callers wait for messages; emit without waiting");
        _ends.TryAdd(message, new TaskCompletionSource<SettledView>(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Forget(Guid message) => _ends.TryRemove(message, out _);

    public async Task<SettledView> For(Guid message, CancellationToken cancellation)
    {
        Announce(message);
        try
        {
            return await _ends[message].Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Forget(message);
        }
    }

    // Ends that nobody came to ask for.
    private void ForgetEnded()
    {
        foreach (var (message, wait) in _ends)
        {
            if (wait.Task.IsCompleted)
                Forget(message);
        }
    }

    public void Ended(AttemptEnded ended)
    {
        if (_ends.IsEmpty || ended.State == "retrying" || !_ends.TryGetValue(ended.Attempt.Target.Id, out var wait))
            return;
        wait.TrySetResult(View(ended));
    }

    public static SettledView View(AttemptEnded ended)
    {
        var result = ended.State == "done" && ended.Attempt.Outcome is Outcome.Completed completed ? ValueViews.Of(completed.Value) : null;
        return new SettledView(ended.Attempt.Target.Id, ended.State, result?.Json, result?.Text, ended.Attempt.Failure);
    }

    public void Removed(Guid message)
    {
        if (_ends.TryGetValue(message, out var wait))
            wait.TrySetResult(new SettledView(message, "removed", null, null, null));
    }
}
