using System.IO.Hashing;
using System.Runtime.CompilerServices;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// A cache of the keys of JSON objects. Most objects have the same keys, within one text and across texts, so their keys are created and
/// sorted only once. Each slot holds one immutable entry and is replaced as a whole, so threads need no lock.
/// </summary>
internal sealed class JsonShapes
{
    private const int KeySlots = 1024;
    private const int ShapeSlots = 256;
    private const int MaxKeyLength = 32;
    private const int MaxKeys = 64;

    private readonly CachedKey?[] _keys = new CachedKey?[KeySlots];
    private readonly Shape?[] _shapes = new Shape?[ShapeSlots];

    public static JsonShapes Shared { get; } = new();

    /// <summary>Returns the text of a key. The same bytes usually return the same object.</summary>
    public string Key(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxKeyLength)
            return Nfc.Of(Encoding.UTF8.GetString(utf8));
        ref var slot = ref _keys[XxHash3.HashToUInt64(utf8) % KeySlots];
        var cached = Volatile.Read(ref slot);
        if (cached is null || !utf8.SequenceEqual(cached.Utf8))
        {
            cached = new CachedKey(utf8.ToArray(), Nfc.Of(Encoding.UTF8.GetString(utf8)));
            Volatile.Write(ref slot, cached);
        }
        return cached.Text;
    }

    /// <summary>Returns a dict from keys in the order of the text. If a key occurs twice, the last value is used.</summary>
    public DictValue Dict(ReadOnlySpan<string> keys, ReadOnlySpan<Value> values)
    {
        if (keys.Length == 0)
            return DictValue.Empty;
        if (keys.Length > MaxKeys)
            return new Shape(keys.ToArray()).Dict(values);
        ref var slot =
            ref _shapes[(RuntimeHelpers.GetHashCode(keys[0]) + RuntimeHelpers.GetHashCode(keys[^1]) + keys.Length) & (ShapeSlots - 1)];
        var shape = Volatile.Read(ref slot);
        if (shape is null || !shape.Matches(keys))
        {
            shape = new Shape(keys.ToArray());
            Volatile.Write(ref slot, shape);
        }
        return shape.Dict(values);
    }

    private sealed record CachedKey(byte[] Utf8, string Text);

    private sealed class Shape
    {
        private readonly string[] _source;
        private readonly string[] _sorted;

        // For each sorted key, the index of its value in the text.
        private readonly int[] _order;

        public Shape(string[] source)
        {
            _source = source;
            var last = new Dictionary<string, int>(source.Length, StringComparer.Ordinal);
            for (var i = 0; i < source.Length; i++)
                last[source[i]] = i;
            _sorted = [.. last.Keys];
            Array.Sort(_sorted, StringComparer.Ordinal);
            _order = Array.ConvertAll(_sorted, key => last[key]);
        }

        public bool Matches(ReadOnlySpan<string> keys)
        {
            if (keys.Length != _source.Length)
                return false;
            for (var i = 0; i < keys.Length; i++)
            {
                if (!ReferenceEquals(keys[i], _source[i]))
                    return false;
            }
            return true;
        }

        public DictValue Dict(ReadOnlySpan<Value> values)
        {
            var sorted = new Value[_order.Length];
            for (var i = 0; i < sorted.Length; i++)
                sorted[i] = values[_order[i]];
            return new DictValue(_sorted, sorted);
        }
    }
}
