using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// Checks the promises of crons: no due time runs twice, none is skipped except by catchUp and overlap, runs overlap only where they may, and
/// schedules don't drift.
/// </summary>
internal sealed class CronWitness(World world)
{
    private const int MaxCaughtUp = 1_000;

    /// <summary>The number of commits that may be stored before one that waits for room.</summary>
    private const int MaxCommitsBehind = 1_000;

    private static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<string, SimulatedCron> Known = SimulatedCanvas.Crons.ToDictionary(cron => cron.Name);

    private readonly Dictionary<string, CronState> _states = [];
    private readonly Dictionary<string, DateTimeOffset> _first = [];
    private readonly HashSet<string> _busy = [];
    private readonly HashSet<string> _busyBefore = [];

    // The crons that were busy since the disk was full: a decision of that time may have waited for room.
    private readonly HashSet<string> _wereBusy = [];
    private int _commitsSinceRefusal = MaxCommitsBehind;

    /// <summary>Messages of due times that are not part of a stored state of their cron yet.</summary>
    private readonly Dictionary<Guid, Message> _fired = [];

    public IReadOnlyCollection<CronState> States => _states.Values;

    /// <summary>
    /// Starts a commit, before its changes are accepted. They may have been decided while the previous commit was being written.
    /// </summary>
    public void Begin(IReadOnlyCollection<Witnessed> live)
    {
        _busy.Clear();
        _busy.UnionWith(_busyBefore);
        _busyBefore.Clear();
        foreach (var message in live)
        {
            if (message.Handler.Kind == HandlerKind.Cron && message.State != MessageState.Dead)
                _busyBefore.Add(message.Handler.Name);
        }
        _busy.UnionWith(_busyBefore);
        if (++_commitsSinceRefusal > MaxCommitsBehind)
            _wereBusy.Clear();
        _wereBusy.UnionWith(_busy);
    }

    /// <summary>Notes that the store refused a commit.</summary>
    public void Refused() => _commitsSinceRefusal = 0;

