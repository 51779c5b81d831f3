using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Reads the status of the canvas: workers, crons and 404s with their counts.</summary>
internal sealed class StatusReader(Engine engine, EngineParts parts)
{
    private const int ShownTraces = 10;

    public StatusView Read()
    {
        lock (parts.Context.Gate)
        {
            var now = parts.Context.Time.GetUtcNow();
            var values = new ListedValues();
            var queues = parts.Context.Queues.All.OrderBy(q => q.Id.Name, StringComparer.Ordinal).ToList();
            return new StatusView(
                engine.State, engine.Canvas.Sources is [var first, ..] ? first.Path : "", engine.Canvas.Version,
                Environment.ProcessId, now, engine.StartedAt,
                [.. queues.Where(q => q.Handler is not null && q.Id.Kind == HandlerKind.Worker).Select(q => Worker(q, now))],
                [.. queues.Where(q => q.Handler is not null && q.Id.Kind == HandlerKind.Cron).Select(Cron)],
                [.. queues
                    .Where(q => q.Handler is null && q.Total > q.Count(MessageState.Dead))
                    .Select(q => NotFound(q, values))
                    .OfType<NotFoundView>()
                    .Take(StatusView.MostNotFound)],
                parts.Damage)
            {
                Loaded = engine.LastLoad,
                Trouble = engine.Trouble,
                WaitingForDiskSpace =
                    [.. queues.Where(q => q.WaitingForDisk.Count > 0).Select(q => HandlerFinder.Shown(parts.Context, q.Id).ToString())],
            };
        }
    }

    /// <summary>Returns the next due times of a cron, soonest first.</summary>
    public IReadOnlyList<DateTimeOffset> NextDue(NextDueRequest request)
    {
        lock (parts.Context.Gate)
        {
            var queue = HandlerFinder.Get(parts.Context, HandlerId.Cron(request.Name));
            var (schedule, state) = parts.Crons.Get(queue.Id.Name);
            return [.. DueTimes(schedule, NextDue(queue, state)).Take(request.Count)];
        }
    }

    /// <summary>Returns the sums over all handlers, which are cheap enough to be read many times a second.</summary>
    public StatusSummary Summarise()
    {
        lock (parts.Context.Gate)
        {
            var (queues, known) = (parts.Context.Queues.All, parts.Context.Queues.All.Where(queue => queue.Handler is not null).ToList());
            return new StatusSummary(
                engine.State,
                Waiting: known.Sum(Waiting),
                Running: known.Sum(Running),
                Dead: queues.Sum(queue => queue.Count(MessageState.Dead)),
                NotFound: queues.Where(queue => queue.Handler is null).Sum(queue => queue.Total - queue.Count(MessageState.Dead)),
                known.Sum(queue => queue.Totals.Done),
                known.Sum(queue => queue.Totals.DeadInAll));
        }
    }

    private WorkerView Worker(HandlerQueue queue, DateTimeOffset now) => new(
        queue.Id.Name, queue.Count(MessageState.Ready), queue.Count(MessageState.Delayed), Running(queue),
        queue.Count(MessageState.Retrying), queue.Count(MessageState.WaitingForCode), queue.Count(MessageState.Dead), queue.Totals.Done,
        queue.Totals.DeadInAll, queue.Oldest is { } oldest ? now - oldest.Due : null, Pause(queue), Traces(queue))
    {
        Kind = queue.Handler is Worker { Alert: not null } ? HandlerKind.Alert : HandlerKind.Worker,
        Options = Options(queue.Handler!.Options),
        Overrides = OptionViews.Of(queue),
        Shares = queue.Shares is { } shares ? Shares(shares) : null,
        Replaced = queue.Scheduled.Debounced?.Replaced,
        RateWait = queue.Count(MessageState.Ready) > 0 ? queue.Limiter?.NextStart(now) : null,
        External = queue.IsExternal ? External(queue) : null,
    };

