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

    internal EventType(string worker, DarkType type, Location declaredAt)
    {
        _worker = worker;
        Type = type;
        DeclaredAt = declaredAt;
    }

    /// <summary>Where the worker names the type.</summary>
    public Location DeclaredAt { get; }

    internal DarkType Type { get; }

    /// <summary>Returns the type as written in a canvas.</summary>
    public override string ToString() => TypeDisplay.Of(Type);

    /// <summary>Returns why the worker refuses the event, with the paths to the first differences; null if it accepts the event.</summary>
    public string? Refusal(Value @event) => EventDifference.Find(@event, Type) is null
        ? null
        : $"the event does not fit worker \"{_worker}\": "
            + string.Join("; ", EventDifference.All(@event, Type).Take(MostDifferences).Select(difference => $"event{difference}"));

    /// <summary>Converts what JSON can't express: texts to Dates and Uuids, Ints to Floats, null and plain values to Options.</summary>
    public Value FromJson(Value value) => TypedJson.Read(value, Type);

    internal void Require(Value @event)
    {
        if (Refusal(@event) is { } refusal)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongEvent, refusal, $"the worker declares its event as {TypeDisplay.Short(Type)} ({DeclaredAt})");
    }
}
