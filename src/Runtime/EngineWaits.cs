using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>Those who wait until an engine has nothing to do. Used under the engine's lock.</summary>
internal sealed class EngineWaits(EngineContext context, CommitQueue commits, Executor executor, Consumers consumers)
{
    private readonly Followers _idle = new();
    private readonly Followers _drained = new();

    /// <inheritdoc cref="Engine.WhenIdle"/>
    public Task WhenIdle()
    {
        var idle = _idle.Add(TaskCreationOptions.RunContinuationsAsynchronously);
        CompleteIdle();
        return idle;
    }

    /// <summary>Completes when no attempt runs, in this process or with a consumer.</summary>
    public Task WhenDrained()
    {
        var drained = _drained.Add(TaskCreationOptions.RunContinuationsAsynchronously);
        CompleteDrained();
        return drained;
    }

    /// <summary>Completes what no longer has to wait, after a commit.</summary>
    public void Complete()
    {
        CompleteIdle();
        CompleteDrained();
    }

    /// <summary>Completes what no longer has to wait, after the end of an attempt.</summary>
    public void CompleteDrained()
    {
        if (!_drained.IsEmpty && !executor.Running.Any() && consumers is { Held.Count: 0, Settling: 0 })
            _drained.Release();
    }

    private void CompleteIdle()
    {
        if (!_idle.IsEmpty && IsIdle())
            _idle.Release();
    }

    private bool IsIdle() => commits.IsEmpty && !context.Queues.All.Any(q => q.Count(MessageState.Running) > 0 || q.HasWork);
}
