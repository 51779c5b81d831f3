using System.Diagnostics;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// What a store holds, as the sum of the changes so far. Every store applies its commits here, and recovery is the same commits applied again,
/// so that what is read back can't differ from what was kept. Deterministic: it has no clock, time passes with the emits.
/// </summary>
internal sealed partial class StoreState
{
    private const int BytesBesideEvent = 64;

    private readonly Dictionary<long, Batch> _batches = [];
    private readonly Dictionary<Message, MessageUpdated> _updates = [];
    private readonly Dictionary<long, MessageUpdated> _wanted = [];
    private readonly OnceKeys _onceKeys;
    private readonly Dictionary<string, CronState> _crons = [];
    private readonly Dictionary<HandlerId, Pause> _pauses = [];
    private readonly Dictionary<HandlerId, RateStarts> _rates = [];
    private readonly Dictionary<Guid, (long Order, TraceHeader Header)> _traces = [];
    private readonly Dictionary<string, long> _sources = [];
    private Batch _current = new(0);
    private long _ordinal;

    public StoreState() => _onceKeys = new OnceKeys(_batches);

    public Totals Totals { get; } = new();

    /// <summary>The messages that are only in the store.</summary>
    public SpilledMessages Spilled { get; } = new();

    /// <summary>When the newest message was emitted: what once-keys expire by.</summary>
    public DateTimeOffset Clock { get => _onceKeys.Clock; set => _onceKeys.Clock = value; }

    /// <summary>About how much room the messages take that still count.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>The messages that still count.</summary>
    public int LiveCount { get; private set; }

    /// <summary>What follows belongs to this commit.</summary>
    public void Begin(long sequence)
    {
        _current = new Batch(sequence);
        _batches.Add(sequence, _current);
        _ordinal = 0;
    }

    public Batch? FindBatch(long sequence) => _batches.GetValueOrDefault(sequence);

    public Message? Find(long position)
    {
        var place = JournalPosition.Of(position);
        return FindBatch(place.Sequence)?.MessageAt(place.Index);
    }

    /// <summary>The last change of the mutable half; null while it is as emitted.</summary>
    public MessageUpdated? LastUpdate(Message message) => _updates.GetValueOrDefault(message);

    public void Apply(Change change)
    {
        _ordinal++;
        switch (change)
        {
            case MessageEnqueued enqueued: Enqueue(enqueued.Message); break;
            case MessageUpdated updated: Update(updated); break;
            case MessageSettled settled: Settle(settled); break;
            case CronUpdated cron: _crons[cron.Cron.Name] = cron.Cron; break;
            case HandlerPaused paused: _pauses[paused.Pause.Handler] = paused.Pause; break;
            case HandlerResumed resumed: _pauses.Remove(resumed.Handler); break;
            case LimiterSaved noted: _rates[noted.Rate.Handler] = noted.Rate; break;
            case TraceRecorded recorded:
                AddTrace(
                TraceHeader.Of(recorded.Trace), new JournalPosition(_current.Sequence, (int)_ordinal).Packed); break;
            case TraceDropped dropped: _traces.Remove(dropped.Trace); break;
            case SourceStored kept: AddSource(kept.Source.Version, new JournalPosition(_current.Sequence, (int)_ordinal).Packed); break;
            case SourceDropped dropped: _sources.Remove(dropped.Version); break;
            default: throw new UnreachableException();
        }
    }

    public void AddTrace(TraceHeader header, long order) => _traces[header.Id] = (order, header);

    public void AddSource(string version, long order) => _sources[version] = order;

    /// <summary>The message is at home in the current commit from now on, with its state of now, and so is its once-key when it holds one.</summary>
    public void Relocate(Message message, long origin, MessageUpdated? state, bool holdsKey)
    {
        var from = JournalPosition.Of(message.Position);
        Drop(from, message);
        Put(message, origin);
        if (state is not null)
            _updates[message] = state;
        if (holdsKey)
            SetOnceKey(new OnceKey(message.Handler, message.OnceKey!, message.OnceUntil));
    }

    /// <summary>The message was read back a second time, because a later commit carried it: the first reading is void.</summary>
    public void Supersede(long position)
    {
        if (Find(position) is { } message)
        {
            Drop(JournalPosition.Of(position), message);
            _updates.Remove(message);
        }
        else
        {
            DropSpilled(position);
        }
    }

    /// <summary>Reads back an update or a settling. The message is unknown when a later commit carries its newer state.</summary>
    public void Replay(HandlerId handler, long position, Func<Message, Change> change)
    {
        if (Find(position) is { } message)
            Apply(change(message));
        else
            ReplayChangeOfSpilled(handler, position, change(Unknown(handler)));
    }

