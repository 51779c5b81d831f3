using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Pausing, resuming and stepping handlers, and running crons by hand.</summary>
internal sealed class HandlerCommands(EngineParts parts, CommandRunner commands)
{
    public Task Pause(HandlerId handler, string by, string? why) => commands.Run([handler], () =>
    {
        var queue = HandlerFinder.Get(parts.Context, handler);
        var isResuming = parts.Commits.Pending.Changes<HandlerResumed>(Subject.OfHandler(handler)).Any();
        if (queue.StoredPause is not null && !isResuming)
            return null;
        var paused = queue.BeginPause(new Pause(handler, parts.Context.Time.GetUtcNow(), by, why));
        return new Command([paused], () => Paused(queue, paused.Pause), () => PauseRefused(queue, paused.Pause));
    });

    private void Paused(HandlerQueue queue, Pause pause)
    {
        if (queue.PauseStored(pause))
            parts.Events.Paused(pause);
    }

    private void PauseRefused(HandlerQueue queue, Pause pause)
    {
        var isPausedOtherwise = parts.Commits.Pending.Changes<HandlerPaused>(Subject.OfHandler(queue.Id)).Any();
        if (!isPausedOtherwise && queue.PauseRefused(pause))
            Resumed(queue);
    }

    public Task Resume(HandlerId handler) => commands.Run([handler], () =>
    {
        var queue = HandlerFinder.Get(parts.Context, handler);
        if (queue.Pause is not { } pause)
            return null;
        var cron = handler.Kind == HandlerKind.Cron ? parts.Crons.AfterPause(handler.Name, parts.Context.Time.GetUtcNow()) : null;
        IReadOnlyList<Change> changes = cron is null ? [new HandlerResumed(handler)] : [new HandlerResumed(handler), new CronUpdated(cron)];
        return new Command(changes, () => Resumed(queue, pause, cron), parts.Context.Signals.DueTimesChanged);
    });

    private void Resumed(HandlerQueue queue, Pause pause, CronState? cron)
    {
        if (cron is not null)
            parts.Crons.Resume(cron);
        if (queue.ResumeStored(pause))
        {
            Resumed(queue);
            parts.Events.Resumed(queue.Id);
        }
        parts.Context.Signals.DueTimesChanged();
    }

    private void Resumed(HandlerQueue queue)
    {
        parts.Context.Queues.EnqueueRunnable(queue);
        parts.Context.Signals.DueTimesChanged();
    }

    public async Task<SettledView> Step(string worker, CancellationToken cancellation)
    {
        commands.EnsureRunning();
        var step = new Step();
        lock (parts.Context.Gate)
        {
            var queue = HandlerFinder.Get(parts.Context, HandlerId.Worker(worker));
            if (WhyNoStep(queue) is { } why)
                throw new ControlException(ControlProblem.Refused, $"worker {worker} can't take a step: {why}");
            queue.Steps.Enqueue(step);
            parts.Context.Queues.EnqueueRunnable(queue);
            parts.Context.Signals.Runnable();
        }
        try
        {
            return CompletionWaiters.View(await step.End.WaitAsync(cancellation).ConfigureAwait(false));
        }
        catch (RefusedException refused)
        {
            throw new ControlException(ControlProblem.Refused, refused.Message);
        }
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
        var handler = HandlerId.Cron(name);
        var id = parts.Context.NewId();
        await commands.Run([handler], () =>
        {
            if (HandlerFinder.Get(parts.Context, handler).Pause is not null)
                throw new ControlException(
                    ControlProblem.Refused, $"cron {name} is paused: resume it first with `dark cron resume {name}`");
            var message = parts.Context.NewMessage(id, handler, null, null, null, "dark cron run");
            return new Command([new MessageEnqueued(message)], () => Enqueue(message), parts.Context.Signals.DueTimesChanged);
        }).ConfigureAwait(false);
        return id;
    }

    private void Enqueue(Message message)
    {
        parts.Context.Queues.Add(message);
        parts.Context.Signals.DueTimesChanged();
    }
}
