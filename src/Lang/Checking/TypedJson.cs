using DarkLang.Lang.Library;
using DarkLang.Lang.Library.Modules;
using DarkLang.Lang.Numerals;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// Restores what JSON could not express, if the type says what was meant: the inverse of <see cref="ValueJson.Write"/>. What does not match
/// stays as it is, for <see cref="EventDifference"/> to report.
/// </summary>
internal static class TypedJson
{
    public static Value Read(Value value, DarkType type) => type switch
    {
        DarkType.Plain plain => Plain(value, plain.Of),
        DarkType.List list when value.Kind == ValueKind.List && list.Item.Kind is not null =>
            Value.Of(new ListValue(Items(value.AsList.Items, _ => list.Item))),
        DarkType.Tuple { Items: { } items } when value.Kind == ValueKind.List && value.AsList.Count == items.Count =>
            Value.Of(new TupleValue(Items(value.AsList.Items, i => items[i]))),
        DarkType.Declared declared => Record(value, TypeJoin.Records(declared).Fields),
        DarkType.Record record => Record(value, record.Fields),
        DarkType.Dict dict when value.Kind == ValueKind.Dict && dict.Value.Kind is not null => Dict(value.AsDict, dict.Value),
        DarkType.Option => value.Kind switch
        {
            ValueKind.Null => Value.Nothing,
            _ => Value.Just(Read(value, ((DarkType.Option)type).Inner)),
        },
        DarkType.Result result => Result(value, result),
        _ => value,
    };

    private static Value Plain(Value value, ValueKind kind) => (kind, value.Kind) switch
    {
        (ValueKind.Float, ValueKind.Int) when FloatPrecision.Keeps(value.AsInt) => Value.Float(value.AsInt),
        (ValueKind.Date, ValueKind.String) when DateReader.TryRead(value.AsString, out var date) => Value.Date(date),
        (ValueKind.Uuid, ValueKind.String) when UuidFunctions.TryParse(value.AsString, out var id) => Value.Uuid(id),
        (ValueKind.Char, ValueKind.String) when IsOneCharacter(value.AsString) => Value.Char(value.AsString),
        (ValueKind.Bytes, ValueKind.String) when Base64.TryDecode(value.AsString, out var bytes) => Value.Of(new BytesValue(bytes)),
        _ => value,
    };

    private static bool IsOneCharacter(string text) => text.Length > 0 && StringInfo.GetNextTextElementLength(text) == text.Length;

    private static Value[] Items(ReadOnlySpan<Value> items, Func<int, DarkType> type)
    {
        var read = new Value[items.Length];
        for (var i = 0; i < read.Length; i++)
            read[i] = Read(items[i], type(i));
        return read;
    }

    /// <summary>Reads a record; a field that is an Option may be omitted.</summary>
    private static Value Record(Value value, IReadOnlyDictionary<string, DarkType> fields)
    {
        if (value.Kind != ValueKind.Dict)
            return value;
        var dict = value.AsDict;
        foreach (var (name, type) in fields)
        {
            if (dict.TryGet(name, out var given))
                dict = dict.With(name, Read(given, type));
            else if (type is DarkType.Option)
                dict = dict.With(name, Value.Nothing);
        }
        return Value.Of(dict);
    }

    private static Value Dict(DictValue dict, DarkType type) => Value.Of(new DictValue(dict.Keys.ToArray(), Items(dict.Values, _ => type)));

    private static Value Result(Value value, DarkType.Result type) =>
        value.Kind == ValueKind.Dict && value.AsDict is { Count: 1 } dict && dict.TryGet("Error", out var error)
            ? Value.Error(Read(error, type.Error))
            : Value.Ok(Read(value, type.Ok));
}
