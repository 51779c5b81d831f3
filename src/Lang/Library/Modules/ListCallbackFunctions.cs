using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on a list that call a function for each item, in order.</summary>
internal static class ListCallbackFunctions
{
    private const string NotBool = "ends the run if the function does not return a Bool";

    public static LibraryFunction[] All() =>
    [
        Pure("List::map", "list: List<a>, fn: a -> b", "List<b>", "Calls the function with each item and returns the results.",
            @"List::map [1, 2] (\x -> x * 10) = [10, 20]", static (execution, a) => Map(execution, a[0].AsList, a[1])),
        Pure("List::indexedMap", "list: List<a>, fn: Int, a -> b", "List<b>",
            "Calls the function with the index and the value of each item and returns the results. The first index is 0.",
            """List::indexedMap ["a", "b"] (\i x -> (i, x)) = [(0, "a"), (1, "b")]""",
            static (execution, a) => IndexedMap(execution, a[0].AsList, a[1])),
        Pure("List::filter", "list: List<a>, fn: a -> Bool", "List<a>", "Returns the items for which the function returns true.",
            @"List::filter [1, 2, 3] (\x -> x > 1) = [2, 3]", errors: NotBool,
            static (execution, a) => Filter(execution, a[0].AsList, a[1])),
        Pure("List::filterMap", "list: List<a>, fn: a -> Option<b>", "List<b>",
            "Calls the function with each item: Just replaces the item, Nothing drops it.",
            """List::filterMap ["1", "x"] (\s -> Result::toOption (Int::parse s)) = [1]""",
            errors: "ends the run if the function does not return an Option",
            static (execution, a) => FilterMap(execution, a[0].AsList, a[1])),
        Pure("List::fold", "list: List<a>, init: b, fn: b, a -> b", "b",
            "Calls the function with the result so far, which starts as `init`, and each item. Returns the last result.",
            @"List::fold [1, 2, 3] 10 (\sum x -> sum + x) = 16", static (execution, a) => Fold(execution, a[0].AsList, a[1], a[2])),
        Pure("List::findFirst", "list: List<a>, fn: a -> Bool", "Option<a>",
            "Returns the first item for which the function returns true, or Nothing.",
            @"List::findFirst [1, 2, 3] (\x -> x > 1) = Just 2", static (execution, a) => FindFirst(execution, a[0].AsList, a[1])),
        Pure("List::all", "list: List<a>, fn: a -> Bool", "Bool", "Returns true if the function returns true for every item.",
            @"List::all [1, 2] (\x -> x > 0) = true", errors: NotBool, static (execution, a) => Every(execution, a[0].AsList, a[1])),
        Pure("List::partition", "list: List<a>, fn: a -> Bool", "(List<a>, List<a>)",
            "Returns the items for which the function returns true, and the other items.",
            @"List::partition [1, 2, 3] (\x -> x > 1) = ([2, 3], [1])", errors: NotBool,
            static (execution, a) => Partition(execution, a[0].AsList, a[1])),
        Pure("List::takeWhile", "list: List<a>, fn: a -> Bool", "List<a>",
            "Returns the items before the first for which the function returns false.",
            @"List::takeWhile [1, 2, 3, 1] (\x -> x < 3) = [1, 2]", errors: NotBool,
            static (execution, a) => Value.Of(a[0].AsList.Slice(0, CountWhile("List::takeWhile", execution, a[0].AsList, a[1])))),
        Pure("List::dropWhile", "list: List<a>, fn: a -> Bool", "List<a>",
            "Returns the items starting with the first for which the function returns false.",
            @"List::dropWhile [1, 2, 3, 1] (\x -> x < 3) = [3, 1]", errors: NotBool,
            static (execution, a) => Value.Of(a[0].AsList.Skip(CountWhile("List::dropWhile", execution, a[0].AsList, a[1])))),
        Pure("List::groupBy", "list: List<a>, fn: a -> b", "List<(b, List<a>)>",
            "Groups the items by the result of the function. Returns tuples of a result and its items, in the order of first occurrence.",
            @"List::groupBy [1, 2, 3] (\x -> x % 2) = [(1, [1, 3]), (0, [2])]",
            static (execution, a) => GroupBy(execution, a[0].AsList, a[1])),
    ];

    private static Value List(List<Value> items) => Value.Of(new ListValue([.. items]));

    private static Value Map(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::map", execution, function);
        var items = new Value[list.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = fn.Call(list[i]);
        return Value.Of(new ListValue(items));
    }

    private static Value IndexedMap(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::indexedMap", execution, function);
        var items = new Value[list.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = fn.Call(Value.Int(i), list[i]);
        return Value.Of(new ListValue(items));
    }

    private static Value Filter(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::filter", execution, function);
        var kept = new List<Value>();
        foreach (var item in list)
        {
            if (fn.Test(item))
                kept.Add(item);
        }
        return List(kept);
    }

    private static Value FilterMap(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::filterMap", execution, function);
        var kept = new List<Value>();
        foreach (var item in list)
        {
            if (fn.Choose(item) is { IsJust: true } just)
                kept.Add(just.Inner);
        }
        return List(kept);
    }

    private static Value Fold(Execution execution, ListValue list, Value result, Value function)
    {
        var fn = new Callback("List::fold", execution, function);
        foreach (var item in list)
            result = fn.Call(result, item);
        return result;
    }

    private static Value FindFirst(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::findFirst", execution, function);
        foreach (var item in list)
        {
            // The only callback whose result may be of any kind: anything but true counts as false.
            if (fn.Call(item).IsTrue)
                return Value.Just(item);
        }
        return Value.Nothing;
    }

    private static Value Every(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::all", execution, function);
        var all = true;
        foreach (var item in list)
            all &= fn.Test(item);
        return Value.Bool(all);
    }

    private static Value Partition(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::partition", execution, function);
        var (passed, others) = (new List<Value>(), new List<Value>());
        foreach (var item in list)
            (fn.Test(item) ? passed : others).Add(item);
        return Value.Of(new TupleValue([List(passed), List(others)]));
    }

    private static int CountWhile(string name, Execution execution, ListValue list, Value function)
    {
        var fn = new Callback(name, execution, function);
        var count = 0;
        while (count < list.Count && fn.Test(list[count]))
            count++;
        return count;
    }

    private static Value GroupBy(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::groupBy", execution, function);
        var groups = new List<(Value Key, List<Value> Items)>();
        var index = new Dictionary<Value, int>(new ValueComparer(execution));
        foreach (var item in list)
        {
            var key = fn.Call(item);
            if (!index.TryGetValue(key, out var group))
            {
                group = groups.Count;
                index.Add(key, group);
                groups.Add((key, []));
            }
            groups[group].Items.Add(item);
        }
        return Value.Of(new ListValue([.. groups.Select(group => Value.Of(new TupleValue([group.Key, List(group.Items)])))]));
    }
}
