using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that turn a list into other lists or into a dict.</summary>
internal static class ListShapeFunctions
{
    public static LibraryFunction[] All() => [.. Parts(), .. Selections()];

    private static LibraryFunction[] Parts() =>
    [
        Pure("List::takeLast", "list: List<a>, count: Int", "List<a>", "Returns the last `count` items.",
            "List::takeLast [1, 2, 3] 2 = [2, 3]",
            static (_, a) => Value.Of(From(a[0].AsList, FromEnd(a[0].AsList, a[1].AsInt)))),
        Pure("List::dropLast", "list: List<a>, count: Int", "List<a>", "Returns all items except the last `count`.",
            "List::dropLast [1, 2, 3] 2 = [1]",
            static (_, a) => Value.Of(a[0].AsList.Slice(0, FromEnd(a[0].AsList, a[1].AsInt)))),
        Pure("List::splitAt", "list: List<a>, index: Int", "(List<a>, List<a>)",
            "Splits the list before the index: returns the first `index` items, and the others.",
            "List::splitAt [1, 2, 3] 1 = ([1], [2, 3])",
            static (_, a) => SplitAt(a[0].AsList, a[1].AsInt)),
        Pure("List::window", "list: List<a>, size: Int", "List<List<a>>",
            "Returns each run of `size` neighbouring items: the first `size` items, then those from the second item on, and so on. "
                + "Returns an empty list if the list is shorter.",
            "List::window [1, 2, 3, 4] 2 = [[1, 2], [2, 3], [3, 4]]",
            errors: "ends the run if `size` is not positive or the lists together would be too long",
            static (execution, a) => Window(execution, a[0].AsList, a[1].AsInt)),
        Pure("List::flatMap", "list: List<a>, fn: a -> List<b>", "List<b>",
            "Calls the function with each item and joins the lists that it returns.",
            @"List::flatMap [1, 2] (\x -> [x, x * 10]) = [1, 10, 2, 20]", errors: "ends the run if the function does not return a List",
            static (execution, a) => FlatMap(execution, a[0].AsList, a[1])),
    ];

    private static LibraryFunction[] Selections() =>
    [
        Pure("List::distinct", "list: List<a>", "List<a>",
            "Returns the items without repetitions, in the order of first occurrence. `List::uniqueBy` sorts them instead.",
            "List::distinct [3, 1, 3, 2, 1] = [3, 1, 2]",
            static (execution, a) => Distinct(execution, a[0].AsList)),
        Pure("List::distinctBy", "list: List<a>, fn: a -> b", "List<a>",
            "Returns the first item for each result of the function, in their order.",
            @"List::distinctBy [1, 2, 3, 4] (\x -> x % 2) = [1, 2]",
            static (execution, a) => DistinctBy(execution, a[0].AsList, a[1])),
        Pure("List::toDict", "list: List<(String, a)>", "Dict<a>",
            "Builds a dict from pairs of a key and a value. If a key occurs twice, the last value is used.",
            """List::toDict [("a", 1), ("b", 2)] = { a: 1; b: 2 }""",
            errors: "ends the run if an item is not a pair of a String and a value",
            static (execution, a) => ToDict(execution, a[0].AsList)),
        Pure("List::partitionResults", "list: List<Result<a, err>>", "(List<a>, List<err>)",
            "Returns the values inside the Oks, and the values inside the Errors.",
            """List::partitionResults [Ok 1, Error "late", Ok 2] = ([1, 2], ["late"])""",
            errors: "ends the run if an item is not a Result",
            static (execution, a) => PartitionResults(execution, a[0].AsList)),
        Impure("List::shuffle", "list: List<a>", "List<a>", "Returns the items in random order.",
            "List::sort (List::shuffle [1, 2, 3]) = [1, 2, 3]",
            static (execution, a) => Value.Of(Draw(execution, a[0].AsList, a[0].AsList.Count))),
        Impure("List::sample", "list: List<a>, count: Int", "List<a>",
            "Returns `count` random items in random order, each item of the list at most once.",
            "List::length (List::sample [1, 2, 3] 2) = 2",
            static (execution, a) => Value.Of(Draw(execution, a[0].AsList, (int)Math.Clamp(a[1].AsInt, 0, a[0].AsList.Count)))),
    ];

