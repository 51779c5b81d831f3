using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Queues;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// One run, decided by its seed: the engine takes its steps in an order of chance, people act from outside, and between any two steps something
/// may go wrong. At the end all faults are over, and what can be done must get done.
/// </summary>
internal sealed class SimulatedRun
{
    private const int MostRounds = 400;
    private const int LooksPerRecount = 4;

    private readonly World _world;
    private SimulatedProcess _process;
    private bool _isEvaluating;
    private bool _isCommitting;
    private int _stalledSteps;
    private int _looks;

    private SimulatedRun(World world)
    {
        _world = world;
        _process = Open();
        world.Store.Meanwhile = Meanwhile;
    }

    /// <summary>Gives what was not held; null when all was well.</summary>
    public static string? Violation(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug) =>
        Play(new World(seed, versions, bug, tellsStory: false));

    /// <summary>The same run, told step by step.</summary>
    public static string Story(int seed, IReadOnlyList<SimulatedVersion> versions, PlantedBug bug)
    {
        var world = new World(seed, versions, bug, tellsStory: true);
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
            case < 91: _process.Clients.Emit(); break;
            case < 94: _process.Clients.Steer(); break;
            case < 96: _process.Clients.Act(); break;
            default: Fault(); break;
        }
        Look();
    }

    // A recount costs as much as all else of a step, and what is counted wrongly once stays wrong.
    private void Look()
    {
        _process.Clients.Listen();
        if (_looks++ % LooksPerRecount == 0)
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
                _world.Story?.Tell($"the disk is slow: no commit for {_stalledSteps} steps");
                break;
            case 4:
                // Never to the very moment of before: traces are told apart by when their attempts began.
                var jump = TimeSpan.FromTicks(_world.Random.NextInt64(-2 * TimeSpan.TicksPerHour, 4 * TimeSpan.TicksPerHour));
                _world.Story?.Tell($"the clock jumps by {jump}");
                _world.Time.Jump(jump);
                break;
            default:
                _world.Story?.Tell($"stop and start");
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
        _world.Story?.Tell(
            $"the disk {(store.IsFull ? "is full" : store.MostNew < int.MaxValue ? $"takes {store.MostNew} new facts at a time" : "has room")}");
    }

    /// <summary>Somebody saves another version of the file.</summary>
    private void Reload() => _process.TakeOver(_world.OneOf(_world.Versions));

    private void Crash()
    {
        _world.Story?.Tell($"the process is killed");
        Reopen();
    }

    private void Commit()
    {
        if (_stalledSteps-- > 0)
            return;
        _isCommitting = _world.Chance(30);
        if (_process.Commit())
            _world.Story?.Tell($"commit");
        _isCommitting = false;
        if (_world.Store.IsDead)
            Reopen();
    }

    /// <summary>While the disk writes, nobody else stands still.</summary>
    private void Meanwhile()
    {
        if (!_isCommitting)
            return;
        _isCommitting = false;
        _world.Story?.Tell($"while a commit is written:");
        for (var steps = _world.Random.Next(1, 5); steps > 0; steps--)
        {
            switch (_world.Random.Next(10))
            {
                case < 3: _process.Clients.Steer(); break;
                case < 4: _process.Clients.Act(); break;
                case < 5: _process.Clients.Emit(); break;
                case < 7: _process.TryBegin(); break;
                case < 8: _process.Attempts.End(); break;
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
        _world.Story?.Tell($"{time} pass");
        _world.Time.Pass(time);
    }

    private void Evaluate()
    {
        _isEvaluating = true;
        _process.Attempts.Evaluate();
        _isEvaluating = false;
    }

    /// <summary>An attempt that asks for chance stands in the middle of its handler: there, too, everything may happen.</summary>
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

    private SimulatedProcess Open() => new(_world, Fill);

    private void Reopen()
    {
        if (_world.Chance(10))
        {
            // The file was changed while nothing ran.
            _world.Version = _world.OneOf(_world.Versions);
            _world.Story?.Tell($"the file says {_world.Version} now");
        }
        Restart();
    }

    private void Restart()
    {
        _world.Time.DropTimers();
        _world.Store.Crash();
        _world.Witness.Sorted();
        _process = Open();
    }

    private void Settle()
    {
        _world.Story?.Tell($"the faults are over");
        (_world.Store.IsFull, _world.Store.MostNew, _world.Store.NextFault, _stalledSteps) = (false, int.MaxValue, CommitFault.None, 0);
        _world.Time.Jump(_world.Time.Latest + TimeSpan.FromTicks(1) - _world.Time.GetUtcNow());
        _process.TakeOver(_world.Versions[0]);
        for (var round = 0; round < MostRounds && _world.Violation is null; round++)
        {
            Work();
            var isSettled = _world.Violation is null && IsSettled() && round > 0;
            if (isSettled && _world.Witness.Alerts.Untold.Count == 0)
            {
                _world.Witness.Crons.End();
                _process.CheckTraces();
                _world.Story?.Tell($"the process is killed, and starts for the last time");
                Restart();
                return;
            }
            foreach (var handler in Handlers.Where(_world.Witness.IsPaused))
                _process.Clients.Resume(handler);
            _world.Time.Pass(isSettled ? AlertTimes.Every : TimeSpan.FromSeconds(20));
        }
        if (_world.Violation is null)
            _world.Violate(
                $"nothing stands in the way any more, and this is left: {string.Join("; ", [.. _world.Witness.Live.Where(IsLeft), .. _world.Witness.Alerts.Untold])}");
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
            _process.Attempts.Finish();
            worked |= _process.Commit();
            Look();
        }
        while (worked && _world.Violation is null);
    }

    private bool IsSettled() =>
        !_world.Witness.Live.Any(IsLeft) && _world.Witness.Crons.States.All(
            cron => _world.Witness.IsPaused(HandlerId.Cron(cron.Name)) || cron.NextDue > _world.Time.GetUtcNow());

    private static bool IsLeft(Witnessed message) =>
        message.State != MessageState.Dead && message.Handler.Name != "nobody" && !(message.Handler.Name == "hole" && message.N == 0);
}