    private ExternalView External(HandlerQueue queue) => new(
        parts.Consumers.WaitingFor(queue),
        [.. queue.Running.Select(parts.Consumers.HolderOf).OfType<Claim>().OrderBy(claim => claim.Attempt.StartedAt)
            .Take(ExternalView.MostClaimed)
            .Select(claim => new ClaimedView(
                claim.Attempt.Consumer!, claim.Attempt.Target.Id, claim.Attempt.Number, claim.Attempt.StartedAt, claim.Until))]);

    // There may be very many shares: they are counted in one pass, and only the longest are kept.
    private static SharesView Shares(SharedMessages messages)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var share in messages.Shares)
            sizes[share.Name] = sizes.GetValueOrDefault(share.Name) + share.Count + share.Spilled;
        var longest = new PriorityQueue<ShareView, long>();
        foreach (var (share, ready) in sizes)
        {
            if (longest.Count < SharesView.MostListed)
                longest.Enqueue(new ShareView(share, ready), ready);
            else if (longest.TryPeek(out _, out var least) && least < ready)
                longest.DequeueEnqueue(new ShareView(share, ready), ready);
        }
        return new SharesView(sizes.Count, [.. longest.UnorderedItems.Select(item => item.Element)
            .OrderByDescending(view => view.Ready).ThenBy(view => view.Share, StringComparer.Ordinal)]);
    }

    private CronView Cron(HandlerQueue queue)
    {
        var (schedule, state) = parts.Crons.Get(queue.Id.Name);
        var options = queue.Handler!.Options;
        return new CronView(
            queue.Id.Name, state.Schedule, NextDue(queue, state), state.LastFired, Running(queue),
            queue.Count(MessageState.Dead), queue.Totals.Done, queue.Totals.DeadInAll, Pause(queue), Traces(queue))
        {
            CatchUp = options.CatchUp,
            Overlap = options.Overlap,
            Zone = schedule.Zone,
            Waiting = Waiting(queue),
            Skipped = state.Skipped,
            Options = Options(options),
        };
    }

    // An ended attempt does not count while it is being stored, or there would be more than the handler's concurrency allows.
    private static long Running(HandlerQueue queue) => queue.Active + queue.Batches.ActiveOthers + queue.WaitingForDisk.Count;

    private static long Waiting(HandlerQueue queue) =>
        queue.Total - queue.Count(MessageState.Running) - queue.Count(MessageState.Dead);

    // Of a paused cron: when it would be due if it were resumed now.
    private DateTimeOffset? NextDue(HandlerQueue queue, CronState state) =>
        (queue.Pause is null ? state : parts.Crons.AfterPause(queue.Id.Name, parts.Context.Time.GetUtcNow()) ?? state).NextDue;

    private static IEnumerable<DateTimeOffset> DueTimes(Schedule schedule, DateTimeOffset? first)
    {
        for (var due = first; due is not null; due = schedule.Next(due.Value))
            yield return due.Value;
    }

    // Null while all its messages are being loaded.
    private NotFoundView? NotFound(HandlerQueue queue, ListedValues values)
    {
        if ((queue.NewestMessage ?? queue.Messages.MaxBy(m => m.EmittedAt)) is not { } newest)
            return null;
        return new NotFoundView(
            queue.Id.Name, queue.Total - queue.Count(MessageState.Dead), newest.EmittedAt, newest.EmittedFrom,
            (queue.NewestEvent ?? newest.Event) is { } @event ? values.Of(@event) : null,
            HandlerFinder.Nearest(parts.Context, queue.Id));
    }

    private static Dictionary<string, string> Options(HandlerOptions options) =>
        options.Written.ToDictionary(option => option.Name, option => option.Value);

    private static PauseView? Pause(HandlerQueue queue) => queue.Pause is { } pause ? new PauseView(pause.At, pause.By, pause.Why) : null;

    private IReadOnlyList<TraceHeaderView> Traces(HandlerQueue queue) =>
        [.. parts.Traces.Of(queue).Reverse().Take(ShownTraces)
            .Select(trace => HandlerFinder.Shown(parts.Context, TraceViews.Of(trace.Header)))];
}
