using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that select entries of a dict, reduce it, or look into nested dicts.</summary>
internal static class DictShapeFunctions
{
    private const string NoBool = "ends the run if the function does not return a Bool";

    public static LibraryFunction[] All() => [.. Entries(), .. Reductions(), .. Paths()];

    private static LibraryFunction[] Entries() =>
    [
        Pure("Dict::getOr", "dict: Dict<a>, key: String, default: a", "a", "Returns the value of the key, or the default.",
            """Dict::getOr { a: 1 } "b" 0 = 0""",
            static (_, a) => a[0].AsDict.TryGet(a[1].AsString, out var value) ? value : a[2]),
        Pure("Dict::update", "dict: Dict<a>, key: String, fn: Option<a> -> Option<b>", "Dict<a>",
            "Calls the function with the value of the key in a Just, or with Nothing. "
                + "Just replaces or adds the value, Nothing removes the key.",
            @"Dict::update { a: 1 } ""a"" (\old -> Just (Option::withDefault old 0 + 1)) = { a: 2 }",
            errors: "ends the run if the function does not return an Option",
            static (execution, a) => Update(execution, a[0].AsDict, a[1].AsString, a[2])),
        Pure("Dict::mapKeys", "dict: Dict<a>, fn: String -> String", "Dict<a>",
            "Calls the function with each key and replaces the key with the result. "
                + "If two keys become the same, the value of the later one is used.",
            "Dict::mapKeys { a: 1; b: 2 } String::toUppercase = Dict::fromListOverwritingDuplicates [[\"A\", 1], [\"B\", 2]]",
            errors: "ends the run if the function does not return a String",
            static (execution, a) => MapKeys(execution, a[0].AsDict, a[1])),
        Pure("Dict::pick", "dict: Dict<a>, keys: List<String>", "Dict<a>", "Returns only the entries with the given keys.",
            "Dict::pick { a: 1; b: 2 } [\"a\", \"c\"] = { a: 1 }", errors: "ends the run if a key is not a String",
            static (execution, a) => Select("Dict::pick", execution, a[0].AsDict, a[1].AsList, isPicked: true)),
        Pure("Dict::omit", "dict: Dict<a>, keys: List<String>", "Dict<a>", "Returns the entries without those with the given keys.",
            "Dict::omit { a: 1; b: 2 } [\"a\", \"c\"] = { b: 2 }", errors: "ends the run if a key is not a String",
            static (execution, a) => Select("Dict::omit", execution, a[0].AsDict, a[1].AsList, isPicked: false)),
        Pure("Dict::invert", "dict: Dict<String>", "Dict<String>",
            "Swaps keys and values. If a value occurs twice, the later key is used.",
            """Dict::invert { a: "x"; b: "y" } = { x: "a"; y: "b" }""", errors: "ends the run if a value is not a String",
            static (execution, a) => Invert(execution, a[0].AsDict)),
        Pure("Dict::mergeWith", "left: Dict<a>, right: Dict<a>, fn: a, a -> a", "Dict<a>",
            "Merges two dicts. If both have a key, the function is called with the left and the right value.",
            "Dict::mergeWith { a: 1; b: 2 } { b: 3 } Int::add = { a: 1; b: 5 }",
            static (execution, a) => MergeWith(execution, a[0].AsDict, a[1].AsDict, a[2])),
    ];

    private static LibraryFunction[] Reductions() =>
    [
        Pure("Dict::any", "dict: Dict<a>, fn: String, a -> Bool", "Bool",
            "Returns true if the function returns true for at least one key and value. It is not called after that entry.",
            @"Dict::any { a: 1; b: 2 } (\key value -> value > 1) = true", NoBool,
            static (execution, a) => Any(execution, a[0].AsDict, a[1])),
        Pure("Dict::all", "dict: Dict<a>, fn: String, a -> Bool", "Bool",
            "Returns true if the function returns true for every key and value.",
            @"Dict::all { a: 1; b: 2 } (\key value -> value > 1) = false", NoBool,
            static (execution, a) => Every(execution, a[0].AsDict, a[1])),
        Pure("Dict::partition", "dict: Dict<a>, fn: String, a -> Bool", "(Dict<a>, Dict<a>)",
            "Returns the entries for which the function returns true, and the other entries.",
            @"Dict::partition { a: 1; b: 2 } (\key value -> value > 1) = ({ b: 2 }, { a: 1 })", NoBool,
            static (execution, a) => Partition(execution, a[0].AsDict, a[1])),
        Pure("Dict::fold", "dict: Dict<a>, init: b, fn: b, String, a -> b", "b",
            "Calls the function with the result so far, which starts as `init`, and each key and value. Returns the last result.",
            @"Dict::fold { a: 1; b: 2 } 10 (\sum key value -> sum + value) = 13",
            static (execution, a) => Fold(execution, a[0].AsDict, a[1], a[2])),
    ];

    private static LibraryFunction[] Paths() =>
    [
        Pure("Dict::getPath", "dict: Dict<a>, path: List<String>", "Option<b>",
            "Returns the value at a path of keys through nested dicts, or Nothing if the path leads nowhere.",
            """Dict::getPath { a: { b: 1 } } ["a", "b"] = Just 1""", errors: "ends the run if a key is not a String",
            static (execution, a) => GetPath(execution, a[0], a[1].AsList)),
        Pure("Dict::setPath", "dict: Dict<a>, path: List<String>, val: b", "Dict<c>",
            "Sets the value at a path of keys through nested dicts. Dicts that are missing on the way are added.",
            """Dict::setPath { a: { b: 1 } } ["a", "c"] 2 = { a: { b: 1; c: 2 } }""",
            errors: "ends the run if the path is empty, a key is not a String, or a value on the way is not a dict",
            static (execution, a) => SetPath(execution, a[0].AsDict, a[1].AsList, a[2])),
    ];

