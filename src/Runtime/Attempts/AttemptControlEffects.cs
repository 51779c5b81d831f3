using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Attempts;

/// <summary>The pauses, resumes and cron runs that an attempt asks for. They take effect only in the commit that ends it as done.</summary>
internal sealed class AttemptControlEffects(EngineContext context, Message target)
{
    private const int MaxRuns = 1_000;

    // Null means that the worker is to be resumed.
    private readonly Dictionary<HandlerId, Pause?> _pauses = [];
    private readonly List<Message> _runs = [];
    private readonly List<(HandlerQueue Queue, Pause Pause)> _resumed = [];
    private readonly List<(HandlerQueue Queue, Pause Pause)> _paused = [];

    public long CountMessages(string worker)
    {
        lock (context.Gate)
        {
            var queue = Find(HandlerId.Worker(worker));
            return queue.Total - queue.Count(MessageState.Dead);
        }
    }

    public bool IsPaused(string worker)
    {
        lock (context.Gate)
        {
            var queue = Find(HandlerId.Worker(worker));
            return _pauses.TryGetValue(queue.Id, out var pause) ? pause is not null : queue.Pause is not null;
        }
    }

    public void Add(ControlEffect effect)
    {
        lock (context.Gate)
        {
            var isRun = effect.Kind == ControlEffectKind.RunCron;
            var queue = Find(isRun ? HandlerId.Cron(effect.Name) : HandlerId.Worker(effect.Name));
            if (isRun)
                Run(queue, effect);
            else
                _pauses[queue.Id] = effect.Kind == ControlEffectKind.PauseWorker ? PauseBy(queue, effect) : null;
        }
    }

    /// <summary>Returns the changes to store, and starts the pauses: they hold from now on. Under the engine's lock.</summary>
    public IReadOnlyList<Change> Decide()
    {
        var changes = new List<Change>(_runs.Select(run => new MessageEnqueued(run)));
        foreach (var (id, pause) in _pauses)
        {
            var queue = context.Queues[id];
            if (pause is not null)
            {
                var paused = queue.BeginPause(pause);
                _paused.Add((queue, paused.Pause));
                changes.Add(paused);
            }
            else if (queue.Pause is { } old)
            {
                _resumed.Add((queue, old));
                changes.Add(new HandlerResumed(id));
            }
        }
        return changes;
    }

    /// <summary>Applies the changes once they are stored. Under the engine's lock.</summary>
    public void Apply()
    {
        foreach (var (queue, pause) in _resumed)
        {
            if (!queue.ResumeStored(pause))
                continue;
            context.Queues.EnqueueRunnable(queue);
            context.Signals.HandlerResumed(queue.Id);
        }
        foreach (var (queue, pause) in _paused)
        {
            if (queue.PauseStored(pause))
                context.Signals.HandlerPaused(pause);
        }
        foreach (var run in _runs)
            context.Queues.Add(run);
    }

    private void Run(HandlerQueue queue, ControlEffect effect)
    {
        if (queue.Pause is not null)
            throw ControlEffectErrors.CronIsPaused(effect.Name);
        if (_runs.Count == MaxRuns)
            throw new RuntimeErrorException(RuntimeErrorCodes.TooLarge, $"one run of a handler runs crons at most {MaxRuns} times");
        var id = MessageIds.OfRun(target.Id, _runs.Count);
        _runs.Add(context.NewMessage(id, queue.Id, null, null, target.Id, context.Locate(effect.At)));
    }

    private Pause PauseBy(HandlerQueue queue, ControlEffect effect) =>
        new(queue.Id, context.Time.GetUtcNow(), target.Handler.ToString(), $"Queue::pause at {context.Locate(effect.At)}");

    private HandlerQueue Find(HandlerId id)
    {
        if (context.Queues.TryGet(id, out var queue) && queue.Handler is not null)
            return queue;
        var known = context.Queues.NamesOf(id.Kind);
        throw id.Kind == HandlerKind.Cron ? ControlEffectErrors.NoCron(id.Name, known) : ControlEffectErrors.NoWorker(id.Name, known);
    }
}
