using DarkLang.Lang.Interactive;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>
/// The condition of one request, evaluated for one message after the other. A message for which it fails, such as one whose event lacks a
/// field, does not match; the reasons are counted.
/// </summary>
internal sealed class ConditionRun
{
    /// <summary>Different reasons beyond these are counted as one.</summary>
    private const int MostReasons = 5;

    private const int LongestReason = 200;

    private readonly EngineContext _context;
    private readonly Condition _condition;
    private readonly TimeSpan _most;
    private readonly long _started;
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    private ConditionRun(EngineContext context, LoadedCondition loaded, TimeSpan most)
    {
        (_context, _condition, _most) = (context, loaded.Condition!, most);
        _started = context.Time.GetTimestamp();
        Warnings = [.. loaded.Diagnostics.Select(diagnostic => DiagnosticRenderer.Render(diagnostic, color: false, explain: true))];
    }

    /// <summary>How many messages it was evaluated for.</summary>
    public int Searched { get; private set; }

    /// <summary>What is probably not meant in the condition.</summary>
    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<ConditionFailureView> Failed =>
        [.. _reasons.OrderByDescending(reason => reason.Value).Select(reason => new ConditionFailureView(reason.Key, reason.Value))];

    public bool IsOutOfTime => _context.Time.GetElapsedTime(_started) >= _most;

    /// <param name="handler">The only handler whose messages are meant; null for several.</param>
    /// <param name="most">How long it may take for all messages.</param>
    /// <exception cref="ControlException">The condition is wrong.</exception>
    public static ConditionRun Of(EngineContext context, string where, HandlerId? handler, TimeSpan most)
    {
        var worker = handler is { Kind: not HandlerKind.Cron, Name: var name } ? name : null;
        return Of(context, where, most, (text, scope) => Condition.OfMessages(text, scope, worker));
    }

    /// <inheritdoc cref="Of(EngineContext, string, HandlerId?, TimeSpan)"/>
    public static ConditionRun OfHistory(EngineContext context, string where, TimeSpan most) =>
        Of(context, where, most, Condition.OfHistory);

    private static ConditionRun Of(
        EngineContext context, string where, TimeSpan most, Func<SourceText, IReadOnlyList<SourceText>, LoadedCondition> load)
    {
        CanvasVersion version;
        lock (context.Gate)
            version = context.Version;
        var loaded = load(new SourceText("where", where), version.Canvas.Sources);
        if (loaded.Condition is not null)
            return new ConditionRun(context, loaded, most);
        var errors = loaded.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)
            .Select(diagnostic => DiagnosticRenderer.Render(diagnostic, color: false, explain: true));
        throw new ControlException(ControlProblem.BadRequest, $"the condition can't be used:\n{string.Concat(errors).TrimEnd('\n')}");
    }

    /// <param name="event">Null for a cron, and for an event that can't be read.</param>
    public bool Holds(HandlerQueue queue, Message message, byte[]? @event)
    {
        Searched++;
        if (!TryDecode(message, @event, out var value))
        {
            Count("the event can't be read from the store");
            return false;
        }
        return Holds([value, _condition.NamesMessage ? ValueOf(queue, message) : Value.Null]);
    }

    public bool Holds(HistoryLine line)
    {
        Searched++;
        return Holds([
            Value.String(line.Message.ToString()), Value.String(line.Handler.Name), Value.String(line.Outcome.Word()),
            Value.Int(line.Attempts), Value.Int((long)line.Duration.TotalMilliseconds), Value.Date(line.FinishedAt), KeyOf(line.Key),
            Text(line.Parent?.ToString())]);
    }

    private bool Holds(ReadOnlySpan<Value> values)
    {
        var holds = _condition.Holds(values, out var why);
        if (why is not null)
            Count(why.Length > LongestReason ? $"{why[..LongestReason]}…" : why);
        return holds;
    }

    private static bool TryDecode(Message message, byte[]? @event, out Value value)
    {
        value = Value.Null;
        try
        {
            if (@event is not null)
                value = ValueEncoding.Decode(@event);
            return @event is not null || message.EventLength == 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private void Count(string why)
    {
        var reason = _reasons.ContainsKey(why) || _reasons.Count < MostReasons ? why : "other reasons";
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    private Value ValueOf(HandlerQueue queue, Message message)
    {
        lock (_context.Gate)
        {
            var record = new DictBuilder(12);
            record.Set("id", Value.String(message.Id.ToString()));
            record.Set("handler", Value.String(message.Handler.Name));
            record.Set("state", Value.String(MessageReader.StateOf(queue, message).Word()));
            record.Set("attempts", Value.Int(message.Attempts));
            record.Set("key", KeyOf(message.Key));
            record.Set("priority", Value.Int(queue.PriorityOf(message.Priority)));
            record.Set("emittedAt", Value.Date(message.EmittedAt));
            record.Set("due", Value.Date(message.Due));
            record.Set("emittedFrom", Value.String(message.EmittedFrom));
            record.Set("parent", Text(message.Parent?.ToString()));
            record.Set("error", Text(message.Death?.Failure.Code));
            record.Set("deadSince", message.Death is { } death ? Value.Date(death.At) : Value.Null);
            return Value.Of(record.ToDict());
        }
    }

    // A key is kept as JSON; a long one as a hash, which is not JSON.
    private static Value KeyOf(string? key) => key is not null && ValueJson.TryRead(key, out var value, out _) ? value : Text(key);

    private static Value Text(string? text) => text is null ? Value.Null : Value.String(text);
}
