using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Storage.Memory;

/// <summary>
/// Keeps everything in memory: for tests, and for trying a canvas without leaving files behind. It outlives <see cref="Dispose"/>, so that
/// a second engine can load what the first one left, as after a restart.
/// </summary>
public sealed class MemoryStore : IStore
{
    private const int ForgetEvery = 256;

    private readonly Contents _contents = new();
    private readonly Dictionary<Guid, StoredEvent> _events = [];
    private readonly Dictionary<Guid, Trace> _traces = [];
    private readonly Dictionary<string, SourceVersion> _sources = [];
    private long _sequence;

    public StoreContents Load()
    {
        foreach (var (message, @event) in _events.Values)
            message.GiveBackEvent(@event);
        _contents.Renew();
        return _contents.ToStoreContents([]);
    }

    public void Commit(IReadOnlyList<Change> changes)
    {
        _contents.Begin(++_sequence);
        foreach (var change in changes)
        {
            _contents.Apply(change);
            Keep(change);
        }

        if (_sequence % ForgetEvery == 0) _contents.ForgetDead();
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) =>
        _events.TryGetValue(message.Id, out var stored)
            ? [new StoredEvent(message, stored.Event)]
            : throw new StoreException(StoreProblem.Damaged, $"the store does not hold message {message.Id}");

    public Trace? ReadTrace(Guid id) => _traces.GetValueOrDefault(id);

    public SourceVersion? ReadSource(string version) => _sources.GetValueOrDefault(version);

    public void Dispose()
    {
    }

    private void Keep(Change change)
    {
        switch (change)
        {
            case MessageEnqueued { Message: { Event: { } @event } message }: _events[message.Id] = new StoredEvent(message, @event); break;
            case MessageSettled settled: _events.Remove(settled.Message.Id); break;
            case TraceRecorded recorded: _traces[recorded.Trace.Id] = recorded.Trace; break;
            case TraceDropped dropped: _traces.Remove(dropped.Trace); break;
            case SourceKept kept: _sources[kept.Source.Version] = kept.Source; break;
            case SourceDropped dropped: _sources.Remove(dropped.Version); break;
            default: break;
        }
    }
}
