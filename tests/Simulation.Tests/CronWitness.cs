using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>Holds crons to their promise: no due time twice, none left out unless the run before was not over, and no drift.</summary>
internal sealed class CronWitness(World world)
{
    private readonly Dictionary<string, CronState> _states = [];
    private readonly HashSet<string> _busy = [];
    private readonly HashSet<string> _fired = [];
    private readonly HashSet<string> _resumed = [];
    private DateTimeOffset? _firstTick;

    public IReadOnlyCollection<CronState> States => _states.Values;

    public void Begin(IReadOnlyList<Change> changes, IReadOnlyCollection<Witnessed> live)
    {
        _busy.Clear();
        _fired.Clear();
        _resumed.Clear();
        if (!changes.Any(change => change is CronUpdated))
            return;
        _busy.UnionWith(live.Where(message => message.Handler.Kind == HandlerKind.Cron && message.State != MessageState.Dead).Select(message => message.Handler.Name));
        foreach (var change in changes)
        {
            if (change is MessageEnqueued { Message: { Handler.Kind: HandlerKind.Cron } fired })
                (fired.EmittedFrom == "schedule" ? _fired : _busy).Add(fired.Handler.Name);
            else if (change is HandlerResumed resumed)
                _resumed.Add(resumed.Handler.Name);
        }
    }

    public void Update(CronState state)
    {
        if (_states.TryGetValue(state.Name, out var before))
        {
            if (state.NextDue < before.NextDue)
                world.Violate($"the due time of cron {state.Name} went back from {before.NextDue:u} to {state.NextDue:u}");
            if (state.LastFired == before.LastFired && !_busy.Contains(state.Name) && !_fired.Contains(state.Name) && !_resumed.Contains(state.Name))
                world.Violate($"cron {state.Name} left out its due time {before.NextDue:u}, and nothing of it was running");
            if (state.LastFired != before.LastFired && !_fired.Contains(state.Name) && !world.Witness.HasSeen(MessageIds.OfSlot(state.Name, state.LastFired!.Value)))
                world.Violate($"cron {state.Name} fired for {state.LastFired:u} without a message");
        }
        _states[state.Name] = state;
        if (state.Name != "tick")
            return;
        _firstTick ??= state.NextDue;
        if ((state.NextDue - _firstTick)?.Ticks % SimulatedCanvas.TickEvery.Ticks != 0)
            world.Violate($"cron tick drifts: it is due at {state.NextDue:O}, and began at {_firstTick:O}");
    }
}
