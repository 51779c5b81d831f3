using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>The total order of all values: by kind, then within the kind. Functions and passwords have no order.</summary>
public static class ValueOrder
{
    public static int Compare(Value left, Value right, Execution? execution = null) => Compare(left, right, execution, 1);

    private static int Compare(Value left, Value right, Execution? execution, int depth)
    {
        if (left.Reference is null && right.Reference is null)
            return left.Bits.CompareTo(right.Bits);
        if (left.Reference is string text && right.Reference is string other)
            return string.CompareOrdinal(text, other);
        var kind = left.Kind;
        var byKind = kind.CompareTo(right.Kind);
        return byKind != 0 ? byKind : Compare(kind, left, right, execution, depth);
    }

    private static int Compare(ValueKind kind, Value left, Value right, Execution? execution, int depth) => kind switch
    {
        ValueKind.Float => left.AsFloat.CompareTo(right.AsFloat),
        ValueKind.Decimal => left.AsDecimal.CompareTo(right.AsDecimal),
        ValueKind.Int or ValueKind.Bool or ValueKind.Null or ValueKind.Date => left.Bits.CompareTo(right.Bits),
        ValueKind.String => string.CompareOrdinal(left.AsString, right.AsString),
        ValueKind.Char => string.CompareOrdinal(left.AsChar, right.AsChar),
        ValueKind.List => Compare(left.AsList.Items, right.AsList.Items, execution, depth),
        ValueKind.Tuple => Compare(left.AsTuple.Items, right.AsTuple.Items, execution, depth),
        ValueKind.Dict => Compare(left.AsDict, right.AsDict, execution, depth),
        ValueKind.Uuid => left.AsUuid.CompareTo(right.AsUuid),
        ValueKind.Option => Compare(left.AsOption, right.AsOption, execution, depth),
        ValueKind.Result => Compare(left.AsResult, right.AsResult, execution, depth),
        ValueKind.Bytes => Compare(left.AsBytes.Content, right.AsBytes.Content),
        ValueKind.Function or ValueKind.Password => throw new RuntimeErrorException(
            RuntimeErrorCodes.NoOrder, $"values of the kind {kind} can't be ordered", "sort by another value, for example a name"),
    };

    private static int Compare(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right, Execution? execution, int depth)
    {
        NestingGuard.CheckWalked(depth);
        execution?.Step(1 + Math.Min(left.Length, right.Length));
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var order = Compare(left[i], right[i], execution, depth + 1);
            if (order != 0)
                return order;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static int Compare(DictValue left, DictValue right, Execution? execution, int depth)
    {
        NestingGuard.CheckWalked(depth);
        execution?.Step(1 + Math.Min(left.Count, right.Count));
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            var order = string.CompareOrdinal(left.Keys[i], right.Keys[i]);
            if (order == 0)
                order = Compare(left.Values[i], right.Values[i], execution, depth + 1);
            if (order != 0)
                return order;
        }
        return left.Count.CompareTo(right.Count);
    }

    private static int Compare(OptionValue left, OptionValue right, Execution? execution, int depth)
    {
        var order = left.IsJust.CompareTo(right.IsJust);
        return order != 0 || !left.IsJust ? order : Compare([left.Inner], [right.Inner], execution, depth);
    }

    private static int Compare(ResultValue left, ResultValue right, Execution? execution, int depth)
    {
        var order = right.IsOk.CompareTo(left.IsOk);
        return order != 0 ? order : Compare([left.Inner], [right.Inner], execution, depth);
    }

    private static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var order = left.Length.CompareTo(right.Length);
        return order != 0 ? order : left.SequenceCompareTo(right);
    }
}
