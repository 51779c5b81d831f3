using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Numerals;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class DecimalFunctions
{
    private const string WrongDigits = "ends the run if `digits` is not 0 to 28";

    public static LibraryFunction[] All() =>
    [
        Pure("Decimal::negate", "a: Decimal", "Decimal", "Returns the number with the opposite sign.",
            "Decimal::negate 1.50m = -1.50m", static (_, a) => Value.Decimal(-a[0].AsDecimal)),
        Pure("Decimal::absoluteValue", "a: Decimal", "Decimal", "Returns the number without its sign.",
            "Decimal::absoluteValue -1.50m = 1.50m", static (_, a) => Value.Decimal(decimal.Abs(a[0].AsDecimal))),
        Pure("Decimal::max", "a: Decimal, b: Decimal", "Decimal", "Returns the larger number.",
            "Decimal::max 1.5m 2.0m = 2.0m", static (_, a) => Value.Decimal(decimal.Max(a[0].AsDecimal, a[1].AsDecimal))),
        Pure("Decimal::min", "a: Decimal, b: Decimal", "Decimal", "Returns the smaller number.",
            "Decimal::min 1.5m 2.0m = 1.5m", static (_, a) => Value.Decimal(decimal.Min(a[0].AsDecimal, a[1].AsDecimal))),
        Pure("Decimal::clamp", "value: Decimal, limitA: Decimal, limitB: Decimal", "Decimal",
            "Returns the value, or the nearer limit if the value is not between the limits. The limits may be in any order.",
            "Decimal::clamp 7.5m 0.0m 5.0m = 5.0m",
            static (_, a) => Value.Decimal(Clamp(a[0].AsDecimal, a[1].AsDecimal, a[2].AsDecimal))),
        Pure("Decimal::round", "a: Decimal, digits: Int", "Decimal",
            "Rounds to a number of digits after the point. A half is rounded to the even digit. Missing digits are added as zeros.",
            "Decimal::round 2.345m 2 = 2.34m", errors: WrongDigits,
            static (_, a) => Value.Decimal(DecimalRounding.Round("Decimal::round", a[0].AsDecimal, a[1].AsInt, "HalfEven"))),
        Pure("Decimal::roundWith", "a: Decimal, digits: Int, mode: RoundingMode", "Decimal",
            "Rounds to a number of digits after the point. A half goes to the even digit with \"HalfEven\", away from zero with \"HalfUp\" "
                + "and toward zero with \"HalfDown\". \"Up\" rounds away from zero, \"Down\" toward zero, \"Ceiling\" up "
                + "and \"Floor\" down.",
            "Decimal::roundWith 2.345m 2 \"HalfUp\" = 2.35m", errors: WrongDigits + " or `mode` is none of these",
            static (_, a) =>
                Value.Decimal(DecimalRounding.Round("Decimal::roundWith", a[0].AsDecimal, a[1].AsInt, a[2].AsString))),
        Pure("Decimal::toText", "a: Decimal, digits: Int, separator: String", "String",
            "Formats the number, rounded as in `Decimal::round`, with `digits` digits after the point and the separator between thousands.",
            "Decimal::toText 1234567.891m 2 \",\" = \"1,234,567.89\"",
            errors: WrongDigits + " or the separator is longer than one character",
            static (_, a) => Value.String(NumberText.Of(a[0].AsDecimal, a[1].AsInt, a[2]))),
        Pure("Decimal::sum", "a: List<Decimal>", "Decimal", "Adds up the items of a list. Returns 0.0m for an empty list.",
            "Decimal::sum [1.50m, 2.0m] = 3.50m",
            errors: "ends the run if an item is not a Decimal or the result does not fit into a Decimal",
            static (execution, a) => ListSortFunctions.Sum("Decimal::sum", "a", execution, a[0].AsList.Items, ValueKind.Decimal)),
        Pure("Decimal::parse", "s: String", "Result<Decimal, String>",
            "Parses a Decimal: digits, perhaps with a sign, a point and an exponent. Zeros at its end are kept.",
            """Decimal::parse "12.50" = Ok 12.50m""",
            errors: "returns an Error if the string is not a number, or has more digits than fit",
            static (_, a) => Parse(a[0].AsString)),
        Pure("Decimal::fromInt", "a: Int", "Decimal", "Converts an Int, without loss.",
            "Decimal::fromInt 3 = 3.0m", static (_, a) => Value.Decimal(a[0].AsInt)),
        Pure("Decimal::fromFloat", "a: Float", "Decimal",
            "Converts a Float as it is written: 0.1 becomes 0.1m. More than 28 digits after the point are rounded.",
            "Decimal::fromFloat 0.1 = 0.1m", errors: "ends the run for NaN, an infinity, or if the number does not fit into a Decimal",
            static (_, a) => FromFloat(a[0].AsFloat)),
        Pure("Decimal::toInt", "a: Decimal", "Int", "Converts a whole number to an Int. Round other numbers before: `Decimal::round a 0`.",
            "Decimal::toInt 12.00m = 12", errors: "ends the run if the number has a fraction or does not fit into an Int",
            static (_, a) => ToInt(a[0].AsDecimal)),
        Pure("Decimal::toFloat", "a: Decimal", "Float", "Converts to the nearest Float.",
            "Decimal::toFloat 12.50m = 12.5", static (_, a) => Value.Float(ToFloat(a[0].AsDecimal))),
    ];

    private static decimal Clamp(decimal value, decimal limitA, decimal limitB) =>
        decimal.Clamp(value, decimal.Min(limitA, limitB), decimal.Max(limitA, limitB));

    // The conversion of .NET is not always to the nearest.
    private static double ToFloat(decimal number) => double.Parse(ValueText.Decimal(number), CultureInfo.InvariantCulture);

    private static Value FromFloat(double number) => double.IsFinite(number) && DecimalText.TryConvert(number, out var converted)
        ? Value.Decimal(converted)
        : throw new RuntimeErrorException(
            RuntimeErrorCodes.Overflow, $"`Decimal::fromFloat` can't convert {ValueDisplay.Float(number)} to a Decimal",
            DecimalText.Limits);

    private static Value ToInt(decimal number)
    {
        var shown = ValueDisplay.Decimal(number);
        if (!decimal.IsInteger(number))
            throw LibraryError.Invalid(
                $"`Decimal::toInt` takes a whole number, but got {shown}", $"round it first: `Decimal::round {shown} 0`");
        return number is >= long.MinValue and <= long.MaxValue
            ? Value.Int((long)number)
            : throw new RuntimeErrorException(
                RuntimeErrorCodes.Overflow, $"`Decimal::toInt` can't convert {shown} to an Int", "an Int is a whole number of 64 bits");
    }

    private static Value Parse(string text)
    {
        if (Numbers.TryDecimal(text, out var value, out var isNumber))
            return Value.Ok(Value.Decimal(value));
        var shown = ValueDisplay.Short(Value.String(text));
        return Value.Error(Value.String(
            isNumber ? $"{shown} does not fit into a Decimal: {DecimalText.Limits}" : $"{shown} is not a Decimal"));
    }
}
