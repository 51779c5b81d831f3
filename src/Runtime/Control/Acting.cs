using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Acts of a client: stored first, then done, then answered.</summary>
internal static class Acting
{
    /// <summary>An engine at rest or on its way down takes no acts.</summary>
    public static void EnsureRunning(Engine engine)
    {
        if (engine.State == EngineState.Stopped)
            throw new ControlException(ControlProblem.NoRuntime, "nothing runs this canvas: start it with `dark run`");
        if (engine.State == EngineState.Draining)
            throw new ControlException(ControlProblem.Refused, "the canvas is stopping and takes nothing new");
    }

    /// <summary>Under the engine's lock, in which the act was decided: what was decided first is stored first.</summary>
    /// <param name="onCommitted">Runs under the engine's lock once the changes are durable.</param>
    /// <param name="onRefused">Runs under the engine's lock when the store can't take them.</param>
    public static Task Commit(CommitQueue commits, IReadOnlyList<Change> changes, Action onCommitted, Action? onRefused = null)
    {
        var done = new TaskCompletionSource(commits.Continuations);
        commits.SubmitWithoutWaiting(new CommitUnit(
            changes,
            () =>
            {
                onCommitted();
                done.SetResult();
            },
            problem =>
            {
                onRefused?.Invoke();
                done.SetException(new ControlException(ControlProblem.Refused, problem.Message));
            }));
        return done.Task;
    }
}