    public void SetOnceKey(OnceKey key) => _onceKeys.Take(key, _current);

    /// <summary>The once-key of the message is still taken, by the same commit that holds the message.</summary>
    public bool HoldsKey(Message message) =>
        message.OnceKey is { } key
        && _onceKeys.Find(message.Handler, key) is { } taken
        && taken.Home == JournalPosition.Of(message.Position).Sequence
        && taken.Key.Until == message.OnceUntil;

    public void ExpireOnceKeys(Batch batch) => _onceKeys.Expire(batch);

    public void Forget(long sequence) => _batches.Remove(sequence);

    /// <summary>Forgets every commit of which nothing counts any more, wherever it stands.</summary>
    public void ForgetDead()
    {
        foreach (var (sequence, batch) in _batches)
        {
            if (batch.Live == 0 && batch != _current)
                _batches.Remove(sequence);
        }
    }

    /// <summary>Replaces every message by a new one as it was stored: the old ones belong to an engine that is gone.</summary>
    public void Renew(Func<long, int, Message> written)
    {
        foreach (var batch in _batches.Values)
        {
            for (var index = 0; index < batch.MessageCount; index++)
            {
                if (batch.MessageAt(index) is not { } old)
                    continue;
                var copy = written(batch.Sequence, index);
                copy.Position = old.Position;
                batch.Replace(index, copy);
                if (_updates.Remove(old, out var update))
                    _updates[copy] = update with { Message = copy };
            }
        }
    }

    /// <summary>Gives every message its stored state.</summary>
    public StoreContents ToStoreContents(IReadOnlyList<string> damage, IReadOnlyList<SpilledQueue> spilled)
    {
        var messages = new List<(long Origin, Message Message)>();
        foreach (var batch in _batches.Values)
        {
            for (var index = 0; index < batch.MessageCount; index++)
            {
                if (batch.MessageAt(index) is { } message)
                    messages.Add((batch.OriginAt(index), message));
            }
        }

        messages.Sort((left, right) => left.Origin.CompareTo(right.Origin));
        foreach (var (message, update) in _updates)
            message.Become(update);
        return new StoreContents
        {
            Messages = messages.ConvertAll(m => m.Message),
            Spilled = spilled,
            Crons = [.. _crons.Values],
            Pauses = [.. _pauses.Values],
            Rates = [.. _rates.Values],
            Totals = Totals.ToDictionary(),
            OnceKeys = _onceKeys.Held(),
            Traces = [.. _traces.Values.OrderBy(t => t.Order).Select(t => t.Header)],
            SourceVersions = [.. _sources.OrderBy(s => s.Value).Select(s => s.Key)],
            Damage = damage,
        };
    }

    private static Message Unknown(HandlerId handler) =>
        new() { Id = default, Handler = handler, Event = null, EmittedAt = default, FirstDue = default, EmittedFrom = "" };

    private void Enqueue(Message message)
    {
        Put(message, 0);
        if (message.EmittedAt > Clock)
            Clock = message.EmittedAt;
        if (message.OnceKey is { } key)
            SetOnceKey(new OnceKey(message.Handler, key, message.OnceUntil));
    }

    private void Update(MessageUpdated update)
    {
        var wasDead = LastUpdate(update.Message)?.State == MessageState.Dead;
        if (update.State == MessageState.Dead && !wasDead)
            Totals.CountDied(update.Message.Handler);
        if (Find(update.Message.Position) is not null)
            _updates[update.Message] = update;
    }

    private void Settle(MessageSettled settled)
    {
        var message = settled.Message;
        if (settled.Settlement == Settlement.Done)
            Totals.CountDone(message.Handler);
        Drop(JournalPosition.Of(message.Position), message);
        if (_updates.Count > 0)
            _updates.Remove(message);
        message.Position = 0;
    }

    private void Put(Message message, long origin)
    {
        message.Position = _current.Add(message, origin).Packed;
        LiveBytes += Weight(message);
        LiveCount++;
    }

    private void Drop(JournalPosition place, Message message)
    {
        if (FindBatch(place.Sequence) is not { } batch || batch.MessageAt(place.Index) is null)
        {
            DropSpilled(place.Packed);
            return;
        }

        batch.Remove(place.Index);
        LiveBytes -= Weight(message);
        LiveCount--;
    }

    public static long Weight(Message message) => BytesBesideEvent + message.EventLength;
}
