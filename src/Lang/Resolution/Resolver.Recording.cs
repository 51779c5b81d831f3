using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    /// <summary>Records the value of an expression in code built for recording, unless the source already shows the value.</summary>
    private Node Recorded(Expr expr, Node node) => program.Records && !IsPlain(expr) ? Recorded(expr.Span, node) : node;

    private RecordValueNode Recorded(Span span, Node node)
    {
        var at = At(span);
        _scope.Code.Expressions.Add(at);
        return new RecordValueNode(at, node);
    }

    /// <summary>Literals, functions, and expressions whose value is that of a part, which is recorded itself.</summary>
    private static bool IsPlain(Expr expr) =>
        expr is Literal or Hole or LambdaExpr or OperatorFunctionExpr or ParenExpr or LetExpr or SequenceExpr or MissingExpr;
}
