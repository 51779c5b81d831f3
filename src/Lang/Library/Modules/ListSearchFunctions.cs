using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that look for items of a list, count them, or reduce them to one value.</summary>
internal static class ListSearchFunctions
{
    private const string NoBool = "ends the run if the function does not return a Bool";
    private const string NoOrder = "ends the run if it has to compare functions or passwords";

    public static LibraryFunction[] All() =>
    [
        Pure("List::any", "list: List<a>, fn: a -> Bool", "Bool",
            "Returns true if the function returns true for at least one item. It is not called after that item.",
            @"List::any [1, 2, 3] (\x -> x > 2) = true", NoBool,
            static (execution, a) => Value.Bool(IndexWhere("List::any", execution, a[0].AsList, a[1]) >= 0)),
        Pure("List::count", "list: List<a>, fn: a -> Bool", "Int", "Returns the number of items for which the function returns true.",
            @"List::count [1, 2, 3] (\x -> x > 1) = 2", NoBool,
            static (execution, a) => Count(execution, a[0].AsList, a[1])),
        Pure("List::findIndex", "list: List<a>, fn: a -> Bool", "Option<Int>",
            "Returns the index of the first item for which the function returns true, or Nothing. The first index is 0.",
            @"List::findIndex [1, 2, 3] (\x -> x > 1) = Just 1", NoBool,
            static (execution, a) => Found(IndexWhere("List::findIndex", execution, a[0].AsList, a[1]))),
        Pure("List::indexOf", "list: List<a>, val: a", "Option<Int>",
            "Returns the index of the first item that equals the value, or Nothing. The first index is 0.",
            """List::indexOf ["a", "b"] "b" = Just 1""",
            static (execution, a) => Found(IndexOf(execution, a[0].AsList, a[1]))),
        Pure("List::sumBy", "list: List<a>, fn: a -> b", "b",
            "Calls the function with each item and adds up the results, all Ints, all Floats or all Decimals. Returns 0 for an empty list.",
            @"List::sumBy [{ price: 2 }, { price: 3 }] (\x -> x.price) = 5",
            errors: "ends the run if the results are not all Ints, all Floats or all Decimals, or if the sum does not fit",
            static (execution, a) => SumBy(execution, a[0].AsList, a[1])),
        Pure("List::minBy", "list: List<a>, fn: a -> b", "Option<a>",
            "Returns the first of the items whose result of the function sorts first, or Nothing for an empty list.",
            "List::minBy [\"ccc\", \"a\", \"bb\"] String::length = Just \"a\"", NoOrder,
            static (execution, a) => ExtremeBy("List::minBy", execution, a[0].AsList, a[1], -1)),
        Pure("List::maxBy", "list: List<a>, fn: a -> b", "Option<a>",
            "Returns the first of the items whose result of the function sorts last, or Nothing for an empty list.",
            "List::maxBy [\"ccc\", \"a\", \"bb\"] String::length = Just \"ccc\"", NoOrder,
            static (execution, a) => ExtremeBy("List::maxBy", execution, a[0].AsList, a[1], 1)),
        Pure("List::countBy", "list: List<a>, fn: a -> b", "List<(b, Int)>",
            "Counts the items by the result of the function. Returns tuples of a result and its count, in the order of first occurrence.",
            @"List::countBy [1, 2, 3] (\x -> x % 2) = [(1, 2), (0, 1)]",
            static (execution, a) => CountBy(execution, a[0].AsList, a[1])),
        Pure("List::scan", "list: List<a>, init: b, fn: b, a -> b", "List<b>",
            "Returns all results of a fold, in order: `init`, and the result after each item.",
            @"List::scan [1, 2, 3] 0 (\sum x -> sum + x) = [0, 1, 3, 6]",
            static (execution, a) => Scan(execution, a[0].AsList, a[1], a[2])),
        Pure("List::foldRight", "list: List<a>, init: b, fn: b, a -> b", "b",
            "Calls the function with the result so far, which starts as `init`, and each item, the last item first. "
                + "Returns the last result.",
            @"List::foldRight [[1], [2]] [] (\joined x -> List::append joined x) = [2, 1]",
            static (execution, a) => FoldRight(execution, a[0].AsList, a[1], a[2])),
        Pure("List::tryMap", "list: List<a>, fn: a -> Result<b, err>", "Result<List<b>, err>",
            "Calls the function with each item and returns all values inside the Oks, or the first Error. "
                + "It is not called after the first Error.",
            """List::tryMap ["1", "2"] Int::parse = Ok [1, 2]""", errors: "ends the run if the function does not return a Result",
            static (execution, a) => TryMap(execution, a[0].AsList, a[1])),
    ];

