using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Model;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// One run, decided by its seed: the engine takes its steps in random order, clients send commands, and between any two steps something may
/// go wrong. At the end all faults are over, and everything that can be done must get done.
/// </summary>
internal sealed class SimulatedRun
{
    private const int MaxRounds = 400;
    private const int StepsPerRecount = 4;

    private readonly World _world;
    private SimulatedProcess _process;
    private bool _isEvaluating;
    private bool _isCommitting;
    private int _stalledSteps;
    private int _steps;

    private SimulatedRun(World world)
    {
        _world = world;
        _process = Open();
        world.Store.Meanwhile = Meanwhile;
    }

    /// <summary>Plays a run and returns the promise it broke; null if it broke none.</summary>
    public static string? Violation(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug) =>
        Play(new World(seed, versions, bug, keepsStory: false));

    /// <summary>Plays the same run and returns its story, step by step.</summary>
    public static string Story(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug)
    {
        var world = new World(seed, versions, bug, keepsStory: true);
        Play(world);
        return world.Story!.ToString();
    }

    private static string? Play(World world)
    {
        try
        {
            new SimulatedRun(world).Play();
        }
        catch (Exception e)
        {
            world.Violate($"the engine threw {e}");
        }
        return world.Violation;
    }

    private void Play()
    {
        var steps = _world.Random.Next(50, 200);
        for (var i = 0; i < steps && _world.Violation is null; i++)
            Step();
        if (_world.Violation is null)
            Settle();
    }

    private void Step()
    {
        switch (_world.Random.Next(100))
        {
            case < 20: _process.TryBegin(); break;
            case < 22: Reload(); break;
            case < 40: Evaluate(); break;
            case < 56: _process.Attempts.End(); break;
            case < 75: Commit(); break;
            case < 83: Pass(); break;
            case < 88: _process.Clients.Emit(); break;
            case < 92: _process.Consumers.Step(); break;
            case < 94: _process.Clients.ControlHandler(); break;
            case < 96: _process.Clients.SendCommand(); break;
            default: Fault(); break;
        }
        CheckNow();
    }

    // A recount costs as much as the rest of a step. It need not follow each step, because a wrong count stays wrong.
    private void CheckNow()
    {
        _process.Clients.Listen();
        _process.Consumers.Listen();
        if (_steps++ % StepsPerRecount == 0)
            _process.Check();
    }

    private void Fault()
    {
        switch (_world.Random.Next(6))
        {
            case 0:
                Crash();
                break;
            case 1:
                _world.Store.NextFault = _world.Chance(50) ? CommitFault.DiesBefore : CommitFault.DiesAfter;
                break;
            case 2:
                Fill();
                break;
            case 3:
                _stalledSteps = _world.Random.Next(5, 30);
                _world.Story?.Add($"the disk is slow: it commits nothing for {_stalledSteps} steps");
                break;
            case 4:
                // Never back to the very same moment: the start of an attempt distinguishes its trace.
                var jump = TimeSpan.FromTicks(_world.Random.NextInt64(-2 * TimeSpan.TicksPerHour, 4 * TimeSpan.TicksPerHour));
                _world.Story?.Add($"the clock jumps by {jump}");
                _world.Time.Jump(jump);
                break;
            default:
                _world.Story?.Add($"the process stops and starts again");
                _process.Stop();
                Reopen();
                break;
        }
    }

    private void Fill()
    {
        var store = _world.Store;
        if (store.IsFull || store.MostNew < int.MaxValue)
            (store.IsFull, store.MostNew) = (false, int.MaxValue);
        else if (_world.Chance(50))
            store.IsFull = true;
        else
            store.MostNew = _world.Random.Next(3);
        var room = store.IsFull
            ? "is full"
            : store.MostNew < int.MaxValue ? $"has room for {store.MostNew} new facts at a time" : "has room";
        _world.Story?.Add($"the disk {room}");
    }

    /// <summary>Loads another version of the file.</summary>
    private void Reload() => _process.TakeOver(_world.OneOf(_world.Versions));

    private void Crash()
    {
        _world.Story?.Add($"the process is killed");
        Reopen();
    }

    private void Commit()
    {
        if (_stalledSteps-- > 0)
            return;
        _isCommitting = _world.Chance(30);
        if (_process.Commit())
            _world.Story?.Add($"commit");
        _isCommitting = false;
        if (_world.Store.IsDead)
            Reopen();
    }

