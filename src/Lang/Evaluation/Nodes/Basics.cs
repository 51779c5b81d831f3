using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

internal sealed class ConstantNode(Value value) : Node
{
    public Value Value { get; } = value;

    public override bool IsInt => Value.IsInt;

    public override Value Evaluate(ref Frame frame) => Value;
}

internal sealed class LocalNode(int slot, bool isInt) : Node
{
    public int Slot { get; } = slot;

    public override bool IsInt => isInt;

    public override Value Evaluate(ref Frame frame) => frame.Locals[Slot];
}

internal sealed class CaptureNode(int index, bool isInt) : Node
{
    public override bool IsInt => isInt;

    public override Value Evaluate(ref Frame frame) => frame.Captures[index];
}

/// <summary>Stores a value in a slot. The node's own value is not used.</summary>
internal sealed class StoreNode(int slot, Node value) : Node
{
    public override Value Evaluate(ref Frame frame) => frame.Locals[slot] = value.Evaluate(ref frame);
}

/// <summary>Statements in order, then the result.</summary>
internal sealed class BlockNode(Node[] statements, Node result) : Node
{
    public override bool IsInt => result.IsInt;

    public override Value Evaluate(ref Frame frame)
    {
        foreach (var statement in statements)
            statement.Evaluate(ref frame);
        return result.Evaluate(ref frame);
    }

    public override long EvaluateInt(ref Frame frame)
    {
        foreach (var statement in statements)
            statement.Evaluate(ref frame);
        return result.EvaluateInt(ref frame);
    }
}

internal sealed class IfNode(Node condition, Node then, Node otherwise) : Node
{
    private readonly Operand _then = new(then);
    private readonly Operand _otherwise = new(otherwise);

    public override bool IsInt => _then.IsInt && _otherwise.IsInt;

    public override Value Evaluate(ref Frame frame) =>
        condition.EvaluateCondition(ref frame) ? _then.Evaluate(ref frame) : _otherwise.Evaluate(ref frame);

    public override long EvaluateInt(ref Frame frame) =>
        condition.EvaluateCondition(ref frame) ? _then.EvaluateInt(ref frame) : _otherwise.EvaluateInt(ref frame);
}

internal sealed class HoleNode(Location at) : Node
{
    public override Value Evaluate(ref Frame frame) => throw new IncompleteException(at);
}

/// <summary>Wraps an expression at regular nesting levels, so that a deep one ends with an error instead of killing the process.</summary>
internal sealed class StackCheckNode(int site, Node inner) : Node
{
    public override bool IsInt => inner.IsInt;

    public override Value Evaluate(ref Frame frame)
    {
        frame.Execution.CheckStack(site);
        return inner.Evaluate(ref frame);
    }
}