    /// <summary>
    /// Ends a commit, after its changes were accepted. The due times of a cron and their messages are stored together, in any order.
    /// </summary>
    public void Accept(IReadOnlyList<Change> changes, IReadOnlyCollection<Witnessed> live)
    {
        foreach (var message in changes.OfType<MessageEnqueued>().Select(change => change.Message)
            .Where(message => message.Handler.Kind == HandlerKind.Cron))
        {
            _busy.Add(message.Handler.Name);
            if (message.EmittedFrom == "schedule")
                _fired[message.Id] = message;
        }
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is CronUpdated { Cron: var state })
                Update(Known[state.Name], state, isResumed: i > 0 && changes[i - 1] is HandlerResumed, live);
        }
    }

    /// <summary>Ends the run.</summary>
    public void End()
    {
        foreach (var message in _fired.Values)
            world.Violate($"{message.Handler} fired at {message.EmittedAt:u} without a due time");
    }

    private void Update(SimulatedCron cron, CronState state, bool isResumed, IReadOnlyCollection<Witnessed> live)
    {
        if (!_first.TryGetValue(cron.Name, out var first))
            _first[cron.Name] = first = state.NextDue!.Value;
        else if (_states[cron.Name] is var before && before.Schedule != state.Schedule)
            _first[cron.Name] = first = Rescheduled(cron, before, state);
        else if (before.Corrections != state.Corrections)
            _first[cron.Name] = first = Corrected(cron, before, state);
        else
            Compare(cron, before, state, isResumed, live);
        _states[cron.Name] = state;
        if ((state.NextDue - first)?.Ticks % PeriodOf(cron, state).Ticks != 0)
            world.Violate($"cron {cron.Name} drifts: it is due at {state.NextDue:O}, and was first due at {first:O}");
    }

    /// <summary>Checks a cron with a new schedule: it gets one due time of that schedule, and does not fire at once.</summary>
    private DateTimeOffset Rescheduled(SimulatedCron cron, CronState before, CronState state)
    {
        if (state with { Schedule = before.Schedule, NextDue = before.NextDue } != before
            || state.NextDue > world.Time.Latest + PeriodOf(cron, state))
            world.Violate($"cron {cron.Name} has a new schedule, and changed from {before} to {state}");
        return state.NextDue!.Value;
    }

    /// <summary>Checks a cron after the clock was set back: it is due by the new clock, at most one period later.</summary>
    private DateTimeOffset Corrected(SimulatedCron cron, CronState before, CronState state)
    {
        if (state with { NextDue = before.NextDue, LastFired = before.LastFired, Corrections = before.Corrections } != before
            || state.NextDue >= before.NextDue
            || state.LastFired is not null && state.LastFired != before.LastFired
            || state.NextDue > world.Time.Latest + PeriodOf(cron, state))
            world.Violate($"the clock was set back, and cron {cron.Name} changed from {before} to {state}");
        return state.NextDue!.Value;
    }

    private static TimeSpan PeriodOf(SimulatedCron cron, CronState state) =>
        state.Schedule == SimulatedChanges.OtherSchedule ? SimulatedChanges.OtherPeriod : cron.Period;

    private void Compare(SimulatedCron cron, CronState before, CronState state, bool isResumed, IReadOnlyCollection<Witnessed> live)
    {
        if (state.NextDue < before.NextDue)
            world.Violate($"the due time of cron {cron.Name} went back from {before.NextDue:u} to {state.NextDue:u}");
        var passed = Slots(before.NextDue!.Value, state.NextDue!.Value, PeriodOf(cron, state));
        // The state says which message belongs to it: after the clock was set back and another schedule came and went, a skipped due time
        // may come again and run in the same commit.
        var fired = state.LastFired == before.LastFired
            ? []
            : passed.Where(slot => _fired.ContainsKey(MessageIds.OfSlot(cron.Name, slot, state.Corrections))).ToList();
        if (fired.Count > 0)
            Fired(cron, before, state, passed, fired, live);
        else
            NotFired(cron, before, state, passed, isResumed);
    }

    private void Fired(
        SimulatedCron cron,
        CronState before,
        CronState state,
        List<DateTimeOffset> passed,
        List<DateTimeOffset> fired,
        IReadOnlyCollection<Witnessed> live)
    {
        var ids = fired.Select(slot => MessageIds.OfSlot(cron.Name, slot, state.Corrections)).ToHashSet();
        var at = _fired[ids.First()].EmittedAt;
        foreach (var id in ids)
            _fired.Remove(id);
        if (!fired.SequenceEqual(Wanted(cron, passed)))
            world.Violate($"cron {cron.Name} fired {Text(fired)} of {Text(passed)}");
        if (fired[^1] > at || state.NextDue <= at)
            world.Violate($"cron {cron.Name} fired for {fired[^1]:u} at {at:u}, and is next due at {state.NextDue:u}");
        if (cron.CatchUp == CatchUp.Skip && at - fired[^1] > OnTime)
            world.Violate($"cron {cron.Name} caught up on {fired[^1]:u} at {at:u}, although catchUp is skip");
        if (state.LastFired != fired[^1] || state.Skipped != before.Skipped)
            world.Violate(
                $"cron {cron.Name} fired {Text(fired)}, but its state says that it fired last at {state.LastFired:u} "
                + $"and skipped {state.Skipped - before.Skipped} more");
        if (cron.Overlap == Overlap.Skip && live.FirstOrDefault(message => message is { IsScheduled: true, WasTakenOut: false }
            && message.Handler == HandlerId.Cron(cron.Name)
            && message.State != MessageState.Dead
            && !ids.Contains(message.Id)) is { } other)
            world.Violate($"cron {cron.Name} fired for {fired[0]:u} before its previous run had ended: {other}");
    }

    private void NotFired(SimulatedCron cron, CronState before, CronState state, List<DateTimeOffset> passed, bool isResumed)
    {
        var skipped = state.Skipped - before.Skipped;
        if (state.LastFired != before.LastFired)
            world.Violate($"cron {cron.Name} fired for {state.LastFired:u} without a message");
        if (isResumed && skipped == 0)
            return;
        if (cron.Overlap == Overlap.Skip && WasBusy(cron.Name) && skipped > 0 && skipped == Wanted(cron, passed).Count)
            return;
        if (cron.CatchUp == CatchUp.Skip && skipped == 0 && passed.Count > 0 && world.Time.Latest - passed[^1] > OnTime)
            return;
        world.Violate(
            $"cron {cron.Name} left out {Text(passed)} ({skipped} counted as skipped), although none of its runs was in progress");
    }

    private bool WasBusy(string cron) => _busy.Contains(cron) || (_commitsSinceRefusal <= MaxCommitsBehind && _wereBusy.Contains(cron));

    private static List<DateTimeOffset> Wanted(SimulatedCron cron, List<DateTimeOffset> passed) =>
        [.. passed.TakeLast(cron.CatchUp == CatchUp.All ? MaxCaughtUp : 1)];

    private static List<DateTimeOffset> Slots(DateTimeOffset from, DateTimeOffset before, TimeSpan period)
    {
        var slots = new List<DateTimeOffset>();
        for (var slot = from; slot < before; slot += period)
            slots.Add(slot);
        return slots;
    }

    private static string Text(IEnumerable<DateTimeOffset> slots) => string.Join(", ", slots.Select(slot => $"{slot:u}"));
}
