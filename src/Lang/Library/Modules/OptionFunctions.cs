using DarkLang.Lang.Evaluation;
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
        Pure("Option::isJust", "option: Option<a>", "Bool", "Returns true for a Just.",
            "Option::isJust (Just 1) = true",
            static (_, a) => Value.Bool(a[0].AsOption.IsJust)),
        Pure("Option::isNothing", "option: Option<a>", "Bool", "Returns true for Nothing.",
            "Option::isNothing Nothing = true",
            static (_, a) => Value.Bool(!a[0].AsOption.IsJust)),
        Pure("Option::orElse", "option: Option<a>, other: Option<a>", "Option<a>",
            "Returns the option if it is a Just, and otherwise the other one.",
            "Option::orElse Nothing (Just 1) = Just 1",
            static (_, a) => a[0].AsOption.IsJust ? a[0] : a[1]),
        Pure("Option::filter", "option: Option<a>, fn: a -> Bool", "Option<a>",
            "Returns the Just if the function returns true for the value inside, and otherwise Nothing.",
            @"Option::filter (Just 1) (\x -> x > 1) = Nothing", errors: "ends the run if the function does not return a Bool",
            static (execution, a) =>
                a[0].AsOption is { IsJust: true } just && !new Callback("Option::filter", execution, a[1]).Test(just.Inner)
                    ? Value.Nothing
                    : a[0]),
        Pure("Option::toList", "option: Option<a>", "List<a>", "Returns a list with the value inside a Just, or an empty list.",
            "Option::toList (Just 1) = [1]",
            static (_, a) => Value.Of(a[0].AsOption is { IsJust: true } just ? new ListValue([just.Inner]) : ListValue.Empty)),
        Pure("Option::all", "list: List<Option<a>>", "Option<List<a>>",
            "Returns all values inside the Justs of a list, or Nothing if one item is Nothing.",
            "Option::all [Just 1, Just 2] = Just [1, 2]", errors: "ends the run if an item is not an Option",
            static (execution, a) => All(execution, a[0].AsList)),
    ];

    private static Value All(Execution execution, ListValue list)
    {
        execution.Step(list.Count);
        var items = new Value[list.Count];
        var isComplete = true;
        for (var i = 0; i < items.Length; i++)
        {
            var option = list[i].Reference as OptionValue ?? throw LibraryError.WrongItem("Option::all", "list", "Options", i, list[i]);
            isComplete &= option.IsJust;
            items[i] = option.Inner;
        }
        return isComplete ? Value.Just(Value.Of(new ListValue(items))) : Value.Nothing;
    }
}
