using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

internal enum RecordKind : byte
{
    Enqueued = 1,
    Relocated = 2,

    /// <summary>Only in early stores, which did not know the message of a key.</summary>
    OnceKeyOfUnknown = 3,
    Updated = 4,
    Done = 5,

    /// <summary>In early stores also a removal by hand, which did not free the once-key then.</summary>
    Replaced = 6,
    SpilledRemoved = 7,
    Removed = 8,
    OnceKey = 9,
    OnceKeyForgotten = 10,
}

/// <summary>One record of a batch, as it is read: which messages in memory it changes is not known yet.</summary>
/// <param name="Message">The message that the batch holds: emitted by its commit, or relocated from an older one.</param>
/// <param name="Change">Null for an emit, of which there may be millions.</param>
internal readonly record struct JournalRecord(Message? Message, Action<StoreState>? Change)
{
    public void Replay(StoreState state)
    {
        if (Change is null)
            state.ReplayEnqueued(Message!);
        else
            Change(state);
    }

    /// <param name="withEvents">False leaves the events of messages in the store.</param>
    public static JournalRecord Read(ref RecordReader reader, bool withEvents) => (RecordKind)reader.Byte() switch
    {
        RecordKind.Enqueued => new JournalRecord(reader.Message(withEvents), null),
        RecordKind.Relocated => Relocated(ref reader, withEvents),
        RecordKind.OnceKeyOfUnknown => OnceKey(new OnceKey(reader.Handler(), reader.Text(), reader.Time())),
        RecordKind.OnceKey => OnceKey(new OnceKey(reader.Handler(), reader.Text(), reader.Time(), reader.Id(), reader.Time())),
        RecordKind.OnceKeyForgotten => Forgotten(new OnceKeyForgotten(reader.Handler(), reader.Text())),
        RecordKind.Updated => Changed(reader.Handler(), reader.Number(), reader.State()),
        RecordKind.Done => Changed(reader.Handler(), reader.Number(), message => new MessageSettled(message, Settlement.Done)),
        RecordKind.Replaced => Changed(reader.Handler(), reader.Number(), message => new MessageSettled(message, Settlement.Replaced)),
        RecordKind.Removed => Changed(reader.Handler(), reader.Number(), message => new MessageSettled(message, Settlement.Removed)),
        RecordKind.SpilledRemoved => SpilledRemoved(
            reader.Array((ref group) => (Sequence: group.Number(), Bits: group.Bytes()))),
        var other => throw new InvalidDataException($"{other} is not a kind of record"),
    };

    private static JournalRecord Relocated(ref RecordReader reader, bool withEvent)
    {
        var (from, origin, ownsOnceKey) = (reader.Number(), reader.Number(), reader.Flag());
        var message = reader.Message(withEvent);
        var update = reader.Flag() ? reader.State()(message) : null;
        return new JournalRecord(message, state => state.ReplayRelocated(message, from, origin, update, ownsOnceKey));
    }

    private static JournalRecord OnceKey(OnceKey key) => new(null, state => state.SetOnceKey(key));

    private static JournalRecord Forgotten(OnceKeyForgotten forgotten) => new(null, state => state.Apply(forgotten));

    private static JournalRecord SpilledRemoved(IReadOnlyList<(long, byte[])> groups) =>
        new(null, state => state.ReplaySpilledRemoved(groups));

    private static JournalRecord Changed(HandlerId handler, long position, Func<Message, Change> change) =>
        new(null, state => state.Replay(handler, position, change));
}
