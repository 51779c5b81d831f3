using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>A <c>==</c> that decides the result of a test. It keeps both sides and its place if they differ.</summary>
internal sealed class AssertEqualNode(int site, Node left, Node right) : BoolNode
{
    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        var second = right.Evaluate(ref frame);
        frame.Execution.Visit(site);
        var areEqual = ValueEquality.AreEqual(first, second, frame.Execution);
        if (!areEqual)
            ((TestHost)frame.Execution.Host).Refuted = new Refutation(frame.Execution.At, (first, second));
        return areEqual;
    }
}

/// <summary>Another expression that decides the result of a test. It keeps its place if its value is <c>false</c>.</summary>
internal sealed class AssertNode(int site, Node inner) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var host = (TestHost)frame.Execution.Host;
        host.Unexpected = null;
        var value = inner.Evaluate(ref frame);
        if (value is { IsBool: true, AsBool: false })
        {
            frame.Execution.Visit(site);
            host.Refuted = new Refutation(frame.Execution.At, null);
        }
        return value;
    }
}

/// <summary>What made a test false.</summary>
/// <param name="Sides">Both sides of a <c>==</c>; null for other expressions.</param>
internal sealed record Refutation(Location At, (Value Left, Value Right)? Sides);
