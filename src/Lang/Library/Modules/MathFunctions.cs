using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class MathFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Math::pi", "", "Float", "Returns the ratio of a circle's circumference to its diameter.",
            "Float::floor (Math::pi * 100.0) = 314", static (_, _) => Value.Float(Math.PI)),
        Pure("Math::tau", "", "Float", "Returns two pi: a full turn in radians.",
            "Math::tau = 2.0 * Math::pi", static (_, _) => Value.Float(Math.Tau)),
        Pure("Math::degrees", "angleInDegrees: Float", "Float", "Converts degrees to radians.",
            "Math::degrees 180.0 = Math::pi", static (_, a) => Value.Float(a[0].AsFloat * Math.PI / 180.0)),
        Pure("Math::turns", "angleInTurns: Float", "Float", "Converts full turns to radians.",
            "Math::turns 0.5 = Math::pi", static (_, a) => Value.Float(Math.Tau * a[0].AsFloat)),
        Pure("Math::radians", "angleInRadians: Float", "Float", "Returns the angle unchanged, to make its unit clear.",
            "Math::radians 1.5 = 1.5", static (_, a) => a[0]),
        Pure("Math::sin", "angleInRadians: Float", "Float", "Returns the sine.",
            "Math::sin 0.0 = 0.0", static (_, a) => Value.Float(Math.Sin(a[0].AsFloat))),
        Pure("Math::cos", "angleInRadians: Float", "Float", "Returns the cosine.",
            "Math::cos 0.0 = 1.0", static (_, a) => Value.Float(Math.Cos(a[0].AsFloat))),
        Pure("Math::tan", "angleInRadians: Float", "Float", "Returns the tangent.",
            "Math::tan 0.0 = 0.0", static (_, a) => Value.Float(Math.Tan(a[0].AsFloat))),
        Pure("Math::sinh", "angleInRadians: Float", "Float", "Returns the hyperbolic sine.",
            "Math::sinh 0.0 = 0.0", static (_, a) => Value.Float(Math.Sinh(a[0].AsFloat))),
        Pure("Math::cosh", "angleInRadians: Float", "Float", "Returns the hyperbolic cosine.",
            "Math::cosh 0.0 = 1.0", static (_, a) => Value.Float(Math.Cosh(a[0].AsFloat))),
        Pure("Math::tanh", "angleInRadians: Float", "Float", "Returns the hyperbolic tangent.",
            "Math::tanh 0.0 = 0.0", static (_, a) => Value.Float(Math.Tanh(a[0].AsFloat))),
        Pure("Math::acos", "ratio: Float", "Option<Float>", "Returns the arc cosine, or Nothing if the ratio is not between -1 and 1.",
            "Math::acos 2.0 = Nothing", static (_, a) => WithinOne(a[0].AsFloat, Math.Acos(a[0].AsFloat))),
        Pure("Math::asin", "ratio: Float", "Option<Float>", "Returns the arc sine, or Nothing if the ratio is not between -1 and 1.",
            "Math::asin 0.0 = Just 0.0", static (_, a) => WithinOne(a[0].AsFloat, Math.Asin(a[0].AsFloat))),
        Pure("Math::atan", "ratio: Float", "Float", "Returns the arc tangent.",
            "Math::atan 0.0 = 0.0", static (_, a) => Value.Float(Math.Atan(a[0].AsFloat))),
        Pure("Math::atan2", "y: Float, x: Float", "Float", "Returns the angle of the point (x, y), from -pi to pi.",
            "Math::atan2 1.0 0.0 = Math::pi / 2.0", static (_, a) => Value.Float(Math.Atan2(a[0].AsFloat, a[1].AsFloat))),
    ];

    private static Value WithinOne(double ratio, double angle) => ratio is >= -1 and <= 1 ? Value.Just(Value.Float(angle)) : Value.Nothing;
}
