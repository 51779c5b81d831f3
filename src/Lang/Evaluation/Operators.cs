using System.Numerics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The binary operators on any two values. Nodes handle the most frequent cases themselves.</summary>
internal static class Operators
{
    public static Value Apply(BinaryOperator op, Value left, Value right, Execution execution) => op switch
    {
        BinaryOperator.Equal => Value.Bool(ValueEquality.AreEqual(left, right, execution)),
        BinaryOperator.NotEqual => Value.Bool(!ValueEquality.AreEqual(left, right, execution)),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            Value.Bool(Compare(op, left, right)),
        BinaryOperator.And => Value.Bool(Bool(op, left) & Bool(op, right)),
        BinaryOperator.Or => Value.Bool(Bool(op, left) | Bool(op, right)),
        BinaryOperator.Concat => Concat(left, right, execution),
        _ => Arithmetic(op, left, right),
    };

    public static bool Compare(BinaryOperator op, Value left, Value right)
    {
        if (left.IsFloat && right.IsFloat)
            return Holds(op, left.AsFloat, right.AsFloat);
        return left.Kind == right.Kind && OrderOf(left, right) is { } order
            ? Holds(op, order, 0)
            : throw OperatorErrors.Mismatch(op, left, right);
    }

    public static bool Bool(BinaryOperator op, Value value) => value.IsBool ? value.AsBool : throw OperatorErrors.NotBool(op, value);

    public static Value Negate(Value value)
    {
        if (value.IsFloat)
            return Value.Float(-value.AsFloat);
        if (value.IsDecimal)
            return Value.Decimal(-value.AsDecimal);
        if (!value.IsInt)
            throw OperatorErrors.CannotNegate(value);
        return value.AsInt == long.MinValue ? throw OperatorErrors.Overflow($"-({value.AsInt})") : Value.Int(-value.AsInt);
    }

    private static Value Arithmetic(BinaryOperator op, Value left, Value right)
    {
        if (left.IsInt && right.IsInt)
            return Value.Int(IntArithmetic.Apply(op, left.AsInt, right.AsInt));
        if (left.IsFloat && right.IsFloat)
            return Value.Float(FloatArithmetic(op, left.AsFloat, right.AsFloat));
        return left.IsDecimal && right.IsDecimal && DecimalArithmetic.Takes(op)
            ? Value.Decimal(DecimalArithmetic.Apply(op, left.AsDecimal, right.AsDecimal))
            : throw OperatorErrors.Mismatch(op, left, right);
    }

    private static double FloatArithmetic(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Power => Math.Pow(left, right),
        BinaryOperator.Modulo =>
            right > 0 ? FloorModulo(left, right) : throw OperatorErrors.DivisorNotPositive(Value.Float(left), Value.Float(right)),
        _ => throw new UnreachableException(),
    };

    private static double FloorModulo(double left, double right)
    {
        var remainder = left % right;
        return remainder < 0 ? remainder + right : remainder;
    }

    private static bool Holds<T>(BinaryOperator op, T left, T right)
        where T : struct, IComparisonOperators<T, T, bool> => op switch
        {
            BinaryOperator.Less => left < right,
            BinaryOperator.LessOrEqual => left <= right,
            BinaryOperator.Greater => left > right,
            BinaryOperator.GreaterOrEqual => left >= right,
            _ => throw new UnreachableException(),
        };

    private static int? OrderOf(Value left, Value right) => left.Kind switch
    {
        ValueKind.Int or ValueKind.Date => left.Bits.CompareTo(right.Bits),
        ValueKind.Decimal => left.AsDecimal.CompareTo(right.AsDecimal),
        ValueKind.String => string.CompareOrdinal(left.AsString, right.AsString),
        _ => null,
    };

    private static Value Concat(Value left, Value right, Execution execution)
    {
        if (!left.IsString || !right.IsString)
            throw OperatorErrors.Mismatch(BinaryOperator.Concat, left, right);
        var length = (long)left.TextLength + right.TextLength;
        if (length > execution.Limits.TextLength)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.TooLarge, $"the string would be longer than {execution.Limits.TextLength} characters");
        execution.RequireMemory(length * sizeof(char));
        return NfcText.Concat(left, right);
    }
}
