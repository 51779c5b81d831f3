using DarkLang.Lang.Evaluation.Functions;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>Creates a lambda and copies the values it captures from the running function.</summary>
internal sealed class LambdaNode(FunctionCode code, Lazy<string> shape, Node[] captured) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var captures = captured.Length == 0 ? [] : new Value[captured.Length];
        for (var i = 0; i < captures.Length; i++)
            captures[i] = captured[i].Evaluate(ref frame);
        return Value.Of(new LambdaFunction(code, shape, captures));
    }
}

/// <summary><c>Just x</c>, <c>Ok x</c> or <c>Error x</c>.</summary>
internal sealed class ConstructNode(Constructor constructor, Node inner) : Node
{
    public override Value Evaluate(ref Frame frame) => ConstructorFunction.Construct(constructor, inner.Evaluate(ref frame));
}
