namespace DarkLang.Lang.Values;

/// <summary>Says how a number of one kind becomes one of another. Nothing converts numbers implicitly.</summary>
internal static class NumberConversion
{
    /// <summary>Returns how to turn a number into another kind; null if the two kinds are not numbers, or are the same.</summary>
    public static string? Hint(ValueKind? expected, ValueKind? actual) =>
        Function(expected, actual) is { } function ? $"turn it into {Named(expected)} with `{function}`" : null;

    /// <summary>Returns how to make two numbers of different kinds one kind; null for other values.</summary>
    public static string? MixHint(ValueKind? left, ValueKind? right)
    {
        // Exact kinds come first: a Decimal may be an amount of money.
        var isLeftKept = left == ValueKind.Decimal || (left == ValueKind.Float && right == ValueKind.Int);
        var (given, wanted) = isLeftKept ? (right, left) : (left, right);
        return Function(wanted, given) is { } function ? $"turn the {given} into {Named(wanted)} with `{function}`" : null;
    }

    /// <summary>Names two kinds of numbers, in one order.</summary>
    public static string Both(ValueKind left, ValueKind right) => left < right ? $"{left} and {right}" : $"{right} and {left}";

    private static string Named(ValueKind? kind) => kind == ValueKind.Int ? "an Int" : $"a {kind}";

    private static string? Function(ValueKind? expected, ValueKind? actual) => (expected, actual) switch
    {
        (ValueKind.Float, ValueKind.Int) => "Int::toFloat",
        (ValueKind.Int, ValueKind.Float) => "Float::round",
        (ValueKind.Decimal, ValueKind.Int) => "Decimal::fromInt",
        (ValueKind.Decimal, ValueKind.Float) => "Decimal::fromFloat",
        (ValueKind.Int, ValueKind.Decimal) => "Decimal::toInt",
        (ValueKind.Float, ValueKind.Decimal) => "Decimal::toFloat",
        _ => null,
    };
}
