using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// What a worker declares its event to be. Events are held to it all the way down, when they are emitted and when they are handled:
/// between the two the type may have changed.
/// </summary>
public sealed class EventType
{
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

    /// <summary>As it is written in the canvas.</summary>
    public override string ToString() => TypeDisplay.Of(Type);

    /// <summary>Why the worker does not take the event, with the path to the first difference; null when it does.</summary>
    public string? Refusal(Value @event) =>
        EventDifference.Find(@event, Type) is { } difference
            ? $"the event does not fit worker \"{_worker}\": event{difference}"
            : null;

    /// <summary>What JSON has no kinds for, made of what stands for it: Dates and Uuids of their texts, Floats of whole numbers, Options of null and values.</summary>
    public Value FromJson(Value value) => TypedJson.Read(value, Type);

    internal void Require(Value @event)
    {
        if (Refusal(@event) is { } refusal)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongEvent, refusal, $"the worker declares its event as {TypeDisplay.Short(Type)} ({DeclaredAt})");
    }
}
