using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

/// <summary>
/// Gives alerts their reports. How far an alert has reported is stored together with its report, and dead letters after that are found in the
/// store again: so each is reported once, whatever happens in between. All else that is seen is only in memory. Used under the engine's lock.
/// </summary>
internal sealed class AlertRunner(EngineContext context, CommitQueue commits)
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly List<AlertWatch> _alerts = [];
    private readonly Dictionary<Guid, DateTimeOffset> _dying = [];

    // Of those that the canvas does not have, should it have them again.
    private readonly Dictionary<HandlerId, AlertMark?> _gone = [];
    private DateTimeOffset _until;

    /// <summary>Takes up the alerts of the canvas where the store left them. The messages come on their queues after that.</summary>
    public IReadOnlyList<Change> Load(IEnumerable<Worker> alerts, IReadOnlyList<RateStarts> stored, DateTimeOffset now)
    {
        foreach (var mark in stored)
            _gone[mark.Handler] = AlertMark.Of(mark);
        return Replace(alerts, now);
    }

    /// <summary>Takes up the alerts of another canvas where those of the one before are; <see cref="TakeUpDead"/> follows.</summary>
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
            _until = watch.Mark.Until > _until ? watch.Mark.Until : _until;
        }
        foreach (var gone in before.Values)
            _gone[gone.Id] = gone.Mark;
        return changes;
    }

    // A new alert is about what happens from now on.
    private static AlertMark New(HandlerId id, DateTimeOffset now, List<Change> changes)
    {
        var mark = new AlertMark(now - Tick, null);
        changes.Add(mark.ToChange(id));
        return mark;
    }

    /// <summary>The messages are on the queues of the canvas: what was not reported is found among them.</summary>
    public void TakeUpDead()
    {
        foreach (var alert in _alerts.Where(alert => alert.Conditions.Dead))
            Watched.SelectMany(queue => queue.Dead.Values).Where(message => message.Death!.At > alert.Mark.Until).ToList().ForEach(alert.AddDead);
    }

    /// <summary>When a message died: later than all that was reported, so that it is found after a restart.</summary>
    public DateTimeOffset TimeOfDeath(DateTimeOffset now) => now > _until ? now : _until + Tick;

    /// <summary>When the message that is being settled died.</summary>
    public DateTimeOffset Dying(Message message, DateTimeOffset now) =>
        _alerts.Count == 0 ? now : _dying[message.Id] = TimeOfDeath(now);

    public void Ended(AttemptEnded ended)
    {
        if (_dying.Count > 0 && ended.State == "dead")
            _dying.Remove(ended.Attempt.Target.Id);
        if (_alerts.Count == 0)
            return;
        // An alert that fails must not set off alerts.
        if (ended.State is "done" or "removed" || IsAlert(ended.Attempt.Queue))
            return;
        foreach (var alert in _alerts)
            alert.Note(ended);
    }

    /// <summary>Makes the reports that are due.</summary>
    public void Look()
    {
        if (_alerts.Count == 0)
            return;
        var now = context.Time.GetUtcNow();
        foreach (var alert in _alerts)
        {
            if (alert.LooksAtQueues)
            {
                foreach (var queue in Watched)
                    alert.LookAt(queue, now);
            }
            if (alert.Mark.AllowsReport(now) && UntilWhen(alert, now) is var until && alert.HasSomething(until) && !IsBusy(alert))
                Report(alert, until, now);
        }
    }

    // A death that is not stored yet comes with the next report, and the mark stays before it.
    private DateTimeOffset UntilWhen(AlertWatch alert, DateTimeOffset now) =>
        _dying.Count > 0 ? _dying.Values.Min() - Tick : new[] { now, alert.NewestDeath, alert.Mark.Until }.Max();

    private void Report(AlertWatch alert, DateTimeOffset until, DateTimeOffset now)
    {
        var @event = ValueEncoding.Encode(alert.Take(until, now).ToEvent(), EngineContext.MaxEventBytes);
        _until = until > _until ? until : _until;
        var message = context.NewMessage(context.NewId(), alert.Id, @event, null, null, "alert");
        alert.IsReporting = true;
        commits.SubmitWithoutWaiting(new CommitUnit(
            [alert.Mark.ToChange(alert.Id), new MessageEnqueued(message)],
            () =>
            {
                alert.IsReporting = false;
                context.Queues.Add(message);
            },
            OnRefused: null)
        { Size = @event.Length });
    }

    private IEnumerable<HandlerQueue> Watched => context.Queues.All.Where(queue => queue.Handler is not null && !IsAlert(queue));

    private static bool IsAlert(HandlerQueue queue) => queue.Handler is Worker { Alert: not null };

    // While a report waits or runs, what happens is gathered for the next.
    private bool IsBusy(AlertWatch alert) =>
        alert.IsReporting || (context.Queues[alert.Id] is var queue && queue.Total > queue.Count(MessageState.Dead));
}
