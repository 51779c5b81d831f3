using System.Collections.Concurrent;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Records which messages of crons were stored, and which of them without the next due time in the same commit.</summary>
internal sealed class FiringStore(IStore store, ConcurrentQueue<Message> fired, ConcurrentQueue<Message> torn) : IStore
{
    public StoreContents Load() => store.Load();

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        store.Commit(changes, mayUseReserve);
        var moved = changes.OfType<CronUpdated>().Select(update => update.Cron.Name).ToHashSet();
        foreach (var enqueued in changes.OfType<MessageEnqueued>())
        {
            fired.Enqueue(enqueued.Message);
            if (!moved.Contains(enqueued.Message.Handler.Name))
                torn.Enqueue(enqueued.Message);
        }
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) => store.ReadEvents(message);

    public void Spill(IReadOnlyList<Message> messages) => store.Spill(messages);

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null) =>
        store.LoadSpilled(handler, atLeast, share);

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => store.ReadSpilled(handler, after);

    public Trace? ReadTrace(Guid id) => store.ReadTrace(id);

    public SourceVersion? ReadSource(string version) => store.ReadSource(version);

    public IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page) => store.ReadHistory(page);

    public void EnsureInPlace() => store.EnsureInPlace();

    public StoreCopy BeginCopy() => store.BeginCopy();

    public void Dispose() => store.Dispose();
}
