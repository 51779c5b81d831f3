using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Functions;

/// <summary>A canvas function as a value.</summary>
internal sealed class CanvasFunction(FunctionCode code) : FunctionValue
{
    public override string Name => code.Name;

    public override int Arity => code.ParameterCount;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != code.ParameterCount)
            throw CallErrors.WrongCount(this, arguments);
        return code.Invoke(execution, [], arguments);
    }

    public override Value Invoke(Execution execution, Value argument) => code.ParameterCount == 1
        ? code.Invoke(execution, [], argument, default, 1)
        : throw CallErrors.WrongCount(this, argument);

    public override Value Invoke(Execution execution, Value first, Value second) => code.ParameterCount == 2
        ? code.Invoke(execution, [], first, second, 2)
        : throw CallErrors.WrongCount(this, first, second);

    public override bool SameAs(FunctionValue other) => other is CanvasFunction function && function.Name == Name;
}
