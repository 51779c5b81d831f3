using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Writes all queue changes of one commit as one run of bytes: what is relocated from old batches first, then the changes in order.
/// Messages are named by their position, including those that get it only with this batch.
/// </summary>
internal sealed class BatchEncoding(StoreState state)
{
    private RecordWriter _writer = new();

    /// <summary>Holds the last batch while more can be appended to it.</summary>
    private RecordWriter _open = new();
    private (int Length, long LastTicks, int Strings) _end;
    private readonly Dictionary<Message, long> _positions = [];

    /// <summary>The bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(
        long sequence, RelocationPlan plan, IReadOnlyDictionary<Message, byte[]> relocatedEvents, IReadOnlyList<Change> changes)
    {
        _writer.Clear();
        _positions.Clear();
        _writer.Fixed(state.Clock.UtcTicks);
        for (var i = 0; i < plan.Messages.Count; i++)
        {
            var (message, origin) = plan.Messages[i];
            WriteRelocated(message, relocatedEvents.GetValueOrDefault(message, message.Event!), origin);
            _positions[message] = new JournalPosition(sequence, i).Packed;
        }
        foreach (var key in plan.Keys)
            WriteKey(key);
        WriteChanges(sequence, plan, changes);
        return _writer.Written;
    }

    /// <summary>The last encoded batch is stored, and may be appended to.</summary>
    public void KeepOpen() => (_writer, _open) = (_open, _writer);

    /// <summary>Appends changes to the open batch and returns its bytes; if they are too many, changes and returns nothing.</summary>
    public ReadOnlySpan<byte> Append(long sequence, IReadOnlyList<Change> changes, int maxBytes)
    {
        _positions.Clear();
        _end = _open.Position;
        (_writer, _open) = (_open, _writer);
        WriteChanges(sequence, RelocationPlan.Nothing, changes);
        (_writer, _open) = (_open, _writer);
        if (_open.Length <= maxBytes)
            return _open.Written;
        UndoAppend();
        return [];
    }

    /// <summary>Removes the last appended changes, which were not stored.</summary>
    public void UndoAppend() => _open.Rewind(_end);

    /// <summary>Adds all records to the list. Throws <see cref="InvalidDataException"/> at a bad one, with those before added.</summary>
    public static DateTimeOffset Read(ReadOnlySpan<byte> bytes, StringPool pool, List<JournalRecord> records, bool withEvents)
    {
        var reader = new RecordReader(bytes, pool);
        var clock = reader.Fixed();
        if (clock < 0 || clock > DateTimeOffset.MaxValue.Ticks)
            throw new InvalidDataException("the time of the batch is out of range");
        while (!reader.AtEnd)
            records.Add(JournalRecord.Read(ref reader, withEvents));
        return new DateTimeOffset(clock, TimeSpan.Zero);
    }

    private void WriteRelocated(Message message, byte[]? @event, long origin)
    {
        _writer.Byte((byte)RecordKind.Relocated);
        _writer.Number(message.Position);
        _writer.Number(origin);
        _writer.Flag(state.OwnsOnceKey(message));
        _writer.Message(message, @event);
        var update = state.LastUpdate(message);
        _writer.Flag(update is not null);
        if (update is not null)
            _writer.State(update);
    }

    private void WriteKey(OnceKey key)
    {
        _writer.Byte((byte)(key.Message == Guid.Empty ? RecordKind.OnceKeyOfUnknown : RecordKind.OnceKey));
        _writer.Handler(key.Handler);
        _writer.Text(key.Key);
        _writer.Time(key.Until);
        if (key.Message == Guid.Empty)
            return;
        _writer.Id(key.Message);
        _writer.Time(key.TakenAt);
    }

    private void WriteChanges(long sequence, RelocationPlan plan, IReadOnlyList<Change> changes)
    {
        var hasPositions = false;
        for (var i = 0; i < changes.Count; i++)
        {
            switch (changes[i])
            {
                case MessageEnqueued { Message: var message }:
                    _writer.Byte((byte)RecordKind.Enqueued);
                    _writer.Message(message);
                    break;
                case MessageUpdated { Message: var message } update:
                    WriteChange(RecordKind.Updated, message);
                    _writer.State(update);
                    break;
                case MessageSettled { Message: var message, Settlement: var settlement }:
                    WriteChange(KindOf(settlement), message);
                    break;
                case OnceKeyForgotten forgotten:
                    _writer.Byte((byte)RecordKind.OnceKeyForgotten);
                    _writer.Handler(forgotten.Handler);
                    _writer.Text(forgotten.Key);
                    break;
                case SpilledRemoved { Handler: var handler }:
                    WriteSpilledRemoved(handler);
                    break;
                default:
                    break;
            }
        }

        void WriteChange(RecordKind kind, Message message)
        {
            if (message.Position == 0 && !hasPositions)
            {
                SetNewPositions(sequence, plan.Messages.Count, changes);
                hasPositions = true;
            }
            _writer.Byte((byte)kind);
            _writer.Handler(message.Handler);
            _writer.Number(_positions.Count > 0 && _positions.TryGetValue(message, out var position) ? position : message.Position);
        }
    }

    private static RecordKind KindOf(Settlement settlement) => settlement switch
    {
        Settlement.Done => RecordKind.Done,
        Settlement.Removed => RecordKind.Removed,
        _ => RecordKind.Replaced,
    };

    // Named one by one: which of them are spilled is not the same after a restart.
    private void WriteSpilledRemoved(HandlerId handler)
    {
        var groups = state.Spilled.Of(handler);
        _writer.Byte((byte)RecordKind.SpilledRemoved);
        _writer.Unsigned((ulong)groups.Count);
        foreach (var group in groups)
        {
            _writer.Number(group.Batch.Sequence);
            _writer.Bytes(group.Bits);
        }
    }

    /// <summary>Only a commit that enqueues and changes the same message needs this: any other message has its position already.</summary>
    private void SetNewPositions(long sequence, int index, IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is MessageEnqueued enqueued)
                _positions[enqueued.Message] = new JournalPosition(sequence, index++).Packed;
        }
    }
}
