using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using DarkLang.Lang.Library;

namespace DarkLang.Lang.Values;

/// <summary>
/// The keys met while one JSON text is read: its objects mostly look alike, so their keys are made, sorted and checked once.
/// </summary>
internal sealed class JsonShapes
{
    private const int KeySlots = 128;
    private const int ShapeSlots = 16;
    private const int LongestKey = 32;

    private readonly (byte[] Utf8, string Key)[] _keys = new (byte[], string)[KeySlots];
    private readonly Shape?[] _shapes = new Shape?[ShapeSlots];

    /// <summary>The same bytes mostly give the same object.</summary>
    public string Key(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKey)
            return Texts.Normalize(Encoding.UTF8.GetString(utf8));
        ref var slot = ref _keys[XxHash3.HashToUInt64(utf8) % KeySlots];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
            slot = (utf8.ToArray(), Texts.Normalize(Encoding.UTF8.GetString(utf8)));
        return slot.Key;
    }

    /// <summary>A dict from keys in the order of the text; the last of a key wins.</summary>
    public DictValue Dict(ReadOnlySpan<string> keys, ReadOnlySpan<Value> values)
    {
        if (keys.Length == 0)
            return DictValue.Empty;
        ref var shape = ref _shapes[(RuntimeHelpers.GetHashCode(keys[0]) + keys.Length) & (ShapeSlots - 1)];
        if (shape is null || !shape.IsOf(keys))
            shape = new Shape(keys.ToArray());
        return shape.Dict(values);
    }

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
