using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>The value of an expression in one evaluation.</summary>
public readonly record struct ExpressionValue(Location At, Value Value);

/// <summary>
/// One call of a function, a lambda or the handler itself, with the value of every expression in it. A lambda that a library function
/// calls for each element has one record per call: the calls from the same place are its iterations.
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

    /// <summary>The place in the caller; not defined for the handler.</summary>
    public Location CalledFrom { get; }

    /// <summary>The lambda, or the name of the function or handler.</summary>
    public Location At { get; }

    /// <summary>The name as in call stacks.</summary>
    public string Function { get; }

    /// <summary>The places of all expressions of the body, without those inside lambdas. All calls of a function share the list.</summary>
    public IReadOnlyList<Location> Expressions { get; }

    public IReadOnlyList<(string Name, Value Value)> Arguments { get; internal set; } = [];

    /// <summary>The values in the order of evaluation: the parts of an expression come before the whole.</summary>
    public IReadOnlyList<ExpressionValue> Values => _values;

    public IReadOnlyList<CallRecord> Calls => _calls;

    /// <summary>The calls grouped by place and function, in the order of their first calls.</summary>
    public IReadOnlyList<CallGroup> Groups => _groups;

    /// <summary>Null for the handler.</summary>
    public CallGroup? Group { get; }

    /// <summary>Null if an error, a hole or a <c>?</c> of a caller ended the call.</summary>
    public Value? Result { get; internal set; }

    /// <summary>Whether the recording was full before the call ended: expressions without a value may have been evaluated.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>The time from the start of the run to the start of the call.</summary>
    public TimeSpan StartedAfter { get; internal init; }

    public TimeSpan Duration { get; internal set; }

    /// <summary>The index of this call among the calls from the same place in the same caller, and their number.</summary>
    public (int Index, int Count) Iteration => Group is null ? (0, 1) : (_index, Group.Calls.Count);

    internal void Add(ExpressionValue value) => _values.Add(value);

    /// <summary>Takes secrets out of this call and those in it.</summary>
    internal void RedactAll(Secrets secrets)
    {
        if (secrets.IsEmpty)
            return;
        var rest = new Stack<CallRecord>([this]);
        while (rest.TryPop(out var call))
        {
            call.Redact(secrets);
            foreach (var inner in call.Calls)
                rest.Push(inner);
        }
    }

    private void Redact(Secrets secrets)
    {
        for (var i = 0; i < _values.Count; i++)
            _values[i] = _values[i] with { Value = secrets.Redact(_values[i].Value) };
        Arguments = [.. Arguments.Select(argument => (argument.Name, secrets.Redact(argument.Value)))];
        if (Result is { } result)
            Result = secrets.Redact(result);
    }

    private (CallGroup Group, int Index) Add(CallRecord call)
    {
        _calls.Add(call);
        var group = _groups.Find(group => group.CalledFrom == call.CalledFrom && group.Function == call.Function);
        if (group is null)
            _groups.Add(group = new CallGroup(call.CalledFrom, call.Function));
        return (group, group.Add(call));
    }
}
