using DarkLang.Runtime.Model;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// One life of the engine, from its start to a crash. It has no threads and no timers of its own, so dropping it kills it.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly World _world;
    private readonly Engine _engine;
    private readonly int _commitsBefore;

    /// <param name="lost">The leases that an earlier process has given out.</param>
    public SimulatedProcess(World world, Entropy entropy, IEnumerable<Guid> lost)
    {
        _world = world;
        _commitsBefore = world.Witness.Commits;
        var options = new EngineOptions
        {
            Time = world.Time,
            Entropy = entropy,
            Concurrency = 2,
            EventBudget = long.MaxValue,
            TraceKeep = 2,
            IsStepped = true,
        };
        _engine = Engine.Open(world.Version.Canvas, world.Store, options);
        Attempts = new Attempts(world, _engine.Steps);
        Clients = new Clients(world, _engine, Attempts);
        Consumers = new Consumers(world, _engine, Attempts, lost);
        Check();
        _engine.Start();
    }

    public Attempts Attempts { get; }

    public Clients Clients { get; }

    public Consumers Consumers { get; }

    public bool TryBegin() => Attempts.TryBegin(inOrder: !Clients.HasPendingCommands && !IsFresh);

    public bool Commit() => _engine.Steps.Commit();

    /// <summary>Lets another version of the file take over, as after a reload.</summary>
    public void TakeOver(SimulatedVersion version)
    {
        var old = _world.Version;
        if (version == old)
            return;
        _world.Story?.Add($"version {version} takes over from {old}");
        _world.Version = version;
        _world.Witness.Sorted();
        _engine.TakeOver(version.Canvas, new LoadView(_world.Time.GetUtcNow(), version.Canvas.Version, IsRefused: false, []));
        if (_world.Bug == PlantedBug.VersionForgotten)
            _engine.Steps.Commits.SubmitWithoutWaiting(new CommitUnit([new SourceDropped(old.Canvas.Version)]));
    }

    /// <summary>Ends the running attempts and stops in good order.</summary>
    public void Stop()
    {
        Attempts.Finish();
        _engine.Dispose();
    }

    /// <summary>Checks that the counts equal a recount, and that the queues hold what the store holds.</summary>
    public void Check()
    {
        var total = 0;
        Span<int> counts = stackalloc int[6];
        foreach (var queue in _engine.Steps.Queues.All)
        {
            counts.Clear();
            foreach (var message in queue.Messages)
            {
                total++;
                counts[(int)message.State]++;
                if (!Clients.HasPendingCommands)
                    Check(queue, message);
            }
            for (var state = 0; state < counts.Length; state++)
            {
                if (queue.Count((MessageState)state) != counts[state])
                    _world.Violate(
                        $"{queue.Id} counts {queue.Count((MessageState)state)} as {(MessageState)state}, but there are {counts[state]}");
            }
            if ((queue.Handler is not null) != _world.Version.Has(queue.Id))
                _world.Violate(queue.Handler is null
                    ? $"{queue.Id} is a 404, but version {_world.Version} has such a handler"
                    : $"{queue.Id} has a handler, but version {_world.Version} has none");
            if (_engine.Steps.Commits.IsEmpty && queue.Pause != _world.Witness.PauseOf(queue.Id))
                _world.Violate($"{queue.Id} has the pause {queue.Pause}, but the store has {_world.Witness.PauseOf(queue.Id)}");
            if (!IsFresh && queue.Totals != _world.Witness.TotalsOf(queue.Id))
                _world.Violate($"{queue.Id} counts {queue.Totals}, but there were {_world.Witness.TotalsOf(queue.Id)}");
        }
        if (!Clients.HasPendingCommands && total != _world.Witness.Live.Count)
            _world.Violate($"the queues hold {total} messages, but the store holds {_world.Witness.Live.Count}");
    }

    /// <summary>Writes all traces, and checks that the store holds the retained ones, those of dead letters, and no others.</summary>
    public void CheckTraces()
    {
        _engine.Steps.WriteTraces();
        while (Commit())
        {
        }
        var queues = _engine.Steps.Queues.All.ToList();
        var kept = _engine.Steps.Traces.All.Select(trace => trace.Id).ToHashSet();
        foreach (var lost in kept.Except(_world.Witness.Traces))
            _world.Violate($"trace {lost} is retained, but is not in the store");
        foreach (var left in _world.Witness.Traces.Except(kept)
            .Except(queues.SelectMany(queue => queue.Dead.Values).Select(dead => dead.Death!.Trace)))
            _world.Violate($"trace {left} is in the store, but nothing needs it");
    }

    /// <summary>
    /// Whether the process has not committed yet. Until then it knows more than the store: the messages that crashed the previous process are
    /// dead letters already.
    /// </summary>
    private bool IsFresh => _world.Witness.Commits == _commitsBefore;

    private void Check(HandlerQueue queue, Message message)
    {
        if (_world.Witness.Find(message.Id) is not { } stored)
            _world.Violate($"message {message.Id} is on the queue of {queue.Id}, but not in the store");
        else if (!IsFresh && (message.State == MessageState.Dead) != (stored.State == MessageState.Dead))
            _world.Violate($"{stored} is {message.State} on its queue instead");
    }
}
