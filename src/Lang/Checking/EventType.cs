using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// The declared type of a worker's event. Events are checked against it, including nested parts, when they are emitted and again when they
/// are handled, because the type may have changed in between.
/// </summary>
public sealed class EventType
{
    private const int MostDifferences = 5;

    private readonly string _worker;
    private readonly IJsonType? _numbers;

    internal EventType(string worker, DarkType type, Location declaredAt)
    {
        _worker = worker;
        Type = type;
        _numbers = NumbersInTypes.Of(type);
        DeclaredAt = declaredAt;
    }

    /// <summary>Where the worker names the type.</summary>
    public Location DeclaredAt { get; }

    internal DarkType Type { get; }

    /// <summary>The type of one event, where this is that of a List of them; null if it is not that of a List.</summary>
    internal EventType? Item => Type is DarkType.List list ? new EventType(_worker, list.Item, DeclaredAt) { Input = this } : null;

    /// <summary>The type of what the handler gets: that of a List of events if the worker has <c>batch</c>.</summary>
    internal EventType Input { get => field ?? this; private init; }

    /// <summary>Returns the type as written in a canvas.</summary>
    public override string ToString() => TypeDisplay.Of(Type);

    /// <summary>Returns why the worker refuses the event, with the paths to the first differences; null if it accepts the event.</summary>
    public string? Refusal(Value @event) => EventDifference.Find(@event, Type) is null
        ? null
        : $"the event does not fit worker \"{_worker}\": "
            + string.Join("; ", EventDifference.All(@event, Type).Take(MostDifferences).Select(difference => $"event{difference}"));

    /// <summary>
    /// Reads JSON, and converts what it can't express: numbers to Decimals and Floats, texts to Dates and Uuids, null and plain values to
    /// Options. If it is not valid, the error says where and why.
    /// </summary>
    public bool TryReadJson(string json, out Value value, out string error)
    {
        var isRead = ValueJson.TryRead(json, _numbers, out value, out error);
        if (isRead)
            value = TypedJson.Read(value, Type);
        return isRead;
    }

    internal void Require(Value @event)
    {
        if (Refusal(@event) is { } refusal)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongEvent, refusal, $"the worker declares its event as {TypeDisplay.Short(Type)} ({DeclaredAt})");
    }
}