    private static Value Found(int index) => index >= 0 ? Value.Just(Value.Int(index)) : Value.Nothing;

    private static int IndexWhere(string name, Execution execution, ListValue list, Value function)
    {
        var fn = new Callback(name, execution, function);
        for (var i = 0; i < list.Count; i++)
        {
            if (fn.Test(list[i]))
                return i;
        }
        return -1;
    }

    private static int IndexOf(Execution execution, ListValue list, Value value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            execution.Step();
            if (ValueEquality.AreEqual(list[i], value, execution))
                return i;
        }
        return -1;
    }

    private static Value Count(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::count", execution, function);
        var count = 0;
        foreach (var item in list)
            count += fn.Test(item) ? 1 : 0;
        return Value.Int(count);
    }

    private static Value SumBy(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::sumBy", execution, function);
        NumberTotal? total = null;
        foreach (var item in list)
        {
            var result = fn.Call(item);
            var next = total ?? new NumberTotal(NumberTotal.KindOf(result));
            if (result.Kind != next.Kind)
                throw LibraryError.WrongResult("List::sumBy", next.Kind, result);
            next.Add(result);
            total = next;
        }
        return total?.Value ?? Value.Int(0);
    }

    private static Value ExtremeBy(string name, Execution execution, ListValue list, Value function, int direction)
    {
        var fn = new Callback(name, execution, function);
        (Value Item, Value Key)? extreme = null;
        foreach (var item in list)
        {
            var key = fn.Call(item);
            if (extreme is not { } best || ValueOrder.Compare(key, best.Key, execution) * direction > 0)
                extreme = (item, key);
        }
        return extreme is { } found ? Value.Just(found.Item) : Value.Nothing;
    }

    private static Value CountBy(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::countBy", execution, function);
        var counts = new List<(Value Key, int Count)>();
        var index = new Dictionary<Value, int>(new ValueComparer(execution));
        foreach (var item in list)
        {
            var key = fn.Call(item);
            if (index.TryAdd(key, counts.Count))
                counts.Add((key, 0));
            var at = index[key];
            counts[at] = (counts[at].Key, counts[at].Count + 1);
        }
        return Value.Of(new ListValue([.. counts.Select(one => Value.Of(new TupleValue([one.Key, Value.Int(one.Count)])))]));
    }

    private static Value Scan(Execution execution, ListValue list, Value result, Value function)
    {
        execution.RequireList("List::scan", list.Count + 1L);
        var fn = new Callback("List::scan", execution, function);
        var results = new Value[list.Count + 1];
        results[0] = result;
        for (var i = 0; i < list.Count; i++)
            results[i + 1] = fn.Call(results[i], list[i]);
        return Value.Of(new ListValue(results));
    }

    private static Value FoldRight(Execution execution, ListValue list, Value result, Value function)
    {
        var fn = new Callback("List::foldRight", execution, function);
        for (var i = list.Count - 1; i >= 0; i--)
            result = fn.Call(result, list[i]);
        return result;
    }

    private static Value TryMap(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::tryMap", execution, function);
        var items = new Value[list.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var result = fn.Call(list[i], ValueKind.Result);
            if (!result.AsResult.IsOk)
                return result;
            items[i] = result.AsResult.Inner;
        }
        return Value.Ok(Value.Of(new ListValue(items)));
    }
}
