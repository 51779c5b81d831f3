using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage.Memory;

/// <summary>
/// Keeps everything in memory: for tests, and for trying a canvas without leaving files behind. It outlives <see cref="Dispose"/>, so that
/// a second engine can load what the first one left, as after a restart.
/// </summary>
public sealed class MemoryStore : IStore
{
    private const int ForgetEvery = 256;

    private readonly StoreState _contents = new();
    private readonly Dictionary<long, List<Message>> _written = [];
    private readonly Dictionary<Guid, Trace> _traces = [];
    private readonly Dictionary<string, SourceVersion> _sources = [];
    private long _sequence;

    public StoreContents Load()
    {
        foreach (var handler in _contents.Spilled.Handlers.ToList())
            LoadSpilled(handler, int.MaxValue);
        _contents.Renew(Written);
        return _contents.ToStoreContents([], []);
    }

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        _contents.Begin(++_sequence);
        foreach (var change in changes)
        {
            _contents.Apply(change);
            Keep(change);
        }

        if (_sequence % ForgetEvery != 0)
            return;
        _contents.ForgetDead();
        foreach (var sequence in _written.Keys.Where(s => _contents.FindBatch(s) is null).ToList())
            _written.Remove(sequence);
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message)
    {
        var place = JournalPosition.Of(message.Position);
        return _written.TryGetValue(place.Sequence, out var written) && written[place.Index].Event is { } @event
            ? [new StoredEvent(message, @event)]
            : throw new StoreException(StoreProblem.Damaged, $"the store does not hold message {message.Id}");
    }

    public void Spill(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            _contents.Spill(message);
    }

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast) => _contents.Load(handler, atLeast, Read);

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => _contents.Look(handler, after, Read);

    public Trace? ReadTrace(Guid id) => _traces.GetValueOrDefault(id);

    public SourceVersion? ReadSource(string version) => _sources.GetValueOrDefault(version);

    public IStoreCopy BeginCopy() => throw new StoreException(StoreProblem.Io, "a store in memory has no files to be copied");

    public void Dispose()
    {
    }

    private Message Written(long sequence, int index) => _written[sequence][index].AsStored();

    private List<Message> Read(Batch batch) => [.. _written[batch.Sequence].Select(m => m.AsStored())];

    private void Keep(Change change)
    {
        switch (change)
        {
            case MessageEnqueued { Message: var message }: KeepAsWritten(message); break;
            case TraceRecorded recorded: _traces[recorded.Trace.Id] = recorded.Trace; break;
            case TraceDropped dropped: _traces.Remove(dropped.Trace); break;
            case SourceStored kept: _sources[kept.Source.Version] = kept.Source; break;
            case SourceDropped dropped: _sources.Remove(dropped.Version); break;
            default: break;
        }
    }

    private void KeepAsWritten(Message message)
    {
        if (!_written.TryGetValue(_sequence, out var written))
            _written.Add(_sequence, written = []);
        written.Add(message.AsStored());
    }
}
