using DarkLang.Lang.Values;
using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// Checks the promises of alerts: each dead letter is in one report, even across restarts; there is one report at a time, and not too soon
/// after the previous one.
/// </summary>
internal sealed class AlertWitness(World world)
{
    private readonly List<Death> _deaths = [];
    private readonly Dictionary<string, Reported> _reports = [];

    /// <summary>Describes the dead letters that an alert has not reported.</summary>
    public IReadOnlyList<string> Unreported =>
        [.. from alert in SimulatedCanvas.Alerts from death in _deaths where !death.IsGone
            && death.At > UntilOf(alert) select $"alert {alert} has not reported {death}"];

    public void Died(Witnessed message, DeadLetter death)
    {
        if (SimulatedCanvas.Alerts.Contains(message.Handler.Name))
            return;
        _deaths.Add(new Death(message, death.At, death.Failure.Code));
        // An alert does not report what died before it was added.
        foreach (var alert in SimulatedCanvas.Alerts.Where(alert => death.At <= UntilOf(alert) && death.At > _reports[alert].Began))
            world.Violate(
                $"{message} died at {death.At:O}, but alert {alert} has already reported up to {UntilOf(alert):O}: "
                + "it will not be reported after a restart");
    }

    /// <summary>Notes that the message is not a dead letter any more.</summary>
    public void Gone(Witnessed message)
    {
        foreach (var death in _deaths)
            death.IsGone |= death.Message.Id == message.Id;
    }

    /// <summary>Notes the checkpoint of an alert, which is stored before its report in the same commit.</summary>
    public void Note(AlertCheckpoint checkpoint)
    {
        if (!SimulatedCanvas.Alerts.Contains(checkpoint.Alert.Name))
            return;
        var until = checkpoint.Until;
        if (until < UntilOf(checkpoint.Alert.Name))
            world.Violate($"alert {checkpoint.Alert.Name} has reported up to {UntilOf(checkpoint.Alert.Name):O}, and then only up to {until:O}");
        _reports[checkpoint.Alert.Name] = _reports.TryGetValue(checkpoint.Alert.Name, out var reported)
            ? reported with { Since = reported.Until, Until = until }
            : new Reported(until, until, null, until);
    }

    public void Report(Message message, IReadOnlyCollection<Witnessed> live)
    {
        var (alert, reported, report) = (message.Handler.Name, _reports[message.Handler.Name], ValueEncoding.Decode(message.Event!).AsDict);
        if (live.FirstOrDefault(
            other => other.Handler == message.Handler && other is { WasTakenOut: false, State: not MessageState.Dead }) is { } waiting)
            world.Violate($"alert {alert} made a report before the previous one was handled: {waiting}");
        if (reported.ReportedAt is { } last && message.EmittedAt >= last && message.EmittedAt < last + AlertTimes.ReportInterval)
            world.Violate($"alert {alert} made a report at {message.EmittedAt:O}, too soon after the one at {last:O}");
        if ((Field(report, "since").AsDate, Field(report, "until").AsDate) is var window && window != (reported.Since, reported.Until))
            world.Violate($"alert {alert} reports {window}, but its checkpoint says {reported.Since:O} to {reported.Until:O}");
        CompareDead(alert, reported, report);
        _reports[alert] = reported with { ReportedAt = message.EmittedAt };
    }

    // Dead letters that have been retried or removed meanwhile may be in the report or not.
    private void CompareDead(string alert, Reported reported, DictValue report)
    {
        var counts = Field(report, "dead").AsList.Items.ToArray().ToDictionary(
            entry => (Field(entry.AsDict, "handler").AsString, Field(entry.AsDict, "code").AsString),
            entry => Field(entry.AsDict, "count").AsInt);
        foreach (var group in _deaths.Where(death => death.At > reported.Since && death.At <= reported.Until)
            .GroupBy(death => (ReportedName.Of(death.Message.Handler), death.Code)))
        {
            counts.Remove(group.Key, out var count);
            if (count < group.Count(death => !death.IsGone) || count > group.Count())
                world.Violate(
                    $"alert {alert} reports {count} dead letters with {group.Key} from {reported.Since:O} to {reported.Until:O}, "
                    + $"but there were: {string.Join("; ", group)}");
        }
        foreach (var (key, count) in counts)
            world.Violate(
                $"alert {alert} reports {count} dead letters with {key} from {reported.Since:O} to {reported.Until:O}, but there were none");
    }

    private DateTimeOffset UntilOf(string alert) =>
        _reports.TryGetValue(alert, out var reported) ? reported.Until : DateTimeOffset.MinValue;

    private static Value Field(DictValue record, string name) =>
        record.TryGet(name, out var value) ? value : throw new InvalidDataException($"a report without {name}");

    private sealed record Reported(DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? ReportedAt, DateTimeOffset Began);

    private sealed class Death(Witnessed message, DateTimeOffset at, string code)
    {
        public Witnessed Message => message;

        public DateTimeOffset At => at;

        public string Code => code;

        /// <summary>Whether it was retried or removed.</summary>
        public bool IsGone { get; set; }

        public override string ToString() => $"{message} dead since {at:O}{(IsGone ? ", but retried or removed" : "")}";
    }
}
