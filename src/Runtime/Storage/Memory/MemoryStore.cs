namespace DarkLang.Runtime.Storage.Memory;

/// <summary>
/// Keeps everything in memory, for tests and for trying a canvas without leaving files behind. It outlives <see cref="Dispose"/>: a second
/// engine loads what the first one left, as after a restart.
/// </summary>
public sealed class MemoryStore : IStore
{
    private const int CleanUpEvery = 256;

    private readonly StoreState _state = new();
    private readonly Dictionary<long, List<Message>> _written = [];
    private readonly Dictionary<FactId, FactStored> _facts = [];
    private long _sequence;

    public StoreContents Load()
    {
        _state.Spilled.RetireShares();
        foreach (var handler in _state.Spilled.Handlers.ToList())
            LoadSpilled(handler, int.MaxValue);
        _state.ReplaceMessages(Written);
        return _state.ToStoreContents([], []);
    }

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        _state.Begin(++_sequence);
        var written = new List<Message>();
        foreach (var change in changes)
        {
            _state.Apply(change);
            switch (change)
            {
                case MessageEnqueued enqueued: written.Add(enqueued.Message.AsStored()); break;
                case FactStored stored: _facts[stored.Id] = stored; break;
                case FactRemoved removed: _facts.Remove(removed.Id); break;
                default: break;
            }
        }
        if (written.Count > 0)
            _written.Add(_sequence, written);
        if (_sequence % CleanUpEvery == 0)
            RemoveDeadBatches();
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message)
    {
        var place = JournalPosition.Of(message.Position);
        return _written.TryGetValue(place.Sequence, out var written) && written[place.Index].Event is { } @event
            ? [new StoredEvent(message, @event)]
            : throw new StoreException(StoreProblem.Damaged, $"the store does not have message {message.Id}");
    }

    public void Spill(IReadOnlyList<Message> messages) => _state.Spill(messages);

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null) =>
        _state.Load(handler, atLeast, share, Read);

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => _state.ReadSpilled(handler, after, Read);

    public Trace? ReadTrace(Guid id) => (_facts.GetValueOrDefault(FactKinds.Trace.Of(id)) as TraceRecorded)?.Trace;

    public SourceVersion? ReadSource(string version) => (_facts.GetValueOrDefault(FactKinds.Source.Of(version)) as SourceStored)?.Source;

    public IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page) =>
        _facts.GetValueOrDefault(FactKinds.History.Of(page.Key)) is HistoryStored stored ? HistoryStored.ReadLines(stored.Lines) : null;

    public void EnsureInPlace()
    {
    }

    public StoreCopy BeginCopy() => throw new StoreException(StoreProblem.Io, "a store in memory has no files to copy");

    public void Dispose()
    {
    }

    private void RemoveDeadBatches()
    {
        _state.RemoveDeadBatches();
        foreach (var sequence in _written.Keys.Where(s => _state.FindBatch(s) is null).ToList())
            _written.Remove(sequence);
    }

    private Message Written(long sequence, int index) => _written[sequence][index].AsStored();

    private List<Message> Read(Batch batch) => [.. _written[batch.Sequence].Select(m => m.AsStored())];
}
