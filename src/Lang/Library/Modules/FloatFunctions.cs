using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class FloatFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Float::add", "a: Float, b: Float", "Float", "The sum. The same as `+`.",
            "Float::add 1.5 2.0 = 3.5",
            static (_, a) => Value.Float(a[0].AsFloat + a[1].AsFloat)),
        Pure("Float::subtract", "a: Float, b: Float", "Float", "The difference. The same as `-`.",
            "Float::subtract 1.5 2.0 = -0.5",
            static (_, a) => Value.Float(a[0].AsFloat - a[1].AsFloat)),
        Pure("Float::multiply", "a: Float, b: Float", "Float", "The product. The same as `*`.",
            "Float::multiply 1.5 2.0 = 3.0",
            static (_, a) => Value.Float(a[0].AsFloat * a[1].AsFloat)),
        Pure("Float::divide", "a: Float, b: Float", "Float", "The quotient; dividing by zero gives an infinity. The same as `/`.",
            "Float::divide 3.0 2.0 = 1.5",
            static (_, a) => Value.Float(a[0].AsFloat / a[1].AsFloat)),
        Pure("Float::power", "base: Float, exponent: Float", "Float", "The base to the power of the exponent. The same as `^`.",
            "Float::power 2.0 0.5 = Float::sqrt 2.0",
            static (_, a) => Value.Float(Math.Pow(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::negate", "a: Float", "Float", "The number with the other sign.",
            "Float::negate 1.5 = -1.5",
            static (_, a) => Value.Float(-a[0].AsFloat)),
        Pure("Float::absoluteValue", "a: Float", "Float", "The number without its sign.",
            "Float::absoluteValue -1.5 = 1.5",
            static (_, a) => Value.Float(Math.Abs(a[0].AsFloat))),
        Pure("Float::sqrt", "a: Float", "Float", "The square root; NaN for a negative number.",
            "Float::sqrt 6.25 = 2.5",
            static (_, a) => Value.Float(Math.Sqrt(a[0].AsFloat))),
        Pure("Float::greaterThan", "a: Float, b: Float", "Bool", "True if a is more than b. The same as `>`.",
            "Float::greaterThan 1.5 2.0 = false",
            static (_, a) => Value.Bool(a[0].AsFloat > a[1].AsFloat)),
        Pure("Float::greaterThanOrEqualTo", "a: Float, b: Float", "Bool", "True if a is not less than b. The same as `>=`.",
            "Float::greaterThanOrEqualTo 2.0 2.0 = true",
            static (_, a) => Value.Bool(a[0].AsFloat >= a[1].AsFloat)),
        Pure("Float::lessThan", "a: Float, b: Float", "Bool", "True if a is less than b. The same as `<`.",
            "Float::lessThan 1.5 2.0 = true",
            static (_, a) => Value.Bool(a[0].AsFloat < a[1].AsFloat)),
        Pure("Float::lessThanOrEqualTo", "a: Float, b: Float", "Bool", "True if a is not more than b. The same as `<=`.",
            "Float::lessThanOrEqualTo 2.0 2.0 = true",
            static (_, a) => Value.Bool(a[0].AsFloat <= a[1].AsFloat)),
        Pure("Float::max", "a: Float, b: Float", "Float", "The larger one; NaN if either is NaN.",
            "Float::max 1.5 2.0 = 2.0",
            static (_, a) => Value.Float(Math.Max(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::min", "a: Float, b: Float", "Float", "The smaller one; NaN if either is NaN.",
            "Float::min 1.5 2.0 = 1.5",
            static (_, a) => Value.Float(Math.Min(a[0].AsFloat, a[1].AsFloat))),
        Pure(
            "Float::clamp",
            "value: Float, limitA: Float, limitB: Float",
            "Float",
            "The value, or the limit that it lies beyond. The limits may come in any order.",
            "Float::clamp 7.5 0.0 5.0 = 5.0", errors: "ends the run if a limit is NaN",
            static (_, a) => Value.Float(FloatMath.Clamp(a[0].AsFloat, a[1].AsFloat, a[2].AsFloat))),
        Pure("Float::round", "a: Float", "Int", "The nearest Int; a half goes to the even one.",
            "Float::round 2.5 = 2", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::round", Math.Round(a[0].AsFloat, MidpointRounding.ToEven)))),
        Pure("Float::floor", "a: Float", "Int", "The nearest Int that is not larger.",
            "Float::floor -1.5 = -2", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::floor", Math.Floor(a[0].AsFloat)))),
        Pure("Float::roundDown", "a: Float", "Int", "The nearest Int that is not larger. The same as `Float::floor`.",
            "Float::roundDown -1.5 = -2", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::roundDown", Math.Floor(a[0].AsFloat)))),
        Pure("Float::ceiling", "a: Float", "Int", "The nearest Int that is not smaller.",
            "Float::ceiling 1.2 = 2", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::ceiling", Math.Ceiling(a[0].AsFloat)))),
        Pure("Float::roundUp", "a: Float", "Int", "The nearest Int that is not smaller. The same as `Float::ceiling`.",
            "Float::roundUp 1.2 = 2", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::roundUp", Math.Ceiling(a[0].AsFloat)))),
        Pure("Float::truncate", "a: Float", "Int", "The Int without the fraction.",
            "Float::truncate -1.5 = -1", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::truncate", Math.Truncate(a[0].AsFloat)))),
        Pure("Float::roundTowardsZero", "a: Float", "Int", "The Int without the fraction. The same as `Float::truncate`.",
            "Float::roundTowardsZero -1.5 = -1", errors: "ends the run if the result is no Int of 64 bits",
            static (_, a) => Value.Int(IntMath.FromFloat("Float::roundTowardsZero", Math.Truncate(a[0].AsFloat)))),
        Pure("Float::sum", "a: List<Float>", "Float", "The total of a list; 0.0 for an empty one.",
            "Float::sum [1.5, 2.0] = 3.5", errors: "ends the run if an item is no Float",
            static (execution, a) => Sum(execution, a[0].AsList.Items)),
        Pure(
            "Float::parse",
            "s: String",
            "Result<Float, String>",
            "The Float a text stands for, or an Error that says why it stands for none.",
            """Float::parse "1.5" = Ok 1.5""", errors: "Error if the text is no Float",
            static (_, a) => Parse(a[0].AsString)),
    ];

    private static Value Parse(string text) => Numbers.TryFloat(text, out var value)
        ? Value.Ok(Value.Float(value))
        : Value.Error(Value.String($"{ValueDisplay.Short(Value.String(text))} is not a Float"));

    private static Value Sum(Execution execution, ReadOnlySpan<Value> items)
    {
        execution.Step(items.Length);
        var sum = 0.0;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].IsFloat)
                throw LibraryError.WrongMember("Float::sum", "a", "Floats", i, items[i]);
            sum += items[i].AsFloat;
        }
        return Value.Float(sum);
    }
}
