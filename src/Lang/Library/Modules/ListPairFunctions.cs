using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that take several lists.</summary>
internal static class ListPairFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("List::map2", "as: List<a>, bs: List<b>, fn: a, b -> c", "Option<List<c>>",
            "Calls the function with the items of two lists side by side and returns the results, or Nothing if the lengths differ.",
            @"List::map2 [10, 20] [1, 2] (\a b -> a - b) = Just [9, 18]",
            static (execution, a) => a[0].AsList.Count == a[1].AsList.Count
                ? Value.Just(Map2("List::map2", execution, a[0].AsList, a[1].AsList, a[2]))
                : Value.Nothing),
        Pure("List::map2shortest", "as: List<a>, bs: List<b>, fn: a, b -> c", "List<c>",
            "Calls the function with the items of two lists side by side, up to the end of the shorter list, and returns the results.",
            @"List::map2shortest [10, 20] [1] (\a b -> a - b) = [9]",
            static (execution, a) => Map2("List::map2shortest", execution, a[0].AsList, a[1].AsList, a[2])),
        Pure("List::zip", "as: List<a>, bs: List<b>", "Option<List<List<x>>>",
            "Returns the items of two lists side by side as lists `[a, b]`, or Nothing if the lengths differ.",
            """List::zip [1, 2] ["a", "b"] = Just [[1, "a"], [2, "b"]]""",
            static (execution, a) => a[0].AsList.Count == a[1].AsList.Count ? Value.Just(Zip(execution, a)) : Value.Nothing),
        Pure("List::zipShortest", "as: List<a>, bs: List<b>", "List<List<x>>",
            "Returns the items of two lists side by side as lists `[a, b]`, up to the end of the shorter list.",
            """List::zipShortest [1, 2] ["a"] = [[1, "a"]]""", static (execution, a) => Zip(execution, a)),
        Pure("List::zip3", "as: List<a>, bs: List<b>, cs: List<c>", "Option<List<List<x>>>",
            "Returns the items of three lists side by side as lists `[a, b, c]`, or Nothing if the lengths differ.",
            """List::zip3 [1, 2] ["a", "b"] [true, false] = Just [[1, "a", true], [2, "b", false]]""",
            static (execution, a) => a[0].AsList.Count == a[1].AsList.Count && a[0].AsList.Count == a[2].AsList.Count
                ? Value.Just(Zip(execution, a))
                : Value.Nothing),
        Pure("List::unzip", "pairs: List<List<a>>", "List<List<a>>", "Splits a list of lists `[a, b]` into two lists.",
            """List::unzip [[1, "a"], [2, "b"]] = [[1, 2], ["a", "b"]]""", errors: "ends the run if an item is not a list of two items",
            static (execution, a) => Unzip(execution, a[0].AsList)),
        Pure("List::interleave", "as: List<a>, bs: List<b>", "List<a>",
            "Returns items of the two lists in turn, then the rest of the longer list.",
            "List::interleave [1, 2, 3] [10, 20] = [1, 10, 2, 20, 3]",
            static (execution, a) => Interleave(execution, a[0].AsList, a[1].AsList)),
    ];

    private static Value Map2(string name, Execution execution, ListValue first, ListValue second, Value function)
    {
        var fn = new Callback(name, execution, function);
        var items = new Value[Math.Min(first.Count, second.Count)];
        for (var i = 0; i < items.Length; i++)
            items[i] = fn.Call(first[i], second[i]);
        return Value.Of(new ListValue(items));
    }

    private static Value Zip(Execution execution, ReadOnlySpan<Value> lists)
    {
        var count = int.MaxValue;
        foreach (var list in lists)
            count = Math.Min(count, list.AsList.Count);
        execution.Step(count);
        var rows = new Value[count];
        for (var i = 0; i < count; i++)
        {
            var row = new Value[lists.Length];
            for (var j = 0; j < row.Length; j++)
                row[j] = lists[j].AsList[i];
            rows[i] = Value.Of(new ListValue(row));
        }
        return Value.Of(new ListValue(rows));
    }

    private static Value Unzip(Execution execution, ListValue pairs)
    {
        execution.Step(pairs.Count);
        var (firsts, seconds) = (new Value[pairs.Count], new Value[pairs.Count]);
        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Reference is not ListValue { Count: 2 } pair)
                throw LibraryError.WrongItem("List::unzip", "pairs", "lists of two items", i, pairs[i]);
            (firsts[i], seconds[i]) = (pair[0], pair[1]);
        }
        return Value.Of(new ListValue([Value.Of(new ListValue(firsts)), Value.Of(new ListValue(seconds))]));
    }

    private static Value Interleave(Execution execution, ListValue first, ListValue second)
    {
        var count = (long)first.Count + second.Count;
        execution.RequireList("List::interleave", count);
        execution.Step(count);
        var items = new Value[count];
        var paired = Math.Min(first.Count, second.Count);
        for (var i = 0; i < paired; i++)
            (items[i * 2], items[(i * 2) + 1]) = (first[i], second[i]);
        var longer = first.Count > second.Count ? first : second;
        longer.Items[paired..].CopyTo(items.AsSpan(paired * 2));
        return Value.Of(new ListValue(items));
    }
}
