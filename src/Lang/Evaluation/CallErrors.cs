using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The texts of what goes wrong in calls.</summary>
internal static class CallErrors
{
    private const int ShownArguments = 4;

    public static RuntimeErrorException WrongCount(FunctionValue function, params ReadOnlySpan<Value> given)
    {
        var name = function.Name is { } known ? $"`{known}`" : "the lambda";
        return new(
            RuntimeErrorCodes.ArgumentCount,
            $"{name} takes {Count(function.Arity)}, but got {given.Length}{Show(given)}",
            function.Name is null
                ? $"write one parameter for each argument: {Lambda(given.Length)}"
                : "functions take all their arguments at once; wrap it in a lambda to fix some of them");
    }

    private static string Show(ReadOnlySpan<Value> given)
    {
        var shown = new List<string>();
        foreach (var value in given[..Math.Min(ShownArguments, given.Length)])
            shown.Add(OperatorErrors.Describe(value));
        if (given.Length > ShownArguments)
            shown.Add("…");
        return shown.Count == 0 ? "" : $": {string.Join(", ", shown)}";
    }

    private static string Lambda(int parameters) => parameters switch
    {
        1 => @"\a -> …",
        2 => @"\a b -> …",
        3 => @"\a b c -> …",
        _ => @"\a b … -> …",
    };

    public static RuntimeErrorException WrongKind(FunctionCode function, int parameter, ValueKind expected, Value actual) => new(
        RuntimeErrorCodes.WrongKind,
        $"`{function.Name}` takes {Kinds.Name(expected)} as `{function.Parameters[parameter]}`, but got {OperatorErrors.Describe(actual)}");

    public static RuntimeErrorException NotAFunction(Value value, ReadOnlySpan<Value> arguments) => new(
        RuntimeErrorCodes.NotAFunction,
            $"{OperatorErrors.Describe(value)} is not a function, so it can't be called",
            HintForIndex(value, arguments));

    /// <summary><c>list[0]</c> and <c>record["name"]</c> read as a call with a list of one.</summary>
    private static string? HintForIndex(Value value, ReadOnlySpan<Value> arguments)
    {
        if (arguments is not [{ Reference: ListValue { Count: 1 } list }])
            return null;
        var index = ValueDisplay.Short(list[0]);
        return value.Kind switch
        {
            ValueKind.List when list[0].IsInt => $"for an item of the list write `List::getAt list {index}`",
            ValueKind.Dict when list[0].IsString => $"for a field that may be missing write `Dict::get record {index}`",
            _ => null,
        };
    }

    public static string Count(int arguments) => arguments == 1 ? "1 argument" : $"{arguments} arguments";
}
