using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Numerals;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Compares a value with a type, including nested parts. Fields that the type does not name are ignored.</summary>
internal static class EventDifference
{
    /// <summary>Returns the path of the first difference and what it is: <c>.items[2].price: expected Float, got String "x"</c>.</summary>
    public static string? Find(Value value, DarkType type) => Find(value, type, 0);

    /// <summary>Returns all differences, each as <see cref="Find(Value, DarkType)"/> does.</summary>
    public static IEnumerable<string> All(Value value, DarkType type, int depth = 0)
    {
        if (depth > NestingGuard.MaxStoredDepth)
            return [];
        return (type, value.Kind) switch
        {
            (DarkType.Declared or DarkType.Record, ValueKind.Dict) => FieldsOf(type).SelectMany(field =>
                value.AsDict.TryGet(field.Name, out var given)
                    ? Below($".{ValueDisplay.Key(field.Name)}", given, field.Type, depth)
                    : [$".{ValueDisplay.Key(field.Name)}{Missing(value.AsDict, field.Name, field.Type)}"]),
            (DarkType.List list, ValueKind.List) => Enumerable.Range(0, value.AsList.Count).SelectMany(index =>
                Below($"[{index}]", value.AsList[index], list.Item, depth)),
            (DarkType.Dict dict, ValueKind.Dict) => Enumerable.Range(0, value.AsDict.Count).SelectMany(index =>
                Below($".{ValueDisplay.Key(value.AsDict.Keys[index])}", value.AsDict.Values[index], dict.Value, depth)),
            (DarkType.Option option, ValueKind.Option) when value.AsOption.IsJust => All(value.AsOption.Inner, option.Inner, depth + 1),
            _ => Find(value, type) is { } difference ? [difference] : [],
        };
    }

    private static IEnumerable<string> Below(string path, Value value, DarkType type, int depth) =>
        All(value, type, depth + 1).Select(difference => path + difference);

    private static IEnumerable<(string Name, DarkType Type)> FieldsOf(DarkType type) => type is DarkType.Declared declared
        ? declared.Declaration.Fields.Select(field => (field.Key, field.Value.Type))
        : ((DarkType.Record)type).Fields.Select(field => (field.Key, field.Value));

    private static string? Find(Value value, DarkType type, int depth)
    {
        // Values nested deeper can't be stored, and are refused for that reason.
        if (type.Kind is not { } kind || depth > NestingGuard.MaxStoredDepth)
            return null;
        if (!Kinds.Is(in value, kind))
            return Wrong(value, type);
        return type switch
        {
            DarkType.List list => Items(value.AsList.Items, list.Item, depth + 1),
            DarkType.Tuple { Items: { } items } => Tuple(value, items, type, depth + 1),
            DarkType.Declared or DarkType.Record => Fields(value.AsDict, FieldsOf(type), depth + 1),
            DarkType.Dict dict => Values(value.AsDict, dict.Value, depth + 1),
            DarkType.Option option => value.AsOption.IsJust ? Find(value.AsOption.Inner, option.Inner, depth + 1) : null,
            DarkType.Result result => Find(value.AsResult.Inner, value.AsResult.IsOk ? result.Ok : result.Error, depth + 1),
            _ => null,
        };
    }

    private static string Wrong(Value value, DarkType type) =>
        $": expected {TypeDisplay.Short(type)}, got {OperatorErrors.Describe(value)}{WhyNotFloat(value, type)}";

    private static string WhyNotFloat(Value value, DarkType type) =>
        value.IsInt && type.Kind == ValueKind.Float && !FloatPrecision.Keeps(value.AsInt)
            ? $", which would become {ValueDisplay.Float(value.AsInt)} as a Float: declare it as an Int" : "";

    private static string? Items(ReadOnlySpan<Value> items, DarkType type, int depth)
    {
        if (type.Kind is null)
            return null;
        for (var i = 0; i < items.Length; i++)
        {
            if (Find(items[i], type, depth) is { } difference)
                return $"[{i}]{difference}";
        }
        return null;
    }

    private static string? Tuple(Value value, IReadOnlyList<DarkType> types, DarkType type, int depth)
    {
        var items = value.AsTuple.Items;
        if (items.Length != types.Count)
            return Wrong(value, type);
        for (var i = 0; i < items.Length; i++)
        {
            if (Find(items[i], types[i], depth) is { } difference)
                return $"[{i}]{difference}";
        }
        return null;
    }

    private static string? Fields(DictValue dict, IEnumerable<(string Name, DarkType Type)> fields, int depth)
    {
        foreach (var (name, type) in fields)
        {
            var difference = dict.TryGet(name, out var value) ? Find(value, type, depth) : Missing(dict, name, type);
            if (difference is not null)
                return $".{ValueDisplay.Key(name)}{difference}";
        }
        return null;
    }

    private static string Missing(DictValue dict, string name, DarkType type)
    {
        var nearest = NearestName.Of(name, dict.Keys.ToArray());
        return $": expected {TypeDisplay.Short(type)}, but there is no such field{(nearest is null ? "" : $" (there is `{nearest}`)")}";
    }

    private static string? Values(DictValue dict, DarkType type, int depth)
    {
        if (type.Kind is null)
            return null;
        for (var i = 0; i < dict.Count; i++)
        {
            if (Find(dict.Values[i], type, depth) is { } difference)
                return $".{ValueDisplay.Key(dict.Keys[i])}{difference}";
        }
        return null;
    }
}
