using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Compares a value with a type, including nested parts. Fields that the type does not name are ignored.</summary>
internal static class EventDifference
{
    /// <summary>Returns the path of the first difference and what it is: <c>.items[2].price: expected Float, got String "x"</c>.</summary>
    public static string? Find(Value value, DarkType type) => Find(value, type, 0);

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
            DarkType.Declared declared =>
                Fields(value.AsDict, declared.Declaration.Fields.Select(field => (field.Key, field.Value.Type)), depth + 1),
            DarkType.Record record => Fields(value.AsDict, record.Fields.Select(field => (field.Key, field.Value)), depth + 1),
            DarkType.Dict dict => Values(value.AsDict, dict.Value, depth + 1),
            DarkType.Option option => value.AsOption.IsJust ? Find(value.AsOption.Inner, option.Inner, depth + 1) : null,
            DarkType.Result result => Find(value.AsResult.Inner, value.AsResult.IsOk ? result.Ok : result.Error, depth + 1),
            _ => null,
        };
    }

    private static string Wrong(Value value, DarkType type) =>
        $": expected {TypeDisplay.Short(type)}, got {OperatorErrors.Describe(value)}";

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
