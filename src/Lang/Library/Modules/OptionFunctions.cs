using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class OptionFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Option::map", "option: Option<a>, fn: a -> b", "Option<b>",
            "Calls the function with the value inside a Just and returns the result in a Just. Nothing stays Nothing.",
            @"Option::map (Just 1) (\x -> x + 1) = Just 2",
            static (execution, a) =>
                a[0].AsOption is { IsJust: true } just ? Value.Just(new Callback("Option::map", execution, a[1]).Call(just.Inner)) : a[0]),
        Pure("Option::map2", "option1: Option<a>, option2: Option<b>, fn: a, b -> c", "Option<c>",
            "Calls the function with the values of two Justs and returns the result in a Just, or Nothing if either is Nothing.",
            @"Option::map2 (Just 1) (Just 2) (\a b -> a + b) = Just 3",
            static (execution, a) => a[0].AsOption is { IsJust: true } first && a[1].AsOption is { IsJust: true } second
                ? Value.Just(new Callback("Option::map2", execution, a[2]).Call(first.Inner, second.Inner))
                : Value.Nothing),
        Pure("Option::andThen", "option: Option<a>, fn: a -> Option<b>", "Option<b>",
            "Calls a function that returns an Option with the value inside a Just. Nothing stays Nothing.",
            "Option::andThen (Just [1]) List::head = Just 1", errors: "ends the run if the function does not return an Option",
            static (execution, a) => a[0].AsOption is { IsJust: true } just
                ? new Callback("Option::andThen", execution, a[1]).Call(just.Inner, ValueKind.Option)
                : a[0]),
        Pure("Option::orFail", "option: Option<a>, message: String", "a",
            "Returns the value inside a Just. For Nothing, ends the run as failed, with this message.",
            """Option::orFail (Just 1) "no customer" = 1""", errors: "ends the run for Nothing",
            static (_, a) => a[0].AsOption is { IsJust: true } just ? just.Inner : throw GlobalFunctions.OnPurpose(a[1].AsString)),
        Pure("Option::withDefault", "option: Option<a>, default: a", "a", "Returns the value inside a Just, or the default for Nothing.",
            "Option::withDefault Nothing 0 = 0", static (_, a) => a[0].AsOption is { IsJust: true } just ? just.Inner : a[1]),
    ];
}
