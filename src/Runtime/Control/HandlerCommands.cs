using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Pausing and resuming handlers, and running crons by hand.</summary>
internal sealed class HandlerCommands(Engine engine, ControlParts parts)
{
    public Task Pause(HandlerId handler, string by, string? why)
    {
        Acting.EnsureRunning(engine);
        lock (parts.Context.Gate)
        {
            var queue = HandlerNames.Get(parts.Context, handler);
            // If the store can't remember the pause, whoever began it takes it back.
            var begun = queue.Begin(new Pause(handler, parts.Context.Time.GetUtcNow(), by, why));
            return Acting.Commit(
                parts.Commits, [begun.Change], () => Paused(begun), begun.IsNew ? () => TakeBack(queue, begun.Pause) : null);
        }
    }

    private void Paused(BegunPause begun)
    {
        if (begun.Committed())
            parts.Context.Events.Paused(begun.Pause);
    }

    public Task Resume(HandlerId handler)
    {
        Acting.EnsureRunning(engine);
        lock (parts.Context.Gate)
        {
            var queue = HandlerNames.Get(parts.Context, handler);
            if (queue.Pause is not { } pause)
                return Task.CompletedTask;
            var skipped = handler.Kind == HandlerKind.Cron ? parts.Crons.EndPause(handler.Name, parts.Context.Time.GetUtcNow()) : null;
            IReadOnlyList<Change> changes = skipped is null
                ? [new HandlerResumed(handler)]
                : [new HandlerResumed(handler), new CronUpdated(skipped.State)];
            queue.Asked++;
            return Acting.Commit(
                parts.Commits,
                changes,
                () =>
                {
                    if (skipped is not null)
                        parts.Crons.Resume(skipped);
                    if (queue.Resume(pause))
                        Resumed(queue);
                    Answered(queue);
                },
                () =>
                {
                    if (skipped is not null)
                        parts.Crons.StaysPaused(skipped);
                    Answered(queue);
                });
        }
    }

    public async Task<SettledView> Step(string worker, CancellationToken cancellation)
    {
        Acting.EnsureRunning(engine);
        var step = new Step();
        lock (parts.Context.Gate)
        {
            var queue = HandlerNames.Get(parts.Context, HandlerId.Worker(worker));
            if (WhyNoStep(queue) is { } why)
                throw new ControlException(ControlProblem.Refused, $"worker {worker} can't take a step: {why}");
            queue.Steps.Enqueue(step);
            parts.Context.Queues.EnqueueRunnable(queue);
            engine.Wake();
        }
        return CompletionWaiters.View(await step.End.WaitAsync(cancellation).ConfigureAwait(false));
    }

    private string? WhyNoStep(HandlerQueue queue)
    {
        var now = parts.Context.Time.GetUtcNow();
        if (queue.Pause is null)
            return $"it is not paused; `dark worker pause {queue.Id.Name}` does that";
        if (queue.Next is null)
            return queue.Count(MessageState.Ready) > 0
                ? "its messages wait for others of their keys"
                : $"nothing is ready ({queue.Count(MessageState.Delayed)} delayed, {queue.Count(MessageState.Retrying)} retrying, {queue.Count(MessageState.WaitingForCode)} waiting for code)";
        if (queue.Steps.Count >= queue.Count(MessageState.Ready))
            return "its messages are taken by steps before this one";
        if (queue.Limiter?.NextStart(now) is { } next)
            return $"its rate lets the next attempt start at {next.UtcDateTime:HH:mm:ss}Z";
        return queue.Active + queue.Steps.Count >= queue.Concurrency
            ? "attempts that were started before the pause are not over yet"
            : null;
    }

    public async Task<Guid> RunCron(string name)
    {
        Acting.EnsureRunning(engine);
        Message message;
        Task stored;
        lock (parts.Context.Gate)
        {
            var queue = HandlerNames.Get(parts.Context, HandlerId.Cron(name));
            if (queue.Pause is not null)
                throw new ControlException(
                    ControlProblem.Refused, $"cron {name} is paused: resume it first with `dark cron resume {name}`");
            message = parts.Context.NewMessage(parts.Context.NewId(), queue.Id, null, null, null, "dark cron run");
            queue.Asked++;
            stored = Acting.Commit(parts.Commits, [new MessageEnqueued(message)], () => Came(queue, message), () => Answered(queue));
        }
        await stored.ConfigureAwait(false);
        return message.Id;
    }

    private void Came(HandlerQueue queue, Message run)
    {
        parts.Context.Queues.Add(run);
        Answered(queue);
    }

    private void Answered(HandlerQueue queue)
    {
        queue.Asked--;
        engine.RequestTick();
    }

    private void Resumed(HandlerQueue queue)
    {
        GoesOn(queue);
        parts.Context.Events.Resumed(queue.Id);
    }

    private void TakeBack(HandlerQueue queue, Pause pause)
    {
        if (queue.TakeBack(pause))
            GoesOn(queue);
    }

    private void GoesOn(HandlerQueue queue)
    {
        parts.Context.Queues.EnqueueRunnable(queue);
        engine.RequestTick();
    }
}
