using System.Numerics;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// The messages of one handler that one commit wrote and that are only in the store: a bit for each, so that millions may wait.
/// </summary>
/// <param name="origin">The place of the first one's emit.</param>
internal sealed class SpilledGroup(Batch batch, HandlerId handler, long origin)
{
    private ulong[] _bits = new ulong[1];

    public Batch Batch { get; } = batch;

    public HandlerId Handler { get; } = handler;

    /// <summary>Groups are woken in the order of their oldest emits. The commit makes it unique: what moved twice has the same origin in both.</summary>
    public (long Origin, long Sequence) Key { get; } = (origin, batch.Sequence);

    public int Count { get; private set; }

    /// <summary>About how much room they take in the journal.</summary>
    public long Weight { get; private set; }

    public bool Holds(int index) => index / 64 < _bits.Length && (_bits[index / 64] & (1UL << (index % 64))) != 0;

    public void Add(int index, long weight)
    {
        if (index / 64 >= _bits.Length)
            Array.Resize(ref _bits, Math.Max((index / 64) + 1, _bits.Length * 2));
        _bits[index / 64] |= 1UL << (index % 64);
        Count++;
        Weight += weight;
    }

    /// <summary>Gives the weight that goes with it: nobody knows the single ones any more, so the average.</summary>
    public long Remove(int index)
    {
        var weight = Weight / Count;
        _bits[index / 64] &= ~(1UL << (index % 64));
        Count--;
        Weight -= weight;
        return weight;
    }

    public IEnumerable<int> Indexes()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1)
                yield return (word * 64) + BitOperations.TrailingZeroCount(rest);
        }
    }
}
