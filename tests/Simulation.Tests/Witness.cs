using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// Sees every commit, keeps a simple model of what the store must hold, and checks the promises of the engine about messages.
/// </summary>
internal sealed class Witness(World world)
{
    private readonly Dictionary<Guid, Witnessed> _live = [];
    private readonly HashSet<Guid> _ever = [];
    private readonly Dictionary<(HandlerId, string), OnceKey> _onceKeys = [];
    private readonly Dictionary<HandlerId, Pause> _paused = [];
    private readonly Dictionary<HandlerId, HandlerTotals> _totals = [];
    private readonly Dictionary<Guid, (Witnessed Parent, SimulatedVersion Version, int Emits)> _done = [];
    private readonly HashSet<Guid> _removed = [];
    private readonly HashSet<string> _sources = [];
    private readonly Dictionary<Guid, string> _traces = [];
    private int _order;

    /// <summary>
    /// Messages that may be settled as done, because an attempt completed while it held the lease; with the version the attempt began with.
    /// </summary>
    public Dictionary<Guid, SimulatedVersion> Completed { get; } = [];

    public IReadOnlyCollection<Witnessed> Live => _live.Values;

    public CronWitness Crons { get; } = new(world);

    public AlertWitness Alerts { get; } = new(world);

    /// <summary>The number of commits so far.</summary>
    public int Commits { get; private set; }

    public bool HasSeen(Guid message) => _ever.Contains(message);

    public Witnessed? Find(Guid message) => _live.GetValueOrDefault(message);

    public bool IsPaused(HandlerId handler) => _paused.ContainsKey(handler);

    public Pause? PauseOf(HandlerId handler) => _paused.GetValueOrDefault(handler);

    public IReadOnlyCollection<Guid> Traces => _traces.Keys;

    public HandlerTotals TotalsOf(HandlerId handler) => _totals.GetValueOrDefault(handler, HandlerTotals.Zero);

    /// <summary>Takes a commit that was acknowledged, or that reached the disk before the process died.</summary>
    public void Accept(IReadOnlyList<Change> changes)
    {
        Commits++;
        _done.Clear();
        _removed.Clear();
        Crons.Begin(_live.Values);
        foreach (var change in changes)
            Accept(change);
        Crons.Accept(changes, _live.Values);
        foreach (var (parent, version, emits) in _done.Values)
        {
            if (version.EmitsOf(parent.Handler.Name, parent.N) is not { } expected || emits < expected.Least || emits > expected.Most)
                world.Violate($"{parent} is done with {emits} emits: its effects are incomplete, or not those of version {version}");
        }
    }

    /// <summary>Checks that the store loads what was promised after a restart.</summary>
    public void Compare(StoreContents contents)
    {
        var found = contents.Messages.ToDictionary(message => message.Id);
        foreach (var lost in _live.Values.Where(message => !found.ContainsKey(message.Id)))
            world.Violate($"{lost} was stored, but is lost after a restart");
        foreach (var message in contents.Messages)
        {
            if (!_live.TryGetValue(message.Id, out var expected))
                world.Violate($"message {message.Id} of {message.Handler} was settled, but is back after a restart");
            else if ((message.State, message.Attempts, message.Due) != (expected.State, expected.Attempts, expected.Due))
                world.Violate(
                    $"{expected} is {message.State} with {message.Attempts} attempts, due {message.Due:HH:mm:ss.fff} after a restart");
        }
        if (!_paused.Values.ToHashSet().SetEquals(contents.Pauses))
            world.Violate("the pauses after a restart are not the stored ones");
        foreach (var lost in _sources.Except(contents.SourceVersions))
            world.Violate($"the source {lost} was stored, but is lost after a restart");
        foreach (var back in contents.SourceVersions.Except(_sources))
            world.Violate($"the source {back} was dropped, but is back after a restart");
        Completed.Clear();
    }

    /// <summary>Returns an older message of the same key that must run before this one; null if there is none.</summary>
    public Witnessed? OlderOfKey(Witnessed message) => _live.Values.FirstOrDefault(other =>
        other.Handler == message.Handler && other.State != MessageState.Dead && world.Version.KeyOf(other) == world.Version.KeyOf(message)
            && IsOlder(other, message));

