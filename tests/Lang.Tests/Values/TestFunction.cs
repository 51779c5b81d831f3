using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

/// <summary>A function value without an evaluator.</summary>
internal sealed class TestFunction(int arity, Func<Value[], Value> body) : FunctionValue
{
    public override string? Name => null;

    public override int Arity => arity;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments) => body(arguments.ToArray());

    public override bool SameAs(FunctionValue other) => ReferenceEquals(this, other);
}