    private static Value Update(Execution execution, DictValue dict, string key, Value function)
    {
        var old = dict.TryGet(key, out var value) ? Value.Just(value) : Value.Nothing;
        if (new Callback("Dict::update", execution, function).Choose(old) is not { IsJust: true } updated)
            return Value.Of(dict.Without(key));
        execution.RequireList("Dict::update", dict.Count + 1L);
        return Value.Of(dict.With(key, updated.Inner));
    }

    private static Value MapKeys(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::mapKeys", execution, function);
        var builder = new DictBuilder(dict.Count);
        for (var i = 0; i < dict.Count; i++)
            builder.Set(fn.Call(Value.String(dict.Keys[i]), ValueKind.String).AsString, dict.Values[i]);
        return Value.Of(builder.ToDict());
    }

    private static Value Select(string name, Execution execution, DictValue dict, ListValue list, bool isPicked)
    {
        execution.Step(dict.Count + list.Count);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
            keys.Add(Key(name, "keys", list, i));
        var builder = new DictBuilder();
        for (var i = 0; i < dict.Count; i++)
        {
            if (keys.Contains(dict.Keys[i]) == isPicked)
                builder.Set(dict.Keys[i], dict.Values[i]);
        }
        return Value.Of(builder.ToDict());
    }

    private static Value Invert(Execution execution, DictValue dict)
    {
        execution.Step(dict.Count);
        var builder = new DictBuilder(dict.Count);
        for (var i = 0; i < dict.Count; i++)
        {
            var value = dict.Values[i];
            if (!value.IsString)
                throw LibraryError.Invalid(
                    $"`Dict::invert` takes a dict of Strings, but the value of `{ValueDisplay.Key(dict.Keys[i])}` is "
                        + LibraryError.Describe(value));
            builder.Set(value.AsString, Value.String(dict.Keys[i]));
        }
        return Value.Of(builder.ToDict());
    }

    private static Value MergeWith(Execution execution, DictValue left, DictValue right, Value function)
    {
        execution.RequireList("Dict::mergeWith", (long)left.Count + right.Count);
        var fn = new Callback("Dict::mergeWith", execution, function);
        // `With` adds a few entries to a large dict without copying it, as in a loop.
        for (var i = 0; i < right.Count; i++)
        {
            execution.Step();
            var (key, value) = (right.Keys[i], right.Values[i]);
            left = left.With(key, left.TryGet(key, out var other) ? fn.Call(other, value) : value);
        }
        return Value.Of(left);
    }

    private static Value Any(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::any", execution, function);
        for (var i = 0; i < dict.Count; i++)
        {
            if (fn.Test(Value.String(dict.Keys[i]), dict.Values[i]))
                return Value.True;
        }
        return Value.False;
    }

    private static Value Every(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::all", execution, function);
        var all = true;
        for (var i = 0; i < dict.Count; i++)
            all &= fn.Test(Value.String(dict.Keys[i]), dict.Values[i]);
        return Value.Bool(all);
    }

    private static Value Partition(Execution execution, DictValue dict, Value function)
    {
        var fn = new Callback("Dict::partition", execution, function);
        var (passed, others) = (new DictBuilder(), new DictBuilder());
        for (var i = 0; i < dict.Count; i++)
            (fn.Test(Value.String(dict.Keys[i]), dict.Values[i]) ? passed : others).Set(dict.Keys[i], dict.Values[i]);
        return Value.Of(new TupleValue([Value.Of(passed.ToDict()), Value.Of(others.ToDict())]));
    }

    private static Value Fold(Execution execution, DictValue dict, Value result, Value function)
    {
        var fn = new Callback("Dict::fold", execution, function);
        for (var i = 0; i < dict.Count; i++)
            result = fn.Call(result, Value.String(dict.Keys[i]), dict.Values[i]);
        return result;
    }

    private static Value GetPath(Execution execution, Value value, ListValue path)
    {
        execution.Step(path.Count);
        for (var i = 0; i < path.Count; i++)
        {
            var key = Key("Dict::getPath", "path", path, i);
            if (value.Reference is not DictValue dict || !dict.TryGet(key, out value))
                return Value.Nothing;
        }
        return Value.Just(value);
    }

    private static Value SetPath(Execution execution, DictValue dict, ListValue path, Value value)
    {
        if (path.Count == 0)
            throw LibraryError.Invalid("`Dict::setPath` takes a list with at least one key as `path`, but got []");
        execution.Step(path.Count);
        var dicts = new DictValue[path.Count];
        dicts[0] = dict;
        for (var i = 0; i < path.Count - 1; i++)
            dicts[i + 1] = Inner(dicts[i], Key("Dict::setPath", "path", path, i));
        for (var i = path.Count - 1; i >= 0; i--)
            value = Value.Of(dicts[i].With(Key("Dict::setPath", "path", path, i), value));
        return value;
    }

    private static DictValue Inner(DictValue dict, string key) =>
        !dict.TryGet(key, out var inner) ? DictValue.Empty
        : inner.Reference as DictValue
            ?? throw LibraryError.Invalid(
                $"`Dict::setPath` can't go through `{ValueDisplay.Key(key)}`: its value is {LibraryError.Describe(inner)}, not a dict",
                "remove the key first, or set it to a dict");

    private static string Key(string name, string parameter, ListValue keys, int index) =>
        keys[index].IsString ? keys[index].AsString : throw LibraryError.WrongItem(name, parameter, "Strings", index, keys[index]);
}
