using System.Diagnostics;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Storage;

/// <summary>The messages that are only in the store: a bit each, until they are wanted.</summary>
internal sealed partial class Contents
{
    public void Rest(Message message)
    {
        Debug.Assert(LastUpdate(message) is null, "a resting message is as it was emitted");
        var place = Place.Of(message.Position);
        if (FindBatch(place.Sequence) is { } batch && batch.MessageAt(place.Index) == message)
            Resting.Add(batch.Rest(place.Index, message.Handler, Weight(message)));
    }

    public bool IsResting(long position)
    {
        var place = Place.Of(position);
        return FindBatch(place.Sequence)?.RestingAt(place.Index) is not null;
    }

    /// <summary>Reads back an emit. The message need not have its event when it <see cref="Message.CanRest"/>.</summary>
    public void ReplayEnqueued(Message message)
    {
        if (!message.CanRest)
        {
            Enqueue(message);
            return;
        }

        ReplayResting(message, 0);
        if (message.EmittedAt > Clock) Clock = message.EmittedAt;
    }

    /// <summary>Reads back a message that moved here from an older commit.</summary>
    public void ReplayCarried(Message message, long from, long origin, MessageUpdated? state, bool holdsKey)
    {
        Supersede(from);
        if (message.CanRest && state is null) ReplayResting(message, origin);
        else Carry(message, origin, state, holdsKey);
    }

    /// <summary>At the end of reading back: what was changed since its emit can't rest.</summary>
    public void WakeChanged(Func<Batch, IReadOnlyList<Message>> read)
    {
        foreach (var changed in _wanted.GroupBy(w => Place.Of(w.Key).Sequence).ToList())
        {
            var batch = FindBatch(changed.Key)!;
            var stored = read(batch);
            foreach (var (position, update) in changed)
            {
                var index = Place.Of(position).Index;
                Wake(batch.RestingAt(index)!, index, stored[index]);
                _updates[stored[index]] = update with { Message = stored[index] };
            }
        }

        _wanted.Clear();
    }

    /// <summary>Wakes whole groups, the oldest first.</summary>
    public List<Message> Wake(HandlerId handler, int atLeast, Func<Batch, IReadOnlyList<Message>> read)
    {
        var woken = new List<Message>();
        while (woken.Count < atLeast && Resting.First(handler) is { } group)
        {
            try
            {
                var stored = read(group.Batch);
                foreach (var index in group.Indexes().ToList()) woken.Add(Wake(group, index, stored[index]));
            }
            catch (StoreException) when (woken.Count > 0)
            {
                break;
            }
            catch (StoreException)
            {
                // They stay in the store, for the next start to name; those behind them must not wait for that.
                Resting.Remove(group);
                throw;
            }
        }

        return woken;
    }

    /// <summary>The next group behind <paramref name="after"/>; its messages rest on.</summary>
    public RestingPage? Look(HandlerId handler, RestingPage? after, Func<Batch, IReadOnlyList<Message>> read)
    {
        if ((after is null ? Resting.First(handler) : Resting.After(handler, after.Key)) is not { } group) return null;
        var stored = read(group.Batch);
        return new RestingPage([.. group.Indexes().Select(index => stored[index])], group.Key);
    }

    /// <summary>Null when nothing of the handler rests.</summary>
    public RestingQueue? RestingOf(HandlerId handler, Func<Batch, IReadOnlyList<Message>> read)
    {
        var groups = Resting.Of(handler);
        return groups.Count == 0 ? null : new RestingQueue(handler, groups.Sum(g => g.Count), read(groups.Last().Batch)[groups.Last().Indexes().Last()]);
    }

    private Message Wake(RestingGroup group, int index, Message message)
    {
        message.Position = new Place(group.Batch.Sequence, index).Packed;
        LiveBytes += Weight(message) - group.Batch.Wake(group, index, message);
        if (group.Count == 0) Resting.Remove(group);
        return message;
    }

    private void ReplayResting(Message message, long origin)
    {
        Resting.Add(_current.AddResting(message.Handler, origin, Weight(message)));
        LiveBytes += Weight(message);
        LiveCount++;
    }

    private void ReplayAtRest(HandlerId handler, long position, Change change)
    {
        switch (change)
        {
            case MessageSettled settled:
                if (settled.Settlement == Settlement.Done) Totals.CountDone(handler);
                DropResting(position);
                break;
            case MessageUpdated updated when IsResting(position):
                if (updated.State == MessageState.Dead && _wanted.GetValueOrDefault(position)?.State != MessageState.Dead) Totals.CountDied(handler);
                _wanted[position] = updated;
                break;
            default:
                break;
        }
    }

    private void DropResting(long position)
    {
        var place = Place.Of(position);
        if (FindBatch(place.Sequence) is not { } batch || batch.RestingAt(place.Index) is not { } group) return;
        LiveBytes -= batch.Remove(group, place.Index);
        LiveCount--;
        if (group.Count == 0) Resting.Remove(group);
        if (_wanted.Count > 0) _wanted.Remove(position);
    }
}
