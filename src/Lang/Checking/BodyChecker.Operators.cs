using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    private DarkType InferBinary(BinaryOperator op, Expr left, Expr right, Span span)
    {
        var first = Infer(left);
        return InferOperator(op, left, first, right, Infer(right), span);
    }

    private DarkType InferOperator(BinaryOperator op, Expr left, DarkType first, Expr right, DarkType second, Span span)
    {
        switch (op)
        {
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                CheckEquality(op, left, first, right, second, span);
                return DarkType.Bool;
            case BinaryOperator.And or BinaryOperator.Or:
                CheckBool(op, left, first);
                if (!(left.WithoutParentheses() is BoolLiteral { Value: var decides } && decides == (op == BinaryOperator.Or)))
                    CheckBool(op, right, second);
                return DarkType.Bool;
            default:
                if (!OperandRules.Fits(op, first.Kind, second.Kind))
                    WrongOperands(op, left, first, right, second, span);
                return OperandRules.Result(op, first, second);
        }
    }

    private void CheckEquality(BinaryOperator op, Expr left, DarkType first, Expr right, DarkType second, Span span)
    {
        if (IsTest || first.Kind is null || second.Kind is null || first.Kind == second.Kind)
            return;
        Warning(
            CheckingCodes.NeverEqual, item.Source.FirstLineOf(span),
            $"this is always {(op == BinaryOperator.Equal ? "false" : "true")}: "
                + $"{TypeDisplay.WithArticle(first)} never equals {TypeDisplay.WithArticle(second)}",
            $"{TypeDisplay.WithArticle(first)} and {TypeDisplay.WithArticle(second)}",
            LiteralHint.ForOperands(left, first.Kind, right, second.Kind, item.Source) ?? OperandRules.EqualityHint(first, second));
    }

    private void CheckBool(BinaryOperator op, Expr operand, DarkType type)
    {
        if (type.Kind is not null and not ValueKind.Bool)
            Error(CheckingCodes.WrongOperand, operand.Span,
                $"`{OperatorText.Of(op)}` works on two Bools, but this is {TypeDisplay.WithArticle(type)}", TypeDisplay.WithArticle(type),
                "compare it with something to get a Bool");
    }

    private void WrongOperands(BinaryOperator op, Expr left, DarkType first, Expr right, DarkType second, Span span)
    {
        // If one side is wrong whatever the other is, show that side alone.
        var (shown, label) =
            first.Kind is not null && !OperandRules.Takes(op, first.Kind) && second.Kind is null
                ? (left.Span, TypeDisplay.WithArticle(first))
            : second.Kind is not null && !OperandRules.Takes(op, second.Kind) && first.Kind is null
                ? (right.Span, TypeDisplay.WithArticle(second))
            : (span, $"{TypeDisplay.WithArticle(first)} and {TypeDisplay.WithArticle(second)}");
        var isMixed = OperandRules.IsMix(op, first.Kind, second.Kind);
        var message = isMixed
            ? $"`{OperatorText.Of(op)}` can't mix {NumberConversion.Both(first.Kind!.Value, second.Kind!.Value)}"
            : $"`{OperatorText.Of(op)}` works on {OperandRules.Expected(op)}, but got {label}";
        Error(CheckingCodes.WrongOperand, shown, message, label,
            (isMixed ? LiteralHint.ForOperands(left, first.Kind, right, second.Kind, item.Source) : null)
                ?? OperandRules.Hint(op, first, second));
    }

    private DarkType InferNegate(NegateExpr negate)
    {
        var type = Infer(negate.Operand);
        if (type.Kind is null || OperandRules.IsNumber(type.Kind))
            return type;
        Error(
            CheckingCodes.WrongOperand, negate.Span,
            $"`-` negates an Int, a Float or a Decimal, but this is {TypeDisplay.WithArticle(type)}",
            TypeDisplay.WithArticle(type), ConversionHint.For(DarkType.Int, type));
        return DarkType.Any;
    }
}
