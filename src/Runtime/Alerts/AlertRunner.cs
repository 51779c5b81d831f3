using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

/// <summary>
/// Gives alerts their reports. How far an alert has reported is stored together with its report, and dead letters after that are found in the
/// store again: so each is reported once, whatever happens in between. All else that is seen is only in memory. Used under the engine's lock.
/// </summary>
internal sealed class AlertRunner(EngineContext context, CommitQueue commits)
{
    private const string EmittedFrom = "alert";

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly List<AlertWatch> _alerts = [];

    // Of those that the canvas does not have, should it have them again.
    private readonly Dictionary<HandlerId, AlertCheckpoint?> _gone = [];
    private DateTimeOffset _until;

    /// <summary>Takes up the alerts of the canvas where the store left them. The messages come on their queues after that.</summary>
    public IReadOnlyList<Change> Restore(IEnumerable<Worker> alerts, IReadOnlyList<RateStarts> stored, DateTimeOffset now)
    {
        foreach (var mark in stored)
        {
            _gone[mark.Handler] = AlertCheckpoint.Of(mark);
            KeepBehind(_gone[mark.Handler]);
        }
        return Replace(alerts, now);
    }

    /// <summary>Takes up the alerts of another canvas where those of the one before are; <see cref="AddDeadLetters"/> follows.</summary>
    public IReadOnlyList<Change> Replace(IEnumerable<Worker> alerts, DateTimeOffset now)
    {
        var before = _alerts.ToDictionary(alert => alert.Id);
        var changes = new List<Change>();
        _alerts.Clear();
        foreach (var alert in alerts)
        {
            var id = HandlerId.Worker(alert.Name);
            _gone.Remove(id, out var mark);
            if (before.Remove(id, out var watch))
                watch.Become(alert.Alert!);
            else
                watch = new AlertWatch(id, alert.Alert!, mark ?? New(id, now, changes));
            _alerts.Add(watch);
            KeepBehind(watch.Mark);
        }
        foreach (var gone in before.Values)
            _gone[gone.Id] = gone.Mark;
        return changes;
    }

    // A new alert is about what happens from now on.
    private static AlertCheckpoint New(HandlerId id, DateTimeOffset now, List<Change> changes)
    {
        var mark = new AlertCheckpoint(now - Tick, null);
        changes.Add(mark.ToChange(id));
        return mark;
    }

    /// <summary>The messages are on their queues: what was not reported is found among them, also where the canvas has no such worker any more.</summary>
    public void AddDeadLetters()
    {
        foreach (var alert in _alerts.Where(alert => alert.Conditions.Dead))
        {
            foreach (var message in context.Queues.All.SelectMany(queue => queue.Dead.Values))
            {
                // A report is of an alert, also when that is gone.
                if (!IsAlert(context.Queues[message.Handler].Handler) && message.EmittedFrom != EmittedFrom
                    && message.Death!.At > alert.Mark.Until)
                    alert.AddDead(message);
            }
        }
    }

    /// <summary>When a message died: later than all that was reported, so that it is found after a restart.</summary>
    public DateTimeOffset TimeOfDeath(DateTimeOffset now) => now > _until ? now : _until + Tick;

    // Also of an alert that the canvas does not have: should it come back, it tells of what died meanwhile.
    private void KeepBehind(AlertCheckpoint? mark) => _until = mark?.Until > _until ? mark.Until : _until;

    public void Ended(AttemptEnded ended)
    {
        if (_alerts.Count == 0)
            return;
        // An alert that fails must not set off alerts.
        if (ended.State is MessageState.Done or MessageState.Removed || IsAlert(ended.Attempt.Handler))
            return;
        foreach (var alert in _alerts)
            alert.Note(ended);
    }

    /// <summary>Makes the reports that are due.</summary>
    public void ReportWhenDue()
    {
        if (_alerts.Count == 0)
            return;
        var now = context.Time.GetUtcNow();
        foreach (var alert in _alerts)
        {
            if (alert.ObservesQueues)
            {
                foreach (var queue in Watched)
                    alert.Observe(queue, now);
            }
            if (alert.Mark.AllowsReport(now) && alert.HasSomething(DateTimeOffset.MaxValue) && !IsBusy(alert)
                && UntilWhen(alert, now) is var until && alert.HasSomething(until))
                Report(alert, until, now);
        }
    }

    // A death that is not stored yet comes with the next report, and the mark stays before it; but for one that is older than the alert.
    private DateTimeOffset UntilWhen(AlertWatch alert, DateTimeOffset now) =>
        PendingDeaths.Where(at => at > alert.Mark.Until).ToList() is { Count: > 0 } dying
        ? dying.Min() - Tick
        : new[] { now, alert.NewestDeath, alert.Mark.Until }.Max();

    private void Report(AlertWatch alert, DateTimeOffset until, DateTimeOffset now)
    {
        var @event = ValueEncoding.Encode(alert.Take(until, now).ToEvent(), EngineContext.MaxEventBytes);
        _until = until > _until ? until : _until;
        var message = context.NewMessage(context.NewId(), alert.Id, @event, null, null, EmittedFrom);
        commits.SubmitWithoutWaiting(
            new CommitUnit([alert.Mark.ToChange(alert.Id), new MessageEnqueued(message)], () => context.Queues.Add(message))
            {
                Size = @event.Length,
            });
    }

    private IEnumerable<DateTimeOffset> PendingDeaths =>
        commits.Pending.Changes<MessageUpdated>().Select(update => update.Death?.At).OfType<DateTimeOffset>();

    private IEnumerable<HandlerQueue> Watched => context.Queues.All.Where(queue => queue.Handler is not null && !IsAlert(queue.Handler));

    private static bool IsAlert(Handler? handler) => handler is Worker { Alert: not null };

    // While a report waits or runs, what happens is gathered for the next.
    private bool IsBusy(AlertWatch alert) =>
        commits.Pending.Changes<MessageEnqueued>(Subject.OfHandler(alert.Id)).Any()
            || (context.Queues[alert.Id] is var queue && queue.Total > queue.Count(MessageState.Dead));
}
