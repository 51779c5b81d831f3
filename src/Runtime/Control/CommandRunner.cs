using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Runs the commands of clients, one at a time per handler and in the order in which they come: a command is decided once the one before
/// it on the same handler is stored or refused, submitted under the lock in which it was decided, applied once it is stored, and only
/// then answered.
/// </summary>
internal sealed class CommandRunner(Engine engine, EngineContext context, CommitQueue commits)
{
    // The followers of the last command on each handler.
    private readonly Dictionary<HandlerId, Followers> _last = [];

    /// <inheritdoc cref="Engine.EnsureRunning"/>
    public void EnsureRunning() => engine.EnsureRunning();

    /// <inheritdoc cref="Engine.EnsureEmits"/>
    public void EnsureEmits() => engine.EnsureEmits();

    /// <summary>Waits for the command's turn, decides it, and completes when it is stored and applied.</summary>
    /// <param name="handlers">The handlers that the command affects.</param>
    /// <param name="decide">Runs under the engine's lock at the command's turn. Returns null when there is nothing to store.</param>
    /// <exception cref="ControlException">The store refused the command, or the engine is not running.</exception>
    public async Task Run(IReadOnlyCollection<HandlerId> handlers, Func<Command?> decide)
    {
        var (turn, before) = Enter(handlers);
        try
        {
            foreach (var ended in before)
                await ended.ConfigureAwait(false);
            await Submit(handlers, decide).ConfigureAwait(false);
        }
        finally
        {
            Leave(handlers, turn);
        }
    }

    private (Followers Turn, List<Task> Before) Enter(IReadOnlyCollection<HandlerId> handlers)
    {
        lock (context.Gate)
        {
            EnsureRunning();
            var turn = new Followers();
            var before = new List<Task>();
            foreach (var handler in handlers)
            {
                if (_last.TryGetValue(handler, out var last))
                    before.Add(last.Add(commits.Continuations));
                _last[handler] = turn;
            }
            return (turn, before);
        }
    }

    private void Leave(IReadOnlyCollection<HandlerId> handlers, Followers turn)
    {
        lock (context.Gate)
        {
            foreach (var handler in handlers.Where(handler => _last.GetValueOrDefault(handler) == turn))
                _last.Remove(handler);
            turn.Release();
        }
    }

    private Task Submit(IReadOnlyCollection<HandlerId> handlers, Func<Command?> decide)
    {
        lock (context.Gate)
        {
            EnsureRunning();
            if (decide() is not { } command)
                return Task.CompletedTask;
            var unit = new CommandUnit(handlers, command, commits.Continuations);
            commits.SubmitWithoutWaiting(unit);
            return unit.Applied;
        }
    }
}

/// <summary>A decided command: what to store, and what to do then.</summary>
/// <param name="Apply">Runs under the engine's lock once the changes are durable.</param>
/// <param name="Undo">Runs under the engine's lock when the store refuses them. Reverts effects that start before that.</param>
internal sealed record Command(IReadOnlyList<Change> Changes, Action Apply, Action? Undo = null);

/// <summary>A command on its way to the store.</summary>
internal sealed class CommandUnit(IReadOnlyCollection<HandlerId> handlers, Command command, TaskCreationOptions continuations)
    : CommitUnit(command.Changes)
{
    private readonly TaskCompletionSource _applied = new(continuations);

    /// <summary>Completes when the command is stored and applied; fails when the store refuses it.</summary>
    public Task Applied => _applied.Task;

    public override bool MustBeDeferred => false;

    public override IReadOnlyList<Subject> IndexedUnder { get; } =
        [.. command.Changes.SelectMany(change => change.Subjects).Concat(handlers.Select(Subject.OfHandler)).Distinct()];

    protected override void Committed()
    {
        command.Apply();
        _applied.SetResult();
    }

    protected override void Refused(StoreException problem)
    {
        command.Undo?.Invoke();
        _applied.SetException(new ControlException(ControlProblem.Refused, problem.Message));
    }
}
