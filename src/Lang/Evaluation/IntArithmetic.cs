using System.Numerics;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>Arithmetic on 64-bit Ints. Overflow is an error.</summary>
internal static class IntArithmetic
{
    /// <summary>Adds without the cost of <see cref="Apply"/>, which runs only for an overflow.</summary>
    public static long Add(long left, long right) =>
        AddInts.TryApply(left, right, out var sum) ? sum : Apply(BinaryOperator.Add, left, right);

    public static long Apply(BinaryOperator op, long left, long right)
    {
        try
        {
            return op switch
            {
                BinaryOperator.Add => checked(left + right),
                BinaryOperator.Subtract => checked(left - right),
                BinaryOperator.Multiply => checked(left * right),
                BinaryOperator.Divide => right == 0 ? throw OperatorErrors.DivisionByZero(left) : left / right,
                BinaryOperator.Modulo =>
                    right <= 0 ? throw OperatorErrors.DivisorNotPositive(Value.Int(left), Value.Int(right)) : Modulo(left, right),
                BinaryOperator.Power => right < 0 ? throw OperatorErrors.NegativeExponent(left, right) : Power(left, right),
                _ => throw new UnreachableException(),
            };
        }
        catch (OverflowException)
        {
            throw OperatorErrors.Overflow($"{left} {OperatorText.Of(op)} {right}");
        }
    }

    /// <summary>Returns the modulus, from 0 to <paramref name="right"/> - 1. The divisor must be positive.</summary>
    public static long Modulo(long left, long right)
    {
        var remainder = left % right;
        return remainder < 0 ? remainder + right : remainder;
    }

    private static long Power(long number, long exponent)
    {
        if (number is 0 or 1)
            return exponent == 0 ? 1 : number;
        if (number == -1)
            return (exponent & 1) == 0 ? 1 : -1;
        return exponent > 63 ? throw new OverflowException() : (long)BigInteger.Pow(number, (int)exponent);
    }
}
