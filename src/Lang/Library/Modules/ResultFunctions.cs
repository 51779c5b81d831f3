using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class ResultFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure(
            "Result::map",
            "result: Result<a, err>, fn: a -> b",
            "Result<b, err>",
            "Turns the value inside an Ok into another; an Error stays.",
            @"Result::map (Ok 1) (\x -> x + 1) = Ok 2",
            static (execution, a) =>
            a[0].AsResult is { IsOk: true } ok ? Value.Ok(new Callback("Result::map", execution, a[1]).Call(ok.Inner)) : a[0]),
        Pure(
            "Result::mapError",
            "result: Result<a, err>, fn: err -> e2",
            "Result<a, e2>",
            "Turns the value inside an Error into another; an Ok stays.",
            @"Result::mapError (Error 1) (\x -> x + 1) = Error 2",
            static (execution, a) =>
            a[0].AsResult is { IsOk: false } error ? Value.Error(
                new Callback("Result::mapError", execution, a[1]).Call(error.Inner)) : a[0]),
        Pure(
            "Result::map2",
            "result1: Result<a, err>, result2: Result<b, err>, fn: a, b -> c",
            "Result<c, err>",
            "Combines the values of two Oks; the first Error wins.",
            @"Result::map2 (Ok 1) (Ok 2) (\a b -> a + b) = Ok 3",
            static (execution, a) =>
            !a[0].AsResult.IsOk ? a[0]
            : !a[1].AsResult.IsOk ? a[1]
            : Value.Ok(new Callback("Result::map2", execution, a[2]).Call(a[0].AsResult.Inner, a[1].AsResult.Inner))),
        Pure(
            "Result::andThen",
            "result: Result<a, err>, fn: a -> Result<b, err>",
            "Result<b, err>",
            "Gives the value inside an Ok to a function that gives a Result; an Error stays.",
            """Result::andThen (Ok "1") Int::parse = Ok 1""", errors: "ends the run if the function gives no Result",
            static (execution, a) =>
            a[0].AsResult is { IsOk: true } ok ? new Callback("Result::andThen", execution, a[1]).Call(ok.Inner, ValueKind.Result) : a[0]),
        Pure("Result::withDefault", "result: Result<a, err>, default: a", "a", "The value inside an Ok, or the default for an Error.",
            """Result::withDefault (Error "late") 0 = 0""",
            static (_, a) =>
            a[0].AsResult is { IsOk: true } ok ? ok.Inner : a[1]),
        Pure("Result::fromOption", "option: Option<a>, error: err", "Result<a, err>", "Just becomes Ok, Nothing becomes the Error.",
            "Result::fromOption Nothing \"none there\" = Error \"none there\"",
            static (_, a) =>
            a[0].AsOption is { IsJust: true } just ? Value.Ok(just.Inner) : Value.Error(a[1])),
        Pure("Result::toOption", "result: Result<a, err>", "Option<a>", "Ok becomes Just, an Error becomes Nothing.",
            "Result::toOption (Ok 1) = Just 1",
            static (_, a) =>
            a[0].AsResult is { IsOk: true } ok ? Value.Just(ok.Inner) : Value.Nothing),
    ];
}
