using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

internal interface IIntComparison
{
    static abstract BinaryOperator Operator { get; }

    static abstract bool Apply(long left, long right);
}

internal readonly struct LessInts : IIntComparison
{
    public static BinaryOperator Operator => BinaryOperator.Less;

    public static bool Apply(long left, long right) => left < right;
}

internal readonly struct LessOrEqualInts : IIntComparison
{
    public static BinaryOperator Operator => BinaryOperator.LessOrEqual;

    public static bool Apply(long left, long right) => left <= right;
}

internal readonly struct GreaterInts : IIntComparison
{
    public static BinaryOperator Operator => BinaryOperator.Greater;

    public static bool Apply(long left, long right) => left > right;
}

internal readonly struct GreaterOrEqualInts : IIntComparison
{
    public static BinaryOperator Operator => BinaryOperator.GreaterOrEqual;

    public static bool Apply(long left, long right) => left >= right;
}

internal sealed class ComparisonNode<TComparison>(int site, Node left, Node right) : BoolNode
    where TComparison : struct, IIntComparison
{
    private readonly Operand _left = new(left);
    private readonly Operand _right = new(right);

    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = _left.Evaluate(ref frame);
        var second = _right.Evaluate(ref frame);
        if (first.IsInt && second.IsInt)
            return TComparison.Apply(first.AsInt, second.AsInt);
        frame.Execution.Visit(site);
        return Operators.Compare(TComparison.Operator, first, second);
    }
}

/// <summary>A comparison with an Int literal on the right.</summary>
internal sealed class ComparisonConstantNode<TComparison>(int site, Node left, long right) : BoolNode
    where TComparison : struct, IIntComparison
{
    private readonly Operand _left = new(left);

    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = _left.Evaluate(ref frame);
        if (first.IsInt)
            return TComparison.Apply(first.AsInt, right);
        frame.Execution.Visit(site);
        return Operators.Compare(TComparison.Operator, first, Value.Int(right));
    }
}

internal sealed class EqualityNode(int site, bool negated, Node left, Node right) : BoolNode
{
    private readonly Operand _left = new(left);
    private readonly Operand _right = new(right);

    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = _left.Evaluate(ref frame);
        var second = _right.Evaluate(ref frame);
        if (first.IsInt && second.IsInt)
            return (first.AsInt == second.AsInt) != negated;
        frame.Execution.Visit(site);
        return ValueEquality.AreEqual(first, second, frame.Execution) != negated;
    }
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>: the right side is evaluated only if the left side does not decide.</summary>
internal sealed class LogicNode(int leftSite, int rightSite, bool isAnd, Node left, Node right) : BoolNode
{
    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = Bool(left, leftSite, ref frame);
        return first == isAnd ? Bool(right, rightSite, ref frame) : first;
    }

    private bool Bool(Node operand, int site, ref Frame frame)
    {
        if (operand is BoolNode condition)
            return condition.EvaluateCondition(ref frame);
        var value = operand.Evaluate(ref frame);
        if (value.IsBool)
            return value.AsBool;
        frame.Execution.Visit(site);
        throw OperatorErrors.NotBool(isAnd ? BinaryOperator.And : BinaryOperator.Or, value);
    }
}
