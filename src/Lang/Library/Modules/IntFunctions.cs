using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class IntFunctions
{
    private const string Overflow = "ends the run if the result does not fit into an Int";

    public static LibraryFunction[] All() =>
    [
        Pure("Int::add", "a: Int, b: Int", "Int", "Adds two numbers. The same as `+`.",
            "Int::add 1 2 = 3", errors: Overflow, static (_, a) => Value.Int(IntArithmetic.Add(a[0].AsInt, a[1].AsInt))),
        Pure("Int::subtract", "a: Int, b: Int", "Int", "Subtracts `b` from `a`. The same as `-`.",
            "Int::subtract 1 2 = -1", errors: Overflow, static (_, a) => Apply(BinaryOperator.Subtract, a)),
        Pure("Int::multiply", "a: Int, b: Int", "Int", "Multiplies two numbers. The same as `*`.",
            "Int::multiply 2 3 = 6", errors: Overflow, static (_, a) => Apply(BinaryOperator.Multiply, a)),
        Pure("Int::divide", "a: Int, b: Int", "Int", "Divides `a` by `b`, rounded toward zero. The same as `/`.",
            "Int::divide -7 2 = -3", errors: "ends the run if the divisor is zero or the result does not fit into an Int",
            static (_, a) => Apply(BinaryOperator.Divide, a)),
        Pure("Int::mod", "a: Int, b: Int", "Int", "Returns the modulus, which is never negative. The same as `%`.",
            "Int::mod -7 5 = 3", errors: "ends the run if the divisor is not positive", static (_, a) => Apply(BinaryOperator.Modulo, a)),
        Pure("Int::remainder", "value: Int, divisor: Int", "Result<Int, String>", "Returns the remainder, with the sign of the value.",
            "Int::remainder -7 5 = Ok (-2)", errors: "returns an Error if the divisor is zero",
            static (_, a) => Remainder(a[0].AsInt, a[1].AsInt)),
        Pure("Int::power", "base: Int, exponent: Int", "Int", "Raises the base to the power of the exponent. The same as `^`.",
            "Int::power 2 10 = 1024", errors: "ends the run if the exponent is negative or the result does not fit into an Int",
            static (_, a) => Apply(BinaryOperator.Power, a)),
        Pure("Int::negate", "a: Int", "Int", "Returns the number with the opposite sign.",
            "Int::negate 5 = -5", errors: "ends the run for the smallest Int", static (_, a) => Operators.Negate(a[0])),
        Pure("Int::absoluteValue", "a: Int", "Int", "Returns the number without its sign.",
            "Int::absoluteValue -5 = 5", errors: "ends the run for the smallest Int", static (_, a) => Absolute(a[0].AsInt)),
        Pure("Int::greaterThan", "a: Int, b: Int", "Bool", "Returns true if `a` is greater than `b`. The same as `>`.",
            "Int::greaterThan 1 2 = false", static (_, a) => Value.Bool(a[0].AsInt > a[1].AsInt)),
        Pure("Int::greaterThanOrEqualTo", "a: Int, b: Int", "Bool",
            "Returns true if `a` is greater than or equal to `b`. The same as `>=`.",
            "Int::greaterThanOrEqualTo 2 2 = true", static (_, a) => Value.Bool(a[0].AsInt >= a[1].AsInt)),
        Pure("Int::lessThan", "a: Int, b: Int", "Bool", "Returns true if `a` is less than `b`. The same as `<`.",
            "Int::lessThan 1 2 = true", static (_, a) => Value.Bool(a[0].AsInt < a[1].AsInt)),
        Pure("Int::lessThanOrEqualTo", "a: Int, b: Int", "Bool", "Returns true if `a` is less than or equal to `b`. The same as `<=`.",
            "Int::lessThanOrEqualTo 2 2 = true", static (_, a) => Value.Bool(a[0].AsInt <= a[1].AsInt)),
        Pure("Int::max", "a: Int, b: Int", "Int", "Returns the larger number.",
            "Int::max 1 2 = 2", static (_, a) => Value.Int(Math.Max(a[0].AsInt, a[1].AsInt))),
        Pure("Int::min", "a: Int, b: Int", "Int", "Returns the smaller number.",
            "Int::min 1 2 = 1", static (_, a) => Value.Int(Math.Min(a[0].AsInt, a[1].AsInt))),
        Pure("Int::clamp", "value: Int, limitA: Int, limitB: Int", "Int",
            "Returns the value, or the nearer limit if the value is not between the limits. The limits may be in any order.",
            "Int::clamp 7 0 5 = 5", static (_, a) => Clamp(a[0].AsInt, a[1].AsInt, a[2].AsInt)),
        Pure("Int::isEven", "a: Int", "Bool", "Returns true if the number is even.",
            "Int::isEven 0 = true",
            static (_, a) => Value.Bool(long.IsEvenInteger(a[0].AsInt))),
        Pure("Int::isOdd", "a: Int", "Bool", "Returns true if the number is odd.",
            "Int::isOdd -3 = true",
            static (_, a) => Value.Bool(long.IsOddInteger(a[0].AsInt))),
        Pure("Int::divideRounded", "a: Int, b: Int", "Int",
            "Divides `a` by `b`, rounded to the nearest Int. A half is rounded to the even Int.",
            "Int::divideRounded 7 4 = 2", errors: "ends the run if the divisor is zero or the result does not fit into an Int",
            static (_, a) => Value.Int(DivideRounded(a[0].AsInt, a[1].AsInt))),
        Pure("Int::gcd", "a: Int, b: Int", "Int",
            "Returns the greatest common divisor, which is never negative. That of 0 and 0 is 0.",
            "Int::gcd 12 -18 = 6", errors: "ends the run if the result does not fit into an Int",
            static (_, a) => Value.Int(Gcd(a[0].AsInt, a[1].AsInt))),
        Pure("Int::sqrt", "a: Int", "Float", "Returns the square root, or NaN for a negative number.",
            "Int::sqrt 16 = 4.0", static (_, a) => Value.Float(Math.Sqrt(a[0].AsInt))),
        Pure("Int::toFloat", "a: Int", "Float", "Converts to the nearest Float.",
            "Int::toFloat 3 = 3.0", static (_, a) => Value.Float(a[0].AsInt)),
        Pure("Int::toText", "a: Int, base: Int, digits: Int", "String",
            "Formats the number in a base from 2 to 36, with lower-case letters and zeros at the start up to `digits` digits.",
            "Int::toText 255 16 4 = \"00ff\"", errors: "ends the run if the base is not 2 to 36 or `digits` is not 0 to 1000",
            static (_, a) => Value.String(NumberText.Of(a[0].AsInt, a[1].AsInt, a[2].AsInt))),
        Pure("Int::sum", "a: List<Int>", "Int", "Adds up the items of a list. Returns 0 for an empty list.",
            "Int::sum [1, 2, 3] = 6", errors: "ends the run if an item is not an Int or the result does not fit into an Int",
            static (execution, a) => ListSortFunctions.Sum("Int::sum", "a", execution, a[0].AsList.Items, ValueKind.Int)),
        Pure("Int::parse", "s: String", "Result<Int, String>", "Parses an Int.",
            """Int::parse "42" = Ok 42""", errors: "returns an Error if the string is not an Int", static (_, a) => Parse(a[0].AsString)),
        Impure("Int::random", "start: Int, end: Int", "Int", "Returns a random Int from `start` to `end`, both included.",
            "Int::random 5 5 = 5",
            static (execution, a) => Random(execution, Math.Min(a[0].AsInt, a[1].AsInt), Math.Max(a[0].AsInt, a[1].AsInt))),
    ];

    private static Value Apply(BinaryOperator op, ReadOnlySpan<Value> a) => Value.Int(IntArithmetic.Apply(op, a[0].AsInt, a[1].AsInt));

    private static Value Absolute(long number) =>
        number != long.MinValue ? Value.Int(Math.Abs(number)) : throw OperatorErrors.Overflow($"the absolute value of {number}");

    private static Value Clamp(long value, long limitA, long limitB) =>
        Value.Int(Math.Clamp(value, Math.Min(limitA, limitB), Math.Max(limitA, limitB)));

    private static long DivideRounded(long a, long b)
    {
        var quotient = IntArithmetic.Apply(BinaryOperator.Divide, a, b);
        var remainder = Int128.Abs((Int128)a - ((Int128)quotient * b));
        var half = Int128.Abs(b) - remainder;
        var roundsAway = remainder > half || (remainder == half && long.IsOddInteger(quotient));
        return roundsAway ? quotient + ((a < 0) == (b < 0) ? 1 : -1) : quotient;
    }

    private static long Gcd(long a, long b)
    {
        var (left, right) = (Int128.Abs(a), Int128.Abs(b));
        while (right != 0)
            (left, right) = (right, left % right);
        return left <= long.MaxValue ? (long)left : throw OperatorErrors.Overflow($"the greatest common divisor of {a} and {b}");
    }

    private static Value Remainder(long value, long divisor) => divisor switch
    {
        0 => Value.Error(Value.String("the divisor is zero")),
        // The processor traps when it divides the smallest Int by -1.
        -1 => Value.Ok(Value.Int(0)),
        _ => Value.Ok(Value.Int(value % divisor)),
    };

    private static Value Random(Execution execution, long lowest, long highest) =>
        Value.Int(RandomValues.Int(execution.Host.Effects.NextBytes, lowest, highest));

    private static Value Parse(string text) => Numbers.TryInt(text, out var value)
        ? Value.Ok(Value.Int(value))
        : Value.Error(Value.String($"{ValueDisplay.Short(Value.String(text))} is not an Int"));
}
