using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>
/// Arithmetic on Decimals: the exact result, rounded once, half to even, to as many digits as fit. That is what .NET does; a test compares
/// it with the decimals of Python.
/// </summary>
internal static class DecimalArithmetic
{
    public static bool Takes(BinaryOperator op) =>
        op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide;

    public static decimal Apply(BinaryOperator op, decimal left, decimal right)
    {
        try
        {
            return op switch
            {
                BinaryOperator.Add => left + right,
                BinaryOperator.Subtract => left - right,
                BinaryOperator.Multiply => left * right,
                BinaryOperator.Divide => right == 0 ? throw OperatorErrors.DivisionByZero(left, right) : left / right,
                _ => throw new UnreachableException(),
            };
        }
        catch (OverflowException)
        {
            throw OperatorErrors.DecimalOverflow(
                $"{ValueDisplay.Decimal(left)} {OperatorText.Of(op)} {ValueDisplay.Decimal(right)}");
        }
    }
}
