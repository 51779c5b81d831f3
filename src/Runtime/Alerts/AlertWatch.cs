using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Alerts;

/// <summary>What one alert has seen since its last report. Under the engine's lock.</summary>
internal sealed class AlertWatch(HandlerId id, AlertConditions conditions, AlertCheckpoint mark)
{
    private readonly HashSet<Message> _dead = [];
    private readonly Dictionary<(string Handler, string Code), ReportedFailure> _errors = [];
    private readonly Dictionary<(string Handler, string At), ReportedHole> _holes = [];
    private readonly ThresholdTracker _late = new();
    private readonly ThresholdTracker _backlog = new();

    public HandlerId Id => id;

    public AlertConditions Conditions { get; private set; } = conditions;

    public AlertCheckpoint Mark { get; private set; } = mark;

    public bool ObservesQueues => Conditions.Late || Conditions.Backlog is not null;

    /// <summary>The time of the newest dead letter that is to be reported.</summary>
    public DateTimeOffset NewestDeath => _dead.Max(message => message.Death?.At) ?? DateTimeOffset.MinValue;

    // A dead letter that was retried in the meantime is none any more.
    public bool HasSomething(DateTimeOffset until) =>
        _errors.Count > 0 || _holes.Count > 0 || _late.Any || _backlog.Any || _dead.Any(message => message.Death?.At <= until);

    /// <summary>It watches for something else from now on. What it has seen of what it no longer watches for is not told.</summary>
    public void Become(AlertConditions conditions)
    {
        Conditions = conditions;
        if (!conditions.Dead)
            _dead.Clear();
        if (!conditions.Error)
            _errors.Clear();
        if (!conditions.Incomplete)
            _holes.Clear();
        _late.Keep(queue => conditions.Late && queue.Handler is not null);
        _backlog.Keep(queue => conditions.Backlog is not null && queue.Handler is not null);
    }

    public void AddDead(Message message) => _dead.Add(message);

    public void Note(AttemptEnded ended)
    {
        var (attempt, handler) = (ended.Attempt, ReportedName.Of(ended.Attempt.Queue.Id));
        // What died before the alert was there is told by nobody, also when it is stored only now.
        if (Conditions.Dead && ended.State == MessageState.Dead && attempt.Target.Death!.At > Mark.Until)
            AddDead(attempt.Target);
        if (Conditions.Error && attempt.Failure is { } failure)
        {
            var key = (handler, failure.Code);
            _errors[key] =
                new ReportedFailure(handler, _errors.GetValueOrDefault(key)?.Count + 1 ?? 1, failure, attempt.Target.Id, attempt.TraceId);
        }
        if (Conditions.Incomplete && attempt.Outcome is Lang.Evaluation.Outcome.Incomplete { At: var at })
        {
            var key = (handler, $"{Path.GetFileName(at.Source.Path)}:{at.Start}");
            _holes[key] =
                new ReportedHole(handler, _holes.GetValueOrDefault(key)?.Count + 1 ?? 1, key.Item2, attempt.Target.Id, attempt.TraceId);
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
        if (Conditions.Backlog is { } most)
        {
            var ready = queue.Count(MessageState.Ready);
            _backlog.Observe(queue, ready, ready > most, isBelow: ready * 2 < most);
        }
    }

    /// <param name="until">Dead letters after it are left for the next report.</param>
    public AlertReport Take(DateTimeOffset until, DateTimeOffset now)
    {
        var dead = _dead.Where(message => message.Death?.At <= until).ToList();
        _dead.RemoveWhere(message => message.Death is null || message.Death.At <= until);
        var seen = new AlertReport(
            id.Name, Mark.Until, until, Group(dead), [.. _errors.Values], [.. _holes.Values], _late.Take(), _backlog.Take());
        _errors.Clear();
        _holes.Clear();
        Mark = new AlertCheckpoint(until, now);
        return seen;
    }

    private static List<ReportedFailure> Group(List<Message> dead) =>
        [.. dead.GroupBy(message => (message.Handler, message.Death!.Failure.Code)).Select(group =>
        {
            var newest = group.MaxBy(message => message.Death!.At)!;
            return new ReportedFailure(
                ReportedName.Of(newest.Handler), group.Count(), newest.Death!.Failure, newest.Id, newest.Death.Trace);
        })];

    /// <summary>Queues that are over a limit: each is reported once, and again only after it was well below.</summary>
    private sealed class ThresholdTracker
    {
        private readonly HashSet<HandlerQueue> _over = [];

        // With the most that was seen.
        private readonly Dictionary<HandlerQueue, long> _new = [];

        public bool Any => _new.Count > 0;

        public void Observe(HandlerQueue queue, long found, bool isOver, bool isBelow)
        {
            if ((isOver && _over.Add(queue)) || _new.ContainsKey(queue))
                _new[queue] = Math.Max(found, _new.GetValueOrDefault(queue));
            if (isBelow)
                _over.Remove(queue);
        }

        public void Keep(Func<HandlerQueue, bool> isWatched)
        {
            _over.RemoveWhere(queue => !isWatched(queue));
            foreach (var queue in _new.Keys.Where(queue => !isWatched(queue)).ToList())
                _new.Remove(queue);
        }

        public List<ReportedQueue> Take()
        {
            List<ReportedQueue> taken = [
                .. _new.Select(crossed => new ReportedQueue(ReportedName.Of(crossed.Key.Id), crossed.Value, !_over.Contains(crossed.Key)))];
            _new.Clear();
            return taken;
        }
    }
}

/// <summary>How handlers are called in reports: a worker by its name, a cron as <c>cron NAME</c>.</summary>
internal static class ReportedName
{
    public static string Of(HandlerId handler) => handler.Kind == HandlerKind.Cron ? handler.ToString() : handler.Name;
}
