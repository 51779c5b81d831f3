using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The operands and results of the operators. Null is an unknown kind.</summary>
internal static class OperandRules
{
    /// <summary>The hint for an operator that does not work on Decimals.</summary>
    public const string NoDecimals = "turn the Decimal into an Int with `Decimal::toInt`, or into a Float with `Decimal::toFloat`";

    public static bool IsNumber(ValueKind? kind) => kind is ValueKind.Int or ValueKind.Float or ValueKind.Decimal;

    /// <summary>Whether both sides are numbers that the operator works on, but of different kinds.</summary>
    public static bool IsMix(BinaryOperator op, ValueKind? left, ValueKind? right) =>
        IsNumber(left) && IsNumber(right) && left != right && Takes(op, left) && Takes(op, right);

    public static bool Takes(BinaryOperator op, ValueKind? kind) => kind is null || op switch
    {
        BinaryOperator.Concat => kind == ValueKind.String,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            IsNumber(kind) || kind is ValueKind.String or ValueKind.Date,
        BinaryOperator.Modulo or BinaryOperator.Power => kind is ValueKind.Int or ValueKind.Float,
        _ => IsNumber(kind),
    };

    public static bool Fits(BinaryOperator op, ValueKind? left, ValueKind? right) =>
        Takes(op, left) && Takes(op, right) && (left is null || right is null || left == right);

    public static DarkType Result(BinaryOperator op, DarkType left, DarkType right) => op switch
    {
        BinaryOperator.Concat => DarkType.String,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => DarkType.Bool,
        // Both sides have the same kind, or the run ends.
        _ when IsNumber(left.Kind) && right.Kind is null => left,
        _ when IsNumber(right.Kind) && (left.Kind is null || left.Kind == right.Kind) => right,
        _ => DarkType.Any,
    };

    public static bool IsComparison(BinaryOperator op) =>
        op is not (BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide
            or BinaryOperator.Modulo or BinaryOperator.Power or BinaryOperator.Concat);

    public static string Expected(BinaryOperator op) => op switch
    {
        BinaryOperator.Concat => "two Strings",
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
            "two Ints, Floats, Decimals, Strings or Dates",
        BinaryOperator.Modulo or BinaryOperator.Power => "two Ints or two Floats",
        _ => "two Ints, two Floats or two Decimals",
    };

    /// <summary>Suggests how to compare values of two kinds.</summary>
    public static string? EqualityHint(DarkType left, DarkType right)
    {
        bool Either(ValueKind kind) => left.Kind == kind || right.Kind == kind;
        return Either(ValueKind.Null) && Either(ValueKind.Option) ? "an Option without a value is `Nothing`"
            : Either(ValueKind.Null) ? null
            : Either(ValueKind.Option) ? "compare with `Just …`, or take the value out with `match` or `Option::withDefault`"
            : Either(ValueKind.Result) ? "compare with `Ok …`, or take the value out with `match` or `Result::withDefault`"
            : NumberConversion.MixHint(left.Kind, right.Kind) is { } mix ? mix
            : Either(ValueKind.Function) ? "call the function: write its arguments after it"
            : left.Kind == ValueKind.String ? ConversionHint.For(right, left)
            : ConversionHint.For(left, right);
    }

    public static string? Hint(BinaryOperator op, DarkType left, DarkType right)
    {
        bool Either(ValueKind kind) => left.Kind == kind || right.Kind == kind;
        return op switch
        {
            _ when IsMix(op, left.Kind, right.Kind) => NumberConversion.MixHint(left.Kind, right.Kind),
            BinaryOperator.Modulo or BinaryOperator.Power when Either(ValueKind.Decimal) => NoDecimals,
            _ when Either(ValueKind.Option) => "take the value out with `match` or `Option::withDefault`",
            _ when Either(ValueKind.Result) => "take the value out with `match` or `Result::withDefault`",
            _ when Either(ValueKind.Function) => "call the function: write its arguments after it",
            BinaryOperator.Concat or BinaryOperator.Add when left.Kind == ValueKind.List && right.Kind == ValueKind.List =>
                "to join two lists, use `List::append`",
            BinaryOperator.Concat => "to turn a value into a String, use `toString` or `$\"{…}\"`",
            BinaryOperator.Add when left.Kind == ValueKind.String && right.Kind == ValueKind.String => "to join Strings, use `++`",
            BinaryOperator.Add when Either(ValueKind.String) =>
                "to join Strings, use `++`; to read a number, use `Int::parse` or `Float::parse`",
            BinaryOperator.Add when left.Kind == ValueKind.Date => "to add seconds to a Date, use `Date::add`",
            BinaryOperator.Subtract when left.Kind == ValueKind.Date =>
                "for the seconds between two Dates, use `Date::subtract`; for an earlier Date, use `Date::subtractSeconds`",
            _ when Either(ValueKind.String) && (IsNumber(left.Kind) || IsNumber(right.Kind)) =>
                "to read a number, use `Int::parse` or `Float::parse`",
            _ => null,
        };
    }
}
