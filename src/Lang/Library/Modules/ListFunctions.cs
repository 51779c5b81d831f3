using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on a list that take no function.</summary>
internal static class ListFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("List::empty", "", "List<a>", "Returns an empty list.",
            "List::length List::empty = 0", static (_, _) => Value.Of(ListValue.Empty)),
        Pure("List::singleton", "val: a", "List<a>", "Returns a list with one item.",
            "List::singleton 1 = [1]", static (_, a) => List([a[0]])),
        Pure("List::length", "list: List<a>", "Int", "Returns the number of items.",
            "List::length [1, 2, 3] = 3", static (_, a) => Value.Int(a[0].AsList.Count)),
        Pure("List::isEmpty", "list: List<a>", "Bool", "Returns true if the list has no items.",
            "List::isEmpty [] = true", static (_, a) => Value.Bool(a[0].AsList.Count == 0)),
        Pure("List::head", "list: List<a>", "Option<a>", "Returns the first item, or Nothing for an empty list.",
            "List::head [1, 2] = Just 1", static (_, a) => At(a[0].AsList, 0)),
        Pure("List::last", "list: List<a>", "Option<a>", "Returns the last item, or Nothing for an empty list.",
            "List::last [1, 2] = Just 2", static (_, a) => At(a[0].AsList, a[0].AsList.Count - 1)),
        Pure("List::tail", "list: List<a>", "Option<List<a>>", "Returns all items except the first, or Nothing for an empty list.",
            "List::tail [1, 2, 3] = Just [2, 3]",
            static (_, a) => a[0].AsList is { Count: > 0 } list ? Value.Just(Value.Of(list.Skip(1))) : Value.Nothing),
        Pure("List::getAt", "list: List<a>, index: Int", "Option<a>",
            "Returns the item at the index, or Nothing if there is none. The first item has index 0.",
            "List::getAt [\"a\", \"b\"] 1 = Just \"b\"", static (_, a) => At(a[0].AsList, a[1].AsInt)),
        Pure("List::push", "list: List<a>, val: a", "List<a>", "Adds an item to the front of the list.",
            "List::push [2, 3] 1 = [1, 2, 3]", static (execution, a) => Push(execution, a[0].AsList, a[1])),
        Pure("List::pushBack", "list: List<a>, val: a", "List<a>", "Adds an item to the end of the list.",
            "List::pushBack [1, 2] 3 = [1, 2, 3]", static (execution, a) => PushBack(execution, a[0].AsList, a[1])),
        Pure("List::append", "as: List<a>, bs: List<a>", "List<a>", "Returns the items of the first list, then those of the second.",
            "List::append [1, 2] [3] = [1, 2, 3]", static (execution, a) => Append(execution, a[0].AsList, a[1].AsList)),
        Pure("List::flatten", "list: List<List<a>>", "List<a>", "Joins the lists in a list into one list.",
            "List::flatten [[1], [2, 3]] = [1, 2, 3]", errors: "ends the run if an item is not a list",
            static (execution, a) => Flatten(execution, a[0].AsList)),
        Pure("List::reverse", "list: List<a>", "List<a>", "Returns the items in reverse order.",
            "List::reverse [1, 2, 3] = [3, 2, 1]", static (execution, a) => Reverse(execution, a[0].AsList)),
        Pure("List::take", "list: List<a>, count: Int", "List<a>", "Returns the first `count` items.",
            "List::take [1, 2, 3] 2 = [1, 2]", static (_, a) => Value.Of(a[0].AsList.Slice(0, ClampCount(a[0].AsList, a[1].AsInt)))),
        Pure("List::drop", "list: List<a>, count: Int", "List<a>", "Returns all items except the first `count`.",
            "List::drop [1, 2, 3] 2 = [3]", static (_, a) => Value.Of(a[0].AsList.Skip(ClampCount(a[0].AsList, a[1].AsInt)))),
        Pure("List::member", "list: List<a>, val: a", "Bool", "Returns true if the list contains the value.",
            "List::member [1, 2] 2 = true", static (execution, a) => Member(execution, a[0].AsList, a[1])),
        Pure("List::range", "lowest: Int, highest: Int", "List<Int>", "Returns the Ints from `lowest` to `highest`, both included.",
            "List::range 1 4 = [1, 2, 3, 4]", errors: "ends the run if the list would be too long",
            static (execution, a) => Range(execution, a[0].AsInt, a[1].AsInt)),
        Pure("List::repeat", "times: Int, val: a", "List<a>", "Returns a list that contains the value `times` times.",
            """List::repeat 3 "a" = ["a", "a", "a"]""", errors: "ends the run if `times` is negative or the list would be too long",
            static (execution, a) => Repeat(execution, a[0].AsInt, a[1])),
        Pure("List::interpose", "list: List<a>, sep: a", "List<a>", "Inserts the separator between the items.",
            "List::interpose [1, 2, 3] 0 = [1, 0, 2, 0, 3]", static (execution, a) => Interpose(execution, a[0].AsList, a[1])),
        Pure("List::chunk", "list: List<a>, size: Int", "List<List<a>>",
            "Splits the list into lists of `size` items. The last one may be shorter.",
            "List::chunk [1, 2, 3, 4, 5] 2 = [[1, 2], [3, 4], [5]]", errors: "ends the run if `size` is not positive",
            static (execution, a) => Chunk(execution, a[0].AsList, a[1].AsInt)),
        Impure("List::randomElement", "list: List<a>", "Option<a>", "Returns a random item, or Nothing for an empty list.",
            "List::randomElement [5] = Just 5",
            static (execution, a) => a[0].AsList is { Count: > 0 } list
                ? At(list, RandomValues.Int(execution.Host.Effects.NextBytes, 0, list.Count - 1))
                : Value.Nothing),
    ];

    private static Value List(Value[] items) => Value.Of(new ListValue(items));

    private static Value At(ListValue list, long index) => index >= 0 && index < list.Count ? Value.Just(list[(int)index]) : Value.Nothing;

    private static int ClampCount(ListValue list, long count) => (int)Math.Clamp(count, 0, list.Count);

    private static Value Push(Execution execution, ListValue list, Value item)
    {
        execution.RequireList("List::push", list.Count + 1L);
        return Value.Of(list.Prepend(item));
    }

    private static Value PushBack(Execution execution, ListValue list, Value item)
    {
        execution.RequireList("List::pushBack", list.Count + 1L);
        return Value.Of(list.Append(item));
    }

    private static Value Append(Execution execution, ListValue first, ListValue second)
    {
        execution.RequireList("List::append", (long)first.Count + second.Count);
        if (first.Count == 0 || second.Count == 0)
            return Value.Of(first.Count == 0 ? second : first);
        // Adds the shorter list to the longer one, so that building a list from either end does not copy it each time.
        execution.Step(Math.Min(first.Count, second.Count));
        return Value.Of(first.Count < second.Count ? second.Prepend(first.Items) : first.Append(second.Items));
    }

    private static Value Flatten(Execution execution, ListValue list)
    {
        var count = 0L;
        for (var i = 0; i < list.Count; i++)
            count += list[i].Reference is ListValue inner
                ? inner.Count
                : throw LibraryError.WrongItem("List::flatten", "list", "lists", i, list[i]);
        execution.RequireList("List::flatten", count);
        execution.Step(list.Count + count);
        var items = new Value[count];
        var next = 0;
        foreach (var inner in list.Items)
        {
            inner.AsList.Items.CopyTo(items.AsSpan(next));
            next += inner.AsList.Count;
        }
        return List(items);
    }

    private static Value Reverse(Execution execution, ListValue list)
    {
        execution.Step(list.Count);
        var items = list.Items.ToArray();
        Array.Reverse(items);
        return List(items);
    }

    private static Value Member(Execution execution, ListValue list, Value value)
    {
        foreach (var item in list.Items)
        {
            execution.Step();
            if (ValueEquality.AreEqual(item, value, execution))
                return Value.True;
        }
        return Value.False;
    }

    private static Value Range(Execution execution, long lowest, long highest)
    {
        if (lowest > highest)
            return Value.Of(ListValue.Empty);
        var count = (Int128)highest - lowest + 1;
        execution.RequireList("List::range", count > long.MaxValue ? long.MaxValue : (long)count);
        execution.Step((long)count);
        return Value.Of(ListValue.Of(new RangeItems(lowest), (int)count));
    }

    private static Value Repeat(Execution execution, long times, Value value)
    {
        if (times < 0)
            throw LibraryError.Invalid($"`List::repeat` takes 0 or more as `times`, but got {times}");
        execution.RequireList("List::repeat", times);
        execution.Step(times);
        return Value.Of(ListValue.Of(new RepeatedItem(value), (int)times));
    }

    private static Value Interpose(Execution execution, ListValue list, Value separator)
    {
        if (list.Count < 2)
            return Value.Of(list);
        execution.RequireList("List::interpose", (list.Count * 2L) - 1);
        execution.Step(list.Count * 2L);
        var items = new Value[(list.Count * 2) - 1];
        for (var i = 0; i < items.Length; i++)
            items[i] = i % 2 == 0 ? list[i / 2] : separator;
        return List(items);
    }

    private static Value Chunk(Execution execution, ListValue list, long size)
    {
        if (size <= 0)
            throw LibraryError.Invalid($"`List::chunk` takes a positive Int as `size`, but got {size}");
        execution.Step(list.Count);
        var length = (int)Math.Min(size, Math.Max(1, list.Count));
        var chunks = new Value[(list.Count + length - 1) / length];
        for (var i = 0; i < chunks.Length; i++)
            chunks[i] = Value.Of(list.Slice(i * length, Math.Min(length, list.Count - (i * length))));
        return List(chunks);
    }
}