    /// <summary>Takes steps while the disk writes.</summary>
    private void Meanwhile()
    {
        if (!_isCommitting)
            return;
        _isCommitting = false;
        _world.Story?.Add($"while a commit is written:");
        for (var steps = _world.Random.Next(1, 5); steps > 0; steps--)
        {
            switch (_world.Random.Next(10))
            {
                case < 3: _process.Clients.ControlHandler(); break;
                case < 4: _process.Clients.SendCommand(); break;
                case < 5: _process.Clients.Emit(); break;
                case < 7: _process.TryBegin(); break;
                case < 8: _process.Attempts.End(); break;
                case < 9 when _world.Chance(50): _process.Consumers.Step(); break;
                case < 9: Reload(); break;
                default: Pass(); break;
            }
        }
    }

    private void Pass()
    {
        var time = _world.Random.Next(4) switch
        {
            0 => TimeSpan.Zero,
            1 => TimeSpan.FromMilliseconds(_world.Random.Next(300)),
            2 => TimeSpan.FromSeconds(_world.Random.Next(1, 12)),
            _ => TimeSpan.FromSeconds(_world.Random.Next(10, 120)),
        };
        _world.Story?.Add($"{time} passes");
        _world.Time.Pass(time);
    }

    private void Evaluate()
    {
        _isEvaluating = true;
        _process.Attempts.Evaluate();
        _isEvaluating = false;
    }

    /// <summary>
    /// Fills bytes with random numbers. An attempt that asks for them is in the middle of its handler, where anything may happen too.
    /// </summary>
    private void Fill(Span<byte> bytes)
    {
        _world.Random.NextBytes(bytes);
        if (!_isEvaluating)
            return;
        _isEvaluating = false;
        for (var steps = _world.Random.Next(6); steps > 0; steps--)
        {
            switch (_world.Random.Next(10))
            {
                case < 5: Pass(); break;
                case < 7: Commit(); break;
                case < 8: _process.TryBegin(); break;
                case < 9: Reload(); break;
                default: Crash(); break;
            }
        }
    }

    private SimulatedProcess Open(IEnumerable<Guid>? lost = null) => new(_world, Fill, lost ?? []);

    private void Reopen()
    {
        if (_world.Chance(10))
        {
            // The file has changed while no process ran.
            _world.Version = _world.OneOf(_world.Versions);
            _world.Story?.Add($"the file holds {_world.Version} now");
        }
        Restart();
    }

    private void Restart()
    {
        _world.Time.DropTimers();
        _world.Store.Crash();
        _world.Witness.Sorted();
        _process = Open(_process.Consumers.Leases);
    }

    private void Settle()
    {
        _world.Story?.Add($"the faults are over");
        (_world.Store.IsFull, _world.Store.MostNew, _world.Store.NextFault, _stalledSteps) = (false, int.MaxValue, CommitFault.None, 0);
        _world.Time.Jump(_world.Time.Latest + TimeSpan.FromTicks(1) - _world.Time.GetUtcNow());
        _process.TakeOver(_world.Versions[0]);
        for (var round = 0; round < MaxRounds && _world.Violation is null; round++)
        {
            Work();
            var isSettled = _world.Violation is null && IsSettled() && round > 0;
            if (isSettled && _world.Witness.Alerts.Unreported.Count == 0)
            {
                _world.Witness.Crons.End();
                _process.CheckTraces();
                _world.Story?.Add($"the process is killed, and starts for the last time");
                Restart();
                return;
            }
            foreach (var handler in Handlers.Where(_world.Witness.IsPaused))
                _process.Clients.Resume(handler);
            _world.Time.Pass(isSettled ? AlertTimes.ReportInterval : TimeSpan.FromSeconds(20));
        }
        if (_world.Violation is null)
        {
            var left = string.Join("; ", [.. _world.Witness.Live.Where(IsLeft), .. _world.Witness.Alerts.Unreported]);
            _world.Violate($"all faults are over, but this is left: {left}");
        }
    }

    private static IEnumerable<HandlerId> Handlers { get; } =
        [.. SimulatedCanvas.Crons.Select(cron => HandlerId.Cron(cron.Name)), .. SimulatedCanvas.Workers.Distinct()
            .Where(name => name != "nobody").Concat(SimulatedCanvas.Alerts).Select(HandlerId.Worker)];

    private void Work()
    {
        bool worked;
        do
        {
            _world.Time.Pass(TimeSpan.Zero);
            worked = _process.TryBegin();
            worked |= _process.Consumers.Work();
            _process.Attempts.Finish();
            worked |= _process.Commit();
            CheckNow();
        }
        while (worked && _world.Violation is null);
    }

    private bool IsSettled() =>
        !_world.Witness.Live.Any(IsLeft) && _world.Witness.Crons.States.All(
            cron => _world.Witness.IsPaused(HandlerId.Cron(cron.Name)) || cron.NextDue > _world.Time.GetUtcNow());

    private static bool IsLeft(Witnessed message) =>
        message.State != MessageState.Dead && message.Handler.Name != "nobody" && !(message.Handler.Name == "hole" && message.N == 0);
}
