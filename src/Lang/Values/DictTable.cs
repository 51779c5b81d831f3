using System.Numerics;

namespace DarkLang.Lang.Values;

/// <summary>
/// A hash table that several versions of a dict share. Entries are only added. A version sees the entries whose index is below its
/// number, and the newest entry of each key. Only the newest version can claim the next entry, and only once; a change to any other
/// version copies the table.
/// </summary>
internal sealed class DictTable
{
    private const int MinCapacity = 64;

    // The index of the newest entry in each bucket, plus one.
    private readonly int[] _buckets;
    private readonly Entry[] _entries;
    private int _used;

    private DictTable(int capacity)
    {
        _entries = new Entry[capacity];
        _buckets = new int[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    /// <summary>Returns a table with the entries of a dict. Its version is the count of the dict.</summary>
    public static DictTable Of(DictValue dict)
    {
        var table = new DictTable(Math.Max(MinCapacity, dict.Count * 2));
        for (var i = 0; i < dict.Count; i++)
            table.Add(new Entry(dict.Keys[i], dict.Values[i]));
        return table;
    }

    public bool TryGet(int version, string key, out Value value)
    {
        var index = Find(version, key, Hash(key));
        value = index >= 0 ? _entries[index].Value : default;
        return index >= 0;
    }

    public DictValue With(int version, int count, string key, Value value)
    {
        var entry = new Entry(key, value);
        return Extended(version, count, entry, Find(version, key, entry.Hash) >= 0 ? count : count + 1);
    }

    /// <summary>Removes a key, which must exist.</summary>
    public DictValue Without(int version, int count, string key) =>
        Extended(version, count, new Entry(key, Value.Of(Tombstone.Instance)), count - 1);

    public (string[] Keys, Value[] Values) Sorted(int version, int count)
    {
        var keys = new string[count];
        var values = new Value[count];
        var next = 0;
        for (var i = 0; i < version; i++)
        {
            // If no entry was replaced or removed, all are live.
            if (version != count && !IsLive(version, i))
                continue;
            keys[next] = _entries[i].Key;
            values[next++] = _entries[i].Value;
        }
        Array.Sort(keys, values, StringComparer.Ordinal);
        return (keys, values);
    }

    private DictValue Extended(int version, int count, Entry entry, int newCount)
    {
        if (version < _entries.Length && Interlocked.CompareExchange(ref _used, version + 1, version) == version)
        {
            Put(version, entry);
            return new DictValue(this, version + 1, newCount);
        }
        var copy = Copy(version, count);
        copy.Add(entry);
        return new DictValue(copy, copy._used, newCount);
    }

    /// <summary>Copies the live entries to a table with a capacity of twice their number.</summary>
    private DictTable Copy(int version, int count)
    {
        var copy = new DictTable(Math.Max(MinCapacity, checked(count * 2)));
        for (var i = 0; i < version; i++)
        {
            if (version == count || IsLive(version, i))
                copy.Add(_entries[i]);
        }
        return copy;
    }

    private void Add(Entry entry) => Put(_used++, entry);

    private void Put(int index, Entry entry)
    {
        ref var bucket = ref BucketOf(entry.Hash);
        entry.Next = bucket;
        _entries[index] = entry;
        // Readers of older versions enter through the bucket: the entry must be complete before they can see it.
        Volatile.Write(ref bucket, index + 1);
    }

    private bool IsLive(int version, int index) => Find(version, _entries[index].Key, _entries[index].Hash) == index;

    private int Find(int version, string key, int hash)
    {
        var index = Volatile.Read(ref BucketOf(hash)) - 1;
        while (index >= 0)
        {
            ref readonly var entry = ref _entries[index];
            if (index < version && entry.Hash == hash && entry.Key == key)
                return entry.IsRemoved ? -1 : index;
            index = entry.Next - 1;
        }
        return -1;
    }

    private static int Hash(string key) => key.GetHashCode(StringComparison.Ordinal);

    private ref int BucketOf(int hash) => ref _buckets[hash & (_buckets.Length - 1)];

    private struct Entry(string key, Value value)
    {
        public readonly string Key = key;
        public readonly Value Value = value;
        public readonly int Hash = DictTable.Hash(key);

        /// <summary>The index of the next older entry in the bucket, plus one.</summary>
        public int Next;

        public readonly bool IsRemoved => ReferenceEquals(Value.Reference, Tombstone.Instance);
    }

    /// <summary>Marks a removed key in place of its value. Programs never see it.</summary>
    private sealed class Tombstone : HeapValue
    {
        public static readonly Tombstone Instance = new();

        public override ValueKind Kind => throw new UnreachableException();
    }
}
