using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class FloatFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Float::add", "a: Float, b: Float", "Float", "The sum. The same as `+`.", static (_, a) => Value.Float(a[0].AsFloat + a[1].AsFloat)),
        Pure("Float::subtract", "a: Float, b: Float", "Float", "The difference. The same as `-`.", static (_, a) => Value.Float(a[0].AsFloat - a[1].AsFloat)),
        Pure("Float::multiply", "a: Float, b: Float", "Float", "The product. The same as `*`.", static (_, a) => Value.Float(a[0].AsFloat * a[1].AsFloat)),
        Pure("Float::divide", "a: Float, b: Float", "Float", "The quotient; dividing by zero gives an infinity. The same as `/`.", static (_, a) => Value.Float(a[0].AsFloat / a[1].AsFloat)),
        Pure("Float::power", "base: Float, exponent: Float", "Float", "The base to the power of the exponent. The same as `^`.", static (_, a) => Value.Float(Math.Pow(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::negate", "a: Float", "Float", "The number with the other sign.", static (_, a) => Value.Float(-a[0].AsFloat)),
        Pure("Float::absoluteValue", "a: Float", "Float", "The number without its sign.", static (_, a) => Value.Float(Math.Abs(a[0].AsFloat))),
        Pure("Float::sqrt", "a: Float", "Float", "The square root; NaN for a negative number.", static (_, a) => Value.Float(Math.Sqrt(a[0].AsFloat))),
        Pure("Float::greaterThan", "a: Float, b: Float", "Bool", "True if a is more than b. The same as `>`.", static (_, a) => Value.Bool(a[0].AsFloat > a[1].AsFloat)),
        Pure("Float::greaterThanOrEqualTo", "a: Float, b: Float", "Bool", "True if a is not less than b. The same as `>=`.", static (_, a) => Value.Bool(a[0].AsFloat >= a[1].AsFloat)),
        Pure("Float::lessThan", "a: Float, b: Float", "Bool", "True if a is less than b. The same as `<`.", static (_, a) => Value.Bool(a[0].AsFloat < a[1].AsFloat)),
        Pure("Float::lessThanOrEqualTo", "a: Float, b: Float", "Bool", "True if a is not more than b. The same as `<=`.", static (_, a) => Value.Bool(a[0].AsFloat <= a[1].AsFloat)),
        Pure("Float::max", "a: Float, b: Float", "Float", "The larger one; NaN if either is NaN.", static (_, a) => Value.Float(Math.Max(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::min", "a: Float, b: Float", "Float", "The smaller one; NaN if either is NaN.", static (_, a) => Value.Float(Math.Min(a[0].AsFloat, a[1].AsFloat))),
        Pure("Float::clamp", "value: Float, limitA: Float, limitB: Float", "Float", "The value, or the limit that it lies beyond. The limits may come in any order.", static (_, a) => Value.Float(FloatMath.Clamp(a[0].AsFloat, a[1].AsFloat, a[2].AsFloat))),
        Pure("Float::round", "a: Float", "Int", "The nearest Int; a half goes to the even one.", static (_, a) => Value.Int(IntMath.FromFloat("Float::round", Math.Round(a[0].AsFloat, MidpointRounding.ToEven)))),
        Pure("Float::floor", "a: Float", "Int", "The nearest Int that is not larger.", static (_, a) => Value.Int(IntMath.FromFloat("Float::floor", Math.Floor(a[0].AsFloat)))),
        Pure("Float::roundDown", "a: Float", "Int", "The nearest Int that is not larger. The same as `Float::floor`.", static (_, a) => Value.Int(IntMath.FromFloat("Float::roundDown", Math.Floor(a[0].AsFloat)))),
        Pure("Float::ceiling", "a: Float", "Int", "The nearest Int that is not smaller.", static (_, a) => Value.Int(IntMath.FromFloat("Float::ceiling", Math.Ceiling(a[0].AsFloat)))),
        Pure("Float::roundUp", "a: Float", "Int", "The nearest Int that is not smaller. The same as `Float::ceiling`.", static (_, a) => Value.Int(IntMath.FromFloat("Float::roundUp", Math.Ceiling(a[0].AsFloat)))),
        Pure("Float::truncate", "a: Float", "Int", "The Int without the fraction.", static (_, a) => Value.Int(IntMath.FromFloat("Float::truncate", Math.Truncate(a[0].AsFloat)))),
        Pure("Float::roundTowardsZero", "a: Float", "Int", "The Int without the fraction. The same as `Float::truncate`.", static (_, a) => Value.Int(IntMath.FromFloat("Float::roundTowardsZero", Math.Truncate(a[0].AsFloat)))),
        Pure("Float::sum", "a: List<Float>", "Float", "The total of a list; 0.0 for an empty one.", static (execution, a) => Sum(execution, a[0].AsList.Items)),
        Pure("Float::parse", "s: String", "Result<Float, String>", "The Float a text stands for, or an Error that says why it stands for none.", static (_, a) => Parse(a[0].AsString)),
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
