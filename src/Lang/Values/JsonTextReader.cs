using System.Text.Json;
using DarkLang.Lang.Library;
using DarkLang.Lang.Numerals;

namespace DarkLang.Lang.Values;

/// <summary>Builds a value from JSON. The entries of open arrays and objects are on one stack until the closing bracket.</summary>
internal ref struct JsonTextReader
{
    private const int InitialCapacity = 16;
    private const int MaxPooledLength = 1024;
    private const int MaxShownLength = 40;

    private Utf8JsonReader _json;
    private Value[] _values = ArrayPool<Value>.Shared.Rent(InitialCapacity);
    private string[] _keys = ArrayPool<string>.Shared.Rent(InitialCapacity);
    private int _valueCount;
    private int _keyCount;

    private JsonTextReader(ReadOnlySpan<byte> utf8) => _json = Open(utf8);

    private static Utf8JsonReader Open(ReadOnlySpan<byte> utf8) => new(utf8, new JsonReaderOptions
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = NestingGuard.MaxStoredDepth,
    });

    /// <summary>Throws <see cref="JsonException"/> if the text is not valid.</summary>
    /// <param name="type">What is declared about its numbers; null for nothing.</param>
    public static Value Read(string json, IJsonType? type)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Read(buffer.AsSpan(0, Encoding.UTF8.GetBytes(json, buffer)), type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Throws <see cref="JsonException"/> if the text is not valid, whatever its numbers are.</summary>
    public static void Check(string json)
    {
        var reader = Open(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            // Its values are for another to read.
        }
    }

    private static Value Read(ReadOnlySpan<byte> utf8, IJsonType? type)
    {
        var reader = new JsonTextReader(utf8);
        try
        {
            return reader.ReadAll(type);
        }
        finally
        {
            ReturnToPool(reader._values);
            ReturnToPool(reader._keys);
        }
    }

    private Value ReadAll(IJsonType? type)
    {
        _json.Read();
        var value = ReadValue(type);
        while (_json.Read())
        {
            // The reader itself rejects everything after the value except comments.
        }
        return value;
    }

    private Value ReadValue(IJsonType? type) => _json.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(type),
        JsonTokenType.StartArray => ReadArray(type),
        JsonTokenType.String => ReadString(),
        JsonTokenType.Number => type?.NumberKind is { } kind ? ReadNumber(kind) : ReadNumber(),
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Null => Value.Null,
        _ => throw new JsonException("expected a value"),
    };

    /// <summary>Reads a number that is declared as a Decimal or a Float.</summary>
    private readonly Value ReadNumber(ValueKind kind)
    {
        if (kind == ValueKind.Decimal)
            return DecimalText.TryRead(Encoding.ASCII.GetString(_json.ValueSpan), out var number)
                ? Value.Decimal(number)
                : throw new JsonException(
                    $"{ShownNumber()} does not fit into a Decimal ({DecimalText.Limits}): round it, or declare a String");
        // As an Int it would lose its sign.
        return _json.ValueSpan.SequenceEqual("-0"u8) ? Value.Float(-0.0) : ReadNumber();
    }

    private readonly Value ReadNumber()
    {
        if (!_json.ValueSpan.ContainsAny("eE."u8))
            return _json.TryGetInt64(out var whole)
                ? Value.Int(whole)
                : throw new JsonException(
                    $"{ShownNumber()} does not fit into an Int of 64 bits: write it as a string, or with a decimal point as a Float");
        var number = _json.GetDouble();
        if (!double.IsFinite(number))
            throw new JsonException($"{ShownNumber()} is too large for a Float: write it as a string");
        return FloatPrecision.KeepsWhole(_json.ValueSpan, number)
            ? Value.Float(number)
            : throw new JsonException(
                $"{ShownNumber()} would become {ValueDisplay.Float(number)}, the nearest Float: "
                    + "write it as a string, or declare a Decimal");
    }

    private readonly string ShownNumber() => _json.ValueSpan.Length <= MaxShownLength
        ? Encoding.UTF8.GetString(_json.ValueSpan)
        : $"{Encoding.UTF8.GetString(_json.ValueSpan[..MaxShownLength])}…";

    private readonly Value ReadString() =>
        !_json.ValueIsEscaped && Rope.IsDeferrable(_json.ValueSpan) ? Rope.Of(_json.ValueSpan.ToArray()) : Value.String(ReadText());

    private readonly string ReadText()
    {
        try
        {
            return Nfc.Of(_json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string contains half of a surrogate pair");
        }
    }

    private Value ReadArray(IJsonType? type)
    {
        var start = _valueCount;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            PushValue(ReadValue(type?.ItemAt(_valueCount - start)));
        var items = _values.AsSpan(start, _valueCount - start);
        _valueCount = start;
        return Value.Of(items.Length == 0 ? ListValue.Empty : new ListValue(items.ToArray()));
    }

    private Value ReadObject(IJsonType? type)
    {
        var (firstValue, firstKey) = (_valueCount, _keyCount);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            var key = _json.ValueIsEscaped ? ReadText() : JsonShapes.Shared.Key(_json.ValueSpan);
            PushKey(key);
            _json.Read();
            PushValue(ReadValue(type?.FieldOf(key)));
        }
        var keys = _keys.AsSpan(firstKey, _keyCount - firstKey);
        var values = _values.AsSpan(firstValue, _valueCount - firstValue);
        (_valueCount, _keyCount) = (firstValue, firstKey);
        return Value.Of(JsonShapes.Shared.Dict(keys, values));
    }

    private void PushValue(Value value)
    {
        if (_valueCount == _values.Length)
            Grow(ref _values);
        _values[_valueCount++] = value;
    }

    private void PushKey(string key)
    {
        if (_keyCount == _keys.Length)
            Grow(ref _keys);
        _keys[_keyCount++] = key;
    }

    private static void Grow<T>(ref T[] stack)
    {
        var larger = ArrayPool<T>.Shared.Rent(stack.Length * 2);
        stack.CopyTo(larger, 0);
        ReturnToPool(stack);
        stack = larger;
    }

    // The pool must not keep the entries alive, nor the large array of one huge text.
    private static void ReturnToPool<T>(T[] stack)
    {
        if (stack.Length <= MaxPooledLength)
            ArrayPool<T>.Shared.Return(stack, clearArray: true);
    }
}
