using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>Reads messages, or their events, from the store: whole batches, whose messages are needed one after another.</summary>
internal sealed class BatchReader(StoreState state, JournalSlots slots, JournalPages pages, string path)
{
    /// <summary>Returns the messages of a batch by their index, including those that are no longer live.</summary>
    public IReadOnlyList<Message> Read(Batch batch) => Messages(batch.Sequence);

    public IReadOnlyList<StoredEvent> ReadEvents(Message message)
    {
        var sequence = JournalPosition.Of(message.Position).Sequence;
        var batch = state.FindBatch(sequence) ?? throw Missing($"the event of message {message.Id}");
        var events = new List<StoredEvent>();
        var index = 0;
        foreach (var stored in Messages(sequence))
        {
            if (batch.MessageAt(index++) is { IsEventUnloaded: true } waiting && stored.Event is { } @event)
                events.Add(new StoredEvent(waiting, @event));
        }
        return events.Exists(e => e.Message == message) ? events : throw Missing($"the event of message {message.Id}");
    }

    /// <summary>Returns the unloaded events of these messages, and perhaps of others.</summary>
    public IReadOnlyDictionary<Message, byte[]> ReadEvents(IReadOnlyList<(Message Message, long Origin)> messages)
    {
        var events = new Dictionary<Message, byte[]>();
        foreach (var (message, _) in messages)
        {
            foreach (var (read, @event) in message.IsEventUnloaded && !events.ContainsKey(message) ? ReadEvents(message) : [])
                events[read] = @event;
        }
        return events;
    }

    private List<Message> Messages(long sequence)
    {
        var records = new List<JournalRecord>();
        try
        {
            BatchEncoding.Read(pages.Read(sequence, slots.Of(sequence)), new StringPool(), records, withEvents: true);
        }
        catch (InvalidDataException)
        {
            throw Missing($"commit {sequence} of the journal");
        }
        return [.. records.Select(record => record.Message).OfType<Message>()];
    }

    private StoreException Missing(string what) => new(
        StoreProblem.Damaged,
        $"{what} can't be read from the store in {path}: make a copy of that folder before you continue, and run `dark doctor`");
}
