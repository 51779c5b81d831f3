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
    private readonly List<CallGroup> _groups = [];
    private readonly int _index;

    internal CallRecord(CallRecord? parent, Location calledFrom, FunctionCode code)
    {
        (Parent, CalledFrom, Function, Expressions, At) = (parent, calledFrom, code.Name, code.Expressions, code.Lambda ?? code.At);
        if (parent is not null)
            (Group, _index) = parent.Add(this);
    }

    /// <summary>Null for the handler.</summary>
    public CallRecord? Parent { get; }

    /// <summary>The place in the caller; without meaning for the handler.</summary>
    public Location CalledFrom { get; }

    /// <summary>The lambda, or the name of the function or handler.</summary>
    public Location At { get; }

    /// <summary>As call stacks name it.</summary>
    public string Function { get; }

    /// <summary>The places of all expressions of its body that have a value when they are reached, lambdas in it left out. One list for all calls of a function.</summary>
    public IReadOnlyList<Location> Expressions { get; }

    public IReadOnlyList<(string Name, Value Value)> Arguments { get; internal set; } = [];

    /// <summary>In the order in which they were known, which puts parts before the whole.</summary>
    public IReadOnlyList<ExpressionValue> Values => _values;

    public IReadOnlyList<CallRecord> Calls => _calls;

    /// <summary>The same calls by place and function, in the order of their first ones.</summary>
    public IReadOnlyList<CallGroup> Groups => _groups;

    /// <summary>Null for the handler.</summary>
    public CallGroup? Group { get; }

    /// <summary>Null when an error, a hole or a <c>?</c> further out ended it.</summary>
    public Value? Result { get; internal set; }

    /// <summary>The recording was full before it ended: what has no value here may have been reached all the same.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Since the run began.</summary>
    public TimeSpan StartedAfter { get; internal init; }

    public TimeSpan Duration { get; internal set; }

    /// <summary>Which of the calls from the same place in the same caller it is, counted from 0, and how many there are.</summary>
    public (int Index, int Count) Iteration => Group is null ? (0, 1) : (_index, Group.Calls.Count);

    internal void Add(ExpressionValue value) => _values.Add(value);

    private (CallGroup Group, int Index) Add(CallRecord call)
    {
        _calls.Add(call);
        var group = _groups.Find(group => group.CalledFrom == call.CalledFrom && group.Function == call.Function);
        if (group is null)
            _groups.Add(group = new CallGroup(call.CalledFrom, call.Function));
        return (group, group.Add(call));
    }
}
