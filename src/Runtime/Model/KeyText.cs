using System.Buffers;
using System.IO.Hashing;

namespace DarkLang.Runtime.Model;

/// <summary>
/// The text of a value that <c>key</c> or <c>dedupe</c> computes: the same for two values if, and only if, the language calls them equal.
/// It is short, so it can be kept for every message and shown to people.
/// </summary>
internal static class KeyText
{
    private const int MaxLength = 100;

    private static readonly SearchValues<char> Unquoted =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -_.:/@+#");

    // Dividing by it removes the zeros at the end.
    private const decimal OneWithAllDigits = 1.0000000000000000000000000000m;

    /// <summary>Returns null for <c>null</c> and <c>Nothing</c>, which are no key.</summary>
    /// <exception cref="RuntimeErrorException">The value holds a function, or is too large to be stored.</exception>
    public static string? Of(Value value)
    {
        if (value.IsNull || value is { Kind: ValueKind.Option, AsOption.IsJust: false })
            return null;
        // Most keys are an id or a plain text.
        if (value.IsInt)
            return value.AsInt.ToString(CultureInfo.InvariantCulture);
        if (value.IsString && value.AsString is { Length: <= MaxLength - 2 } plain && !plain.AsSpan().ContainsAnyExcept(Unquoted))
            return $"\"{plain}\"";
        value = WithOneForm(value);
        var text = ValueDisplay.Short(value, MaxLength + 1);
        // What is shown shortened, or without its content, may look the same for values that differ.
        return text.Length <= MaxLength && !text.AsSpan().ContainsAny('…', '<') ? text : HashOf(value);
    }

    private static string HashOf(Value value)
    {
        var encoded = ValueEncoding.Encode(value, EngineContext.MaxEventBytes);
        return "#" + XxHash128.HashToUInt128(encoded).ToString("x32", CultureInfo.InvariantCulture);
    }

    /// <summary>Turns -0.0 into 0.0, and 1.50m into 1.5m, which are equal.</summary>
    private static Value WithOneForm(Value value) => value.Kind switch
    {
        ValueKind.Float => Value.Float(value.AsFloat + 0.0),
        ValueKind.Decimal => Value.Decimal(value.AsDecimal / OneWithAllDigits),
        ValueKind.List => Value.Of(new ListValue(WithOneForm(value.AsList.Items))),
        ValueKind.Tuple => Value.Of(new TupleValue(WithOneForm(value.AsTuple.Items))),
        ValueKind.Dict => Value.Of(WithOneForm(value.AsDict)),
        ValueKind.Option when value.AsOption.IsJust => Value.Just(WithOneForm(value.AsOption.Inner)),
        ValueKind.Result when value.AsResult.IsOk => Value.Ok(WithOneForm(value.AsResult.Inner)),
        ValueKind.Result => Value.Error(WithOneForm(value.AsResult.Inner)),
        _ => value,
    };

    private static DictValue WithOneForm(DictValue dict)
    {
        var builder = new DictBuilder(dict.Count);
        for (var i = 0; i < dict.Count; i++)
            builder.Set(dict.Keys[i], WithOneForm(dict.Values[i]));
        return builder.ToDict();
    }

    private static Value[] WithOneForm(ReadOnlySpan<Value> items)
    {
        var result = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
            result[i] = WithOneForm(items[i]);
        return result;
    }
}