    private static bool IsOlder(Witnessed other, Witnessed message) => other.Order == message.Order
        ? other.WasSorted && message.WasSorted && other.Due < message.Due
        : other.Order < message.Order && (message.WasDead || other.WasDead ? other.Due < message.Due : other.Due <= message.Due);

    /// <summary>Forgets the order, because messages that a client had taken out are back, perhaps behind others that waited behind them.</summary>
    public void ForgetOrder()
    {
        _order++;
        foreach (var message in _live.Values)
            (message.Order, message.WasSorted) = (_order, false);
    }

    /// <summary>Notes that waiting messages were put in the order of their due times, as after a start or a reload.</summary>
    public void Sorted()
    {
        _order++;
        foreach (var message in _live.Values)
            (message.Order, message.WasSorted) = (_order, true);
    }

    private void Accept(Change change)
    {
        switch (change)
        {
            case MessageEnqueued enqueued: Enqueue(enqueued.Message); break;
            case MessageUpdated updated: Update(updated); break;
            case MessageSettled settled: Settle(settled); break;
            case SourceStored kept: _sources.Add(kept.Source.Version); break;
            case SourceDropped dropped: Drop(dropped.Version); break;
            case TraceRecorded recorded: Record(recorded); break;
            case TraceDropped dropped: _traces.Remove(dropped.Trace); break;
            case AlertCheckpointSaved saved: Alerts.Note(saved.Checkpoint); break;
            case HandlerPaused paused: _paused[paused.Pause.Handler] = paused.Pause; break;
            case HandlerResumed resumed: _paused.Remove(resumed.Handler); break;
            default: break;
        }
    }

    private void Enqueue(Message message)
    {
        var known = new Witnessed(message, NOf(message), KOf(message), ++_order);
        var isBack = _removed.Remove(message.Id);
        if (!_ever.Add(message.Id) && !isBack)
            world.Violate(
                message.Handler.Kind == HandlerKind.Cron ? $"a due time of {message.Handler} fired twice" : $"{known} was emitted twice");
        if (message.EmittedFrom == "alert")
            Alerts.Report(message, _live.Values);
        _live[message.Id] = known;
        if (message.Parent is { } parent && !isBack)
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
        if (_onceKeys.TryGetValue((message.Handler, key), out var taken) && taken.Until > world.Time.Latest && taken.Message != message.Id)
            world.Violate($"the once-key {key} of {message.Handler} was taken twice");
        _onceKeys[(message.Handler, key)] = OnceKey.Of(message);
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
        {
            // It may come back in the same commit, for another worker or with another event.
            _removed.Add(message.Id);
            if (settled is { Settlement: Settlement.Removed, Message.OnceKey: { } key })
                _onceKeys.Remove((message.Handler, key));
            return;
        }
        if (!Completed.Remove(message.Id, out var version))
            world.Violate($"{message} is done without an attempt that held the lease until its end");
        Count(message.Handler, done: 1, died: 0);
        _done[message.Id] = (message, version ?? world.Version, 0);
    }

    private void Count(HandlerId handler, int done, int died)
    {
        var totals = TotalsOf(handler);
        _totals[handler] = new HandlerTotals(totals.Done + done, totals.DeadInAll + died);
    }

    // A trace needs the source of its version for as long as it is stored.
    private void Drop(string version)
    {
        _sources.Remove(version);
        if (_traces.FirstOrDefault(trace => trace.Value == version) is { Value: not null } trace)
            world.Violate($"the source {version} was dropped, but trace {trace.Key} needs it");
    }

    private void Record(TraceRecorded recorded)
    {
        _traces[recorded.Trace.Id] = recorded.Trace.Version;
        if (!_sources.Contains(recorded.Trace.Version))
            world.Violate(
                $"trace {recorded.Trace.Id} of {recorded.Trace.Handler} names version {recorded.Trace.Version}, "
                + "whose source is not stored");
    }

    private static string? KOf(Message message) =>
        message.Event is { } @event && ValueEncoding.Decode(@event).AsDict.TryGet("k", out var k) ? k.AsString : null;

    private static long NOf(Message message) =>
        message.Event is { } @event && ValueEncoding.Decode(@event).AsDict.TryGet("n", out var n) ? n.AsInt : 0;
}
