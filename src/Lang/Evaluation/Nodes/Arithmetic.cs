using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>An operator on two Ints. If it returns false, the general implementation runs, which also reports errors.</summary>
internal interface IIntOperator
{
    static abstract BinaryOperator Operator { get; }

    static abstract bool TryApply(long left, long right, out long result);
}

internal readonly struct AddInts : IIntOperator
{
    public static BinaryOperator Operator => BinaryOperator.Add;

    public static bool TryApply(long left, long right, out long result)
    {
        result = unchecked(left + right);
        return ((left ^ result) & (right ^ result)) >= 0;
    }
}

internal readonly struct SubtractInts : IIntOperator
{
    public static BinaryOperator Operator => BinaryOperator.Subtract;

    public static bool TryApply(long left, long right, out long result)
    {
        result = unchecked(left - right);
        return ((left ^ right) & (left ^ result)) >= 0;
    }
}

internal readonly struct MultiplyInts : IIntOperator
{
    public static BinaryOperator Operator => BinaryOperator.Multiply;

    public static bool TryApply(long left, long right, out long result)
    {
        var high = Math.BigMul(left, right, out result);
        return high == result >> 63;
    }
}

internal readonly struct ModuloInts : IIntOperator
{
    public static BinaryOperator Operator => BinaryOperator.Modulo;

    public static bool TryApply(long left, long right, out long result)
    {
        result = right > 0 ? IntArithmetic.Modulo(left, right) : 0;
        return right > 0;
    }
}

internal sealed class ArithmeticNode<TOperator>(int site, Node left, Node right) : Node
    where TOperator : struct, IIntOperator
{
    private readonly Operand _left = new(left);
    private readonly Operand _right = new(right);

    public override Value Evaluate(ref Frame frame)
    {
        var first = _left.Evaluate(ref frame);
        var second = _right.Evaluate(ref frame);
        if (first.IsInt && second.IsInt && TOperator.TryApply(first.AsInt, second.AsInt, out var result))
            return Value.Int(result);
        frame.Execution.Visit(site);
        return Operators.Apply(TOperator.Operator, first, second, frame.Execution);
    }
}

/// <summary>An arithmetic operator with an Int literal on the right.</summary>
internal sealed class ArithmeticConstantNode<TOperator>(int site, Node left, long right) : Node
    where TOperator : struct, IIntOperator
{
    private readonly Operand _left = new(left);

    public override Value Evaluate(ref Frame frame)
    {
        var first = _left.Evaluate(ref frame);
        if (first.IsInt && TOperator.TryApply(first.AsInt, right, out var result))
            return Value.Int(result);
        frame.Execution.Visit(site);
        return Operators.Apply(TOperator.Operator, first, Value.Int(right), frame.Execution);
    }
}

/// <summary>An arithmetic operator whose operands are both known to be Ints.</summary>
internal sealed class IntArithmeticNode<TOperator>(int site, Node left, Node right) : IntNode
    where TOperator : struct, IIntOperator
{
    private readonly Operand _left = new(left);
    private readonly Operand _right = new(right);

    public override long EvaluateInt(ref Frame frame)
    {
        var first = _left.EvaluateInt(ref frame);
        var second = _right.EvaluateInt(ref frame);
        return TOperator.TryApply(first, second, out var result) ? result : Fail(frame.Execution, first, second);
    }

    private long Fail(Execution execution, long first, long second)
    {
        execution.Visit(site);
        return IntArithmetic.Apply(TOperator.Operator, first, second);
    }
}

internal sealed class IntArithmeticConstantNode<TOperator>(int site, Node left, long right) : IntNode
    where TOperator : struct, IIntOperator
{
    private readonly Operand _left = new(left);

    public override long EvaluateInt(ref Frame frame)
    {
        var first = _left.EvaluateInt(ref frame);
        return TOperator.TryApply(first, right, out var result) ? result : Fail(frame.Execution, first);
    }

    private long Fail(Execution execution, long first)
    {
        execution.Visit(site);
        return IntArithmetic.Apply(TOperator.Operator, first, right);
    }
}

/// <summary>The operators that need no fast path: <c>/</c>, <c>^</c> and <c>++</c>.</summary>
internal sealed class OperatorNode(int site, BinaryOperator op, Node left, Node right) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        var second = right.Evaluate(ref frame);
        frame.Execution.Visit(site);
        return Operators.Apply(op, first, second, frame.Execution);
    }
}

internal sealed class NegateNode(int site, Node operand) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        frame.Execution.Visit(site);
        return Operators.Negate(value);
    }
}
