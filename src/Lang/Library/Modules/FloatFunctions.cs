using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class FloatFunctions
{
    private const string Overflow = "ends the run if the result does not fit into an Int";

    public static LibraryFunction[] All() =>
    [
        Pure("Float::add", "a: Float, b: Float", "Float", "Adds two numbers. The same as `+`.",
            "Float::add 1.5 2.0 = 3.5", static (_, a) => Value.Float(a[0].AsFloat + a[1].AsFloat)),
        Pure("Float::subtract", "a: Float, b: Float", "Float", "Subtracts `b` from `a`. The same as `-`.",
            "Float::subtract 1.5 2.0 = -0.5", static (_, a) => Value.Float(a[0].AsFloat - a[1].AsFloat)),
        Pure("Float::multiply", "a: Float, b: Float", "Float", "Multiplies two numbers. The same as `*`.",
            "Float::multiply 1.5 2.0 = 3.0", static (_, a) => Value.Float(a[0].AsFloat * a[1].AsFloat)),
        Pure("Float::divide", "a: Float, b: Float", "Float",
            "Divides `a` by `b`. Division by zero returns an infinity or NaN. The same as `/`.",
            "Float::divide 3.0 2.0 = 1.5", static (_, a) => Value.Float(a[0].AsFloat / a[1].AsFloat)),
        Pure("Float::power", "base: Float, exponent: Float", "Float", "Raises the base to the power of the exponent. The same as `^`.",
            "Float::power 2.0 0.5 = Float::sqrt 2.0", static (_, a) => Value.Float(Math.Pow(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::negate", "a: Float", "Float", "Returns the number with the opposite sign.",
            "Float::negate 1.5 = -1.5", static (_, a) => Value.Float(-a[0].AsFloat)),
        Pure("Float::absoluteValue", "a: Float", "Float", "Returns the number without its sign.",
            "Float::absoluteValue -1.5 = 1.5", static (_, a) => Value.Float(Math.Abs(a[0].AsFloat))),
        Pure("Float::sqrt", "a: Float", "Float", "Returns the square root, or NaN for a negative number.",
            "Float::sqrt 6.25 = 2.5", static (_, a) => Value.Float(Math.Sqrt(a[0].AsFloat))),
        Pure("Float::greaterThan", "a: Float, b: Float", "Bool", "Returns true if `a` is greater than `b`. The same as `>`.",
            "Float::greaterThan 1.5 2.0 = false", static (_, a) => Value.Bool(a[0].AsFloat > a[1].AsFloat)),
        Pure("Float::greaterThanOrEqualTo", "a: Float, b: Float", "Bool",
            "Returns true if `a` is greater than or equal to `b`. The same as `>=`.",
            "Float::greaterThanOrEqualTo 2.0 2.0 = true", static (_, a) => Value.Bool(a[0].AsFloat >= a[1].AsFloat)),
        Pure("Float::lessThan", "a: Float, b: Float", "Bool", "Returns true if `a` is less than `b`. The same as `<`.",
            "Float::lessThan 1.5 2.0 = true", static (_, a) => Value.Bool(a[0].AsFloat < a[1].AsFloat)),
        Pure("Float::lessThanOrEqualTo", "a: Float, b: Float", "Bool",
            "Returns true if `a` is less than or equal to `b`. The same as `<=`.",
            "Float::lessThanOrEqualTo 2.0 2.0 = true", static (_, a) => Value.Bool(a[0].AsFloat <= a[1].AsFloat)),
        Pure("Float::max", "a: Float, b: Float", "Float", "Returns the larger number, or NaN if either is NaN.",
            "Float::max 1.5 2.0 = 2.0", static (_, a) => Value.Float(Math.Max(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::min", "a: Float, b: Float", "Float", "Returns the smaller number, or NaN if either is NaN.",
            "Float::min 1.5 2.0 = 1.5", static (_, a) => Value.Float(Math.Min(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::clamp", "value: Float, limitA: Float, limitB: Float", "Float",
            "Returns the value, or the nearer limit if the value is not between the limits. The limits may be in any order.",
            "Float::clamp 7.5 0.0 5.0 = 5.0", errors: "ends the run if a limit is NaN",
            static (_, a) => Clamp(a[0].AsFloat, a[1].AsFloat, a[2].AsFloat)),
        Pure("Float::round", "a: Float", "Int", "Rounds to the nearest Int. A half is rounded to the even Int.",
            "Float::round 2.5 = 2", errors: Overflow,
            static (_, a) => ToInt("Float::round", Math.Round(a[0].AsFloat, MidpointRounding.ToEven))),
        Pure("Float::floor", "a: Float", "Int", "Rounds down to an Int.",
            "Float::floor -1.5 = -2", errors: Overflow, static (_, a) => ToInt("Float::floor", Math.Floor(a[0].AsFloat))),
        Pure("Float::roundDown", "a: Float", "Int", "Rounds down to an Int. The same as `Float::floor`.",
            "Float::roundDown -1.5 = -2", errors: Overflow, static (_, a) => ToInt("Float::roundDown", Math.Floor(a[0].AsFloat))),
        Pure("Float::ceiling", "a: Float", "Int", "Rounds up to an Int.",
            "Float::ceiling 1.2 = 2", errors: Overflow, static (_, a) => ToInt("Float::ceiling", Math.Ceiling(a[0].AsFloat))),
        Pure("Float::roundUp", "a: Float", "Int", "Rounds up to an Int. The same as `Float::ceiling`.",
            "Float::roundUp 1.2 = 2", errors: Overflow, static (_, a) => ToInt("Float::roundUp", Math.Ceiling(a[0].AsFloat))),
        Pure("Float::truncate", "a: Float", "Int", "Removes the fraction: rounds toward zero to an Int.",
            "Float::truncate -1.5 = -1", errors: Overflow, static (_, a) => ToInt("Float::truncate", Math.Truncate(a[0].AsFloat))),
        Pure("Float::roundTowardsZero", "a: Float", "Int", "Rounds toward zero to an Int. The same as `Float::truncate`.",
            "Float::roundTowardsZero -1.5 = -1", errors: Overflow,
            static (_, a) => ToInt("Float::roundTowardsZero", Math.Truncate(a[0].AsFloat))),
        Pure("Float::roundTo", "a: Float, digits: Int", "Float",
            "Rounds to a number of digits after the point. A half, as the number is written, is rounded to the even digit.",
            "Float::roundTo 2.345 2 = 2.34", errors: "ends the run if `digits` is not 0 to 15",
            static (_, a) => Value.Float(NumberText.Round("Float::roundTo", a[0].AsFloat, a[1].AsInt))),
        Pure("Float::toText", "a: Float, digits: Int, separator: String", "String",
            "Formats the number, rounded as in `Float::roundTo`, with `digits` digits after the point and the separator between thousands.",
            "Float::toText 1234567.891 2 \",\" = \"1,234,567.89\"",
            errors: "ends the run if `digits` is not 0 to 15 or the separator is longer than one character",
            static (_, a) => Value.String(NumberText.Of(a[0].AsFloat, a[1].AsInt, a[2]))),
        Pure("Float::isNaN", "a: Float", "Bool", "Returns true for NaN, which is not a number.",
            "Float::isNaN (0.0 / 0.0) = true",
            static (_, a) => Value.Bool(double.IsNaN(a[0].AsFloat))),
        Pure("Float::isInfinite", "a: Float", "Bool", "Returns true for the positive and the negative infinity.",
            "Float::isInfinite (1.0 / 0.0) = true",
            static (_, a) => Value.Bool(double.IsInfinity(a[0].AsFloat))),
        Pure("Float::sum", "a: List<Float>", "Float", "Adds up the items of a list. Returns 0.0 for an empty list.",
            "Float::sum [1.5, 2.0] = 3.5", errors: "ends the run if an item is not a Float",
            static (execution, a) => ListSortFunctions.Sum("Float::sum", "a", execution, a[0].AsList.Items, ValueKind.Float)),
        Pure("Float::parse", "s: String", "Result<Float, String>", "Parses a Float.",
            """Float::parse "1.5" = Ok 1.5""", errors: "returns an Error if the string is not a Float",
            static (_, a) => Parse(a[0].AsString)),
    ];

    private static Value Clamp(double value, double limitA, double limitB) => double.IsNaN(limitA) || double.IsNaN(limitB)
        ? throw LibraryError.Invalid("`Float::clamp` takes two numbers as limits, but got NaN")
        : Value.Float(Math.Clamp(value, Math.Min(limitA, limitB), Math.Max(limitA, limitB)));

    private static Value ToInt(string function, double rounded) => rounded is >= -9223372036854775808.0 and < 9223372036854775808.0
        ? Value.Int((long)rounded)
        : throw new RuntimeErrorException(
            RuntimeErrorCodes.Overflow, $"`{function}` can't convert {rounded.ToString(CultureInfo.InvariantCulture)} to an Int",
            "an Int is a whole number of 64 bits");

    private static Value Parse(string text) => Numbers.TryFloat(text, out var value)
        ? Value.Ok(Value.Float(value))
        : Value.Error(Value.String($"{ValueDisplay.Short(Value.String(text))} is not a Float"));
}
