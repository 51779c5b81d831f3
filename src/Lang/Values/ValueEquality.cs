using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Structural equality. Values of different kinds are not equal, and NaN equals nothing.</summary>
public static class ValueEquality
{
    /// <param name="execution">Counts the compared items as steps: a small value with shared parts can represent a huge tree.</param>
    public static bool AreEqual(Value left, Value right, Execution? execution = null) => AreEqual(left, right, execution, 1);

    private static bool AreEqual(Value left, Value right, Execution? execution, int depth)
    {
        if (left.Reference is null || right.Reference is null)
            return ReferenceEquals(left.Reference, right.Reference) && left.Bits == right.Bits;
        if (left.Reference is string text)
            return right.Reference is string other
                ? text == other
                : right.Reference is Rope rope && rope.Length == text.Length && text == rope.Text;
        if (left.IsFloat)
            return right.IsFloat && left.AsFloat == right.AsFloat;
        return left.Bits == right.Bits && AreEqual((HeapValue)left.Reference, right.Reference, execution, depth);
    }

    private static bool AreEqual(HeapValue left, object right, Execution? execution, int depth) => (left, right) switch
    {
        (CharValue a, CharValue b) => a.Text == b.Text,
        (ListValue a, ListValue b) => AreEqual(a.Items, b.Items, execution, depth),
        (TupleValue a, TupleValue b) => AreEqual(a.Items, b.Items, execution, depth),
        (DictValue a, DictValue b) => a.Count == b.Count && a.Keys.SequenceEqual(b.Keys) && AreEqual(a.Values, b.Values, execution, depth),
        (OptionValue a, OptionValue b) => a.IsJust == b.IsJust && (!a.IsJust || AreEqual([a.Inner], [b.Inner], execution, depth)),
        (ResultValue a, ResultValue b) => a.IsOk == b.IsOk && AreEqual([a.Inner], [b.Inner], execution, depth),
        (Rope a, string b) => a.Length == b.Length && a.Text == b,
        (Rope a, Rope b) => a.Length == b.Length && a.Text == b.Text,
        (UuidValue a, UuidValue b) => a.Id == b.Id,
        // 1.0 and 1.00 are one number.
        (DecimalValue a, DecimalValue b) => a.Number == b.Number,
        (BytesValue a, BytesValue b) => a.Content.SequenceEqual(b.Content),
        (FunctionValue a, FunctionValue b) => a.SameAs(b),
        (PasswordValue a, PasswordValue b) => a.Hash.SequenceEqual(b.Hash),
        // Bools, nulls and Dates: their bits are compared already.
        _ when ReferenceEquals(left, right) => true,
        (_, HeapValue b) when left.Kind == b.Kind => throw new UnreachableException(),
        _ => false,
    };

    private static bool AreEqual(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right, Execution? execution, int depth)
    {
        if (left.Length != right.Length)
            return false;
        NestingGuard.CheckWalked(depth);
        execution?.Step(left.Length);
        for (var i = 0; i < left.Length; i++)
        {
            if (!AreEqual(left[i], right[i], execution, depth + 1))
                return false;
        }
        return true;
    }
}
