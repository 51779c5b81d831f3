using System.Buffers;
using System.Text;
using System.Text.Json;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Values;

/// <summary>Builds a value from JSON text. The entries of open arrays and objects lie on one stack until their bracket closes.</summary>
internal ref struct JsonTextReader
{
    private const int LeastRoom = 16;
    private const int MostKept = 1024;
    private const int LongestShown = 40;

    private Utf8JsonReader _json;
    private Value[] _values = ArrayPool<Value>.Shared.Rent(LeastRoom);
    private string[] _keys = ArrayPool<string>.Shared.Rent(LeastRoom);
    private int _valueCount;
    private int _keyCount;

    private JsonTextReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(utf8, new JsonReaderOptions
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = NestingGuard.StoredDepth,
    });

    /// <summary>Throws <see cref="JsonException"/>.</summary>
    public static Value Read(string json)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Read(buffer.AsSpan(0, Encoding.UTF8.GetBytes(json, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Value Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new JsonTextReader(utf8);
        try
        {
            return reader.ReadAll();
        }
        finally
        {
            GiveBack(reader._values);
            GiveBack(reader._keys);
        }
    }

    private Value ReadAll()
    {
        _json.Read();
        var value = ReadValue();
        while (_json.Read())
        {
            // The reader itself refuses anything after the value but comments.
        }
        return value;
    }

    private Value ReadValue() => _json.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(),
        JsonTokenType.StartArray => ReadArray(),
        JsonTokenType.String => ReadString(),
        JsonTokenType.Number => ReadNumber(),
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Null => Value.Null,
        _ => throw new JsonException("a value was expected"),
    };

    private Value ReadNumber()
    {
        if (!_json.ValueSpan.ContainsAny("eE."u8))
            return _json.TryGetInt64(out var whole)
                ? Value.Int(whole)
                : throw new JsonException($"{Shown()} is no Int, which has 64 bits: write it as a text, or with a point for a Float");
        return _json.GetDouble() is var number && double.IsFinite(number)
            ? Value.Float(number)
            : throw new JsonException($"{Shown()} is larger than a Float can be: write it as a text");
    }

    private readonly string Shown() => _json.ValueSpan.Length <= LongestShown
        ? Encoding.UTF8.GetString(_json.ValueSpan)
        : $"{Encoding.UTF8.GetString(_json.ValueSpan[..LongestShown])}…";

    private readonly Value ReadString() =>
        !_json.ValueIsEscaped && Rope.Suits(_json.ValueSpan) ? Rope.Of(_json.ValueSpan.ToArray()) : Value.String(ReadText());

    private readonly string ReadText()
    {
        try
        {
            return Nfc.Of(_json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string holds half of a surrogate pair");
        }
    }

    private Value ReadArray()
    {
        var start = _valueCount;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
            PushValue(ReadValue());
        var items = _values.AsSpan(start, _valueCount - start);
        _valueCount = start;
        return Value.Of(items.Length == 0 ? ListValue.Empty : new ListValue(items.ToArray()));
    }

    private Value ReadObject()
    {
        var (firstValue, firstKey) = (_valueCount, _keyCount);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            PushKey(_json.ValueIsEscaped ? ReadText() : JsonShapes.Shared.Key(_json.ValueSpan));
            _json.Read();
            PushValue(ReadValue());
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
        GiveBack(stack);
        stack = larger;
    }

    // What they hold must not stay alive, and neither must the room for one huge text.
    private static void GiveBack<T>(T[] stack)
    {
        if (stack.Length <= MostKept)
            ArrayPool<T>.Shared.Return(stack, clearArray: true);
    }
}
