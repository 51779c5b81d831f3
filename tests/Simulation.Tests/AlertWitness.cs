using DarkLang.Lang.Values;
using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>Holds alerts to their promise: each dead letter is in one report, over restarts too; one report at a time, and not too soon after the one before.</summary>
internal sealed class AlertWitness(World world)
{
    private readonly List<Death> _deaths = [];
    private readonly Dictionary<string, Told> _told = [];

    /// <summary>In words: dead letters that an alert has not told of.</summary>
    public IReadOnlyList<string> Untold =>
        [.. from alert in SimulatedCanvas.Alerts from death in _deaths where !death.IsGone
            && death.At > UntilOf(alert) select $"{alert} has not told of {death}"];

    public void Died(Witnessed message, DeadLetter death)
    {
        if (SimulatedCanvas.Alerts.Contains(message.Handler.Name))
            return;
        _deaths.Add(new Death(message, death.At, death.Failure.Code));
        // What died before an alert was there is told by nobody.
        foreach (var alert in SimulatedCanvas.Alerts.Where(alert => death.At <= UntilOf(alert) && death.At > _told[alert].Began))
            world.Violate(
                $"{message} died at {death.At:O}, and alert {alert} has reported up to {UntilOf(alert):O}: it is not told after a restart");
    }

    /// <summary>It is no dead letter any more.</summary>
    public void Gone(Witnessed message)
    {
        foreach (var death in _deaths)
            death.IsGone |= death.Message.Id == message.Id;
    }

    /// <summary>How far an alert has reported is stored before its report, in the same commit.</summary>
    public void Note(RateStarts mark)
    {
        if (!SimulatedCanvas.Alerts.Contains(mark.Handler.Name))
            return;
        var until = mark.Starts[0];
        if (until < UntilOf(mark.Handler.Name))
            world.Violate($"alert {mark.Handler.Name} has reported up to {UntilOf(mark.Handler.Name):O}, and then up to {until:O}");
        _told[mark.Handler.Name] = _told.TryGetValue(mark.Handler.Name, out var told)
            ? told with { Since = told.Until, Until = until }
            : new Told(until, until, null, until);
    }

    public void Report(Message message, IReadOnlyCollection<Witnessed> live)
    {
        var (alert, told, report) = (message.Handler.Name, _told[message.Handler.Name], ValueEncoding.Decode(message.Event!).AsDict);
        if (live.FirstOrDefault(
            other => other.Handler == message.Handler && other is { WasInHand: false, State: not MessageState.Dead }) is { } waiting)
            world.Violate($"alert {alert} made a report while {waiting} was not over");
        if (told.ReportedAt is { } last && message.EmittedAt >= last && message.EmittedAt < last + AlertTimes.Every)
            world.Violate($"alert {alert} made a report at {message.EmittedAt:O}, and one at {last:O}");
        if ((Field(report, "since").AsDate, Field(report, "until").AsDate) is var window && window != (told.Since, told.Until))
            world.Violate($"alert {alert} tells of {window}, and the store of {told.Since:O} to {told.Until:O}");
        CompareDead(alert, told, report);
        _told[alert] = told with { ReportedAt = message.EmittedAt };
    }

    // What is retried or removed about now may be told or not.
    private void CompareDead(string alert, Told told, DictValue report)
    {
        var counts = Field(report, "dead").AsList.Items.ToArray().ToDictionary(
            entry => (Field(entry.AsDict, "handler").AsString, Field(entry.AsDict, "code").AsString),
            entry => Field(entry.AsDict, "count").AsInt);
        foreach (var group in _deaths.Where(death => death.At > told.Since && death.At <= told.Until)
            .GroupBy(death => (ReportedName.Of(death.Message.Handler), death.Code)))
        {
            counts.Remove(group.Key, out var count);
            if (count < group.Count(death => !death.IsGone) || count > group.Count())
                world.Violate(
                    $"alert {alert} tells of {count} dead letters with {group.Key} from {told.Since:O} to {told.Until:O}, and these were: {string.Join("; ", group)}");
        }
        foreach (var (key, count) in counts)
            world.Violate(
                $"alert {alert} tells of {count} dead letters with {key} from {told.Since:O} to {told.Until:O}, and there were none");
    }

    private DateTimeOffset UntilOf(string alert) => _told.TryGetValue(alert, out var told) ? told.Until : DateTimeOffset.MinValue;

    private static Value Field(DictValue record, string name) =>
        record.TryGet(name, out var value) ? value : throw new InvalidDataException($"a report without {name}");

    private sealed record Told(DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? ReportedAt, DateTimeOffset Began);

    private sealed class Death(Witnessed message, DateTimeOffset at, string code)
    {
        public Witnessed Message => message;

        public DateTimeOffset At => at;

        public string Code => code;

        /// <summary>Retried or removed.</summary>
        public bool IsGone { get; set; }

        public override string ToString() => $"{message} dead since {at:O}{(IsGone ? ", and gone" : "")}";
    }
}
