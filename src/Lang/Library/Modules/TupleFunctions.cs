using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on pairs and triples. They take functions first and the tuple last.</summary>
internal static class TupleFunctions
{
    private const string NotTwo = "ends the run if the tuple does not have two items";
    private const string NotThree = "ends the run if the tuple does not have three items";

    public static LibraryFunction[] Pairs() =>
    [
        Pure("Tuple2::create", "first: a, second: b", "(a, b)", "Returns a pair.",
            """Tuple2::create 1 "a" = (1, "a")""", static (_, a) => Tuple(a[0], a[1])),
        Pure("Tuple2::first", "tuple: (a, b)", "a", "Returns the first item of a pair.",
            """Tuple2::first (1, "a") = 1""", errors: NotTwo, static (_, a) => Items("Tuple2::first", a[0], 2)[0]),
        Pure("Tuple2::second", "tuple: (a, b)", "b", "Returns the second item of a pair.",
            "Tuple2::second (1, \"a\") = \"a\"", errors: NotTwo, static (_, a) => Items("Tuple2::second", a[0], 2)[1]),
        Pure("Tuple2::swap", "tuple: (a, b)", "(b, a)", "Swaps the items of a pair.",
            """Tuple2::swap (1, "a") = ("a", 1)""", errors: NotTwo, static (_, a) => Swap(a[0])),
        Pure("Tuple2::mapFirst", "fn: a -> c, tuple: (a, b)", "(c, b)",
            "Calls the function with the first item of a pair and replaces the item with the result.",
            """Tuple2::mapFirst (\x -> x + 1) (1, "a") = (2, "a")""", errors: NotTwo,
            static (execution, a) => Map("Tuple2::mapFirst", execution, a[1], 2, 0, a[0])),
        Pure("Tuple2::mapSecond", "fn: b -> c, tuple: (a, b)", "(a, c)",
            "Calls the function with the second item of a pair and replaces the item with the result.",
            """Tuple2::mapSecond (\x -> x + 1) ("a", 1) = ("a", 2)""", errors: NotTwo,
            static (execution, a) => Map("Tuple2::mapSecond", execution, a[1], 2, 1, a[0])),
        Pure("Tuple2::mapBoth", "fnFirst: a -> c, fnSecond: b -> d, tuple: (a, b)", "(c, d)",
            "Calls a function with each item of a pair and replaces the item with the result.",
            """Tuple2::mapBoth Int::negate String::length (1, "abc") = (-1, 3)""", errors: NotTwo,
            static (execution, a) => Map("Tuple2::mapBoth", execution, a[2], 2, 0, a[0], a[1])),
    ];

    public static LibraryFunction[] Triples() =>
    [
        Pure("Tuple3::create", "first: a, second: b, third: c", "(a, b, c)", "Returns a triple.",
            """Tuple3::create 1 "a" true = (1, "a", true)""", static (_, a) => Tuple(a[0], a[1], a[2])),
        Pure("Tuple3::first", "tuple: (a, b, c)", "a", "Returns the first item of a triple.",
            """Tuple3::first (1, "a", true) = 1""", errors: NotThree, static (_, a) => Items("Tuple3::first", a[0], 3)[0]),
        Pure("Tuple3::second", "tuple: (a, b, c)", "b", "Returns the second item of a triple.",
            "Tuple3::second (1, \"a\", true) = \"a\"", errors: NotThree, static (_, a) => Items("Tuple3::second", a[0], 3)[1]),
        Pure("Tuple3::third", "tuple: (a, b, c)", "c", "Returns the third item of a triple.",
            """Tuple3::third (1, "a", true) = true""", errors: NotThree, static (_, a) => Items("Tuple3::third", a[0], 3)[2]),
        Pure("Tuple3::mapFirst", "fn: a -> d, tuple: (a, b, c)", "(d, b, c)",
            "Calls the function with the first item of a triple and replaces the item with the result.",
            """Tuple3::mapFirst (\x -> x + 1) (1, "a", true) = (2, "a", true)""", errors: NotThree,
            static (execution, a) => Map("Tuple3::mapFirst", execution, a[1], 3, 0, a[0])),
        Pure("Tuple3::mapSecond", "fn: b -> d, tuple: (a, b, c)", "(a, d, c)",
            "Calls the function with the second item of a triple and replaces the item with the result.",
            """Tuple3::mapSecond String::length (1, "a", true) = (1, 1, true)""", errors: NotThree,
            static (execution, a) => Map("Tuple3::mapSecond", execution, a[1], 3, 1, a[0])),
        Pure("Tuple3::mapThird", "fn: c -> d, tuple: (a, b, c)", "(a, b, d)",
            "Calls the function with the third item of a triple and replaces the item with the result.",
            """Tuple3::mapThird Bool::not (1, "a", true) = (1, "a", false)""", errors: NotThree,
            static (execution, a) => Map("Tuple3::mapThird", execution, a[1], 3, 2, a[0])),
        Pure("Tuple3::mapAllThree", "fnFirst: a -> d, fnSecond: b -> e, fnThird: c -> f, tuple: (a, b, c)", "(d, e, f)",
            "Calls a function with each item of a triple and replaces the item with the result.",
            """Tuple3::mapAllThree Int::negate String::length Bool::not (1, "a", true) = (-1, 1, false)""", errors: NotThree,
            static (execution, a) => Map("Tuple3::mapAllThree", execution, a[3], 3, 0, a[0], a[1], a[2])),
    ];

    private static Value Swap(Value tuple)
    {
        var items = Items("Tuple2::swap", tuple, 2);
        return Tuple(items[1], items[0]);
    }

    private static Value Tuple(params Value[] items) => Value.Of(new TupleValue(items));

    private static ReadOnlySpan<Value> Items(string function, Value tuple, int count) => tuple.AsTuple.Items.Length == count
        ? tuple.AsTuple.Items
        : throw new RuntimeErrorException(
            RuntimeErrorCodes.WrongKind,
            $"`{function}` takes a tuple of {count} items as `tuple`, but got {tuple.AsTuple.Items.Length}");

    /// <summary>Replaces items, starting at an index, with the results of one function each.</summary>
    private static Value Map(string name, Execution execution, Value tuple, int count, int start, params ReadOnlySpan<Value> functions)
    {
        var items = Items(name, tuple, count).ToArray();
        for (var i = 0; i < functions.Length; i++)
            items[start + i] = new Callback(name, execution, functions[i]).Call(items[start + i]);
        return Tuple(items);
    }
}