    private static ListValue From(ListValue list, int index) => list.Slice(index, list.Count - index);

    private static int FromEnd(ListValue list, long count) => list.Count - (int)Math.Clamp(count, 0, list.Count);

    private static Value SplitAt(ListValue list, long index)
    {
        var at = (int)Math.Clamp(index, 0, list.Count);
        return Pair(list.Slice(0, at), From(list, at));
    }

    private static Value Window(Execution execution, ListValue list, long size)
    {
        if (size <= 0)
            throw LibraryError.Invalid($"`List::window` takes a positive Int as `size`, but got {size}");
        if (size > list.Count)
            return Value.Of(ListValue.Empty);
        var windows = new Value[list.Count - (int)size + 1];
        execution.RequireList("List::window", windows.Length * size);
        execution.Step(windows.Length * size);
        for (var i = 0; i < windows.Length; i++)
            windows[i] = Value.Of(list.Slice(i, (int)size));
        return Value.Of(new ListValue(windows));
    }

    private static Value FlatMap(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::flatMap", execution, function);
        var items = new List<Value>();
        foreach (var item in list)
        {
            var added = fn.Call(item, ValueKind.List).AsList;
            execution.RequireList("List::flatMap", (long)items.Count + added.Count);
            execution.Step(added.Count);
            items.AddRange(added.Items);
        }
        return Value.Of(new ListValue([.. items]));
    }

    private static Value Distinct(Execution execution, ListValue list)
    {
        var seen = new HashSet<Value>(new ValueComparer(execution));
        var kept = new List<Value>();
        foreach (var item in list)
        {
            execution.Step();
            if (seen.Add(item))
                kept.Add(item);
        }
        return Value.Of(new ListValue([.. kept]));
    }

    private static Value DistinctBy(Execution execution, ListValue list, Value function)
    {
        var fn = new Callback("List::distinctBy", execution, function);
        var seen = new HashSet<Value>(new ValueComparer(execution));
        var kept = new List<Value>();
        foreach (var item in list)
        {
            if (seen.Add(fn.Call(item)))
                kept.Add(item);
        }
        return Value.Of(new ListValue([.. kept]));
    }

    private static Value ToDict(Execution execution, ListValue list)
    {
        execution.Step(list.Count);
        var builder = new DictBuilder(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Reference is not TupleValue { Items: [{ IsString: true } key, var value] })
                throw LibraryError.WrongItem("List::toDict", "list", "pairs `(key, value)` with a String as the key", i, list[i]);
            builder.Set(key.AsString, value);
        }
        return Value.Of(builder.ToDict());
    }

    private static Value PartitionResults(Execution execution, ListValue list)
    {
        execution.Step(list.Count);
        var (values, errors) = (new List<Value>(), new List<Value>());
        for (var i = 0; i < list.Count; i++)
        {
            var result = list[i].Reference as ResultValue
                ?? throw LibraryError.WrongItem("List::partitionResults", "list", "Results", i, list[i]);
            (result.IsOk ? values : errors).Add(result.Inner);
        }
        return Pair(new ListValue([.. values]), new ListValue([.. errors]));
    }

    /// <summary>Moves random items to the front, and returns them.</summary>
    private static ListValue Draw(Execution execution, ListValue list, int count)
    {
        execution.Step(list.Count);
        var items = list.Items.ToArray();
        for (var i = 0; i < count; i++)
        {
            execution.Step();
            var drawn = (int)RandomValues.Int(execution.Host.Effects.NextBytes, i, items.Length - 1);
            (items[i], items[drawn]) = (items[drawn], items[i]);
        }
        return new ListValue(count == items.Length ? items : items[..count]);
    }

    private static Value Pair(ListValue first, ListValue second) => Value.Of(new TupleValue([Value.Of(first), Value.Of(second)]));
}
