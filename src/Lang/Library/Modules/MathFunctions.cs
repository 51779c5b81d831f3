using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class MathFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Math::pi", "", "Float", "The ratio of a circle's circumference to its diameter.", static (_, _) => Value.Float(Math.PI)),
        Pure("Math::tau", "", "Float", "Two pi: a full turn in radians.", static (_, _) => Value.Float(Math.Tau)),
        Pure("Math::degrees", "angleInDegrees: Float", "Float", "The angle in radians.", static (_, a) => Value.Float(a[0].AsFloat * Math.PI / 180.0)),
        Pure("Math::turns", "angleInTurns: Float", "Float", "The angle in radians.", static (_, a) => Value.Float(Math.Tau * a[0].AsFloat)),
        Pure("Math::radians", "angleInRadians: Float", "Float", "The angle unchanged, to say what it is in.", static (_, a) => a[0]),
        Pure("Math::sin", "angleInRadians: Float", "Float", "The sine.", static (_, a) => Value.Float(Math.Sin(a[0].AsFloat))),
        Pure("Math::cos", "angleInRadians: Float", "Float", "The cosine.", static (_, a) => Value.Float(Math.Cos(a[0].AsFloat))),
        Pure("Math::tan", "angleInRadians: Float", "Float", "The tangent.", static (_, a) => Value.Float(Math.Tan(a[0].AsFloat))),
        Pure("Math::sinh", "angleInRadians: Float", "Float", "The hyperbolic sine.", static (_, a) => Value.Float(Math.Sinh(a[0].AsFloat))),
        Pure("Math::cosh", "angleInRadians: Float", "Float", "The hyperbolic cosine.", static (_, a) => Value.Float(Math.Cosh(a[0].AsFloat))),
        Pure("Math::tanh", "angleInRadians: Float", "Float", "The hyperbolic tangent.", static (_, a) => Value.Float(Math.Tanh(a[0].AsFloat))),
        Pure("Math::acos", "ratio: Float", "Option<Float>", "The arc cosine, or Nothing outside of -1 to 1.", static (_, a) => WithinOne(a[0].AsFloat, Math.Acos(a[0].AsFloat))),
        Pure("Math::asin", "ratio: Float", "Option<Float>", "The arc sine, or Nothing outside of -1 to 1.", static (_, a) => WithinOne(a[0].AsFloat, Math.Asin(a[0].AsFloat))),
        Pure("Math::atan", "ratio: Float", "Float", "The arc tangent.", static (_, a) => Value.Float(Math.Atan(a[0].AsFloat))),
        Pure("Math::atan2", "y: Float, x: Float", "Float", "The angle of the point (x, y), from -pi to pi.", static (_, a) => Value.Float(Math.Atan2(a[0].AsFloat, a[1].AsFloat))),
    ];

    private static Value WithinOne(double ratio, double angle) => ratio is >= -1 and <= 1 ? Value.Just(Value.Float(angle)) : Value.Nothing;
}
