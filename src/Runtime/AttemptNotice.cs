using DarkLang.Runtime.Control;
using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime;

/// <summary>Describes an attempt whose end is durable.</summary>
public sealed class AttemptNotice
{
    private readonly AttemptEnded _ended;

    internal AttemptNotice(AttemptEnded ended) => _ended = ended;

    public HandlerId Handler => _ended.Attempt.Handler is Worker { Alert: not null }
        ? _ended.Attempt.Queue.Id with { Kind = HandlerKind.Alert } : _ended.Attempt.Queue.Id;

    public Guid Message => _ended.Attempt.Target.Id;

    /// <summary>The number of messages that the attempt handled: more than one only if the worker has <c>batch</c>.</summary>
    public int Messages => _ended.Attempt.MessageCount;

    public Guid Trace => _ended.Attempt.TraceId;

    public int Attempt => _ended.Attempt.Number;

    /// <summary>What became of the message: done, dead, retrying, snoozed (delayed), waiting for code or removed.</summary>
    public MessageState State => _ended.State;

    public DateTimeOffset StartedAt => _ended.Attempt.StartedAt;

    public TimeSpan Duration => _ended.Attempt.Duration;

    /// <summary>The program outside that handled the message of an external worker; null when the canvas did.</summary>
    public string? Consumer => _ended.Attempt.Consumer;

    public Failure? Failure => _ended.Attempt.Failure;

    public int Emits => _ended.State == MessageState.Done ? _ended.Attempt.Emits.Count : 0;

    /// <summary>The log lines, without the last <see cref="LogLeftOut"/> ones. Computed on each read.</summary>
    public IEnumerable<TraceLogView> Log => _ended.Attempt.Log.Lines.Select(TraceViews.Of);

    public int LogLeftOut => _ended.Attempt.Log.LeftOut;

    /// <summary>How long the message is put back; null unless the attempt snoozed it.</summary>
    public TimeSpan? Snooze => (_ended.Attempt.Outcome as Outcome.Snoozed)?.Wait;

    /// <summary>Returns the value of a completed handler. Computed on each call, because most notices are never shown.</summary>
    public string? DescribeResult(int maxLength) =>
        _ended.Attempt.Outcome is Outcome.Completed completed ? ValueDisplay.Short(completed.Value, maxLength) : null;
}
