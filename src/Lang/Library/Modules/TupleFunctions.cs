using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on tuples of two and three. They take their functions first and the tuple last.</summary>
internal static class TupleFunctions
{
    public static LibraryFunction[] Pairs() =>
    [
        Pure("Tuple2::create", "first: a, second: b", "(a, b)", "A pair.",
            """Tuple2::create 1 "a" = (1, "a")""",
            static (_, a) => Tuple(a[0], a[1])),
        Pure("Tuple2::first", "tuple: (a, b)", "a", "The first of a pair.",
            """Tuple2::first (1, "a") = 1""", errors: "ends the run if the tuple is not one of two",
            static (_, a) => Items("Tuple2::first", a[0], 2)[0]),
        Pure("Tuple2::second", "tuple: (a, b)", "b", "The second of a pair.",
            "Tuple2::second (1, \"a\") = \"a\"", errors: "ends the run if the tuple is not one of two",
            static (_, a) => Items("Tuple2::second", a[0], 2)[1]),
        Pure("Tuple2::swap", "tuple: (a, b)", "(b, a)", "The pair the other way round.",
            """Tuple2::swap (1, "a") = ("a", 1)""", errors: "ends the run if the tuple is not one of two",
            static (_, a) =>
        {
            var items = Items("Tuple2::swap", a[0], 2);
            return Tuple(items[1], items[0]);
        }),
        Pure("Tuple2::mapFirst", "fn: a -> c, tuple: (a, b)", "(c, b)", "The pair with what the function gives for the first.",
            """Tuple2::mapFirst (\x -> x + 1) (1, "a") = (2, "a")""", errors: "ends the run if the tuple is not one of two",
            static (execution, a) => Map("Tuple2::mapFirst", execution, a[1], 2, 0, a[0])),
        Pure("Tuple2::mapSecond", "fn: b -> c, tuple: (a, b)", "(a, c)", "The pair with what the function gives for the second.",
            """Tuple2::mapSecond (\x -> x + 1) ("a", 1) = ("a", 2)""", errors: "ends the run if the tuple is not one of two",
            static (execution, a) => Map("Tuple2::mapSecond", execution, a[1], 2, 1, a[0])),
        Pure(
            "Tuple2::mapBoth",
            "fnFirst: a -> c, fnSecond: b -> d, tuple: (a, b)",
            "(c, d)",
            "The pair of what the functions give for the first and the second.",
            """Tuple2::mapBoth Int::negate String::length (1, "abc") = (-1, 3)""", errors: "ends the run if the tuple is not one of two",
            static (execution, a) => Map("Tuple2::mapBoth", execution, a[2], 2, 0, a[0], a[1])),
    ];

    public static LibraryFunction[] Triples() =>
    [
        Pure("Tuple3::create", "first: a, second: b, third: c", "(a, b, c)", "A triple.",
            """Tuple3::create 1 "a" true = (1, "a", true)""",
            static (_, a) => Tuple(a[0], a[1], a[2])),
        Pure("Tuple3::first", "tuple: (a, b, c)", "a", "The first of a triple.",
            """Tuple3::first (1, "a", true) = 1""", errors: "ends the run if the tuple is not one of three",
            static (_, a) => Items("Tuple3::first", a[0], 3)[0]),
        Pure("Tuple3::second", "tuple: (a, b, c)", "b", "The second of a triple.",
            "Tuple3::second (1, \"a\", true) = \"a\"", errors: "ends the run if the tuple is not one of three",
            static (_, a) => Items("Tuple3::second", a[0], 3)[1]),
        Pure("Tuple3::third", "tuple: (a, b, c)", "c", "The third of a triple.",
            """Tuple3::third (1, "a", true) = true""", errors: "ends the run if the tuple is not one of three",
            static (_, a) => Items("Tuple3::third", a[0], 3)[2]),
        Pure("Tuple3::mapFirst", "fn: a -> d, tuple: (a, b, c)", "(d, b, c)", "The triple with what the function gives for the first.",
            """Tuple3::mapFirst (\x -> x + 1) (1, "a", true) = (2, "a", true)""", errors: "ends the run if the tuple is not one of three",
            static (execution, a) => Map("Tuple3::mapFirst", execution, a[1], 3, 0, a[0])),
        Pure("Tuple3::mapSecond", "fn: b -> d, tuple: (a, b, c)", "(a, d, c)", "The triple with what the function gives for the second.",
            """Tuple3::mapSecond String::length (1, "a", true) = (1, 1, true)""", errors: "ends the run if the tuple is not one of three",
            static (execution, a) => Map("Tuple3::mapSecond", execution, a[1], 3, 1, a[0])),
        Pure("Tuple3::mapThird", "fn: c -> d, tuple: (a, b, c)", "(a, b, d)", "The triple with what the function gives for the third.",
            """Tuple3::mapThird Bool::not (1, "a", true) = (1, "a", false)""", errors: "ends the run if the tuple is not one of three",
            static (execution, a) => Map("Tuple3::mapThird", execution, a[1], 3, 2, a[0])),
        Pure(
            "Tuple3::mapAllThree",
            "fnFirst: a -> d, fnSecond: b -> e, fnThird: c -> f, tuple: (a, b, c)",
            "(d, e, f)",
            "The triple of what the functions give for the three.",
            """Tuple3::mapAllThree Int::negate String::length Bool::not (1, "a", true) = (-1, 1, false)""",
                errors: "ends the run if the tuple is not one of three",
            static (execution, a) => Map("Tuple3::mapAllThree", execution, a[3], 3, 0, a[0], a[1], a[2])),
    ];

    private static Value Tuple(params Value[] items) => Value.Of(new TupleValue(items));

    private static ReadOnlySpan<Value> Items(string function, Value tuple, int count) => tuple.AsTuple.Items.Length == count
        ? tuple.AsTuple.Items
        : throw new RuntimeErrorException(
            RuntimeErrorCodes.WrongKind,
            $"`{function}` takes a tuple of {count} as `tuple`, but got one of {tuple.AsTuple.Items.Length}: {ValueDisplay.Short(tuple)}");

    /// <summary>Replaces the items from an index on by what the functions give for them, one each.</summary>
    private static Value Map(string name, Execution execution, Value tuple, int count, int start, params ReadOnlySpan<Value> functions)
    {
        var items = Items(name, tuple, count).ToArray();
        for (var i = 0; i < functions.Length; i++)
            items[start + i] = new Callback(name, execution, functions[i]).Call(items[start + i]);
        return Tuple(items);
    }
}
