namespace DarkLang.Lang.Values;

/// <summary>Builds a dict from entries in any order. Not thread-safe.</summary>
public sealed class DictBuilder
{
    private readonly Dictionary<string, Value> _entries;

    public DictBuilder(int capacity = 0) => _entries = new Dictionary<string, Value>(capacity, StringComparer.Ordinal);

    public int Count => _entries.Count;

    /// <summary>Sets an entry. It replaces an earlier entry with the same key.</summary>
    public void Set(string key, Value value) => _entries[key] = value;

    /// <summary>Adds an entry. Returns false and changes nothing if the key exists.</summary>
    public bool TryAdd(string key, Value value) => _entries.TryAdd(key, value);

    public bool TryGet(string key, out Value value) => _entries.TryGetValue(key, out value);

    public DictValue ToDict()
    {
        if (_entries.Count == 0)
            return DictValue.Empty;
        var keys = new string[_entries.Count];
        var values = new Value[_entries.Count];
        _entries.Keys.CopyTo(keys, 0);
        _entries.Values.CopyTo(values, 0);
        if (!IsSorted(keys))
            Array.Sort(keys, values, StringComparer.Ordinal);
        return new DictValue(keys, values);
    }

    private static bool IsSorted(string[] keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (string.CompareOrdinal(keys[i - 1], keys[i]) > 0)
                return false;
        }
        return true;
    }
}
