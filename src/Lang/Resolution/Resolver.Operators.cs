using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    private Node ResolveBinary(BinaryOperator op, Span operatorSpan, Expr left, Expr right)
    {
        if (op is BinaryOperator.And or BinaryOperator.Or)
            return new LogicNode(Site(left.Span), Site(right.Span), op == BinaryOperator.And, Resolve(left), Resolve(right));
        var first = Resolve(left);
        return Operator(op, Site(left.Span.To(right.Span).To(operatorSpan)), first, Resolve(right));
    }

    private static Node Operator(BinaryOperator op, int site, Node left, Node right) => op switch
    {
        BinaryOperator.Add => Arithmetic<AddInts>(site, left, right),
        BinaryOperator.Subtract => Arithmetic<SubtractInts>(site, left, right),
        BinaryOperator.Multiply => Arithmetic<MultiplyInts>(site, left, right),
        BinaryOperator.Modulo => Arithmetic<ModuloInts>(site, left, right),
        BinaryOperator.Divide or BinaryOperator.Power or BinaryOperator.Concat => new OperatorNode(site, op, left, right),
        BinaryOperator.Less => Comparison<LessInts>(site, left, right),
        BinaryOperator.LessOrEqual => Comparison<LessOrEqualInts>(site, left, right),
        BinaryOperator.Greater => Comparison<GreaterInts>(site, left, right),
        BinaryOperator.GreaterOrEqual => Comparison<GreaterOrEqualInts>(site, left, right),
        BinaryOperator.Equal => new EqualityNode(site, negated: false, left, right),
        BinaryOperator.NotEqual => new EqualityNode(site, negated: true, left, right),
        BinaryOperator.And => new LogicNode(site, site, isAnd: true, left, right),
        BinaryOperator.Or => new LogicNode(site, site, isAnd: false, left, right),
        _ => throw new UnreachableException(),
    };

    private static Node Arithmetic<TOperator>(int site, Node left, Node right)
        where TOperator : struct, IIntOperator => (left.IsInt, right) switch
        {
            (true, ConstantNode { Value: { IsInt: true } number }) => new IntArithmeticConstantNode<TOperator>(site, left, number.AsInt),
            (true, { IsInt: true }) => new IntArithmeticNode<TOperator>(site, left, right),
            (false, ConstantNode { Value: { IsInt: true } number }) => new ArithmeticConstantNode<TOperator>(site, left, number.AsInt),
            _ => new ArithmeticNode<TOperator>(site, left, right),
        };

    private static Node Comparison<TComparison>(int site, Node left, Node right)
        where TComparison : struct, IIntComparison =>
        right is ConstantNode { Value: { IsInt: true } number }
            ? new ComparisonConstantNode<TComparison>(site, left, number.AsInt)
            : new ComparisonNode<TComparison>(site, left, right);
}
