using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>The first screen: workers, crons and 404s with their counts.</summary>
internal sealed class StatusReader(Engine engine, ControlParts parts)
{
    private const int ShownTraces = 10;

    private readonly DueTimes _due = new(parts);

    public StatusView Read()
    {
        lock (parts.Context.Gate)
        {
            var now = parts.Context.Time.GetUtcNow();
            var queues = parts.Context.Queues.All.OrderBy(q => q.Id.Name, StringComparer.Ordinal).ToList();
            return new StatusView(
                State,
                engine.Canvas.Sources.Count == 0 ? "" : engine.Canvas.Sources[0].Path,
                engine.Canvas.Version,
                Environment.ProcessId,
                now,
                engine.StartedAt,
                [.. queues.Where(q => q.Handler is not null && q.Id.Kind == HandlerKind.Worker).Select(q => Worker(q, now))],
                [.. queues.Where(q => q.Handler is not null && q.Id.Kind == HandlerKind.Cron).Select(Cron)],
                [.. queues.Where(q => q.Handler is null && q.Total > q.Count(MessageState.Dead)).Select(NotFound)],
                parts.Damage)
            {
                Loaded = engine.LastLoad,
                Trouble = engine.Trouble,
                WaitingForRoom = [.. queues.Where(q => q.WaitingForDisk.Count > 0).Select(q => q.Id.ToString())],
            };
        }
    }

    public IReadOnlyList<DateTimeOffset> Upcoming(string cron, int count)
    {
        lock (parts.Context.Gate)
            return _due.Upcoming(cron, count);
    }

    /// <summary>A few sums: cheap enough for many times a second.</summary>
    public StatusSummary Summarise()
    {
        lock (parts.Context.Gate)
        {
            var known = parts.Context.Queues.All.Where(queue => queue.Handler is not null).ToList();
            return new StatusSummary(
                State,
                known.Sum(queue => queue.Total - queue.Count(MessageState.Running) - queue.Count(MessageState.Dead)),
                known.Sum(queue => queue.Count(MessageState.Running)),
                parts.Context.Queues.All.Sum(queue => queue.Count(MessageState.Dead)),
                parts.Context.Queues.All.Where(queue => queue.Handler is null).Sum(queue => queue.Total - queue.Count(MessageState.Dead)),
                known.Sum(queue => queue.Totals.Done),
                known.Sum(queue => queue.Totals.Died));
        }
    }

    private string State => engine.State switch { EngineState.Running => "running", EngineState.Draining => "draining", _ => "stopped" };

    private WorkerView Worker(HandlerQueue queue, DateTimeOffset now) => new(
        queue.Id.Name,
        queue.Pause is null ? "run" : "paused",
        queue.Count(MessageState.Ready),
        queue.Count(MessageState.Delayed),
        queue.Count(MessageState.Running),
        queue.Count(MessageState.Retrying),
        queue.Count(MessageState.WaitingForCode),
        queue.Count(MessageState.Dead),
        queue.Totals.Done,
        queue.Totals.Died,
        queue.Oldest is { } oldest ? now - oldest.Due : null,
        Pause(queue),
        Traces(queue))
    {
        IsAlert = queue.Handler is Worker { Alert: not null },
        Options = Options(queue.Handler!.Options),
        RateWait = queue.IsRateLimited ? queue.Limiter?.NextStart(now) : null,
    };

    private CronView Cron(HandlerQueue queue)
    {
        parts.Crons.TryGet(queue.Id.Name, out _, out var state);
        var options = queue.Handler!.Options;
        return new CronView(
            queue.Id.Name,
            queue.Pause is null ? "run" : "paused",
            state.Schedule,
            _due.Next(queue, state),
            state.LastFired,
            queue.Count(MessageState.Running),
            queue.Count(MessageState.Dead),
            queue.Totals.Done,
            queue.Totals.Died,
            Pause(queue),
            Traces(queue))
        {
            CatchUp = options.CatchUp.ToString().ToLowerInvariant(),
            Overlap = options.Overlap.ToString().ToLowerInvariant(),
            Waiting = queue.Total - queue.Count(MessageState.Running) - queue.Count(MessageState.Dead),
            Skipped = state.Skipped,
            Options = Options(options),
        };
    }

    private NotFoundView NotFound(HandlerQueue queue)
    {
        var newest = queue.Newest ?? queue.Messages.MaxBy(m => m.EmittedAt)!;
        return new NotFoundView(
            queue.Id.Name,
            queue.Total - queue.Count(MessageState.Dead),
            newest.EmittedAt,
            newest.EmittedFrom,
            (queue.NewestEvent ?? newest.Event) is { } @event ? ValueViews.OfStored(@event).Json : null,
            HandlerNames.Nearest(parts.Context, queue.Id));
    }

    private static IReadOnlyList<OptionView> Options(HandlerOptions options) =>
        [.. options.Written.Select(option => new OptionView(option.Name, option.Value))];

    private static PauseView? Pause(HandlerQueue queue) =>
        queue.Pause is { } pause ? new PauseView(pause.At, pause.By, pause.Why) : null;

    private IReadOnlyList<TraceHeaderView> Traces(HandlerQueue queue) =>
        [.. parts.Traces.Of(queue.Id).Reverse().Take(ShownTraces).Select(t => TraceReader.View(t.Header))];
}
