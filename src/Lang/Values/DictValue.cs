using System.Diagnostics;

namespace DarkLang.Lang.Values;

/// <summary>
/// A dict or record, which are the same: unique string keys in ascending ordinal order. A small one is two sorted arrays. A large one
/// that grows by <see cref="With"/> is stored in a <see cref="DictTable"/> and is sorted when it is first enumerated.
/// </summary>
public sealed class DictValue : HeapValue
{
    public static readonly DictValue Empty = new([], []);

    private const int MaxCopiedCount = 32;

    private readonly DictTable? _table;
    private readonly int _version;
    private string[]? _keys;
    private Value[]? _values;

    /// <summary>
    /// Creates a dict that owns both arrays. The keys must be distinct and in ordinal order. Records of one literal share their array.
    /// </summary>
    public DictValue(string[] keys, Value[] values)
    {
        Debug.Assert(keys.Length == values.Length);
        _keys = keys;
        _values = values;
        Count = keys.Length;
    }

    internal DictValue(DictTable table, int version, int count)
    {
        _table = table;
        _version = version;
        Count = count;
    }

    public int Count { get; }

    /// <summary>The object that dicts derived from one another share.</summary>
    internal object Shared => _table is not null ? _table : this;

    public ReadOnlySpan<string> Keys => KeyArray;

    public ReadOnlySpan<Value> Values
    {
        get
        {
            Sort();
            return _values;
        }
    }

    /// <summary>The keys, to be compared by reference: records of one literal and decoded records share the array. Do not modify.</summary>
    internal string[] KeyArray
    {
        get
        {
            Sort();
            return _keys!;
        }
    }

    public override ValueKind Kind => ValueKind.Dict;

    /// <summary>Returns the index of a key, or a negative number if it does not exist.</summary>
    public int IndexOf(string key) => Array.BinarySearch(KeyArray, key, StringComparer.Ordinal);

    public bool TryGet(string key, out Value value)
    {
        if (_table is not null)
            return _table.TryGet(_version, key, out value);
        var index = IndexOf(key);
        value = index >= 0 ? _values![index] : default;
        return index >= 0;
    }

    /// <summary>Looks first at the index where the key was last found: records of one literal have it at the same index.</summary>
    internal bool TryGet(string key, ref int hint, out Value value)
    {
        // A large dict that is still growing is not worth sorting for one lookup.
        if (Volatile.Read(ref _keys) is not { } keys)
            return TryGet(key, out value);
        var index = hint;
        if ((uint)index >= (uint)keys.Length || keys[index] != key)
        {
            index = Array.BinarySearch(keys, key, StringComparer.Ordinal);
            if (index >= 0)
                hint = index;
        }
        value = index >= 0 ? _values![index] : default;
        return index >= 0;
    }

    /// <summary>Adds or replaces an entry. Amortised constant on the newest of the dicts derived from one another.</summary>
    public DictValue With(string key, Value value)
    {
        if (_table is not null)
            return _table.With(_version, Count, key, value);
        var index = IndexOf(key);
        if (index >= 0 && Count <= MaxCopiedCount)
            return new DictValue(_keys!, Replaced(_values!, index, value));
        return Count < MaxCopiedCount
            ? new DictValue(Inserted(_keys!, ~index, key), Inserted(_values!, ~index, value))
            : DictTable.Of(this).With(Count, Count, key, value);
    }

    public DictValue Without(string key)
    {
        if (!TryGet(key, out _))
            return this;
        if (Count == 1)
            return Empty;
        if (_table is not null || Count > MaxCopiedCount)
            return _table is not null ? _table.Without(_version, Count, key) : DictTable.Of(this).Without(Count, Count, key);
        var index = IndexOf(key);
        return new DictValue(Removed(_keys!, index), Removed(_values!, index));
    }

    // If two threads sort at once, they create equal arrays, so it does not matter whose are kept.
    private void Sort()
    {
        if (Volatile.Read(ref _keys) is not null)
            return;
        var (keys, values) = _table!.Sorted(_version, Count);
        _values = values;
        Volatile.Write(ref _keys, keys);
    }

    private static Value[] Replaced(Value[] values, int index, Value value)
    {
        var copy = values.AsSpan().ToArray();
        copy[index] = value;
        return copy;
    }

    private static T[] Inserted<T>(T[] items, int index, T item)
    {
        var copy = new T[items.Length + 1];
        items.AsSpan(0, index).CopyTo(copy);
        copy[index] = item;
        items.AsSpan(index).CopyTo(copy.AsSpan(index + 1));
        return copy;
    }

    private static T[] Removed<T>(T[] items, int index)
    {
        var copy = new T[items.Length - 1];
        items.AsSpan(0, index).CopyTo(copy);
        items.AsSpan(index + 1).CopyTo(copy.AsSpan(index));
        return copy;
    }
}
