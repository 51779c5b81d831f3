using System.Runtime.CompilerServices;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>A resolved expression. Nodes never change, so several runs may use them at once.</summary>
internal abstract class Node
{
    /// <summary>Whether the node is known to return an Int or fail.</summary>
    public virtual bool IsInt => false;

    public abstract Value Evaluate(ref Frame frame);

    /// <summary>Evaluates a node that <see cref="IsInt"/>.</summary>
    public virtual long EvaluateInt(ref Frame frame) => Evaluate(ref frame).AsInt;

    /// <summary>Evaluates a condition as <c>if</c> does: only <c>false</c> and <c>null</c> are false.</summary>
    public virtual bool EvaluateCondition(ref Frame frame)
    {
        var value = Evaluate(ref frame);
        return value.IsBool ? value.AsBool : !value.IsNull;
    }
}

/// <summary>A node whose value is always an Int.</summary>
internal abstract class IntNode : Node
{
    public sealed override bool IsInt => true;

    public sealed override Value Evaluate(ref Frame frame) => Value.Int(EvaluateInt(ref frame));

    public abstract override long EvaluateInt(ref Frame frame);
}

/// <summary>A node whose value is always a Bool.</summary>
internal abstract class BoolNode : Node
{
    public sealed override Value Evaluate(ref Frame frame) => Value.Bool(EvaluateCondition(ref frame));

    public abstract override bool EvaluateCondition(ref Frame frame);
}

/// <summary>A node inside another. A variable, the most frequent one, needs no virtual call.</summary>
internal readonly struct Operand(Node node)
{
    private readonly Node _node = node;
    private readonly int _slot = node is LocalNode local ? local.Slot : -1;

    public bool IsInt { get; } = node.IsInt;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Evaluate(ref Frame frame) => _slot >= 0 ? frame.Locals[_slot]
        : IsInt ? Value.Int(_node.EvaluateInt(ref frame))
        : _node.Evaluate(ref frame);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long EvaluateInt(ref Frame frame) => _slot >= 0 ? frame.Locals[_slot].AsInt : _node.EvaluateInt(ref frame);

    public static Operand[] Of(Node[] nodes) => [.. nodes.Select(node => new Operand(node))];
}
