using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>The value an expression had, once.</summary>
public readonly record struct ExpressionValue(Location At, Value Value);

/// <summary>
/// One call of a function, a lambda or the handler itself, with the value of every expression in it. A lambda that a library function
/// called for each element has one record for each: its iterations are the calls from the same place.
/// </summary>
public sealed class CallRecord
{
    private readonly List<ExpressionValue> _values = [];
    private readonly List<CallRecord> _calls = [];

    internal CallRecord(CallRecord? parent, Location calledFrom, string function, IReadOnlyList<Location> expressions)
    {
        (Parent, CalledFrom, Function, Expressions) = (parent, calledFrom, function, expressions);
    }

    /// <summary>Null for the handler.</summary>
    public CallRecord? Parent { get; }

    /// <summary>The place in the caller; without meaning for the handler.</summary>
    public Location CalledFrom { get; }

    /// <summary>As call stacks name it.</summary>
    public string Function { get; }

    /// <summary>The places of all expressions of its body that have a value when they are reached, lambdas in it left out.</summary>
    public IReadOnlyList<Location> Expressions { get; }

    public IReadOnlyList<(string Name, Value Value)> Arguments { get; internal set; } = [];

    /// <summary>In the order in which they were known, which puts parts before the whole.</summary>
    public IReadOnlyList<ExpressionValue> Values => _values;

    public IReadOnlyList<CallRecord> Calls => _calls;

    /// <summary>Null when an error, a hole or a <c>?</c> further out ended it.</summary>
    public Value? Result { get; internal set; }

    /// <summary>Since the run began.</summary>
    public TimeSpan StartedAfter { get; internal init; }

    public TimeSpan Duration { get; internal set; }

    /// <summary>Which of the calls from the same place in the same caller it is, counted from 0, and how many there are.</summary>
    public (int Index, int Count) Iteration => Parent is null ? (0, 1) : (Siblings.IndexOf(this), Siblings.Count);

    private List<CallRecord> Siblings => [.. Parent!._calls.Where(call => call.CalledFrom == CalledFrom && call.Function == Function)];

    internal void Add(ExpressionValue value) => _values.Add(value);

    internal void Add(CallRecord call) => _calls.Add(call);
}
