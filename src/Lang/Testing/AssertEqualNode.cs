using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The <c>==</c> at the end of a test. It keeps both sides if they differ.</summary>
internal sealed class AssertEqualNode(int site, Node left, Node right) : BoolNode
{
    public override bool EvaluateCondition(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        var second = right.Evaluate(ref frame);
        frame.Execution.Visit(site);
        var areEqual = ValueEquality.AreEqual(first, second, frame.Execution);
        if (!areEqual && frame.Execution.Host is TestHost host)
            host.Difference = (first, second);
        return areEqual;
    }
}
