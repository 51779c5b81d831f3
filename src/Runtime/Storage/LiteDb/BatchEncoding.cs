using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// All queue changes of one commit in one run of bytes: what is carried on from old batches first, then the changes in order. Messages are named
/// by their place, also those that get it only in this batch.
/// </summary>
internal sealed class BatchEncoding(StoreState contents)
{
    private RecordWriter _writer = new();

    /// <summary>Holds the last batch that more can be written behind.</summary>
    private RecordWriter _open = new();
    private (int Length, long LastTicks, int Strings) _end;
    private readonly Dictionary<Message, long> _places = [];

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(
        long sequence, RelocationPlan plan, IReadOnlyDictionary<Message, byte[]> carriedEvents, IReadOnlyList<Change> changes)
    {
        _writer.Clear();
        _places.Clear();
        _writer.Fixed(contents.Clock.UtcTicks);
        for (var i = 0; i < plan.Messages.Count; i++)
        {
            var (message, origin) = plan.Messages[i];
            WriteRelocated(_writer, contents, message, carriedEvents.GetValueOrDefault(message, message.Event!), origin);
            _places[message] = new JournalPosition(sequence, i).Packed;
        }

        foreach (var key in plan.Keys)
            WriteKey(_writer, key);
        WriteChanges(sequence, plan, changes);
        return _writer.Written;
    }

    /// <summary>The batch that was encoded last is stored, and others may follow in it.</summary>
    public void KeepOpen() => (_writer, _open) = (_open, _writer);

    /// <summary>The open batch with these changes behind those that it has, which take up no more than <paramref name="most"/> bytes in all; otherwise it is empty, and all is as before.</summary>
    public ReadOnlySpan<byte> Append(long sequence, IReadOnlyList<Change> changes, int most)
    {
        _places.Clear();
        _end = _open.Mark;
        (_writer, _open) = (_open, _writer);
        WriteChanges(sequence, RelocationPlan.Nothing, changes);
        (_writer, _open) = (_open, _writer);
        if (_open.Length <= most)
            return _open.Written;
        TakeBack();
        return [];
    }

    /// <summary>What was appended last is not stored.</summary>
    public void TakeBack() => _open.GoBack(_end);

    private void WriteChanges(long sequence, RelocationPlan plan, IReadOnlyList<Change> changes)
    {
        var placed = false;
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is MessageEnqueued enqueued)
            {
                _writer.Byte((byte)RecordKind.Enqueued);
                _writer.Message(enqueued.Message);
            }
            else
            {
                WriteChange(changes[i], sequence, plan, changes, ref placed);
            }
        }
    }

    /// <summary>Reads records until the end; throws <see cref="InvalidDataException"/> where they end, <paramref name="records"/> then holding those before.</summary>
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

    private static void WriteRelocated(RecordWriter writer, StoreState contents, Message message, byte[]? @event, long origin)
    {
        writer.Byte((byte)RecordKind.Relocated);
        writer.Number(message.Position);
        writer.Number(origin);
        writer.Flag(contents.HoldsKey(message));
        writer.Message(message, @event);
        var update = contents.LastUpdate(message);
        writer.Flag(update is not null);
        if (update is not null)
            writer.State(update);
    }

    private static void WriteKey(RecordWriter writer, OnceKey key)
    {
        writer.Byte((byte)RecordKind.OnceKey);
        writer.Handler(key.Handler);
        writer.Text(key.Key);
        writer.Time(key.Until);
    }

    private void WriteChange(Change change, long sequence, RelocationPlan plan, IReadOnlyList<Change> changes, ref bool placed)
    {
        var message = change switch
        {
            MessageSettled settled => settled.Message,
            MessageUpdated updated => updated.Message,
            _ => null,
        };
        if (message is null)
            return;
        if (message.Position == 0 && !placed)
        {
            PlaceNewMessages(sequence, plan.Messages.Count, changes);
            placed = true;
        }

        _writer.Byte((byte)(change switch
        {
            MessageUpdated => RecordKind.Updated,
            MessageSettled { Settlement: Settlement.Done } => RecordKind.Done,
            _ => RecordKind.Removed,
        }));
        _writer.Handler(message.Handler);
        _writer.Number(_places.Count > 0 && _places.TryGetValue(message, out var place) ? place : message.Position);
        if (change is MessageUpdated update)
            _writer.State(update);
    }

    /// <summary>Only a commit that enqueues and settles the same message needs this: no other message is touched before it has its place.</summary>
    private void PlaceNewMessages(long sequence, int index, IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is MessageEnqueued enqueued)
                _places[enqueued.Message] = new JournalPosition(sequence, index++).Packed;
        }
    }
}
