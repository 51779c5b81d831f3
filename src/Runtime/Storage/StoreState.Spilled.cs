using System.Diagnostics;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>The messages that are only in the store: a bit each, until they are wanted.</summary>
internal sealed partial class StoreState
{
    public void Spill(Message message)
    {
        Debug.Assert(LastUpdate(message) is null, "a resting message is as it was emitted");
        var place = JournalPosition.Of(message.Position);
        if (FindBatch(place.Sequence) is { } batch && batch.MessageAt(place.Index) == message)
            Spilled.Add(batch.Spill(place.Index, message.Handler, Weight(message)));
    }

    public bool IsSpilled(long position)
    {
        var place = JournalPosition.Of(position);
        return FindBatch(place.Sequence)?.SpilledAt(place.Index) is not null;
    }

    /// <summary>Reads back an emit. The message need not have its event when it <see cref="Message.CanSpill"/>.</summary>
    public void ReplayEnqueued(Message message)
    {
        if (!message.CanSpill)
        {
            Enqueue(message);
            return;
        }

        ReplaySpilled(message, 0);
        if (message.EmittedAt > Clock)
            Clock = message.EmittedAt;
    }

    /// <summary>Reads back a message that moved here from an older commit.</summary>
    public void ReplayRelocated(Message message, long from, long origin, MessageUpdated? state, bool holdsKey)
    {
        Supersede(from);
        if (message.CanSpill && state is null)
            ReplaySpilled(message, origin);
        else
            Relocate(message, origin, state, holdsKey);
    }

    /// <summary>At the end of reading back: what was changed since its emit can't rest.</summary>
    public void LoadChanged(Func<Batch, IReadOnlyList<Message>> read)
    {
        foreach (var changed in _wanted.GroupBy(w => JournalPosition.Of(w.Key).Sequence).ToList())
        {
            var batch = FindBatch(changed.Key)!;
            var stored = read(batch);
            foreach (var (position, update) in changed)
            {
                var index = JournalPosition.Of(position).Index;
                Load(batch.SpilledAt(index)!, index, stored[index]);
                _updates[stored[index]] = update with { Message = stored[index] };
            }
        }

        _wanted.Clear();
    }

    /// <summary>Wakes whole groups, the oldest first.</summary>
    public List<Message> Load(HandlerId handler, int atLeast, Func<Batch, IReadOnlyList<Message>> read)
    {
        var woken = new List<Message>();
        while (woken.Count < atLeast && Spilled.First(handler) is { } group)
        {
            try
            {
                var stored = read(group.Batch);
                foreach (var index in group.Indexes().ToList())
                    woken.Add(Load(group, index, stored[index]));
            }
            catch (StoreException) when (woken.Count > 0)
            {
                break;
            }
            catch (StoreException)
            {
                // They stay in the store, for the next start to name; those behind them must not wait for that.
                Spilled.Remove(group);
                throw;
            }
        }

        return woken;
    }

    /// <summary>The next group behind <paramref name="after"/>; its messages rest on.</summary>
    public SpilledPage? Look(HandlerId handler, SpilledPage? after, Func<Batch, IReadOnlyList<Message>> read)
    {
        if ((after is null ? Spilled.First(handler) : Spilled.After(handler, after.Key)) is not { } group)
            return null;
        var stored = read(group.Batch);
        return new SpilledPage([.. group.Indexes().Select(index => stored[index])], group.Key);
    }

    /// <summary>Null when nothing of the handler rests.</summary>
    public SpilledQueue? SpilledOf(HandlerId handler, Func<Batch, IReadOnlyList<Message>> read)
    {
        var groups = Spilled.Of(handler);
        return groups.Count == 0
            ? null
            : new SpilledQueue(handler, groups.Sum(g => g.Count), read(groups.Last().Batch)[groups.Last().Indexes().Last()]);
    }

    private Message Load(SpilledGroup group, int index, Message message)
    {
        message.Position = new JournalPosition(group.Batch.Sequence, index).Packed;
        LiveBytes += Weight(message) - group.Batch.Load(group, index, message);
        if (group.Count == 0)
            Spilled.Remove(group);
        return message;
    }

    private void ReplaySpilled(Message message, long origin)
    {
        Spilled.Add(_current.AddSpilled(message.Handler, origin, Weight(message)));
        LiveBytes += Weight(message);
        LiveCount++;
    }

    private void ReplayChangeOfSpilled(HandlerId handler, long position, Change change)
    {
        switch (change)
        {
            case MessageSettled settled:
                if (settled.Settlement == Settlement.Done)
                    Totals.CountDone(handler);
                DropSpilled(position);
                break;
            case MessageUpdated updated when IsSpilled(position):
                if (updated.State == MessageState.Dead && _wanted.GetValueOrDefault(position)?.State != MessageState.Dead)
                    Totals.CountDied(handler);
                _wanted[position] = updated;
                break;
            default:
                break;
        }
    }

    private void DropSpilled(long position)
    {
        var place = JournalPosition.Of(position);
        if (FindBatch(place.Sequence) is not { } batch || batch.SpilledAt(place.Index) is not { } group)
            return;
        LiveBytes -= batch.Remove(group, place.Index);
        LiveCount--;
        if (group.Count == 0)
            Spilled.Remove(group);
        if (_wanted.Count > 0)
            _wanted.Remove(position);
    }
}
