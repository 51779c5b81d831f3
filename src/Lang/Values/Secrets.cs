using System.Buffers.Text;
using System.Text;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Values;

/// <summary>
/// Keys that a run gave to functions that take secrets, and their other forms: the bytes of a text, and the texts of bytes. Whatever is
/// shown of the run has <see cref="Redacted"/> in their place. Not thread-safe.
/// </summary>
public sealed class Secrets
{
    public const string Redacted = "<redacted>";

    /// <summary>A shorter text is redacted only where it is a whole value: inside others it may stand for anything.</summary>
    private const int LeastPart = 6;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<object, Value> _done = new(ReferenceEqualityComparer.Instance);

    public bool IsEmpty => _texts.Count == 0;

    public void Add(Value value)
    {
        if (value.IsString)
            AddText(value.AsString);
        else if (value.Reference is BytesValue { Content: { Length: > 0 } bytes })
            AddBytes(bytes);
    }

    /// <summary>Returns a text without the secrets in it.</summary>
    public string Redact(string text)
    {
        if (_texts.Contains(text))
            return Redacted;
        foreach (var secret in _texts)
        {
            if (secret.Length >= LeastPart)
                text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>Returns a value without the secrets in it: the same one if there are none.</summary>
    public Value Redact(Value value)
    {
        if (value.Reference is not { } content)
            return value;
        if (_done.TryGetValue(content, out var done))
            return done;
        var redacted = RedactContent(value);
        _done[content] = redacted;
        return redacted;
    }

    private Value RedactContent(Value value) => value.Kind switch
    {
        ValueKind.String => Redact(value.AsString) is var text && text == value.AsString ? value : Value.String(text),
        ValueKind.Bytes => Holds(value.AsBytes.Content) ? Value.String(Redacted) : value,
        ValueKind.List => TryRedact(value.AsList.Items, out var items) ? Value.Of(new ListValue(items)) : value,
        ValueKind.Tuple => TryRedact(value.AsTuple.Items, out var items) ? Value.Of(new TupleValue(items)) : value,
        ValueKind.Dict => RedactDict(value),
        ValueKind.Option when value.AsOption.IsJust => TryRedact([value.AsOption.Inner], out var inner) ? Value.Just(inner[0]) : value,
        ValueKind.Result when TryRedact([value.AsResult.Inner], out var inner) =>
            value.AsResult.IsOk ? Value.Ok(inner[0]) : Value.Error(inner[0]),
        _ => value,
    };

    private Value RedactDict(Value value)
    {
        var dict = value.AsDict;
        var keys = dict.Keys.ToArray();
        var hasSecretKey = Array.Exists(keys, key => Redact(key) != key);
        if (!TryRedact(dict.Values, out var items) && !hasSecretKey)
            return value;
        var redacted = new DictBuilder(keys.Length);
        for (var i = 0; i < keys.Length; i++)
            redacted.Set(Redact(keys[i]), items[i]);
        return Value.Of(redacted.ToDict());
    }

    private bool TryRedact(ReadOnlySpan<Value> values, out Value[] redacted)
    {
        redacted = new Value[values.Length];
        var differs = false;
        for (var i = 0; i < values.Length; i++)
        {
            redacted[i] = Redact(values[i]);
            differs |= !ReferenceEquals(redacted[i].Reference, values[i].Reference);
        }
        return differs;
    }

    private bool Holds(ReadOnlySpan<byte> bytes) => _texts.Contains(Convert.ToHexString(bytes));

    private void AddText(string text)
    {
        if (text.Length == 0)
            return;
        AddForms(text, Encoding.UTF8.GetBytes(text));
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        AddForms(null, bytes);
        try
        {
            _texts.Add(Nfc.Of(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)));
        }
        catch (ArgumentException)
        {
            // They are no text.
        }
    }

    private void AddForms(string? text, ReadOnlySpan<byte> bytes)
    {
        if (text is not null)
            _texts.Add(text);
        _texts.Add(Convert.ToHexString(bytes));
        _texts.Add(Convert.ToHexStringLower(bytes));
        _texts.Add(Convert.ToBase64String(bytes));
        _texts.Add(Base64Url.EncodeToString(bytes));
    }
}
