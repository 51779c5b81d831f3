using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Runtime.Replaying;

/// <summary>What one of two runs has for an expression of the other.</summary>
public enum ValueState
{
    Known,

    /// <summary>The run ended in it.</summary>
    Failed,

    /// <summary>The expression is in the code of the run, which did not evaluate it.</summary>
    NotReached,

    /// <summary>The recording was full.</summary>
    NotRecorded,

    /// <summary>The code of the run does not have the expression, or the loop did not have the iteration.</summary>
    NotThere,
}

/// <param name="Value">Null unless it is known.</param>
public readonly record struct ValueSide(ValueState State, Value? Value = null)
{
    public bool Equals(ValueSide other) => State == other.State
        && (State != ValueState.Known || ValueEquality.AreEqual(Value!.Value, other.Value!.Value));

    public override int GetHashCode() => (int)State;
}

/// <summary>
/// Pairs what two recorded runs of the same handler did, in one version of the code or in two. Calls are paired by where they are made and
/// by the element of their loop, expressions by what they are.
/// </summary>
public sealed class RecordingMatch
{
    private static readonly ValueSide NotThere = new(ValueState.NotThere);

    private readonly EarlyEnd? _oldEnd;
    private readonly EarlyEnd? _newEnd;
    private readonly Dictionary<CallRecord, CallRecord> _oldCalls = [];
    private readonly Dictionary<CallRecord, CallRecord> _newCalls = [];
    private readonly HashSet<CallRecord> _paired = [];
    private readonly Dictionary<(object, object), ExpressionMatch> _expressions = [];

    public RecordingMatch(Recording old, Recording now)
    {
        (_oldEnd, _newEnd) = (EarlyEnd.Of(old), EarlyEnd.Of(now));
        if (old.Root is { } was && now.Root is { } root)
            Pair(was, root);
    }

    /// <summary>Returns the call of the old run; null if it was not there.</summary>
    public CallRecord? OldOf(CallRecord now)
    {
        PairUpTo(now, _oldCalls);
        return _oldCalls.GetValueOrDefault(now);
    }

    /// <summary>Returns the call of the new run; null if it is no longer there.</summary>
    public CallRecord? NewOf(CallRecord old)
    {
        PairUpTo(old, _newCalls);
        return _newCalls.GetValueOrDefault(old);
    }

    /// <summary>Returns the place of an expression in the old run; null if it was not there.</summary>
    public (CallRecord Call, Location At)? OldOf(CallRecord now, Location at) =>
        OldOf(now) is { } old && ExpressionsOf(old, now).OldOf(at) is { } place ? (old, place) : null;

    /// <summary>Returns the place of an old expression in the new run; null if it is no longer there.</summary>
    public (CallRecord Call, Location At)? NewOf(CallRecord old, Location at) =>
        NewOf(old) is { } now && ExpressionsOf(old, now).NewOf(at) is { } place ? (now, place) : null;

    /// <summary>Returns what both runs have for an expression of the new one.</summary>
    public (ValueSide Old, ValueSide New) SidesOfNew(CallRecord now, Location at) =>
        (OldOf(now, at) is var (call, place) ? SideOf(call, place, _oldEnd) : NotThere, SideOf(now, at, _newEnd));

    /// <summary>Returns what both runs have for an expression of the old one.</summary>
    public (ValueSide Old, ValueSide New) SidesOfOld(CallRecord old, Location at) =>
        (SideOf(old, at, _oldEnd), NewOf(old, at) is var (call, place) ? SideOf(call, place, _newEnd) : NotThere);

    private static ValueSide SideOf(CallRecord call, Location at, EarlyEnd? end)
    {
        foreach (var value in call.Values)
        {
            if (value.At == at)
                return new ValueSide(ValueState.Known, value.Value);
        }
        return new ValueSide(
            end?.IsIn(call, at) == true ? ValueState.Failed : call.IsCut ? ValueState.NotRecorded : ValueState.NotReached);
    }

    /// <summary>Pairs the calls in each call around this one, beginning at the handler.</summary>
    private void PairUpTo(CallRecord call, Dictionary<CallRecord, CallRecord> counterparts)
    {
        if (counterparts.ContainsKey(call))
            return;
        // What has a counterpart is in a call that has one.
        var path = new Stack<CallRecord>();
        for (var around = call.Parent; around is not null; around = around.Parent)
        {
            path.Push(around);
            if (counterparts.ContainsKey(around))
                break;
        }
        foreach (var around in path)
        {
            if (!counterparts.TryGetValue(around, out var other))
                return;
            PairInner(around, other);
        }
    }

    private void PairInner(CallRecord call, CallRecord other)
    {
        if (!_paired.Add(call) || !_paired.Add(other))
            return;
        var (old, now) = _newCalls.ContainsKey(call) ? (call, other) : (other, call);
        foreach (var (was, group) in GroupPairs(old, now))
        {
            foreach (var (before, after) in IterationMatch.Pairs(was.Calls, group.Calls))
                Pair(before, after);
        }
    }

    private void Pair(CallRecord old, CallRecord now)
    {
        _oldCalls.Add(now, old);
        _newCalls.Add(old, now);
    }

    /// <summary>Pairs the places that call the same function: where they are the same, then by what they call, then in order.</summary>
    private List<(CallGroup Old, CallGroup New)> GroupPairs(CallRecord old, CallRecord now)
    {
        var match = ExpressionsOf(old, now);
        var rest = old.Groups.ToList();
        var pairs = new List<(CallGroup, CallGroup)>();
        Func<CallGroup, CallGroup, bool>[] rules =
        [
            (was, group) => match.NewAround(group.CalledFrom) is { } place && match.OldOf(place) is { } before
                && before == match.OldAround(was.CalledFrom),
            (was, group) => ExpressionTree.TextOf(was.Calls[0].At) == ExpressionTree.TextOf(group.Calls[0].At),
            (_, _) => true,
        ];
        var left = now.Groups.ToList();
        foreach (var rule in rules)
        {
            foreach (var group in left.ToList())
            {
                if (rest.Find(was => was.Function == group.Function && rule(was, group)) is not { } found)
                    continue;
                pairs.Add((found, group));
                rest.Remove(found);
                left.Remove(group);
            }
        }
        return pairs;
    }

    /// <summary>All calls of a function have the same list of expressions.</summary>
    private ExpressionMatch ExpressionsOf(CallRecord old, CallRecord now)
    {
        if (!_expressions.TryGetValue((old.Expressions, now.Expressions), out var match))
            _expressions.Add((old.Expressions, now.Expressions), match = new ExpressionMatch(old.Expressions, now.Expressions));
        return match;
    }
}
