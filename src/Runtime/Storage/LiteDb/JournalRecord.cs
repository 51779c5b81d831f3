using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What a batch says, before it is known to which messages in memory it says it.</summary>
internal abstract record JournalRecord
{
    public abstract void Replay(StoreState contents);

    /// <param name="withEvents">False to leave the events of messages in the store.</param>
    public static JournalRecord Read(ref RecordReader reader, bool withEvents) => (RecordKind)reader.Byte() switch
    {
        RecordKind.Enqueued => new EnqueuedRecord(reader.Message(withEvents)),
        RecordKind.Relocated => RelocatedRecord.ReadCarried(ref reader, withEvents),
        RecordKind.OnceKey => new OnceKeyRecord(new OnceKey(reader.Handler(), reader.Text(), reader.Time())),
        RecordKind.Updated => new UpdatedRecord(reader.Handler(), reader.Number(), reader.State()),
        RecordKind.Done => new SettledRecord(reader.Handler(), reader.Number(), Settlement.Done),
        RecordKind.Removed => new SettledRecord(reader.Handler(), reader.Number(), Settlement.Removed),
        var other => throw new InvalidDataException($"{other} is no kind of record"),
    };
}

internal enum RecordKind : byte
{
    Enqueued = 1,
    Relocated = 2,
    OnceKey = 3,
    Updated = 4,
    Done = 5,
    Removed = 6,
}

internal sealed record EnqueuedRecord(Message Message) : JournalRecord
{
    public override void Replay(StoreState contents) => contents.ReplayEnqueued(Message);
}

/// <summary>A message that moved here from an older batch, with its state at that time.</summary>
internal sealed record RelocatedRecord(Message Message, long From, long Origin, Func<Message, MessageUpdated>? State, bool HoldsKey)
    : JournalRecord
{
    public override void Replay(StoreState contents) => contents.ReplayRelocated(Message, From, Origin, State?.Invoke(Message), HoldsKey);

    public static RelocatedRecord ReadCarried(ref RecordReader reader, bool withEvent)
    {
        var (from, origin, holdsKey) = (reader.Number(), reader.Number(), reader.Flag());
        var message = reader.Message(withEvent);
        return new RelocatedRecord(message, from, origin, reader.Flag() ? reader.State() : null, holdsKey);
    }
}

internal sealed record OnceKeyRecord(OnceKey Key) : JournalRecord
{
    public override void Replay(StoreState contents) => contents.SetOnceKey(Key);
}

internal sealed record UpdatedRecord(HandlerId Handler, long Position, Func<Message, MessageUpdated> State) : JournalRecord
{
    public override void Replay(StoreState contents) => contents.Replay(Handler, Position, State);
}

internal sealed record SettledRecord(HandlerId Handler, long Position, Settlement Settlement) : JournalRecord
{
    public override void Replay(StoreState contents) => contents.Replay(Handler, Position, m => new MessageSettled(m, Settlement));
}
