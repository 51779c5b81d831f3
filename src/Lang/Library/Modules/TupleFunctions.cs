using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions on tuples of two and three. They take their functions first and the tuple last.</summary>
internal static class TupleFunctions
{
    public static LibraryFunction[] Pairs() =>
    [
        Pure("Tuple2::create", "first: a, second: b", "(a, b)", "A pair.", static (_, a) => Tuple(a[0], a[1])),
        Pure("Tuple2::first", "tuple: (a, b)", "a", "The first of a pair.", static (_, a) => Items("Tuple2::first", a[0], 2)[0]),
        Pure("Tuple2::second", "tuple: (a, b)", "b", "The second of a pair.", static (_, a) => Items("Tuple2::second", a[0], 2)[1]),
        Pure("Tuple2::swap", "tuple: (a, b)", "(b, a)", "The pair the other way round.", static (_, a) =>
        {
            var items = Items("Tuple2::swap", a[0], 2);
            return Tuple(items[1], items[0]);
        }),
        Pure("Tuple2::mapFirst", "fn: a -> c, tuple: (a, b)", "(c, b)", "The pair with what the function gives for the first.", static (execution, a) => Map("Tuple2::mapFirst", execution, a[1], 2, 0, a[0])),
        Pure("Tuple2::mapSecond", "fn: b -> c, tuple: (a, b)", "(a, c)", "The pair with what the function gives for the second.", static (execution, a) => Map("Tuple2::mapSecond", execution, a[1], 2, 1, a[0])),
        Pure("Tuple2::mapBoth", "fnFirst: a -> c, fnSecond: b -> d, tuple: (a, b)", "(c, d)", "The pair of what the functions give for the first and the second.", static (execution, a) => Map("Tuple2::mapBoth", execution, a[2], 2, 0, a[0], a[1])),
    ];

    public static LibraryFunction[] Triples() =>
    [
        Pure("Tuple3::create", "first: a, second: b, third: c", "(a, b, c)", "A triple.", static (_, a) => Tuple(a[0], a[1], a[2])),
        Pure("Tuple3::first", "tuple: (a, b, c)", "a", "The first of a triple.", static (_, a) => Items("Tuple3::first", a[0], 3)[0]),
        Pure("Tuple3::second", "tuple: (a, b, c)", "b", "The second of a triple.", static (_, a) => Items("Tuple3::second", a[0], 3)[1]),
        Pure("Tuple3::third", "tuple: (a, b, c)", "c", "The third of a triple.", static (_, a) => Items("Tuple3::third", a[0], 3)[2]),
        Pure("Tuple3::mapFirst", "fn: a -> d, tuple: (a, b, c)", "(d, b, c)", "The triple with what the function gives for the first.", static (execution, a) => Map("Tuple3::mapFirst", execution, a[1], 3, 0, a[0])),
        Pure("Tuple3::mapSecond", "fn: b -> d, tuple: (a, b, c)", "(a, d, c)", "The triple with what the function gives for the second.", static (execution, a) => Map("Tuple3::mapSecond", execution, a[1], 3, 1, a[0])),
        Pure("Tuple3::mapThird", "fn: c -> d, tuple: (a, b, c)", "(a, b, d)", "The triple with what the function gives for the third.", static (execution, a) => Map("Tuple3::mapThird", execution, a[1], 3, 2, a[0])),
        Pure("Tuple3::mapAllThree", "fnFirst: a -> d, fnSecond: b -> e, fnThird: c -> f, tuple: (a, b, c)", "(d, e, f)", "The triple of what the functions give for the three.", static (execution, a) => Map("Tuple3::mapAllThree", execution, a[3], 3, 0, a[0], a[1], a[2])),
    ];

    private static Value Tuple(params Value[] items) => Value.Of(new TupleValue(items));

    private static ReadOnlySpan<Value> Items(string function, Value tuple, int count) => tuple.AsTuple.Items.Length == count
        ? tuple.AsTuple.Items
        : throw new RuntimeErrorException(RuntimeErrorCodes.WrongKind, $"`{function}` takes a tuple of {count} as `tuple`, but got one of {tuple.AsTuple.Items.Length}: {ValueDisplay.Short(tuple)}");

    /// <summary>Replaces the items from an index on by what the functions give for them, one each.</summary>
    private static Value Map(string name, Execution execution, Value tuple, int count, int start, params ReadOnlySpan<Value> functions)
    {
        var items = Items(name, tuple, count).ToArray();
        for (var i = 0; i < functions.Length; i++)
            items[start + i] = new Callback(name, execution, functions[i]).Call(items[start + i]);
        return Tuple(items);
    }
}
