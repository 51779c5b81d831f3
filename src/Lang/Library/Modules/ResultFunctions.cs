using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class ResultFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Result::map", "result: Result<a, err>, fn: a -> b", "Result<b, err>", "Turns the value inside an Ok into another; an Error stays.", static (execution, a) =>
            a[0].AsResult is { IsOk: true } ok ? Value.Ok(new Callback("Result::map", execution, a[1]).Call(ok.Inner)) : a[0]),
        Pure("Result::mapError", "result: Result<a, err>, fn: err -> e2", "Result<a, e2>", "Turns the value inside an Error into another; an Ok stays.", static (execution, a) =>
            a[0].AsResult is { IsOk: false } error ? Value.Error(new Callback("Result::mapError", execution, a[1]).Call(error.Inner)) : a[0]),
        Pure("Result::map2", "result1: Result<a, err>, result2: Result<b, err>, fn: a, b -> c", "Result<c, err>", "Combines the values of two Oks; the first Error wins.", static (execution, a) =>
            !a[0].AsResult.IsOk ? a[0]
            : !a[1].AsResult.IsOk ? a[1]
            : Value.Ok(new Callback("Result::map2", execution, a[2]).Call(a[0].AsResult.Inner, a[1].AsResult.Inner))),
        Pure("Result::andThen", "result: Result<a, err>, fn: a -> Result<b, err>", "Result<b, err>", "Gives the value inside an Ok to a function that gives a Result; an Error stays.", static (execution, a) =>
            a[0].AsResult is { IsOk: true } ok ? new Callback("Result::andThen", execution, a[1]).Call(ok.Inner, ValueKind.Result) : a[0]),
        Pure("Result::withDefault", "result: Result<a, err>, default: a", "a", "The value inside an Ok, or the default for an Error.", static (_, a) =>
            a[0].AsResult is { IsOk: true } ok ? ok.Inner : a[1]),
        Pure("Result::fromOption", "option: Option<a>, error: err", "Result<a, err>", "Just becomes Ok, Nothing becomes the Error.", static (_, a) =>
            a[0].AsOption is { IsJust: true } just ? Value.Ok(just.Inner) : Value.Error(a[1])),
        Pure("Result::toOption", "result: Result<a, err>", "Option<a>", "Ok becomes Just, an Error becomes Nothing.", static (_, a) =>
            a[0].AsResult is { IsOk: true } ok ? Value.Just(ok.Inner) : Value.Nothing),
    ];
}
