using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary>Tells whether an expression would take in what is written after it on the same line.</summary>
internal static class TrailingOpenExpressions
{
    /// <summary>
    /// After a lambda, an <c>if</c> or a <c>match</c>, an operator must start a line to stand outside; after a <c>let</c>, no operator can.
    /// </summary>
    public static bool TakesOperators(Expr expr) => expr switch
    {
        LambdaExpr or IfExpr or MatchExpr => true,
        _ => LastPart(expr) is { } last && TakesOperators(last),
    };

    /// <summary>An <c>else</c> after an <c>if</c> without <c>else</c> would become its own.</summary>
    public static bool TakesElse(Expr expr) => expr switch
    {
        IfExpr { Else: null } => true,
        IfExpr choice => TakesElse(choice.Else),
        LambdaExpr lambda => TakesElse(lambda.Body),
        LetExpr let => TakesElse(let.Body),
        SequenceExpr sequence => TakesElse(sequence.Rest),
        MatchExpr match => TakesElse(match.Arms[^1].Body),
        _ => LastPart(expr) is { } last && TakesElse(last),
    };

    private static Expr? LastPart(Expr expr) => expr switch
    {
        ApplyExpr apply => apply.Arguments[^1],
        BinaryExpr binary => binary.Right,
        NegateExpr negate => negate.Operand,
        PipeExpr pipe => LastPart(pipe.Stage),
        _ => null,
    };

    public static Expr LastPart(PipeStage stage) => stage switch
    {
        CallStage call => call.Arguments.Count > 0 ? call.Arguments[^1] : call.Function,
        OperatorStage sign => sign.Right,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
