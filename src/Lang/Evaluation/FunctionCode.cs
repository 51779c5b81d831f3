using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The code of a function, lambda, handler or test. It exists before its body, so functions can call each other.</summary>
internal sealed class FunctionCode(string name, string[] parameters) : Code
{
    private Node? _body;

    public string Name { get; } = name;

    public IReadOnlyList<string> Parameters => parameters;

    public override int ParameterCount => parameters.Length;

    public override Location At => Sites[HeaderSite].At;

    /// <summary>The kinds that arguments must have; null for any kind.</summary>
    public ValueKind?[] ParameterKinds { get; init; } = [];

    /// <summary>Whether the function is declared to return an Int, which is checked.</summary>
    public bool ReturnsInt { get; init; }

    /// <summary>The place of its name, for errors before its body runs.</summary>
    public int HeaderSite { get; init; }

    /// <summary>The whole text of a lambda; null for code that has a name.</summary>
    public Location? Lambda { get; init; }

    /// <summary>The places of the whole program.</summary>
    public required IReadOnlyList<StackFrame> Sites { get; init; }

    /// <summary>The declared type of a worker's event.</summary>
    public EventType? EventType { get; init; }

    /// <summary>The declared event types of the program's workers, by name.</summary>
    public IReadOnlyDictionary<string, EventType>? EventTypes { get; init; }

    /// <summary>The types that the program declares.</summary>
    public IDeclaredTypes? Types { get; init; }

    public int SlotCount { get; private set; }

    /// <summary>The places whose values are recorded; empty in code that was not loaded for recording.</summary>
    public List<Location> Expressions { get; } = [];

    public Node Body => _body!;

    public void Complete(Node body, int slotCount)
    {
        _body = body;
        SlotCount = slotCount;
    }

    /// <summary>Checks the kinds of the arguments. An error is the caller's, so this happens before the call is entered.</summary>
    public void Verify(ReadOnlySpan<Value> arguments)
    {
        for (var i = 0; i < ParameterKinds.Length; i++)
        {
            if (ParameterKinds[i] is { } kind && !Kinds.Is(in arguments[i], kind))
                throw CallErrors.WrongKind(this, i, kind, arguments[i]);
        }
    }

    public Value Invoke(Execution execution, Value[] captures, ReadOnlySpan<Value> arguments)
    {
        EventType?.Require(arguments[0]);
        Verify(arguments);
        if (SlotCount > SmallLocals.Size)
            return Run(execution, captures, arguments, new Value[SlotCount]);
        var locals = default(SmallLocals);
        return Run(execution, captures, arguments, locals);
    }

    /// <summary>Invokes the code with one or two arguments, without copying them to a span first.</summary>
    public Value Invoke(Execution execution, Value[] captures, Value first, Value second, int count)
    {
        if (SlotCount > TinyLocals.Size)
            return Invoke(execution, captures, ((ReadOnlySpan<Value>)[first, second])[..count]);
        var locals = default(TinyLocals);
        locals[0] = first;
        locals[1] = second;
        if (ParameterKinds.Length > 0)
            Verify(((ReadOnlySpan<Value>)locals)[..count]);
        execution.Enter();
        var frame = new Frame(execution, captures, locals);
        var result = Body.Evaluate(ref frame);
        execution.Leave();
        return result;
    }

    private Value Run(Execution execution, Value[] captures, ReadOnlySpan<Value> arguments, scoped Span<Value> slots)
    {
        arguments.CopyTo(slots);
        execution.Enter();
        var frame = new Frame(execution, captures, slots);
        var result = Body.Evaluate(ref frame);
        execution.Leave();
        return result;
    }
}
