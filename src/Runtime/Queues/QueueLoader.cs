using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>Loads spilled messages from the store when their turn comes.</summary>
internal sealed class QueueLoader(EngineContext context, CommitQueue commits)
{
    private const int Portion = 2048;

    private const int PortionOfShare = ShareTurns.MostInMemory;

    /// <summary>Starts to load the next messages when few are left in memory. Under the engine's lock.</summary>
    public void LoadWhenLow(HandlerQueue queue)
    {
        if (!queue.Spilling.WantsLoading)
            return;
        queue.Spilling.IsLoading = true;
        _ = queue.Spilling.ShareToLoad is { } share ? Load(queue, share, PortionOfShare) : Load(queue, null, Portion);
    }

    /// <summary>Loads all spilled messages of one handler, or of all, so that a query or command sees them.</summary>
    public async Task LoadAll(HandlerId? handler)
    {
        List<HandlerQueue> queues;
        lock (context.Gate)
            queues = [.. context.Queues.All.Where(q => q.Spilled > 0 && (handler is null || q.Id == handler))];
        foreach (var queue in queues)
        {
            await Load(queue, null, int.MaxValue).ConfigureAwait(false);
            foreach (var share in SpilledShares(queue))
                await Load(queue, share, int.MaxValue).ConfigureAwait(false);
        }
    }

    /// <summary>Loads the next messages. Returns their number; zero when there are no more, or none that can be read.</summary>
    public Task<int> LoadSome(HandlerQueue queue) => Load(queue, null, Portion);

    private List<Share> SpilledShares(HandlerQueue queue)
    {
        lock (context.Gate)
            return [.. queue.Spilling.Shares];
    }

    /// <param name="share">Null for messages that have no share, or whose share is not known yet.</param>
    private async Task<int> Load(HandlerQueue queue, Share? share, int atLeast)
    {
        while (true)
        {
            try
            {
                var messages = await commits.LoadSpilled(queue.Id, atLeast, share).ConfigureAwait(false);
                lock (context.Gate)
                {
                    context.Queues.AddLoaded(queue, messages, share);
                    // Another share may have waited for this one.
                    if (messages.Count > 0)
                        LoadWhenLow(queue);
                    context.Signals.Runnable();
                }
                return messages.Count;
            }
            catch (StoreException unreadable)
            {
                // The unreadable messages stay in the store; the next call continues after them.
                context.Signals.MessageUnreadable(unreadable);
            }
            catch (ObjectDisposedException)
            {
                return 0;
            }
        }
    }
}
