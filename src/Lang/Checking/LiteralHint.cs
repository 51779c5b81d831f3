using DarkLang.Lang.Numerals;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// Suggests how to write a literal as the kind of number that is expected: <c>5m</c> is five minutes, <c>5.0m</c> a Decimal.
/// </summary>
internal static class LiteralHint
{
    /// <returns>Null if it is not a literal of another kind of number.</returns>
    public static string? For(ValueKind? expected, Expr written, SourceText source)
    {
        var literal = written.WithoutParentheses();
        var text = source[literal.Span].ToString();
        return (expected, literal) switch
        {
            (ValueKind.Decimal, DurationLiteral duration) when text.EndsWith('m') =>
                $"`{text}` is a duration, an Int of {duration.Seconds} seconds: write `{text[..^1]}.0m` for a Decimal",
            (ValueKind.Decimal, IntLiteral) => $"write `{text}.0m`; `Decimal::fromInt` turns an Int into a Decimal",
            (ValueKind.Decimal, FloatLiteral number) when DecimalText.TryConvert(number.Value, out var converted) =>
                $"write `{ValueDisplay.Decimal(converted)}`; `Decimal::fromFloat` turns a Float into a Decimal",
            (ValueKind.Int, DecimalLiteral) when Durations.Suggest(text) is { } duration =>
                $"`{text}` is a Decimal: write `{duration}` for a duration; `Decimal::toInt` turns a whole Decimal into an Int",
            (ValueKind.Float, DecimalLiteral) => $"write `{text[..^1]}`; `Decimal::toFloat` turns a Decimal into a Float",
            _ => null,
        };
    }

    /// <summary>Suggests how to make one side of an operator the kind of the other.</summary>
    public static string? ForOperands(Expr left, ValueKind? first, Expr right, ValueKind? second, SourceText source)
    {
        if (first == second || (first != ValueKind.Decimal && second != ValueKind.Decimal))
            return null;
        var (exact, other) = first == ValueKind.Decimal ? (left, right) : (right, left);
        // In `1h + 1.5m` both are meant as durations.
        return For(ValueKind.Decimal, other, source)
            ?? (other.WithoutParentheses() is DurationLiteral ? For(ValueKind.Int, exact, source) : null);
    }
}
