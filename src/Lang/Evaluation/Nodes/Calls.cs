using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>A call of a canvas function. The arguments are evaluated directly into the slots of its parameters.</summary>
internal sealed class CallNode(int site, FunctionCode code, Node[] arguments) : Node
{
    private readonly Operand[] _arguments = Operand.Of(arguments);

    // Most functions have one or two parameters: the first is written directly onto the stack, without a loop.
    private readonly Operand _first = new(arguments.Length > 0 ? arguments[0] : new ConstantNode(Value.Null));

    // An argument known to be an Int is not checked if the parameter is an Int.
    private readonly bool _needsCheck =
        code.ParameterKinds.Where((kind, i) => kind is not null && !(kind == ValueKind.Int && arguments[i].IsInt)).Any();

    public override bool IsInt => code.ReturnsInt;

    public override Value Evaluate(ref Frame frame)
    {
        if (code.SlotCount > TinyLocals.Size)
            return EvaluateLarger(ref frame);
        var locals = default(TinyLocals);
        locals[0] = _first.Evaluate(ref frame);
        for (var i = 1; i < _arguments.Length; i++)
            locals[i] = _arguments[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        if (_needsCheck)
            code.Verify(locals);
        var execution = frame.Execution;
        execution.Enter();
        var inner = new Frame(execution, [], locals);
        var result = code.Body.Evaluate(ref inner);
        execution.Leave();
        return result;
    }

    public override long EvaluateInt(ref Frame frame)
    {
        if (code.SlotCount > TinyLocals.Size)
            return EvaluateLarger(ref frame).AsInt;
        var locals = default(TinyLocals);
        locals[0] = _first.Evaluate(ref frame);
        for (var i = 1; i < _arguments.Length; i++)
            locals[i] = _arguments[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        if (_needsCheck)
            code.Verify(locals);
        var execution = frame.Execution;
        execution.Enter();
        var inner = new Frame(execution, [], locals);
        var result = code.Body.EvaluateInt(ref inner);
        execution.Leave();
        return result;
    }

    private Value EvaluateLarger(ref Frame frame)
    {
        if (code.SlotCount > SmallLocals.Size)
            return Call(ref frame, new Value[code.SlotCount]);
        var locals = default(SmallLocals);
        return Call(ref frame, locals);
    }

    private Value Call(ref Frame frame, scoped Span<Value> slots)
    {
        for (var i = 0; i < _arguments.Length; i++)
            slots[i] = _arguments[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        if (_needsCheck)
            code.Verify(slots);
        var execution = frame.Execution;
        execution.Enter();
        var inner = new Frame(execution, [], slots);
        var result = code.Body.Evaluate(ref inner);
        execution.Leave();
        return result;
    }
}

/// <summary>A call of a value, which must be a function.</summary>
internal sealed class CallValueNode(int site, Node function, Node[] arguments) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var callee = function.Evaluate(ref frame);
        var values = new Value[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            values[i] = arguments[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        return callee.Reference is FunctionValue known
            ? known.Invoke(frame.Execution, values)
            : throw CallErrors.NotAFunction(callee, values);
    }
}

/// <summary>A call of a library function.</summary>
internal sealed class CallLibraryNode(int site, LibraryFunction function, Node[] arguments) : Node
{
    private readonly Operand[] _arguments = Operand.Of(arguments);

    public override Value Evaluate(ref Frame frame)
    {
        if (_arguments.Length > TinyLocals.Size)
            return Perform(ref frame, new Value[_arguments.Length]);
        var values = default(TinyLocals);
        return Perform(ref frame, ((Span<Value>)values)[.._arguments.Length]);
    }

    private Value Perform(ref Frame frame, scoped Span<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = _arguments[i].Evaluate(ref frame);
        frame.Execution.Visit(site);
        return LibraryCall.Perform(function, frame.Execution, values);
    }
}
