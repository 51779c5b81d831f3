using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Storage;

/// <summary>A long mixture of all kinds of changes. The same seed makes the same changes for every store.</summary>
internal sealed class Traffic(int seed)
{
    private readonly Random _chance = new(seed);
    private readonly SortedDictionary<Guid, Message> _live = [];
    private readonly List<int> _traces = [];
    private int _made;

    /// <summary>Replaces the messages by those that a store has loaded; later changes are about these.</summary>
    public void Replace(IEnumerable<Message> messages)
    {
        _live.Clear();
        foreach (var message in messages)
            _live.Add(message.Id, message);
    }

    public IEnumerable<Guid> LiveIds => _live.Keys;

    public List<Change> NextCommit()
    {
        var changes = new List<Change>();
        var count = _chance.Next(10) == 0 ? _chance.Next(1, 60) : _chance.Next(1, 6);
        for (var i = 0; i < count; i++)
            changes.Add(NextChange());
        return changes;
    }

    private Change NextChange() => _chance.Next(100) switch
    {
        < 40 => Enqueue(),
        < 72 when _live.Count > 0 => Settle(),
        < 84 when _live.Count > 0 => Update(),
        < 88 => Record(),
        < 91 when _traces.Count > 0 => Drop(),
        < 93 => new CronUpdated(new CronState("cron" + _chance.Next(3), "every hour", Facts.Start.AddHours(_chance.Next(9)), null)),
        < 95 => new HandlerPaused(new Pause(HandlerId.Worker("w" + _chance.Next(3)), Facts.Start, "ada", null)),
        < 97 => new HandlerResumed(HandlerId.Worker("w" + _chance.Next(3))),
        < 98 => new SourceStored(Facts.Source("v" + _chance.Next(4))),
        < 99 => new SourceDropped("v" + _chance.Next(4)),
        99 when _chance.Next(4) == 0 => Facts.HistoryPage(1 + _chance.Next(3), 1 + _chance.Next(300)),
        99 when _chance.Next(4) == 0 => new HistoryDropped(Facts.HistoryPage(1 + _chance.Next(3), 1).Page),
        99 when _chance.Next(2) == 0 => new OnceKeyForgotten(HandlerId.Worker("w" + _chance.Next(5)), "key " + _chance.Next(20)),
        _ => Enqueue(),
    };

    private MessageEnqueued Enqueue()
    {
        var size = _chance.Next(30) == 0 ? _chance.Next(30_000) : _chance.Next(300);
        var key = _chance.Next(5) == 0 ? "key " + _chance.Next(20) : null;
        var message = Facts.Message(++_made, "w" + _chance.Next(5), size, _chance.Next(3) == 0 ? 60 : 0, key, _chance.Next(200));
        _live.Add(message.Id, message);
        return new MessageEnqueued(message);
    }

    private MessageSettled Settle()
    {
        var message = Any();
        _live.Remove(message.Id);
        return new MessageSettled(message, _chance.Next(5) == 0 ? Settlement.Removed : Settlement.Done);
    }

    private MessageUpdated Update()
    {
        var message = Any();
        return _chance.Next(3) == 0
            ? Facts.Dead(message, _chance.Next(1000))
            : new MessageUpdated(
                message,
                (MessageState)new[] { 0, 1, 3, 4 }[_chance.Next(4)],
                Facts.Start.AddMinutes(_chance.Next(500)),
                _chance.Next(4),
                null);
    }

    private TraceRecorded Record()
    {
        _traces.Add(++_made);
        return new TraceRecorded(Facts.Trace(_made, size: _chance.Next(2_000)));
    }

    private TraceDropped Drop()
    {
        var index = _chance.Next(_traces.Count);
        var trace = Facts.Trace(_traces[index]).Id;
        _traces.RemoveAt(index);
        return new TraceDropped(trace);
    }

    /// <summary>Mostly an old message, so that the journal can be freed; sometimes any, so that something stays behind.</summary>
    private Message Any() => _live.Values.ElementAt(_chance.Next(_chance.Next(3) == 0 ? _live.Count : Math.Min(_live.Count, 3)));
}
