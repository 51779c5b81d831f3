using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The body of a function that a test may replace. Only in code that was loaded for tests.</summary>
internal sealed class StubNode(FunctionCode code, Node body) : Node
{
    public override Value Evaluate(ref Frame frame) =>
        frame.Execution.Host is TestHost host
        && host.Stubs.TryCall(code.Name, frame.Execution, frame.Locals[..code.ParameterCount], out var result)
            ? result
            : body.Evaluate(ref frame);
}
