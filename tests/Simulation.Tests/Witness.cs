using DarkLang.Lang.Values;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// Sees every commit, knows what the store must hold by now, and holds the engine to what it promises about messages: a plain model of its own.
/// </summary>
internal sealed class Witness(World world)
{
    private readonly Dictionary<Guid, Witnessed> _live = [];
    private readonly HashSet<Guid> _ever = [];
    private readonly Dictionary<(HandlerId, string), DateTimeOffset> _onceKeys = [];
    private readonly HashSet<HandlerId> _paused = [];
    private readonly Dictionary<HandlerId, HandlerTotals> _totals = [];
    private readonly Dictionary<Guid, (Witnessed Parent, int Emits)> _done = [];
    private int _order;

    /// <summary>Messages whose attempt ended with its lease and a value, and that may be done therefore.</summary>
    public HashSet<Guid> Completed { get; } = [];

    public IReadOnlyCollection<Witnessed> Live => _live.Values;

    public CronWitness Crons { get; } = new(world);

    public AlertWitness Alerts { get; } = new(world);

    /// <summary>How many there were.</summary>
    public int Commits { get; private set; }

    public bool HasSeen(Guid message) => _ever.Contains(message);

    public Witnessed? Find(Guid message) => _live.GetValueOrDefault(message);

    public bool IsPaused(HandlerId handler) => _paused.Contains(handler);

    public HandlerTotals TotalsOf(HandlerId handler) => _totals.GetValueOrDefault(handler, HandlerTotals.Zero);

    /// <summary>A commit that the engine was told is durable, or that turned out to be when the process died.</summary>
    public void Accept(IReadOnlyList<Change> changes)
    {
        Commits++;
        _done.Clear();
        Crons.Begin(changes, _live.Values);
        foreach (var change in changes)
            Accept(change);
        Crons.Accept(changes, _live.Values);
        foreach (var (parent, emits) in _done.Values)
        {
            if (SimulatedCanvas.EmitsOf(parent.Handler.Name, parent.N) is not { } expected || emits < expected.Least || emits > expected.Most)
                world.Violate($"{parent} is done with {emits} emits: its effects are not whole");
        }
    }

    /// <summary>What the store gives back after a restart must be what was promised.</summary>
    public void Compare(StoreContents contents)
    {
        var found = contents.Messages.ToDictionary(message => message.Id);
        foreach (var lost in _live.Values.Where(message => !found.ContainsKey(message.Id)))
            world.Violate($"{lost} was stored, and is lost after a restart");
        foreach (var message in contents.Messages)
        {
            if (!_live.TryGetValue(message.Id, out var expected))
                world.Violate($"message {message.Id} of {message.Handler} was settled, and is back after a restart");
            else if ((message.State, message.Attempts, message.Due) != (expected.State, expected.Attempts, expected.Due))
                world.Violate($"{expected} is {message.State} with {message.Attempts} attempts, due {message.Due:HH:mm:ss.fff} after a restart");
        }
        if (!_paused.SetEquals(contents.Pauses.Select(pause => pause.Handler)))
            world.Violate("the pauses after a restart are not those that were stored");
        Completed.Clear();
    }

    /// <summary>Whether an older message of the same key has to go before this one.</summary>
    public Witnessed? OlderOfKey(Witnessed message) => _live.Values.FirstOrDefault(other =>
        other.Handler == message.Handler && other.Key == message.Key && other.State != MessageState.Dead && other.Order < message.Order && (message.WasDead || other.WasDead ? other.Due < message.Due : other.Due <= message.Due));

    /// <summary>Messages that were in somebody's hand went back to their queues: what waited behind them may be before them now.</summary>
    public void ForgetOrder()
    {
        _order++;
        foreach (var message in _live.Values)
            message.Order = _order;
    }

    private void Accept(Change change)
    {
        switch (change)
        {
            case MessageEnqueued enqueued: Enqueue(enqueued.Message); break;
            case MessageUpdated updated: Update(updated); break;
            case MessageSettled settled: Settle(settled); break;
            case RateNoted noted: Alerts.Note(noted.Rate); break;
            case HandlerPaused paused: _paused.Add(paused.Pause.Handler); break;
            case HandlerResumed resumed: _paused.Remove(resumed.Handler); break;
            default: break;
        }
    }

    private void Enqueue(Message message)
    {
        var known = new Witnessed(message, NOf(message), ++_order);
        if (!_ever.Add(message.Id))
            world.Violate(message.Handler.Kind == HandlerKind.Cron ? $"a due time of {message.Handler} fired twice" : $"{known} was emitted twice");
        if (message.EmittedFrom == "alert")
            Alerts.Report(message, _live.Values);
        _live[message.Id] = known;
        if (message.Parent is { } parent)
            Adopt(known, parent);
        if (message.OnceKey is { } key)
            TakeOnce(message, key);
    }

    private void Adopt(Witnessed message, Guid parent)
    {
        if (!_done.TryGetValue(parent, out var done))
            world.Violate($"{message} is stored without the attempt that emitted it");
        else if (message.Id != MessageIds.OfEmit(parent, done.Emits))
            world.Violate($"{message} is not the emit {done.Emits} of {done.Parent}");
        else
            _done[parent] = done with { Emits = done.Emits + 1 };
    }

    private void TakeOnce(Message message, string key)
    {
        if (_onceKeys.TryGetValue((message.Handler, key), out var until) && until > world.Time.Latest)
            world.Violate($"the once-key {key} of {message.Handler} was taken twice");
        _onceKeys[(message.Handler, key)] = message.OnceUntil;
    }

    private void Update(MessageUpdated update)
    {
        if (!_live.TryGetValue(update.Message.Id, out var message))
        {
            world.Violate($"message {update.Message.Id} of {update.Message.Handler} was changed after it was settled");
            return;
        }
        if (message.State == MessageState.Dead)
            Revive(message);
        else if (update.State == MessageState.Dead)
            Bury(message, update.Death!);
        (message.State, message.Due, message.Attempts) = (update.State, update.Due, update.Attempts);
    }

    private void Bury(Witnessed message, DeadLetter death)
    {
        Count(message.Handler, done: 0, died: 1);
        Alerts.Died(message, death);
    }

    private void Revive(Witnessed message)
    {
        message.Order = ++_order;
        message.WasDead = true;
        Alerts.Gone(message);
    }

    private void Settle(MessageSettled settled)
    {
        if (!_live.Remove(settled.Message.Id, out var message))
        {
            world.Violate($"message {settled.Message.Id} of {settled.Message.Handler} was settled twice");
            return;
        }
        Alerts.Gone(message);
        if (settled.Settlement != Settlement.Done)
            return;
        if (!Completed.Remove(message.Id))
            world.Violate($"{message} is done without an attempt that had the lease to the end");
        Count(message.Handler, done: 1, died: 0);
        _done[message.Id] = (message, 0);
    }

    private void Count(HandlerId handler, int done, int died)
    {
        var totals = TotalsOf(handler);
        _totals[handler] = new HandlerTotals(totals.Done + done, totals.Died + died);
    }

    private static long NOf(Message message) =>
        message.Event is { } @event && ValueEncoding.Decode(@event).AsDict.TryGet("n", out var n) ? n.AsInt : 0;
}
