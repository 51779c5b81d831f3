using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>Fetches messages that rest in the store when their turn comes.</summary>
internal sealed class QueueLoader(EngineContext context, CommitQueue commits)
{
    private const int Portion = 2048;

    /// <summary>Fetches the next ones when few are left in memory. Under the engine's lock.</summary>
    public void LoadWhenLow(HandlerQueue queue)
    {
        if (!queue.WantsLoading)
            return;
        queue.IsLoading = true;
        _ = Load(queue, Portion);
    }

    /// <summary>Fetches all that rest now, to be looked at or acted upon as a whole.</summary>
    public async Task LoadAll(HandlerId? handler)
    {
        List<HandlerQueue> queues;
        lock (context.Gate)
            queues = [.. context.Queues.All.Where(q => q.Spilled > 0 && (handler is null || q.Id == handler))];
        foreach (var queue in queues)
            await Load(queue, int.MaxValue).ConfigureAwait(false);
    }

    /// <summary>Fetches the next ones. Gives how many; none when there are no more, or none that can be read.</summary>
    public Task<int> LoadSome(HandlerQueue queue) => Load(queue, Portion);

    private async Task<int> Load(HandlerQueue queue, int atLeast)
    {
        while (true)
        {
            try
            {
                var messages = await commits.LoadSpilled(queue.Id, atLeast).ConfigureAwait(false);
                lock (context.Gate)
                {
                    context.Queues.AddLoaded(queue, messages);
                    context.Signals.Runnable();
                }
                return messages.Count;
            }
            catch (StoreException unreadable)
            {
                // Those stay in the store; the next call goes on behind them.
                context.Signals.MessageUnreadable(unreadable);
            }
            catch (ObjectDisposedException)
            {
                return 0;
            }
        }
    }
}
