using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage.Records;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Reads events back that their messages let go of: the whole batch at once, because the messages of a batch are wanted one after the other.
/// </summary>
internal sealed class EventReader(Contents contents, JournalSlots slots, string path)
{
    public IReadOnlyList<StoredEvent> Read(LiteEngine engine, Message message)
    {
        var sequence = Place.Of(message.Position).Sequence;
        var batch = contents.FindBatch(sequence) ?? throw Missing(message);
        var events = new List<StoredEvent>();
        var index = 0;
        foreach (var stored in StoredMessages(engine, sequence, message))
        {
            if (batch.MessageAt(index++) is { IsEventStored: true } waiting && stored.Event is { } @event)
                events.Add(new StoredEvent(waiting, @event));
        }

        return events.Exists(e => e.Message == message) ? events : throw Missing(message);
    }

    /// <summary>The events of those of these messages that let go of them.</summary>
    public IReadOnlyDictionary<Message, byte[]> ReadAll(LiteEngine engine, IReadOnlyList<(Message Message, long Origin)> messages)
    {
        var events = new Dictionary<Message, byte[]>();
        foreach (var (message, _) in messages)
        {
            if (!message.IsEventStored || events.ContainsKey(message)) continue;
            foreach (var (neighbour, @event) in Read(engine, message)) events[neighbour] = @event;
        }

        return events;
    }

    // In the order of their places.
    private IEnumerable<Message> StoredMessages(LiteEngine engine, long sequence, Message wanted)
    {
        var content = new MemoryStream();
        foreach (var slot in slots.Of(sequence))
        {
            var bytes = Find(engine, slot);
            if (JournalPart.Read(bytes) is not { } part || part.Sequence != sequence) throw Missing(wanted);
            content.Write(part.Content(bytes));
        }

        var records = new List<JournalRecord>();
        try
        {
            BatchEncoding.Read(content.ToArray(), new StringPool(), records);
        }
        catch (InvalidDataException)
        {
            throw Missing(wanted);
        }

        return records.Select(r => r switch
        {
            EnqueuedRecord enqueued => enqueued.Message,
            CarriedRecord carried => carried.Message,
            _ => null,
        }).OfType<Message>();
    }

    private static byte[] Find(LiteEngine engine, int slot)
    {
        var query = new Query();
        query.Where.Add(Query.EQ("_id", slot));
        using var reader = engine.Query(Documents.Journal, query);
        return reader.Read() && reader.Current.AsDocument["b"] is { IsBinary: true } bytes ? bytes.AsBinary : [];
    }

    private StoreException Missing(Message message) => new(
        StoreProblem.Damaged,
        $"the event of message {message.Id} can't be read from the store in {path}: keep a copy of that folder before you go on");
}
