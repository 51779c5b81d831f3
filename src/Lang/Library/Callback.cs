using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>A function passed to the library: each call counts as a step, and the kind of its result is checked.</summary>
internal readonly ref struct Callback(string caller, Execution execution, Value function)
{
    private readonly FunctionValue _function = function.AsFunction;

    public Value Call(Value argument)
    {
        execution.Step();
        return _function.Invoke(execution, argument);
    }

    public Value Call(Value first, Value second)
    {
        execution.Step();
        return _function.Invoke(execution, first, second);
    }

    public Value Call(Value first, Value second, Value third)
    {
        execution.Step();
        return _function.Invoke(execution, [first, second, third]);
    }

    public bool Test(Value argument) => Bool(Call(argument));

    public bool Test(Value first, Value second) => Bool(Call(first, second));

    public OptionValue Choose(Value argument) => Option(Call(argument));

    public OptionValue Choose(Value first, Value second) => Option(Call(first, second));

    /// <summary>Returns the result, which must be of the given kind.</summary>
    public Value Call(Value argument, ValueKind kind)
    {
        var result = Call(argument);
        return result.Kind == kind ? result : throw LibraryError.WrongResult(caller, kind, result);
    }

    private bool Bool(Value result) => result.IsBool ? result.AsBool : throw LibraryError.WrongResult(caller, ValueKind.Bool, result);

    private OptionValue Option(Value result) =>
        result.Reference as OptionValue ?? throw LibraryError.WrongResult(caller, ValueKind.Option, result);
}
