using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Functions;

/// <summary>A lambda with the values it captured.</summary>
internal sealed class LambdaFunction(FunctionCode code, Lazy<string> shape, Value[] captures) : FunctionValue
{
    private readonly Lazy<string> _shape = shape;
    private readonly Value[] _captures = captures;

    public override string? Name => null;

    public override int Arity => code.ParameterCount;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != code.ParameterCount)
            throw CallErrors.WrongCount(this, arguments);
        return code.Invoke(execution, _captures, arguments);
    }

    public override Value Invoke(Execution execution, Value argument) => code.ParameterCount == 1
        ? code.Invoke(execution, _captures, argument, default, 1)
        : throw CallErrors.WrongCount(this, argument);

    public override Value Invoke(Execution execution, Value first, Value second) => code.ParameterCount == 2
        ? code.Invoke(execution, _captures, first, second, 2)
        : throw CallErrors.WrongCount(this, first, second);

    /// <summary>Lambdas are equal if their code is written alike, in any place, and they captured equal values.</summary>
    public override bool SameAs(FunctionValue other)
    {
        if (other is not LambdaFunction lambda || lambda._shape.Value != _shape.Value || lambda._captures.Length != _captures.Length)
            return false;
        for (var i = 0; i < _captures.Length; i++)
        {
            if (!ValueEquality.AreEqual(_captures[i], lambda._captures[i]))
                return false;
        }
        return true;
    }
}
