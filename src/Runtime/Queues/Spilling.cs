using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>Which ready messages of a queue are only in the store, and when they are needed. Used under the engine's lock.</summary>
internal sealed class Spilling(ReadyMessages ready)
{
    /// <summary>Spilled messages are loaded when fewer ready messages than this are in memory.</summary>
    private const int LoadBelow = 2048;

    /// <summary>The number of spilled messages. They come after those in memory, of their share if the worker has shares.</summary>
    public int Count { get; private set; }

    public bool IsLoading { get; set; }

    /// <summary>Whether spilled messages are needed and not being loaded yet.</summary>
    public bool WantsLoading => Count > 0 && !IsLoading
        && (Turns is null ? ready.Count < LoadBelow : Count > Turns.Spilled || Turns.NextToLoad is not null);

    /// <summary>The share whose spilled messages are needed; null for those that have none, or whose share is not known yet.</summary>
    public Share? ShareToLoad => Turns is null || Count > Turns.Spilled ? null : Turns.NextToLoad;

    /// <summary>The shares that have spilled messages.</summary>
    public IReadOnlyCollection<Share> Shares => Turns?.SpilledShares ?? [];

    private ShareTurns? Turns => ready.Shares?.Standard;

    /// <summary>Spills a message. If shares take turns, it must be behind many others of its share: returns false if it is not.</summary>
    public bool TryAdd(Message message)
    {
        if (Turns?.TrySpill(message) == false)
            return false;
        Count++;
        return true;
    }

    public void Restore(int count) => Count += count;

    public void Removed(SpilledRemoved removed)
    {
        Count -= removed.Count;
        foreach (var (share, count) in removed.Shares)
            Forget(share, count);
    }

    /// <summary>Messages are in memory again.</summary>
    public void Loaded(int count, Share? share)
    {
        Count -= count;
        if (share is not null)
            Forget(share, count);
    }

    private void Forget(Share share, int count)
    {
        if (!share.IsRetired)
            Turns!.Unspilled(share, count);
    }
}
