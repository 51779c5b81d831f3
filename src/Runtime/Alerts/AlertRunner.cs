using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

/// <summary>
/// Emits the reports of alerts. How far an alert has reported is stored together with its report, and a start finds later dead letters in
/// the store again. So each dead letter is reported once, whatever happens in between. All other observations are only in memory. Used
/// under the engine's lock.
/// </summary>
internal sealed class AlertRunner(EngineContext context, CommitQueue commits)
{
    private const string EmittedFrom = "alert";

    private static readonly TimeSpan SmallestStep = TimeSpan.FromTicks(1);

    private readonly List<AlertWatch> _alerts = [];

    // The checkpoints of alerts that are not in the canvas: they are used again if a later canvas has them.
    private readonly Dictionary<HandlerId, AlertCheckpoint> _removed = [];

    // The latest time until which any alert has reported dead letters.
    private DateTimeOffset _reportedUntil;

    /// <summary>Restores the alerts of the canvas, before any message is on its queue. Returns the changes to store.</summary>
    public IReadOnlyList<Change> Restore(IEnumerable<Worker> alerts, IReadOnlyList<AlertCheckpoint> stored, DateTimeOffset now)
    {
        foreach (var checkpoint in stored)
        {
            _removed[checkpoint.Alert] = checkpoint;
            AdvanceReportedUntil(checkpoint);
        }
        return Replace(alerts, now);
    }

    /// <summary>
    /// Replaces the alerts by those of another canvas, which keep their checkpoints. Returns the changes to store. The caller calls
    /// <see cref="CollectDeadLetters"/> afterwards.
    /// </summary>
    public IReadOnlyList<Change> Replace(IEnumerable<Worker> alerts, DateTimeOffset now)
    {
        var before = _alerts.ToDictionary(alert => alert.Id);
        var changes = new List<Change>();
        _alerts.Clear();
        foreach (var alert in alerts)
        {
            var id = HandlerId.Worker(alert.Name);
            _removed.Remove(id, out var checkpoint);
            if (before.Remove(id, out var watch))
                watch.SetConditions(alert.Alert!);
            else
                watch = new AlertWatch(id, alert.Alert!, checkpoint ?? NewCheckpoint(id, now, changes));
            _alerts.Add(watch);
            AdvanceReportedUntil(watch.Checkpoint);
        }
        foreach (var removed in before.Values)
            _removed[removed.Id] = removed.Checkpoint;
        return changes;
    }

    // A new alert reports what happens from now on.
    private static AlertCheckpoint NewCheckpoint(HandlerId id, DateTimeOffset now, List<Change> changes)
    {
        var checkpoint = new AlertCheckpoint(id, now - SmallestStep, null);
        changes.Add(new AlertCheckpointSaved(checkpoint));
        return checkpoint;
    }

    /// <summary>Collects unreported dead letters, also of workers that the canvas lacks. All messages must be on their queues.</summary>
    public void CollectDeadLetters()
    {
        foreach (var alert in _alerts.Where(alert => alert.Conditions.Dead))
        {
            foreach (var message in context.Queues.All.SelectMany(queue => queue.Dead.Values))
            {
                // The queue of a removed alert has no handler, so its reports are recognized by where they were emitted.
                var isReport = IsAlert(context.Queues[message.Handler].Handler) || message.EmittedFrom == EmittedFrom;
                if (!isReport && message.Death!.At > alert.Checkpoint.Until)
                    alert.AddDead(message);
            }
        }
    }

    /// <summary>Returns the time to record for a death now: later than everything reported, so that a restart finds it.</summary>
    public DateTimeOffset TimeOfDeath(DateTimeOffset now) => now > _reportedUntil ? now : _reportedUntil + SmallestStep;

    // Alerts that are not in the canvas count too: if one returns, it reports what died meanwhile.
    private void AdvanceReportedUntil(AlertCheckpoint checkpoint)
    {
        if (checkpoint.Until > _reportedUntil)
            _reportedUntil = checkpoint.Until;
    }

    public void Ended(AttemptEnded ended)
    {
        if (_alerts.Count == 0)
            return;
        // An alert that fails must not trigger alerts.
        if (ended.State is MessageState.Done or MessageState.Removed || IsAlert(ended.Attempt.Handler))
            return;
        foreach (var alert in _alerts)
            alert.Record(ended);
    }

    /// <summary>Emits the reports that are due.</summary>
    public void ReportWhenDue()
    {
        if (_alerts.Count == 0)
            return;
        var now = context.Time.GetUtcNow();
        foreach (var alert in _alerts)
        {
            if (alert.ObservesQueues)
            {
                foreach (var queue in WatchedQueues)
                    alert.Observe(queue, now);
            }
            if (!alert.Checkpoint.AllowsReport(now) || !alert.HasEntries(DateTimeOffset.MaxValue) || IsBusy(alert))
                continue;
            var until = ReportUntil(alert, now);
            if (alert.HasEntries(until))
                Report(alert, until, now);
        }
    }

    // A death that is not stored yet is left for the next report, so the checkpoint must stay before it. One from before the alert is never
    // reported.
    private DateTimeOffset ReportUntil(AlertWatch alert, DateTimeOffset now)
    {
        var pending = PendingDeaths.Where(at => at > alert.Checkpoint.Until).ToList();
        return pending.Count > 0 ? pending.Min() - SmallestStep : new[] { now, alert.NewestDeath, alert.Checkpoint.Until }.Max();
    }

    private void Report(AlertWatch alert, DateTimeOffset until, DateTimeOffset now)
    {
        var report = alert.TakeReport(until, now);
        AdvanceReportedUntil(alert.Checkpoint);
        var @event = ValueEncoding.Encode(report.ToEvent(), EngineContext.MaxEventBytes);
        var message = context.NewMessage(context.NewId(), alert.Id, @event, null, null, EmittedFrom);
        IReadOnlyList<Change> changes = [new AlertCheckpointSaved(alert.Checkpoint), new MessageEnqueued(message)];
        commits.SubmitWithoutWaiting(new CommitUnit(changes, () => context.Queues.Add(message)) { Size = @event.Length });
    }

    private IEnumerable<DateTimeOffset> PendingDeaths =>
        commits.Pending.Changes<MessageUpdated>().Select(update => update.Death?.At).OfType<DateTimeOffset>();

    private IEnumerable<HandlerQueue> WatchedQueues =>
        context.Queues.All.Where(queue => queue.Handler is not null && !IsAlert(queue.Handler));

    private static bool IsAlert(Handler? handler) => handler is Worker { Alert: not null };

    // While a report waits or runs, new events are collected for the next one.
    private bool IsBusy(AlertWatch alert)
    {
        var queue = context.Queues[alert.Id];
        return queue.Total > queue.Count(MessageState.Dead)
            || commits.Pending.Changes<MessageEnqueued>(Subject.OfHandler(alert.Id)).Any();
    }
}
