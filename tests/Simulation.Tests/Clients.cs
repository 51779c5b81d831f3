using DarkLang.Runtime.Model;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;

namespace DarkLang.Simulation.Tests;

/// <summary>The clients that emit, pause, cancel and retry from outside, and check the answers they get.</summary>
internal sealed class Clients(World world, Engine engine, Attempts attempts)
{
    private static readonly string[] Keys = ["a", "b", "c"];

    private readonly List<(Task Task, Action OnDone)> _waiting = [];
    private readonly List<Task> _pending = [];
    private HandlerId? _lastHandler;

    /// <summary>Whether messages may be taken out of their queues by a client.</summary>
    public bool HasPendingCommands => _pending.Count > 0;

    public void Emit()
    {
        var requests = Enumerable.Range(0, world.Random.Next(1, 4)).Select(_ => Request()).ToList();
        world.Story?.Add($"emit {string.Join(", ", requests.Select(request => $"{request.Event} to {request.Worker}"))}");
        var emit = engine.Control.Ask(Operations.Emit, requests, CancellationToken.None);
        _waiting.Add((emit, () =>
        {
            foreach (var view in emit.Result)
            {
                if (view.Message is { } id && !world.Witness.HasSeen(id))
                    world.Violate($"the emit of {id} was acknowledged, but not stored");
            }
        }
        ));
    }

    public void ControlHandler()
    {
        // Several clients often work on the same handler.
        var handler = world.Random.Next(10) switch
        {
            < 5 when _lastHandler is { } same => same,
            < 3 => HandlerId.Cron(world.OneOf(SimulatedCanvas.Crons).Name),
            < 4 => HandlerId.Worker(world.OneOf(SimulatedCanvas.Alerts)),
            _ => HandlerId.Worker(world.OneOf(SimulatedCanvas.Workers)),
        };
        _lastHandler = handler;
        switch (world.Random.Next(6))
        {
            case 0 or 1:
                world.Story?.Add($"pause {handler}");
                Await(() => engine.Control.Ask(Operations.Pause, new(handler, "ada"), CancellationToken.None));
                break;
            case 2 or 3:
                Resume(handler);
                break;
            case 4:
                var cron = world.OneOf(SimulatedCanvas.Crons).Name;
                world.Story?.Add($"run cron {cron} manually");
                Await(() => engine.Control.Ask(Operations.RunCron, new(HandlerId.Cron(cron)), CancellationToken.None));
                break;
            default:
                Step(handler.Name);
                break;
        }
    }

    public void Resume(HandlerId handler)
    {
        world.Story?.Add($"resume {handler}");
        Await(() => engine.Control.Ask(Operations.Resume, new(handler), CancellationToken.None));
    }

    public void SendCommand()
    {
        var handler = HandlerId.Worker(world.OneOf(SimulatedCanvas.Workers));
        if (world.Chance(25))
            Pin();
        else if (world.Chance(40))
        {
            world.Story?.Add($"retry the dead letters of {handler}");
            AwaitCommand(
                () => engine.Control.Ask(Operations.RetryDead, new(SelectionState.Dead, Handler: handler), CancellationToken.None));
        }
        else if (world.Witness.Live.FirstOrDefault(
            message => message is { State: MessageState.Dead, Handler.Kind: HandlerKind.Worker }) is { } dead && world.Chance(20))
        {
            world.Story?.Add($"retry {dead} with another event");
            AwaitCommand(() => engine.Control.Ask(Operations.Edit, new(dead.Id.ToString(), Event()), CancellationToken.None));
        }
        else if (world.Chance(20))
        {
            // Like delayed messages, they have no fixed place within their key once the clock is set back.
            var other = world.OneOf([.. SimulatedCanvas.Workers.Where(name => name != "keyed")]);
            world.Story?.Add($"move the queue of {handler} to {other}");
            AwaitCommand(() => engine.Control.Ask(
                Operations.Move, new(new MessageSelection(SelectionState.Queued, Handler: handler), other), CancellationToken.None));
        }
        else if (world.Witness.Live is { Count: > 0 } live && world.Chance(70))
        {
            var message = live.ElementAt(world.Random.Next(live.Count));
            world.Story?.Add($"cancel {message}");
            message.WasTakenOut = true;
            AwaitCommand(() => engine.Control.Ask(
                Operations.Remove, new(SelectionState.Queued, Ids: [message.Id.ToString()]), CancellationToken.None));
        }
        else
        {
            world.Story?.Add($"purge {handler}");
            AwaitCommand(() => engine.Control.Ask(Operations.Remove, new(SelectionState.Queued, Handler: handler), CancellationToken.None));
        }
    }

    private void Pin()
    {
        if (engine.Steps.Traces.All.ToList() is not { Count: > 0 } kept)
            return;
        var (trace, pinned) = (world.OneOf(kept).Id, world.Chance(60));
        world.Story?.Add($"{(pinned ? "pin" : "unpin")} trace {trace}");
        Await(() => engine.Control.Ask(Operations.Pin, new(trace.ToString(), pinned), CancellationToken.None));
    }

    /// <summary>Takes the answers, and checks that they are true.</summary>
    public void Listen()
    {
        if (_pending.Any(command => command.IsFaulted))
            world.Witness.ForgetOrder();
        _pending.RemoveAll(command => command.IsCompleted);
        foreach (var (task, onDone) in _waiting.Where(waiting => waiting.Task.IsCompleted).ToList())
        {
            if (task.IsCompletedSuccessfully)
                onDone();
            else if (task.Exception?.InnerException is not ControlException)
                world.Violate($"a client got {task.Exception?.InnerException}");
        }
        _waiting.RemoveAll(waiting => waiting.Task.IsCompleted);
    }

    private void Step(string worker)
    {
        world.Story?.Add($"step worker {worker}");
        if (!Await(() => engine.Control.Ask(Operations.Step, new(HandlerId.Worker(worker)), CancellationToken.None)).IsFaulted)
            attempts.Grant(HandlerId.Worker(worker));
    }

    private void AwaitCommand(Func<Task> command) => _pending.Add(Await(command));

    // A command that is refused at once throws.
    private Task Await(Func<Task> command)
    {
        Task task;
        try
        {
            task = command();
        }
        catch (ControlException refused)
        {
            task = Task.FromException(refused);
        }
        _waiting.Add((task, () => { }));
        return task;
    }

    private string Event() => $$"""{ "n": {{world.Random.Next(4)}}, "k": "{{world.OneOf(Keys)}}" }""";

    private EmitRequest Request()
    {
        var worker = world.OneOf(SimulatedCanvas.Workers);
        // Delayed messages of one key that are due at the same moment run in any order.
        TimeSpan? delay = worker != "keyed" && world.Chance(15) ? TimeSpan.FromSeconds(world.Random.Next(1, 90)) : null;
        return new EmitRequest(worker, Event(), delay, world.Chance(10) ? world.OneOf(Keys) : null);
    }
}
