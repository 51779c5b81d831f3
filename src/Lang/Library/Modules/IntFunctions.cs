using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class IntFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Int::add", "a: Int, b: Int", "Int", "The sum. The same as `+`.",
            "Int::add 1 2 = 3", errors: "ends the run if the result does not fit into 64 bits",
            static (_, a) => Value.Int(IntMath.Add(a[0].AsInt, a[1].AsInt))),
        Pure("Int::subtract", "a: Int, b: Int", "Int", "The difference. The same as `-`.",
            "Int::subtract 1 2 = -1", errors: "ends the run if the result does not fit into 64 bits",
            static (_, a) => Value.Int(IntMath.Subtract(a[0].AsInt, a[1].AsInt))),
        Pure("Int::multiply", "a: Int, b: Int", "Int", "The product. The same as `*`.",
            "Int::multiply 2 3 = 6", errors: "ends the run if the result does not fit into 64 bits",
            static (_, a) => Value.Int(IntMath.Multiply(a[0].AsInt, a[1].AsInt))),
        Pure("Int::divide", "a: Int, b: Int", "Int", "The quotient, cut toward zero; dividing by zero is an error. The same as `/`.",
            "Int::divide -7 2 = -3", errors: "ends the run if the divisor is zero",
            static (_, a) => Value.Int(IntMath.Divide(a[0].AsInt, a[1].AsInt))),
        Pure("Int::mod", "a: Int, b: Int", "Int", "The modulus, never negative; the divisor must be above zero. The same as `%`.",
            "Int::mod -7 5 = 3", errors: "ends the run if the divisor is not above zero",
            static (_, a) => Value.Int(IntMath.Mod(a[0].AsInt, a[1].AsInt))),
        Pure(
            "Int::remainder",
            "value: Int, divisor: Int",
            "Result<Int, String>",
            "The remainder with the sign of the value; Error if the divisor is zero.",
            "Int::remainder -7 5 = Ok (-2)", errors: "Error if the divisor is zero",
            static (_, a) => Remainder(a[0].AsInt, a[1].AsInt)),
        Pure(
            "Int::power",
            "base: Int, exponent: Int",
            "Int",
            "The base to the power of the exponent, which must not be negative. The same as `^`.",
            "Int::power 2 10 = 1024", errors: "ends the run if the exponent is negative or the result does not fit into 64 bits",
            static (_, a) => Value.Int(IntMath.Power(a[0].AsInt, a[1].AsInt))),
        Pure("Int::negate", "a: Int", "Int", "The number with the other sign.",
            "Int::negate 5 = -5", errors: "ends the run for the smallest Int",
            static (_, a) => Value.Int(IntMath.Negate(a[0].AsInt))),
        Pure("Int::absoluteValue", "a: Int", "Int", "The number without its sign.",
            "Int::absoluteValue -5 = 5", errors: "ends the run for the smallest Int",
            static (_, a) => Value.Int(IntMath.Absolute(a[0].AsInt))),
        Pure("Int::greaterThan", "a: Int, b: Int", "Bool", "True if a is more than b. The same as `>`.",
            "Int::greaterThan 1 2 = false",
            static (_, a) => Value.Bool(a[0].AsInt > a[1].AsInt)),
        Pure("Int::greaterThanOrEqualTo", "a: Int, b: Int", "Bool", "True if a is not less than b. The same as `>=`.",
            "Int::greaterThanOrEqualTo 2 2 = true",
            static (_, a) => Value.Bool(a[0].AsInt >= a[1].AsInt)),
        Pure("Int::lessThan", "a: Int, b: Int", "Bool", "True if a is less than b. The same as `<`.",
            "Int::lessThan 1 2 = true",
            static (_, a) => Value.Bool(a[0].AsInt < a[1].AsInt)),
        Pure("Int::lessThanOrEqualTo", "a: Int, b: Int", "Bool", "True if a is not more than b. The same as `<=`.",
            "Int::lessThanOrEqualTo 2 2 = true",
            static (_, a) => Value.Bool(a[0].AsInt <= a[1].AsInt)),
        Pure("Int::max", "a: Int, b: Int", "Int", "The larger one.",
            "Int::max 1 2 = 2",
            static (_, a) => Value.Int(Math.Max(a[0].AsInt, a[1].AsInt))),
        Pure("Int::min", "a: Int, b: Int", "Int", "The smaller one.",
            "Int::min 1 2 = 1",
            static (_, a) => Value.Int(Math.Min(a[0].AsInt, a[1].AsInt))),
        Pure(
            "Int::clamp",
            "value: Int, limitA: Int, limitB: Int",
            "Int",
            "The value, or the limit that it lies beyond. The limits may come in any order.",
            "Int::clamp 7 0 5 = 5",
            static (_, a) => Value.Int(IntMath.Clamp(a[0].AsInt, a[1].AsInt, a[2].AsInt))),
        Pure("Int::sqrt", "a: Int", "Float", "The square root; NaN for a negative number.",
            "Int::sqrt 16 = 4.0",
            static (_, a) => Value.Float(Math.Sqrt(a[0].AsInt))),
        Pure("Int::toFloat", "a: Int", "Float", "The nearest Float.",
            "Int::toFloat 3 = 3.0",
            static (_, a) => Value.Float(a[0].AsInt)),
        Pure("Int::sum", "a: List<Int>", "Int", "The total of a list; 0 for an empty one.",
            "Int::sum [1, 2, 3] = 6", errors: "ends the run if an item is no Int or the result does not fit into 64 bits",
            static (execution, a) => Sum(execution, a[0].AsList.Items)),
        Pure("Int::parse", "s: String", "Result<Int, String>", "The Int a text stands for, or an Error that says why it stands for none.",
            """Int::parse "42" = Ok 42""", errors: "Error if the text is no Int of 64 bits",
            static (_, a) => Parse(a[0].AsString)),
        Impure("Int::random", "start: Int, end: Int", "Int", "A random Int between the two, both included.",
            "Int::random 5 5 = 5",
            static (execution, a) =>
            Value.Int(execution.Host.Effects.NextInt(Math.Min(a[0].AsInt, a[1].AsInt), Math.Max(a[0].AsInt, a[1].AsInt)))),
    ];

    private static Value Remainder(long value, long divisor) => divisor switch
    {
        0 => Value.Error(Value.String("the divisor is zero")),
        // The processor traps on the smallest Int by -1.
        -1 => Value.Ok(Value.Int(0)),
        _ => Value.Ok(Value.Int(value % divisor)),
    };

    private static Value Parse(string text) => Numbers.TryInt(text, out var value)
        ? Value.Ok(Value.Int(value))
        : Value.Error(Value.String($"{ValueDisplay.Short(Value.String(text))} is not an Int"));

    private static Value Sum(Execution execution, ReadOnlySpan<Value> items)
    {
        execution.Step(items.Length);
        var sum = 0L;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].IsInt)
                throw LibraryError.WrongMember("Int::sum", "a", "Ints", i, items[i]);
            sum = IntMath.Add(sum, items[i].AsInt);
        }
        return Value.Int(sum);
    }
}
