using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The texts of what goes wrong in calls.</summary>
internal static class CallErrors
{
    public static RuntimeErrorException WrongCount(FunctionValue function, int given)
    {
        var name = function.Name is { } known ? $"`{known}`" : "the lambda";
        return new(
            RuntimeErrorCodes.ArgumentCount,
            $"{name} takes {Count(function.Arity)}, but got {given}",
            function.Name is null ? @"write one parameter for each argument: \a b -> …" : "functions take all their arguments at once; wrap it in a lambda to fix some of them");
    }

    public static RuntimeErrorException WrongKind(FunctionCode function, int parameter, ValueKind expected, Value actual) => new(
        RuntimeErrorCodes.WrongKind,
        $"`{function.Name}` takes {Kinds.Name(expected)} as `{function.Parameters[parameter]}`, but got {OperatorErrors.Describe(actual)}");

    public static RuntimeErrorException NotAFunction(Value value) => new(
        RuntimeErrorCodes.NotAFunction, $"{OperatorErrors.Describe(value)} is not a function, so it can't be called");

    public static string Count(int arguments) => arguments == 1 ? "1 argument" : $"{arguments} arguments";
}
