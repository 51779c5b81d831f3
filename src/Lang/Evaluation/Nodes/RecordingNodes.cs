using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>Around an expression whose value is to be seen. Only in code that was loaded to be recorded.</summary>
internal sealed class RecordValueNode(Location at, Node inner) : Node
{
    public override bool IsInt => inner.IsInt;

    public override Value Evaluate(ref Frame frame)
    {
        var value = inner.Evaluate(ref frame);
        frame.Execution.Recorder?.Note(at, value);
        return value;
    }
}

/// <summary>Around the body of a function whose calls are to be seen.</summary>
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
