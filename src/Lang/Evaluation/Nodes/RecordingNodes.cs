using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>Records the value of an expression. Only in code that was loaded for recording.</summary>
internal sealed class RecordValueNode(Location at, Node inner) : Node
{
    public override bool IsInt => inner.IsInt;

    public override Value Evaluate(ref Frame frame)
    {
        var value = inner.Evaluate(ref frame);
        frame.Execution.Recorder?.Record(at, value);
        return value;
    }
}

/// <summary>Records the calls of a function. It wraps the body of the function.</summary>
internal sealed class RecordCallNode(FunctionCode code, Node body) : Node
{
    public override bool IsInt => body.IsInt;

    public override Value Evaluate(ref Frame frame)
    {
        var execution = frame.Execution;
        if (execution.Recorder?.Begin(code, execution.CalledFrom, frame.Locals) is not { } call)
            return body.Evaluate(ref frame);
        Value? result = null;
        try
        {
            result = body.Evaluate(ref frame);
            return result.Value;
        }
        finally
        {
            execution.Recorder.End(call, result);
        }
    }
}
