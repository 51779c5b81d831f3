using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Returns the types of existing values, down to a limited depth.</summary>
internal static class ValueTypes
{
    private const int MaxDepth = 8;
    private const int MaxParts = 200;

    public static DarkType Of(Value value) => Of(value, MaxDepth);

    private static DarkType Of(Value value, int depth)
    {
        if (depth == 0)
            return DarkType.Any;
        var type = value.Kind switch
        {
            ValueKind.List => new DarkType.List(Join(value.AsList.Items, depth)),
            ValueKind.Tuple when value.AsTuple.Items.Length <= MaxParts =>
                new DarkType.Tuple([.. value.AsTuple.Items.ToArray().Select(item => Of(item, depth - 1))]),
            ValueKind.Tuple => DarkType.AnyTuple,
            ValueKind.Dict when value.AsDict.Count <= MaxParts => Record(value.AsDict, depth),
            ValueKind.Dict => DarkType.AnyRecord,
            ValueKind.Option => new DarkType.Option(value.AsOption.IsJust ? Of(value.AsOption.Inner, depth - 1) : DarkType.Any),
            // The type of the other side is not known, but a match may ask for it.
            ValueKind.Result when value.AsResult.IsOk => new DarkType.Result(Of(value.AsResult.Inner, depth - 1), DarkType.Any),
            ValueKind.Result => new DarkType.Result(DarkType.Any, Of(value.AsResult.Inner, depth - 1)),
            ValueKind.Function => DarkType.AnyFunction,
            var kind => new DarkType.Plain(kind),
        };
        return type.IsTooLarge ? DarkType.Any : type;
    }

    private static DarkType Join(ReadOnlySpan<Value> items, int depth)
    {
        if (items.Length is 0 or > MaxParts)
            return DarkType.Any;
        var joined = DarkType.Never;
        foreach (var item in items)
            joined = TypeJoin.Of(joined, Of(item, depth - 1));
        return joined;
    }

    private static DarkType.Record Record(DictValue dict, int depth)
    {
        var fields = new Dictionary<string, DarkType>(StringComparer.Ordinal);
        for (var i = 0; i < dict.Count; i++)
            fields.Add(dict.Keys[i], Of(dict.Values[i], depth - 1));
        return new DarkType.Record(fields, IsOpen: false);
    }
}
