using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>Fetches messages that rest in the store when their turn comes.</summary>
internal sealed class Waker(EngineContext context, CommitQueue commits, Action onAwake, Action<StoreException> onUnreadable)
{
    private const int AtLeast = 2048;

    /// <summary>Fetches the next ones when few are left in memory. Under the engine's lock.</summary>
    public void Look(HandlerQueue queue)
    {
        if (!queue.WantsWaking)
            return;
        queue.IsWaking = true;
        _ = Wake(queue, AtLeast);
    }

    /// <summary>Fetches all that rest now, to be looked at or acted upon as a whole.</summary>
    public async Task WakeAll(HandlerId? handler)
    {
        List<HandlerQueue> queues;
        lock (context.Gate)
            queues = [.. context.Queues.All.Where(q => q.Resting > 0 && (handler is null || q.Id == handler))];
        foreach (var queue in queues)
            await Wake(queue, int.MaxValue).ConfigureAwait(false);
    }

    /// <summary>Fetches the next ones. Gives how many; none when there are no more, or none that can be read.</summary>
    public Task<int> WakeSome(HandlerQueue queue) => Wake(queue, AtLeast);

    private async Task<int> Wake(HandlerQueue queue, int atLeast)
    {
        while (true)
        {
            try
            {
                var messages = await commits.Wake(queue.Id, atLeast).ConfigureAwait(false);
                lock (context.Gate)
                {
                    context.Queues.Awake(queue, messages);
                    onAwake();
                }
                return messages.Count;
            }
            catch (StoreException unreadable)
            {
                // Those stay in the store; the next call goes on behind them.
                onUnreadable(unreadable);
            }
            catch (ObjectDisposedException)
            {
                return 0;
            }
        }
    }
}
