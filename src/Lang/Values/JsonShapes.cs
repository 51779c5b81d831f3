using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Values;

/// <summary>
/// The keys of JSON objects: most look alike, within one text and from one to the next, so their keys are made, sorted and checked once.
/// Each slot holds one immutable entry and is replaced as a whole, so threads need no lock.
/// </summary>
internal sealed class JsonShapes
{
    private const int KeySlots = 1024;
    private const int ShapeSlots = 256;
    private const int LongestKey = 32;
    private const int MostKeys = 64;

    private readonly KnownKey?[] _keys = new KnownKey?[KeySlots];
    private readonly Shape?[] _shapes = new Shape?[ShapeSlots];

    public static JsonShapes Shared { get; } = new();

    /// <summary>The same bytes mostly give the same object.</summary>
    public string Key(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKey)
            return Nfc.Of(Encoding.UTF8.GetString(utf8));
        ref var slot = ref _keys[XxHash3.HashToUInt64(utf8) % KeySlots];
        var known = Volatile.Read(ref slot);
        if (known is null || !utf8.SequenceEqual(known.Utf8))
        {
            known = new KnownKey(utf8.ToArray(), Nfc.Of(Encoding.UTF8.GetString(utf8)));
            Volatile.Write(ref slot, known);
        }
        return known.Text;
    }

    /// <summary>A dict from keys in the order of the text; the last of a key wins.</summary>
    public DictValue Dict(ReadOnlySpan<string> keys, ReadOnlySpan<Value> values)
    {
        if (keys.Length == 0)
            return DictValue.Empty;
        if (keys.Length > MostKeys)
            return new Shape(keys.ToArray()).Dict(values);
        ref var slot =
            ref _shapes[(RuntimeHelpers.GetHashCode(keys[0]) + RuntimeHelpers.GetHashCode(keys[^1]) + keys.Length) & (ShapeSlots - 1)];
        var shape = Volatile.Read(ref slot);
        if (shape is null || !shape.IsOf(keys))
        {
            shape = new Shape(keys.ToArray());
            Volatile.Write(ref slot, shape);
        }
        return shape.Dict(values);
    }

    private sealed record KnownKey(byte[] Utf8, string Text);

    private sealed class Shape
    {
        private readonly string[] _source;
        private readonly string[] _sorted;

        // Where in the text the value of each sorted key is.
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

        public bool IsOf(ReadOnlySpan<string> keys)
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
