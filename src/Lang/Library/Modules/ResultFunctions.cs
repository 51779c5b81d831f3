using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class ResultFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Result::map", "result: Result<a, err>, fn: a -> b", "Result<b, err>",
            "Calls the function with the value inside an Ok and returns the result in an Ok. An Error stays unchanged.",
            @"Result::map (Ok 1) (\x -> x + 1) = Ok 2",
            static (execution, a) =>
                a[0].AsResult is { IsOk: true } ok ? Value.Ok(new Callback("Result::map", execution, a[1]).Call(ok.Inner)) : a[0]),
        Pure("Result::mapError", "result: Result<a, err>, fn: err -> e2", "Result<a, e2>",
            "Calls the function with the value inside an Error and returns the result in an Error. An Ok stays unchanged.",
            @"Result::mapError (Error 1) (\x -> x + 1) = Error 2",
            static (execution, a) => a[0].AsResult is { IsOk: false } error
                ? Value.Error(new Callback("Result::mapError", execution, a[1]).Call(error.Inner))
                : a[0]),
        Pure("Result::map2", "result1: Result<a, err>, result2: Result<b, err>, fn: a, b -> c", "Result<c, err>",
            "Calls the function with the values of two Oks and returns the result in an Ok, or the first Error.",
            @"Result::map2 (Ok 1) (Ok 2) (\a b -> a + b) = Ok 3",
            static (execution, a) => !a[0].AsResult.IsOk ? a[0]
                : !a[1].AsResult.IsOk ? a[1]
                : Value.Ok(new Callback("Result::map2", execution, a[2]).Call(a[0].AsResult.Inner, a[1].AsResult.Inner))),
        Pure("Result::andThen", "result: Result<a, err>, fn: a -> Result<b, err>", "Result<b, err>",
            "Calls a function that returns a Result with the value inside an Ok. An Error stays unchanged.",
            """Result::andThen (Ok "1") Int::parse = Ok 1""", errors: "ends the run if the function does not return a Result",
            static (execution, a) => a[0].AsResult is { IsOk: true } ok
                ? new Callback("Result::andThen", execution, a[1]).Call(ok.Inner, ValueKind.Result)
                : a[0]),
        Pure("Result::orFail", "result: Result<a, err>", "a",
            "Returns the value inside an Ok. For an Error, ends the run as failed, with the value inside it as the message.",
            "Result::orFail (Ok 1) = 1", errors: "ends the run for an Error",
            static (_, a) => a[0].AsResult is { IsOk: true } ok ? ok.Inner : throw GlobalFunctions.OnPurpose(Text(a[0].AsResult.Inner))),
        Pure("Result::withDefault", "result: Result<a, err>, default: a", "a",
            "Returns the value inside an Ok, or the default for an Error.",
            """Result::withDefault (Error "late") 0 = 0""", static (_, a) => a[0].AsResult is { IsOk: true } ok ? ok.Inner : a[1]),
        Pure("Result::fromOption", "option: Option<a>, error: err", "Result<a, err>",
            "Converts a Just to an Ok, and Nothing to an Error with the given value.",
            "Result::fromOption Nothing \"none there\" = Error \"none there\"",
            static (_, a) => a[0].AsOption is { IsJust: true } just ? Value.Ok(just.Inner) : Value.Error(a[1])),
        Pure("Result::toOption", "result: Result<a, err>", "Option<a>", "Converts an Ok to a Just, and an Error to Nothing.",
            "Result::toOption (Ok 1) = Just 1", static (_, a) => a[0].AsResult is { IsOk: true } ok ? Value.Just(ok.Inner) : Value.Nothing),
        Pure("Result::isOk", "result: Result<a, err>", "Bool", "Returns true for an Ok.",
            "Result::isOk (Ok 1) = true",
            static (_, a) => Value.Bool(a[0].AsResult.IsOk)),
        Pure("Result::isError", "result: Result<a, err>", "Bool", "Returns true for an Error.",
            "Result::isError (Ok 1) = false",
            static (_, a) => Value.Bool(!a[0].AsResult.IsOk)),
        Pure("Result::tapError", "result: Result<a, err>, fn: err -> b", "Result<a, err>",
            "Calls the function with the value inside an Error, for example to log it, and returns the result unchanged.",
            @"Result::tapError (Error 1) (\x -> Log::warn ""failed"" { error: x }) = Error 1",
            static (execution, a) => TapError(execution, a[0], a[1])),
        Pure("Result::all", "list: List<Result<a, err>>", "Result<List<a>, err>",
            "Returns all values inside the Oks of a list, or the first Error.",
            "Result::all [Ok 1, Ok 2] = Ok [1, 2]", errors: "ends the run if an item is not a Result",
            static (execution, a) => All(execution, a[0].AsList)),
    ];

    private static string Text(Value error) => error.Kind == ValueKind.String ? error.AsString : ValueDisplay.Short(error);

    private static Value TapError(Execution execution, Value result, Value function)
    {
        if (!result.AsResult.IsOk)
            new Callback("Result::tapError", execution, function).Call(result.AsResult.Inner);
        return result;
    }

    private static Value All(Execution execution, ListValue list)
    {
        execution.Step(list.Count);
        var items = new Value[list.Count];
        Value? first = null;
        for (var i = 0; i < items.Length; i++)
        {
            var result = list[i].Reference as ResultValue ?? throw LibraryError.WrongItem("Result::all", "list", "Results", i, list[i]);
            if (!result.IsOk)
                first ??= list[i];
            items[i] = result.Inner;
        }
        return first ?? Value.Ok(Value.Of(new ListValue(items)));
    }
}
