using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>
/// The outermost block of a function in which a let uses <c>?</c>. It ends the function by returning the value, because an exception
/// would cost microseconds.
/// </summary>
internal sealed class RailedBlockNode(Node[] statements, Node result) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        foreach (var statement in statements)
        {
            if (statement is UnwrapStoreNode unwrap)
            {
                if (!unwrap.TryStore(ref frame, out var end))
                    return end;
            }
            else
            {
                statement.Evaluate(ref frame);
            }
        }
        return result.Evaluate(ref frame);
    }
}

/// <summary><c>let name = f?</c> in a <see cref="RailedBlockNode"/>.</summary>
internal sealed class UnwrapStoreNode(int slot, UnwrapNode value) : Node
{
    public override Value Evaluate(ref Frame frame) => frame.Locals[slot] = value.Evaluate(ref frame);

    /// <summary>Returns false if the function ends here with a value.</summary>
    public bool TryStore(ref Frame frame, out Value end) => value.TryUnwrap(ref frame, out frame.Locals[slot], out end);
}

/// <summary><c>f?</c>: the value inside <c>Just</c> or <c>Ok</c>, or the end of the function.</summary>
internal sealed class UnwrapNode(int site, FunctionCode function, Node call) : Node
{
    public override Value Evaluate(ref Frame frame) =>
        TryUnwrap(ref frame, out var inner, out var end) ? inner : throw new RailException(function, end);

    public bool TryUnwrap(ref Frame frame, out Value inner, out Value end)
    {
        var value = call.Evaluate(ref frame);
        (inner, end) = (default, default);
        switch (value.Reference)
        {
            case OptionValue { IsJust: true } option:
                inner = option.Inner;
                return true;
            case ResultValue { IsOk: true } result:
                inner = result.Inner;
                return true;
            case OptionValue or ResultValue:
                end = value;
                return false;
            default:
                throw frame.Execution.Fail(
                    site, RuntimeErrorCodes.WrongKind, $"`?` unwraps an Option or a Result, but got {OperatorErrors.Describe(value)}",
                    "remove the `?`");
        }
    }
}

/// <summary>The body of a function that contains a <c>?</c>.</summary>
internal sealed class RailedBodyNode(FunctionCode function, Node body) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var execution = frame.Execution;
        var depth = execution.Depth;
        try
        {
            return body.Evaluate(ref frame);
        }
        catch (RailException rail) when (rail.Function == function)
        {
            execution.ReturnTo(depth);
            return rail.Value;
        }
    }
}
