using System.Numerics;
using System.Runtime.InteropServices;

namespace DarkLang.Runtime.Storage;

/// <summary>The spilled messages of one handler and share that one commit wrote: one bit each, so that millions may wait.</summary>
/// <param name="share">Null for messages without one.</param>
/// <param name="origin">The position at which the first of them was emitted.</param>
internal sealed class SpilledGroup(Batch batch, HandlerId handler, long origin, Share? share = null)
{
    private ulong[] _bits = new ulong[1];

    public Batch Batch { get; } = batch;

    public HandlerId Handler { get; } = handler;

    public Share? Share { get; } = share;

    /// <summary>Groups are loaded by their oldest emits. Two relocated groups may share an origin: the commit makes keys unique.</summary>
    public (long Origin, long Sequence) Key { get; } = (origin, batch.Sequence);

    public int Count { get; private set; }

    /// <summary>About how many bytes the messages take in the journal.</summary>
    public long Weight { get; private set; }

    public bool Contains(int index) => index / 64 < _bits.Length && (_bits[index / 64] & (1UL << (index % 64))) != 0;

    public void Add(int index, long weight)
    {
        if (index / 64 >= _bits.Length)
            Array.Resize(ref _bits, Math.Max((index / 64) + 1, _bits.Length * 2));
        _bits[index / 64] |= 1UL << (index % 64);
        Count++;
        Weight += weight;
    }

    /// <summary>Returns the weight that goes with the message: the average, since single weights are not known.</summary>
    public long Remove(int index)
    {
        var weight = Weight / Count;
        _bits[index / 64] &= ~(1UL << (index % 64));
        Count--;
        Weight -= weight;
        return weight;
    }

    /// <summary>A bit for each message, the lowest first.</summary>
    public ReadOnlySpan<byte> Bits => MemoryMarshal.AsBytes<ulong>(_bits).TrimEnd((byte)0);

    public IEnumerable<int> Indexes() => IndexesOf(MemoryMarshal.AsBytes<ulong>(_bits).ToArray());

    /// <summary>Returns the indexes whose bits are set.</summary>
    public static IEnumerable<int> IndexesOf(byte[] bits)
    {
        for (var at = 0; at < bits.Length; at++)
        {
            for (var rest = (uint)bits[at]; rest != 0; rest &= rest - 1)
                yield return (at * 8) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
