using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class DictFunctions
{
    private const string NotAnEntry = "ends the run if an entry is not a list of a String and a value";

    public static LibraryFunction[] All() =>
    [
        Pure("Dict::empty", "", "Dict<a>", "Returns an empty dict.",
            "Dict::size Dict::empty = 0", static (_, _) => Value.Of(DictValue.Empty)),
        Pure("Dict::singleton", "key: String, value: a", "Dict<a>", "Returns a dict with one entry.",
            """Dict::singleton "a" 1 = { a: 1 }""", static (_, a) => Value.Of(new DictValue([a[0].AsString], [a[1]]))),
        Pure("Dict::get", "dict: Dict<a>, key: String", "Option<a>",
            "Returns the value of the key, or Nothing if the dict does not have the key.",
            """Dict::get { a: 1 } "a" = Just 1""",
            static (_, a) => a[0].AsDict.TryGet(a[1].AsString, out var value) ? Value.Just(value) : Value.Nothing),
        Pure("Dict::member", "dict: Dict<a>, key: String", "Bool", "Returns true if the dict has the key, whatever its value.",
            """Dict::member { a: null } "a" = true""", static (execution, a) => Value.Bool(a[0].AsDict.TryGet(a[1].AsString, out _))),
        Pure("Dict::set", "dict: Dict<a>, key: String, val: a", "Dict<a>", "Adds an entry, or replaces the value if the dict has the key.",
            """Dict::set { a: 1 } "b" 2 = { a: 1; b: 2 }""", static (execution, a) => Set(execution, a[0].AsDict, a[1].AsString, a[2])),
        Pure("Dict::remove", "dict: Dict<a>, key: String", "Dict<a>", "Removes the key from the dict.",
            """Dict::remove { a: 1; b: 2 } "a" = { b: 2 }""", static (_, a) => Value.Of(a[0].AsDict.Without(a[1].AsString))),
        Pure("Dict::size", "dict: Dict<a>", "Int", "Returns the number of entries.",
            "Dict::size { a: 1; b: 2 } = 2", static (_, a) => Value.Int(a[0].AsDict.Count)),
        Pure("Dict::isEmpty", "dict: Dict<a>", "Bool", "Returns true if the dict has no entries.",
            "Dict::isEmpty { a: 1 } = false", static (_, a) => Value.Bool(a[0].AsDict.Count == 0)),
        Pure("Dict::keys", "dict: Dict<a>", "List<String>", "Returns the keys in ascending order.",
            """Dict::keys { b: 2; a: 1 } = ["a", "b"]""", static (execution, a) => Keys(execution, a[0].AsDict)),
        Pure("Dict::values", "dict: Dict<a>", "List<a>", "Returns the values in the order of their keys.",
            "Dict::values { b: 2; a: 1 } = [1, 2]", static (execution, a) => Values(execution, a[0].AsDict)),
        Pure("Dict::toList", "dict: Dict<a>", "List<List<x>>", "Returns the entries as lists `[key, value]` in the order of their keys.",
            """Dict::toList { b: 2; a: 1 } = [["a", 1], ["b", 2]]""", static (execution, a) => ToList(execution, a[0].AsDict)),
        Pure("Dict::fromList", "entries: List<a>", "Option<Dict<a>>",
            "Builds a dict from lists `[key, value]`. Returns Nothing if a key occurs twice.",
            """Dict::fromList [["a", 1], ["b", 2]] = Just { a: 1; b: 2 }""",
            errors: NotAnEntry, static (execution, a) => FromList("Dict::fromList", execution, a[0].AsList, overwrites: false) is { } dict
                ? Value.Just(Value.Of(dict))
                : Value.Nothing),
        Pure("Dict::fromListOverwritingDuplicates", "entries: List<a>", "Dict<a>",
            "Builds a dict from lists `[key, value]`. If a key occurs twice, the last value is used.",
            """Dict::fromListOverwritingDuplicates [["a", 1], ["a", 2]] = { a: 2 }""",
            errors: NotAnEntry, static (execution, a) =>
                Value.Of(FromList("Dict::fromListOverwritingDuplicates", execution, a[0].AsList, overwrites: true)!)),
        Pure("Dict::merge", "left: Dict<a>, right: Dict<a>", "Dict<a>",
            "Merges two dicts. If both have a key, the value of the right dict is used.",
            "Dict::merge { a: 1; b: 2 } { b: 3; c: 4 } = { a: 1; b: 3; c: 4 }",
            static (execution, a) => Merge(execution, a[0].AsDict, a[1].AsDict)),
        Pure("Dict::map", "dict: Dict<a>, fn: String, a -> b", "Dict<b>",
            "Calls the function with each key and value, and replaces the value with the result.",
            @"Dict::map { a: 1; b: 2 } (\key value -> value * 10) = { a: 10; b: 20 }",
            static (execution, a) => Map(execution, a[0].AsDict, a[1])),
        Pure("Dict::filter", "dict: Dict<a>, fn: String, a -> Bool", "Dict<a>", "Returns the entries for which the function returns true.",
            @"Dict::filter { a: 1; b: 2 } (\key value -> value > 1) = { b: 2 }",
            errors: "ends the run if the function does not return a Bool", static (execution, a) => Filter(execution, a[0].AsDict, a[1])),
        Pure("Dict::filterMap", "dict: Dict<a>, fn: String, a -> Option<b>", "Dict<b>",
            "Calls the function with each key and value: Just replaces the value, Nothing drops the entry.",
            """Dict::filterMap { a: 1; b: 2 } (\key value -> if value > 1 then Just key else Nothing) = { b: "b" }""",
            errors: "ends the run if the function does not return an Option",
            static (execution, a) => FilterMap(execution, a[0].AsDict, a[1])),
        Pure("Dict::toJSON", "dict: Dict<a>", "String", "Converts the dict to indented JSON.",
            "Dict::toJSON { a: 1 } = \"{\\n  \\\"a\\\": 1\\n}\"",
            static (execution, a) => Value.String(ValueJson.Write(a[0], indented: true, execution.Limits.TextLength))),
    ];

    private static Value Set(Execution execution, DictValue dict, string key, Value value)
    {
        execution.RequireList("Dict::set", dict.Count + 1L);
        return Value.Of(dict.With(key, value));
    }

    private static Value Keys(Execution execution, DictValue dict)
    {
        execution.Step(dict.Count);
        return Value.Of(new ListValue(Array.ConvertAll(dict.KeyArray, Value.String)));
    }

    private static Value Values(Execution execution, DictValue dict)
    {
        execution.Step(dict.Count);
        return Value.Of(new ListValue(dict.Values.ToArray()));
    }

    private static Value ToList(Execution execution, DictValue dict)
    {
        execution.Step(dict.Count);
        var entries = new Value[dict.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Value.Of(new ListValue([Value.String(dict.Keys[i]), dict.Values[i]]));
        return Value.Of(new ListValue(entries));
    }

    /// <summary>Returns null if a key occurs twice, unless its last value is wanted.</summary>
    private static DictValue? FromList(string function, Execution execution, ListValue entries, bool overwrites)
    {
        var builder = new DictBuilder();
        for (var i = 0; i < entries.Count; i++)
        {
            execution.Step();
            if (entries[i].Reference is not ListValue { Count: 2 } pair || !pair[0].IsString)
                throw LibraryError.WrongItem(function, "entries", "lists `[key, value]` with a String as the key", i, entries[i]);
            if (overwrites)
                builder.Set(pair[0].AsString, pair[1]);
            else if (!builder.TryAdd(pair[0].AsString, pair[1]))
                return null;
        }
        return builder.ToDict();
    }

    private static Value Merge(Execution execution, DictValue left, DictValue right)
    {
        execution.RequireList("Dict::merge", (long)left.Count + right.Count);
        if (left.Count == 0 || right.Count == 0)
            return Value.Of(left.Count == 0 ? right : left);
        // Adds a few entries to a large dict one by one, so that merging in a loop does not copy the large one each time.
        if (right.Count <= left.Count / 8)
        {
            execution.Step(right.Count);
            for (var i = 0; i < right.Count; i++)
                left = left.With(right.Keys[i], right.Values[i]);
            return Value.Of(left);
        }
        if (left.Count <= right.Count / 8)
        {
            execution.Step(left.Count);
            for (var i = 0; i < left.Count; i++)
                right = right.TryGet(left.Keys[i], out _) ? right : right.With(left.Keys[i], left.Values[i]);
            return Value.Of(right);
        }
        execution.Step(left.Count + right.Count);
        var builder = new DictBuilder(left.Count + right.Count);
        foreach (var dict in (ReadOnlySpan<DictValue>)[left, right])
        {
            for (var i = 0; i < dict.Count; i++)
                builder.Set(dict.Keys[i], dict.Values[i]);
        }
        return Value.Of(builder.ToDict());
    }

    private static Value Map(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::map", execution, function);
        var values = new Value[dict.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = fn.Call(Value.String(dict.Keys[i]), dict.Values[i]);
        return Value.Of(new DictValue(dict.KeyArray, values));
    }

    private static Value Filter(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::filter", execution, function);
        var keys = new List<string>();
        var values = new List<Value>();
        for (var i = 0; i < dict.Count; i++)
        {
            if (!fn.Test(Value.String(dict.Keys[i]), dict.Values[i]))
                continue;
            keys.Add(dict.Keys[i]);
            values.Add(dict.Values[i]);
        }
        return Value.Of(new DictValue([.. keys], [.. values]));
    }

    private static Value FilterMap(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::filterMap", execution, function);
        var keys = new List<string>();
        var values = new List<Value>();
        for (var i = 0; i < dict.Count; i++)
        {
            if (fn.Choose(Value.String(dict.Keys[i]), dict.Values[i]) is not { IsJust: true } kept)
                continue;
            keys.Add(dict.Keys[i]);
            values.Add(kept.Inner);
        }
        return Value.Of(new DictValue([.. keys], [.. values]));
    }
}
