namespace DarkLang.Lang.Values;

/// <summary>
/// What errors show of a value: its kind, its size, and the names and kinds of its fields. The contents of texts and records may be
/// secret, and errors go to logs. Numbers, truth values, dates and single characters are shown as they are, also a few of them in a list.
/// </summary>
public static class ValueShape
{
    private const int MaxLength = 60;
    private const int MaxKeyLength = 40;
    private const int MaxPlainItems = 8;

    /// <summary>The longest text that an error about that very text quotes.</summary>
    private const int MaxQuoted = 60;

    public static string Of(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Function => "a function",
        ValueKind.Password => "a Password",
        ValueKind.String => Counted("String", value.AsString.Length, "character"),
        ValueKind.Bytes => Counted("Bytes", value.AsBytes.Content.Length, "byte"),
        ValueKind.Option or ValueKind.Result when IsPlain(value) => ValueDisplay.Short(value),
        ValueKind.List when !IsPlain(value) => Counted("List", value.AsList.Count, "item"),
        ValueKind.Tuple when !IsPlain(value) => $"Tuple ({Kinds(value.AsTuple)})",
        ValueKind.Dict => $"Dict {Fields(value.AsDict)}",
        ValueKind.Option => $"Just {Inner(value.AsOption.Inner)}",
        ValueKind.Result => $"{(value.AsResult.IsOk ? "Ok" : "Error")} {Inner(value.AsResult.Inner)}",
        var kind => $"{kind} {ValueDisplay.Short(value)}",
    };

    /// <summary>Shows a value that code chooses by: a short text, alone or in an Option or Result, is the point there.</summary>
    public static string OfChoice(Value value) => TextOf(value) is { Length: <= MaxQuoted }
        ? value.IsString ? $"String {ValueDisplay.Short(value)}" : ValueDisplay.Short(value)
        : Of(value);

    /// <summary>Shows the names and kinds of the fields of a record: <c>{ id: Int, name: String }</c>.</summary>
    public static string Fields(DictValue dict) => dict.Count == 0
        ? "{}"
        : $"{{ {Joined(dict.Count, index => $"{KeyOf(dict.Keys[index])}: {KindOf(dict.Values[index])}")} }}";

    /// <summary>Whether a value is a number or the like, or holds only a few of them.</summary>
    private static bool IsPlain(Value value) => value.Kind switch
    {
        ValueKind.Int or ValueKind.Float or ValueKind.Decimal or ValueKind.Bool or ValueKind.Null => true,
        ValueKind.Date or ValueKind.Uuid => true,
        ValueKind.Option => !value.AsOption.IsJust || IsPlain(value.AsOption.Inner),
        ValueKind.Result => IsPlain(value.AsResult.Inner),
        ValueKind.List => value.AsList.Count <= MaxPlainItems && AllPlain(value.AsList.Items),
        ValueKind.Tuple => value.AsTuple.Items.Length <= MaxPlainItems && AllPlain(value.AsTuple.Items),
        _ => false,
    };

    private static bool AllPlain(ReadOnlySpan<Value> items)
    {
        foreach (var item in items)
        {
            if (!IsPlain(item))
                return false;
        }
        return true;
    }

    private static string Kinds(TupleValue tuple) => Joined(tuple.Items.Length, index => KindOf(tuple.Items[index]));

    private static string? TextOf(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Option when value.AsOption is { IsJust: true, Inner: { IsString: true } inner } => inner.AsString,
        ValueKind.Result when value.AsResult.Inner is { IsString: true } inner => inner.AsString,
        _ => null,
    };

    private static string Counted(string kind, int count, string unit) => count switch
    {
        0 => $"empty {kind}",
        1 => $"{kind} of 1 {unit}",
        _ => $"{kind} of {count} {unit}s",
    };

    private static string Inner(Value value) => value.Kind is ValueKind.Option or ValueKind.Result ? $"({Of(value)})" : Of(value);

    private static string KindOf(Value value) => value.IsNull ? "null" : value.Kind.ToString();

    private static string KeyOf(string key) =>
        ValueDisplay.Key(key.Length > MaxKeyLength ? string.Concat(key.AsSpan(0, MaxKeyLength), "…") : key);

    private static string Joined(int count, Func<int, string> textOf)
    {
        var shown = new List<string>();
        for (var (i, length) = (0, 0); i < count; i++)
        {
            var text = textOf(i);
            length += text.Length + 2;
            if (length > MaxLength && i > 0)
            {
                shown.Add($"… {count - i} more");
                break;
            }
            shown.Add(text);
        }
        return string.Join(", ", shown);
    }
}
