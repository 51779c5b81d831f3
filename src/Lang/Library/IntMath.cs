using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Library;

/// <summary>Arithmetic on Ints, with and without an operator. Overflow ends the run.</summary>
internal static class IntMath
{
    public static long Add(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : IntArithmetic.Apply(BinaryOperator.Add, a, b);
    }

    public static long Subtract(long a, long b) => IntArithmetic.Apply(BinaryOperator.Subtract, a, b);

    public static long Multiply(long a, long b) => IntArithmetic.Apply(BinaryOperator.Multiply, a, b);

    public static long Divide(long a, long b) => IntArithmetic.Apply(BinaryOperator.Divide, a, b);

    public static long Mod(long a, long b) => IntArithmetic.Apply(BinaryOperator.Modulo, a, b);

    public static long Power(long @base, long exponent) => IntArithmetic.Apply(BinaryOperator.Power, @base, exponent);

    public static long Negate(long a) => a != long.MinValue ? -a : throw OperatorErrors.Overflow($"-({a})");

    public static long Absolute(long a) => a != long.MinValue ? Math.Abs(a) : throw OperatorErrors.Overflow($"the absolute value of {a}");

    public static long Clamp(long value, long limitA, long limitB) => Math.Clamp(value, Math.Min(limitA, limitB), Math.Max(limitA, limitB));

    /// <summary>Converts a Float without a fraction to an Int.</summary>
    public static long FromFloat(string function, double rounded) =>
        rounded is >= -9223372036854775808.0 and < 9223372036854775808.0
            ? (long)rounded
            : throw new RuntimeErrorException(
                RuntimeErrorCodes.Overflow,
                $"`{function}` can't convert {rounded.ToString(CultureInfo.InvariantCulture)} to an Int",
                "an Int is a whole number of 64 bits");
}
