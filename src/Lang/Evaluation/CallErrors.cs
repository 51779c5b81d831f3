using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The errors of calls.</summary>
internal static class CallErrors
{
    private const int MaxShownArguments = 4;

    public static RuntimeErrorException WrongCount(FunctionValue function, params ReadOnlySpan<Value> given)
    {
        var name = function.Name is { } known ? $"`{known}`" : "the lambda";
        return new(
            RuntimeErrorCodes.ArgumentCount,
            $"{name} takes {Count(function.Arity)}, but got {given.Length}{Show(given)}",
            function.Name is null
                ? $"write one parameter for each argument: {Lambda(given.Length)}"
                : "functions take all their arguments at once; to pass only some of them, wrap the call in a lambda");
    }

    private static string Show(ReadOnlySpan<Value> given)
    {
        var shown = new List<string>();
        foreach (var value in given[..Math.Min(MaxShownArguments, given.Length)])
            shown.Add(OperatorErrors.Describe(value));
        if (given.Length > MaxShownArguments)
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
        RuntimeErrorCodes.NotAFunction, $"{OperatorErrors.Describe(value)} is not a function, so it can't be called",
        HintForIndex(value, arguments));

    // `list[0]` and `record["name"]` are parsed as calls with a list of one item.
    private static string? HintForIndex(Value value, ReadOnlySpan<Value> arguments)
    {
        if (arguments is not [{ Reference: ListValue { Count: 1 } list }])
            return null;
        var index = ValueDisplay.Short(list[0]);
        return value.Kind switch
        {
            ValueKind.List when list[0].IsInt => $"to read an item of a list, write `List::getAt list {index}`",
            ValueKind.Dict when list[0].IsString => $"to read a field that may be missing, write `Dict::get record {index}`",
            _ => null,
        };
    }

    public static string Count(int arguments) => arguments == 1 ? "1 argument" : $"{arguments} arguments";
}
