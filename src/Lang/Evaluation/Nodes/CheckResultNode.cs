using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>Holds a function to the kind of result it was declared with.</summary>
internal sealed class CheckResultNode(int site, Node body, ValueKind kind, string function) : Node
{
    public override bool IsInt => kind == ValueKind.Int;

    public override Value Evaluate(ref Frame frame)
    {
        var value = body.Evaluate(ref frame);
        return Kinds.Is(in value, kind) ? value : throw Wrong(frame.Execution, value);
    }

    private RuntimeErrorException Wrong(Execution execution, Value value) => execution.Fail(
        site,
            RuntimeErrorCodes.WrongKind,
            $"`{function}` is declared to give {Kinds.Name(kind)}, but gave {OperatorErrors.Describe(value)}");
}
