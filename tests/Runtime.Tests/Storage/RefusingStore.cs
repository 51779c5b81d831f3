using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>A store whose disk is full for the changes a test names.</summary>
internal sealed class RefusingStore : IStore
{
    private readonly MemoryStore _store = new();
    private volatile Func<Change, bool> _refuses = _ => false;
    private volatile int _stored;

    /// <summary>Commits that were refused.</summary>
    public CountSignal Refused { get; } = new();

    /// <inheritdoc cref="Refused"/>
    public int Refusals => Refused.Count;

    /// <summary>Changes whose commit has returned.</summary>
    public int Stored => _stored;

    /// <summary>Which changes the store has no room for: a commit with one of them is refused.</summary>
    public Func<Change, bool> Refuses { get => _refuses; set => _refuses = value; }

    /// <summary>A commit with more changes that bring something new does not fit.</summary>
    public int MostNew { get; set; } = int.MaxValue;

    public StoreContents Load() => _store.Load();

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        if (changes.Any(_refuses) || changes.Count(change => change.AddsData) > MostNew)
        {
            Refused.Add();
            throw new StoreException(StoreProblem.Full, "no room left on the disk");
        }
        _store.Commit(changes);
        _stored += changes.Count;
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) => _store.ReadEvents(message);

    public void Spill(IReadOnlyList<Message> messages) => _store.Spill(messages);

    /// <summary>Makes the next read of the oldest spilled messages fail.</summary>
    public bool IsDamaged { get; set; }

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null)
    {
        var messages = _store.LoadSpilled(handler, IsDamaged ? 1 : atLeast, share);
        if (!IsDamaged)
            return messages;
        IsDamaged = false;
        throw new StoreException(StoreProblem.Damaged, $"{messages.Count} messages can't be read");
    }

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => _store.ReadSpilled(handler, after);

    public Trace? ReadTrace(Guid id) => _store.ReadTrace(id);

    public SourceVersion? ReadSource(string version) => _store.ReadSource(version);

    public IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page) => _store.ReadHistory(page);

    public void EnsureInPlace() => _store.EnsureInPlace();

    public StoreCopy BeginCopy() => _store.BeginCopy();

    public void Dispose() => _store.Dispose();
}
