using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>Checks that the result of a function is of the declared kind.</summary>
internal sealed class CheckResultNode(int site, Node body, ValueKind kind, string function) : Node
{
    public override bool IsInt => kind == ValueKind.Int;

    public override Value Evaluate(ref Frame frame)
    {
        var value = body.Evaluate(ref frame);
        return Kinds.Is(in value, kind) ? value : throw WrongKind(frame.Execution, value);
    }

    private RuntimeErrorException WrongKind(Execution execution, Value value) => execution.Fail(
        site, RuntimeErrorCodes.WrongKind,
        $"`{function}` is declared to return {Kinds.Name(kind)}, but returned {OperatorErrors.Describe(value)}");
}
