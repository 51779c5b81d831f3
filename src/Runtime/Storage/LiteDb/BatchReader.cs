using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads messages back that are only in the store, or whose events are: a whole batch at once, because the messages of a batch are wanted one
/// after the other.
/// </summary>
internal sealed class BatchReader(StoreState contents, JournalSlots slots, JournalPages pages, string path)
{
    /// <summary>The messages of a batch by their number, gone ones too.</summary>
    public IReadOnlyList<Message> Read(Batch batch) => Messages(batch.Sequence);

    public IReadOnlyList<StoredEvent> ReadEvents(Message message)
    {
        var sequence = JournalPosition.Of(message.Position).Sequence;
        var batch = contents.FindBatch(sequence) ?? throw Missing($"the event of message {message.Id}");
        var events = new List<StoredEvent>();
        var index = 0;
        foreach (var stored in Messages(sequence))
        {
            if (batch.MessageAt(index++) is { IsEventUnloaded: true } waiting && stored.Event is { } @event)
                events.Add(new StoredEvent(waiting, @event));
        }

        return events.Exists(e => e.Message == message) ? events : throw Missing($"the event of message {message.Id}");
    }

    /// <summary>The events of those of these messages that let go of them.</summary>
    public IReadOnlyDictionary<Message, byte[]> ReadEvents(IReadOnlyList<(Message Message, long Origin)> messages)
    {
        var events = new Dictionary<Message, byte[]>();
        foreach (var (message, _) in messages)
        {
            if (!message.IsEventUnloaded || events.ContainsKey(message))
                continue;
            foreach (var (neighbour, @event) in ReadEvents(message))
                events[neighbour] = @event;
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

        return [.. records.Select(r => r switch
        {
            EnqueuedRecord enqueued => enqueued.Message,
            RelocatedRecord carried => carried.Message,
            _ => null,
        }).OfType<Message>()];
    }

    private StoreException Missing(string what) => new(
        StoreProblem.Damaged,
        $"{what} can't be read from the store in {path}: keep a copy of that folder before you go on, and run `dark doctor`");
}
