using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Pauses, resumes and steps handlers, and runs crons on demand.</summary>
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
        var isOtherPausePending = parts.Commits.Pending.Changes<HandlerPaused>(Subject.OfHandler(queue.Id)).Any();
        if (isOtherPausePending || !queue.PauseRefused(pause))
            return;
        parts.Context.Queues.EnqueueRunnable(queue);
        parts.Context.Signals.DueTimesChanged();
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
            parts.Context.Queues.EnqueueRunnable(queue);
            parts.Events.Resumed(queue.Id);
        }
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
            queue.Steps.Add(step);
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
            return $"it is not paused; pause it first with `dark worker pause {ShellWord.Of(queue.Id.Name)}`";
        if (queue.Next is null)
            return WhyNoNext(queue);
        if (queue.Steps.Count >= queue.Count(MessageState.Ready))
            return "all its ready messages are already claimed by earlier steps";
        if (queue.Limiter?.NextStart(now) is { } next)
            return $"its rate limit allows the next attempt at {next.UtcDateTime:HH:mm:ss}Z";
        return queue.Active + queue.Steps.Count >= queue.Concurrency
            ? "attempts that started earlier are still running" : null;
    }

    private static string WhyNoNext(HandlerQueue queue)
    {
        if (queue.Count(MessageState.Ready) > 0)
            return "each of its ready messages waits for an earlier message with the same key";
        var (delayed, retrying, waiting) =
            (queue.Count(MessageState.Delayed), queue.Count(MessageState.Retrying), queue.Count(MessageState.WaitingForCode));
        return $"no message is ready ({delayed} delayed, {retrying} retrying, {waiting} waiting for code)";
    }

    public async Task<Guid> RunCron(string name)
    {
        var handler = HandlerId.Cron(name);
        var id = parts.Context.NewId();
        await commands.Run([handler], () =>
        {
            if (HandlerFinder.Get(parts.Context, handler).Pause is not null)
                throw new ControlException(
                    ControlProblem.Refused, $"cron {name} is paused: resume it first with `dark cron resume {ShellWord.Of(name)}`");
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
