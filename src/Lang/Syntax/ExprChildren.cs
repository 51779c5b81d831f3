namespace DarkLang.Lang.Syntax;

/// <summary>The direct subexpressions of an expression, in the order in which they are evaluated.</summary>
internal static class ExprChildren
{
    public static IEnumerable<Expr> Of(Expr expr) => expr switch
    {
        Literal or Hole or MissingExpr or NameExpr or LibraryNameExpr or ConstructorExpr or UpperNameExpr or OperatorFunctionExpr => [],
        Interpolation text => text.Parts.OfType<InterpolationHole>().Select(hole => hole.Value),
        LetExpr let => [let.Value, let.Body],
        SequenceExpr sequence => [sequence.First, sequence.Rest],
        IfExpr choice => choice.Else is { } otherwise ? [choice.Condition, choice.Then, otherwise] : [choice.Condition, choice.Then],
        MatchExpr match => match.Arms.SelectMany(OfArm).Prepend(match.Subject),
        LambdaExpr lambda => [lambda.Body],
        PipeExpr { Stage: OperatorStage stage } pipe => [pipe.Left, stage.Right],
        PipeExpr { Stage: CallStage stage } pipe => [pipe.Left, stage.Function, .. stage.Arguments],
        BinaryExpr binary => [binary.Left, binary.Right],
        NegateExpr negate => [negate.Operand],
        ApplyExpr apply => [apply.Function, .. apply.Arguments],
        FieldExpr field => [field.Target],
        ParenExpr paren => [paren.Inner],
        TupleExpr tuple => tuple.Items,
        ListExpr list => list.Items,
        RecordExpr record =>
            record.Base is { } start ? [start, .. record.Fields.Select(field => field.Value)] : record.Fields.Select(field => field.Value),
        _ => throw new UnreachableException(),
    };

    /// <summary>Returns the expression inside any parentheses around it.</summary>
    public static Expr WithoutParentheses(this Expr expr)
    {
        while (expr is ParenExpr paren)
            expr = paren.Inner;
        return expr;
    }

    private static Expr[] OfArm(MatchArm arm) => arm.Guard is { } guard ? [guard, arm.Body] : [arm.Body];
}
