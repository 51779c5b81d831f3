using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Alerts;

/// <summary>What one alert has observed since its last report. Used under the engine's lock.</summary>
internal sealed class AlertWatch(HandlerId id, AlertConditions conditions, AlertCheckpoint checkpoint)
{
    private readonly HashSet<Message> _dead = [];
    private readonly Dictionary<(string Handler, string Code), ReportedFailure> _errors = [];
    private readonly Dictionary<(string Handler, string At), ReportedHole> _holes = [];
    private readonly ThresholdTracker _late = new();
    private readonly ThresholdTracker _backlog = new();

    public HandlerId Id => id;

    public AlertConditions Conditions { get; private set; } = conditions;

    public AlertCheckpoint Checkpoint { get; private set; } = checkpoint;

    public bool ObservesQueues => Conditions.Late || Conditions.Backlog is not null;

    /// <summary>The time of the newest dead letter that is not reported yet.</summary>
    public DateTimeOffset NewestDeath => _dead.Max(message => message.Death?.At) ?? DateTimeOffset.MinValue;

    /// <summary>Returns whether there is something to report. A message that was retried meanwhile is no longer a dead letter.</summary>
    public bool HasEntries(DateTimeOffset until) =>
        _errors.Count > 0 || _holes.Count > 0 || _late.Any || _backlog.Any || _dead.Any(message => message.Death?.At <= until);

    /// <summary>Changes the conditions. Observations of conditions that no longer hold are not reported.</summary>
    public void SetConditions(AlertConditions conditions)
    {
        Conditions = conditions;
        if (!conditions.Dead)
            _dead.Clear();
        if (!conditions.Error)
            _errors.Clear();
        if (!conditions.Incomplete)
            _holes.Clear();
        _late.Retain(queue => conditions.Late && queue.Handler is not null);
        _backlog.Retain(queue => conditions.Backlog is not null && queue.Handler is not null);
    }

    public void AddDead(Message message) => _dead.Add(message);

    public void Record(AttemptEnded ended)
    {
        var (attempt, handler) = (ended.Attempt, ReportedName.Of(ended.Attempt.Queue.Id));
        // A death from before the alert is not reported, even if it is stored only now.
        if (Conditions.Dead && ended.State == MessageState.Dead && attempt.Target.Death!.At > Checkpoint.Until)
            AddDead(attempt.Target);
        if (Conditions.Error && attempt.Failure is { } failure)
        {
            var key = (handler, failure.Code);
            var count = (_errors.GetValueOrDefault(key)?.Count ?? 0) + 1;
            _errors[key] = new ReportedFailure(handler, count, failure, attempt.Target.Id, attempt.TraceId);
        }
        if (Conditions.Incomplete && attempt.Outcome is Lang.Evaluation.Outcome.Incomplete { At: var at })
        {
            var place = $"{Path.GetFileName(at.Source.Path)}:{at.Start}";
            var count = (_holes.GetValueOrDefault((handler, place))?.Count ?? 0) + 1;
            _holes[(handler, place)] = new ReportedHole(handler, count, place, attempt.Target.Id, attempt.TraceId);
        }
    }

    public void Observe(HandlerQueue queue, DateTimeOffset now)
    {
        if (Conditions.Late && (queue.Oldest is not null || queue.Count(MessageState.Ready) == 0))
        {
            var age = queue.Oldest is { } oldest ? now - oldest.Due : TimeSpan.Zero;
            var isLate = age > AlertTimes.LateAfter;
            _late.Observe(queue, (long)age.TotalSeconds, isLate, isBelow: !isLate);
        }
        if (Conditions.Backlog is { } limit)
        {
            var ready = queue.Count(MessageState.Ready);
            _backlog.Observe(queue, ready, ready > limit, isBelow: ready * 2 < limit);
        }
    }

    /// <summary>Returns the report of everything observed, and starts the next one.</summary>
    /// <param name="until">Later dead letters are left for the next report.</param>
    public AlertReport TakeReport(DateTimeOffset until, DateTimeOffset now)
    {
        var dead = _dead.Where(message => message.Death?.At <= until).ToList();
        _dead.RemoveWhere(message => message.Death is null || message.Death.At <= until);
        var report = new AlertReport(
            id.Name, Checkpoint.Until, until, Group(dead), [.. _errors.Values], [.. _holes.Values], _late.Take(), _backlog.Take());
        _errors.Clear();
        _holes.Clear();
        Checkpoint = new AlertCheckpoint(id, until, now);
        return report;
    }

    private static List<ReportedFailure> Group(List<Message> dead) =>
        [.. dead.GroupBy(message => (message.Handler, message.Death!.Failure.Code)).Select(group =>
        {
            var newest = group.MaxBy(message => message.Death!.At)!;
            return new ReportedFailure(
                ReportedName.Of(newest.Handler), group.Count(), newest.Death!.Failure, newest.Id, newest.Death.Trace);
        })];

    /// <summary>Queues that exceed a limit. Each is reported once, and again only after it was well below the limit.</summary>
    private sealed class ThresholdTracker
    {
        private readonly HashSet<HandlerQueue> _over = [];

        // The queues to report, with their largest values.
        private readonly Dictionary<HandlerQueue, long> _peaks = [];

        public bool Any => _peaks.Count > 0;

        public void Observe(HandlerQueue queue, long value, bool isOver, bool isBelow)
        {
            if ((isOver && _over.Add(queue)) || _peaks.ContainsKey(queue))
                _peaks[queue] = Math.Max(value, _peaks.GetValueOrDefault(queue));
            if (isBelow)
                _over.Remove(queue);
        }

        public void Retain(Func<HandlerQueue, bool> isWatched)
        {
            _over.RemoveWhere(queue => !isWatched(queue));
            foreach (var queue in _peaks.Keys.Where(queue => !isWatched(queue)).ToList())
                _peaks.Remove(queue);
        }

        public List<ReportedQueue> Take()
        {
            var taken = _peaks.Select(peak =>
                new ReportedQueue(ReportedName.Of(peak.Key.Id), peak.Value, HasRecovered: !_over.Contains(peak.Key))).ToList();
            _peaks.Clear();
            return taken;
        }
    }
}

/// <summary>The names of handlers in reports: a worker by its name, a cron as <c>cron NAME</c>.</summary>
internal static class ReportedName
{
    public static string Of(HandlerId handler) => handler.Kind == HandlerKind.Cron ? handler.ToString() : handler.Name;
}
