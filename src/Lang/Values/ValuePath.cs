using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Finds the part of an event that can't be stored: a function.</summary>
internal static class ValuePath
{
    public static RuntimeErrorException NotStorable(Value value) => new(
        RuntimeErrorCodes.NotStorable, $"an event can't contain a function, but `event{Find(value)}` is one",
        "emit the data that the worker needs instead");

    /// <summary>Returns the path of the first function, or null if there is none.</summary>
    private static string? Find(Value value) => value.Kind switch
    {
        ValueKind.List => Find([], value.AsList.Items),
        ValueKind.Tuple => Find([], value.AsTuple.Items),
        ValueKind.Dict => Find(value.AsDict.Keys, value.AsDict.Values),
        ValueKind.Option => Find(value.AsOption.Inner),
        ValueKind.Result => Find(value.AsResult.Inner),
        ValueKind.Function => "",
        _ => null,
    };

    private static string? Find(ReadOnlySpan<string> keys, ReadOnlySpan<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (Find(values[i]) is { } rest)
                return (keys.IsEmpty ? $"[{i}]" : $".{ValueDisplay.Key(keys[i])}") + rest;
        }
        return null;
    }
}
