using System.Numerics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that sort, compare or add up the items of a list.</summary>
internal static class ListSortFunctions
{
    private const string NoOrder = "ends the run if it has to compare functions or passwords";

    public static LibraryFunction[] All() =>
    [
        Pure("List::sort", "list: List<a>", "List<a>", "Sorts the items in ascending order. Items of different kinds are sorted by kind.",
            "List::sort [3, 1, 2] = [1, 2, 3]", errors: NoOrder, static (execution, a) => Value.Of(Sort(execution, a[0].AsList.Items))),
        Pure("List::sortBy", "list: List<a>, fn: a -> b", "List<a>", "Sorts the items in ascending order of the function's results.",
            """List::sortBy ["ccc", "a", "bb"] String::length = ["a", "bb", "ccc"]""",
            errors: NoOrder, static (execution, a) => SortBy("List::sortBy", execution, a[0].AsList, a[1], 1)),
        Pure("List::sortDescending", "list: List<a>", "List<a>",
            "Sorts in descending order. Equal items keep their order.",
            "List::sortDescending [2, 3, 1] = [3, 2, 1]", errors: NoOrder,
            static (execution, a) => SortDescending(execution, a[0].AsList)),
        Pure("List::sortByDescending", "list: List<a>, fn: a -> b", "List<a>",
            "Sorts in descending order of the results of the function, which is called once per item.",
            """List::sortByDescending ["a", "ccc", "bb"] String::length = ["ccc", "bb", "a"]""",
            errors: NoOrder,
            static (execution, a) => SortBy("List::sortByDescending", execution, a[0].AsList, a[1], -1)),
        Pure("List::sortByComparator", "list: List<a>, fn: a, a -> Int", "Result<List<a>, String>",
            "Sorts the items with a function that returns -1, 0 or 1 for two items.",
            @"List::sortByComparator [1, 3, 2] (\a b -> if a > b then -1 else 1) = Ok [3, 2, 1]",
            errors: "returns an Error if the function returns anything but -1, 0 or 1",
            static (execution, a) => SortByComparator(execution, a[0].AsList, a[1])),
        Pure("List::uniqueBy", "list: List<a>, fn: a -> b", "List<a>",
            "Returns the first item for each distinct result of the function, sorted in ascending order.",
            @"List::uniqueBy [9, 4, 8] (\x -> x > 5) = [4, 9]", errors: NoOrder,
            static (execution, a) => UniqueBy(execution, a[0].AsList, a[1])),
        Pure("List::min", "list: List<a>", "Option<a>", "Returns the item that sorts first, or Nothing for an empty list.",
            "List::min [3, 1, 2] = Just 1", errors: NoOrder, static (execution, a) => Extreme(execution, a[0].AsList, -1)),
        Pure("List::max", "list: List<a>", "Option<a>", "Returns the item that sorts last, or Nothing for an empty list.",
            "List::max [3, 1, 2] = Just 3", errors: NoOrder, static (execution, a) => Extreme(execution, a[0].AsList, 1)),
        Pure("List::sum", "list: List<a>", "a", "Adds up a list of Ints, of Floats or of Decimals. Returns 0 for an empty list.",
            "List::sum [1, 2, 3] = 6",
            errors: "ends the run if the items are not all Ints, all Floats or all Decimals, or if the result does not fit",
            static (execution, a) => Sum("List::sum", "list", execution, a[0].AsList.Items)),
    ];

    private static ListValue Sort(Execution execution, ReadOnlySpan<Value> items)
    {
        execution.Step((long)items.Length * BitOperations.Log2((uint)items.Length + 1));
        return new ListValue(StableSort.TrySortPlain(items, execution.Step, out var sorted)
            ? sorted
            : StableSort.Sort(items, (a, b) => ValueOrder.Compare(a, b, execution) > 0));
    }

    private static Value SortDescending(Execution execution, ListValue list)
    {
        execution.Step((long)list.Count * BitOperations.Log2((uint)list.Count + 1));
        return Value.Of(new ListValue(StableSort.Sort(list.Items, (a, b) => ValueOrder.Compare(a, b, execution) < 0)));
    }

    private static Value SortBy(string name, Execution execution, ListValue list, Value function, int direction)
    {
        var fn = new Callback(name, execution, function);
        var entries = new (Value Key, Value Item)[list.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = (fn.Call(list[i]), list[i]);
        execution.Step((long)entries.Length * BitOperations.Log2((uint)entries.Length + 1));
        var sorted = StableSort.Sort<(Value Key, Value Item)>(
            entries, (a, b) => ValueOrder.Compare(a.Key, b.Key, execution) * direction > 0);
        return Value.Of(new ListValue(Array.ConvertAll(sorted, static entry => entry.Item)));
    }

    private static Value SortByComparator(Execution execution, ListValue list, Value function)
    {
        Value? invalid = null;
        var sorted = StableSort.Sort(list.Items, (a, b) =>
        {
            if (invalid is not null)
                return false;
            var answer = new Callback("List::sortByComparator", execution, function).Call(a, b);
            if (!answer.IsInt || answer.AsInt is < -1 or > 1)
                invalid = answer;
            return answer.IsInt && answer.AsInt == 1;
        });
        return invalid is { } result
            ? Value.Error(Value.String($"the function must return -1, 0 or 1, but returned {LibraryError.Describe(result)}"))
            : Value.Ok(Value.Of(new ListValue(sorted)));
    }

    private static Value UniqueBy(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::uniqueBy", execution, function);
        var seen = new HashSet<Value>(new ValueComparer(execution));
        var kept = new List<Value>();
        foreach (var item in list.Items)
        {
            if (seen.Add(fn.Call(item)))
                kept.Add(item);
        }
        return Value.Of(Sort(execution, kept.ToArray()));
    }

    private static Value Extreme(Execution execution, ListValue list, int direction)
    {
        if (list.Count == 0)
            return Value.Nothing;
        var extreme = list[0];
        foreach (var item in list.Items)
        {
            execution.Step();
            if (ValueOrder.Compare(item, extreme, execution) * direction > 0)
                extreme = item;
        }
        return Value.Just(extreme);
    }

    /// <summary>Adds up numbers of one kind.</summary>
    /// <param name="kind">Null for the kind of the first.</param>
    internal static Value Sum(
        string function, string parameter, Execution execution, ReadOnlySpan<Value> items, ValueKind? kind = null)
    {
        execution.Step(items.Length);
        var total = new NumberTotal(kind ?? (items.IsEmpty ? ValueKind.Int : NumberTotal.KindOf(items[0])));
        for (var i = 0; i < items.Length; i++)
        {
            if (!Kinds.Is(in items[i], total.Kind))
                throw LibraryError.WrongItem(function, parameter, $"{total.Kind}s", i, items[i]);
            total.Add(items[i]);
        }
        return total.Value;
    }
}
