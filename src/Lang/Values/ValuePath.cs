using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Finds the part of an event that can't be stored.</summary>
internal static class ValuePath
{
    public static RuntimeErrorException NotStorable(Value value)
    {
        var kind = ValueKind.Function;
        var path = Find(value, ref kind) ?? "";
        var what = kind == ValueKind.Function ? "a function" : $"a {kind}";
        return new RuntimeErrorException(
            RuntimeErrorCodes.NotStorable,
            $"an event can't contain {what}, but `event{path}` is one",
            "emit the data that the worker needs instead");
    }

    /// <summary>Returns the path of the first such part, or null if there is none.</summary>
    private static string? Find(Value value, ref ValueKind kind)
    {
        switch (value.Kind)
        {
            case ValueKind.List:
                return FindItem(value.AsList.Items, ref kind);
            case ValueKind.Tuple:
                return FindItem(value.AsTuple.Items, ref kind);
            case ValueKind.Dict:
                return FindField(value.AsDict, ref kind);
            case ValueKind.Option:
                return Find(value.AsOption.Inner, ref kind);
            case ValueKind.Result:
                return Find(value.AsResult.Inner, ref kind);
            case ValueKind.Function or ValueKind.DB or ValueKind.Response:
                kind = value.Kind;
                return "";
            default:
                return null;
        }
    }

    private static string? FindItem(ReadOnlySpan<Value> items, ref ValueKind kind)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (Find(items[i], ref kind) is { } rest)
                return $"[{i}]{rest}";
        }
        return null;
    }

    private static string? FindField(DictValue dict, ref ValueKind kind)
    {
        for (var i = 0; i < dict.Count; i++)
        {
            if (Find(dict.Values[i], ref kind) is { } rest)
                return $".{ValueDisplay.Key(dict.Keys[i])}{rest}";
        }
        return null;
    }
}
