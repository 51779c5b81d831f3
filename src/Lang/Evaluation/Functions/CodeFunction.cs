using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Functions;

/// <summary>A function that runs code of the canvas.</summary>
internal abstract class CodeFunction(FunctionCode code, Value[] captures) : FunctionValue
{
    public override int Arity => code.ParameterCount;

    protected Value[] Captures { get; } = captures;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments) => arguments.Length == code.ParameterCount
        ? code.Invoke(execution, Captures, arguments)
        : throw CallErrors.WrongCount(this, arguments);

    public override Value Invoke(Execution execution, Value argument) => code.ParameterCount == 1
        ? code.Invoke(execution, Captures, argument, default, 1)
        : throw CallErrors.WrongCount(this, argument);

    public override Value Invoke(Execution execution, Value first, Value second) => code.ParameterCount == 2
        ? code.Invoke(execution, Captures, first, second, 2)
        : throw CallErrors.WrongCount(this, first, second);
}

/// <summary>A canvas function as a value.</summary>
internal sealed class CanvasFunction(FunctionCode code) : CodeFunction(code, [])
{
    public override string Name { get; } = code.Name;

    public override bool SameAs(FunctionValue other) => other is CanvasFunction function && function.Name == Name;
}

/// <summary>A lambda with the values it captured.</summary>
internal sealed class LambdaFunction(FunctionCode code, Lazy<string> shape, Value[] captures) : CodeFunction(code, captures)
{
    private readonly Lazy<string> _shape = shape;

    public override string? Name => null;

    /// <summary>Lambdas are equal if their code is written alike, in any place, and they captured equal values.</summary>
    public override bool SameAs(FunctionValue other) =>
        other is LambdaFunction lambda && lambda._shape.Value == _shape.Value && lambda.Captures.Length == Captures.Length
        && Captures.Zip(lambda.Captures).All(pair => ValueEquality.AreEqual(pair.First, pair.Second));
}
