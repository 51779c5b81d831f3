using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>Warns of errors that end a worker with <c>retries</c> as done.</summary>
internal sealed partial class BodyChecker
{
    /// <summary>Infers the body of a worker with <c>retries</c>, and checks each expression that may be its value.</summary>
    private DarkType InferLast(Expr expr) => expr switch
    {
        LetExpr or SequenceExpr => InferBlock(expr, InferLast),
        IfExpr choice => InferIf(choice, InferLast),
        MatchExpr match => InferMatch(match, InferLast),
        ParenExpr paren => InferLast(paren.Inner),
        _ => CheckLast(expr, Infer(expr)),
    };

    private DarkType CheckLast(Expr expr, DarkType type)
    {
        if (type is not DarkType.Result result)
            return type;
        if (result.Ok is DarkType.NeverType)
            WarnOfError(expr, result, "this ends the run with an Error", "write `fail \"…\"` instead of `Error \"…\"`");
        else
            WarnOfError(expr, result, "if this is an Error, the run ends with it", "add `|> Result::orFail`");
        return type;
    }

    private void WarnOfError(Expr expr, DarkType.Result result, string label, string help)
    {
        if (Retries is not { } retries || result.Error is DarkType.NeverType)
            return;
        Warning(
            CheckingCodes.ErrorIsDone, expr.Span, "a run that ends with an Error is done, and is not retried", label, help,
            new RelatedPlace(At(retries.Span), "failed runs are to be retried"));
    }
}
