using System.IO.Hashing;

namespace DarkLang.Lang.Values;

/// <summary>
/// A cache that lets dicts with the same keys share one array of keys: the events of a worker mostly have the same keys. Each slot holds
/// one immutable entry and is replaced as a whole, so threads need no lock. Damaged bytes only miss the cache.
/// </summary>
internal sealed class KeyCache
{
    private const int SlotCount = 1024;
    private const int MaxBlockLength = 512;

    private readonly Entry?[] _slots = new Entry?[SlotCount];

    public static KeyCache Shared { get; } = new();

    /// <summary>Returns the keys of an encoded block of keys.</summary>
    public string[] Keys(ReadOnlySpan<byte> block)
    {
        if (block.Length > MaxBlockLength)
            return ValueReader.ReadKeys(block);
        ref var slot = ref _slots[XxHash3.HashToUInt64(block) % SlotCount];
        var entry = Volatile.Read(ref slot);
        if (entry is null || !block.SequenceEqual(entry.Block))
        {
            entry = new Entry(block.ToArray(), ValueReader.ReadKeys(block));
            Volatile.Write(ref slot, entry);
        }
        return entry.Keys;
    }

    private sealed record Entry(byte[] Block, string[] Keys);
}
