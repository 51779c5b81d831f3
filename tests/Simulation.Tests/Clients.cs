using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Simulation.Tests;

/// <summary>Those who emit, pause, cancel and retry from outside, and remember what was promised to them.</summary>
internal sealed class Clients(World world, Engine engine, Attempts attempts)
{
    private static readonly string[] Keys = ["a", "b", "c"];

    private readonly List<(Task Task, Action Told)> _waiting = [];
    private readonly List<Task> _acts = [];
    private HandlerId? _steered;

    /// <summary>While messages are in somebody's hand they are on no queue.</summary>
    public bool HasActs => _acts.Count > 0;

    public void Emit()
    {
        var requests = Enumerable.Range(0, world.Random.Next(1, 4)).Select(_ => Request()).ToList();
        world.Story?.Tell($"emit {string.Join(", ", requests.Select(request => $"{request.Event} to {request.Worker}"))}");
        var emit = engine.Control.Emit(requests, CancellationToken.None);
        _waiting.Add((emit, () =>
        {
            foreach (var view in emit.Result)
            {
                if (view.Message is { } id && !world.Witness.HasSeen(id))
                    world.Violate($"the emit of {id} was acknowledged and not stored");
            }
        }
        ));
    }

    public void Steer()
    {
        // Several people often have to do with the same.
        var handler = world.Random.Next(10) switch
        {
            < 5 when _steered is { } same => same,
            < 3 => HandlerId.Cron(world.OneOf(SimulatedCanvas.Crons).Name),
            < 4 => HandlerId.Worker(world.OneOf(SimulatedCanvas.Alerts)),
            _ => HandlerId.Worker(world.OneOf(SimulatedCanvas.Workers)),
        };
        _steered = handler;
        switch (world.Random.Next(6))
        {
            case 0 or 1:
                world.Story?.Tell($"pause {handler}");
                Await(() => engine.Control.Pause(handler, "ada", null, CancellationToken.None));
                break;
            case 2 or 3:
                Resume(handler);
                break;
            case 4:
                var cron = world.OneOf(SimulatedCanvas.Crons).Name;
                world.Story?.Tell($"run cron {cron} by hand");
                Await(() => engine.Control.RunCron(cron, CancellationToken.None));
                break;
            default:
                Step(handler.Name);
                break;
        }
    }

    public void Resume(HandlerId handler)
    {
        world.Story?.Tell($"resume {handler}");
        Await(() => engine.Control.Resume(handler, CancellationToken.None));
    }

    public void Act()
    {
        var handler = HandlerId.Worker(world.OneOf(SimulatedCanvas.Workers));
        if (world.Chance(25))
            Pin();
        else if (world.Chance(40))
        {
            world.Story?.Tell($"retry the dead of {handler}");
            AwaitAct(() => engine.Control.RetryDead(new MessageSelection("dead", Handler: handler), CancellationToken.None));
        }
        else if (world.Witness.Live.FirstOrDefault(
            message => message is { State: MessageState.Dead, Handler.Kind: HandlerKind.Worker }) is { } dead && world.Chance(20))
        {
            world.Story?.Tell($"retry {dead} with another event");
            AwaitAct(() => engine.Control.RetryWith(dead.Id.ToString(), Event(), CancellationToken.None));
        }
        else if (world.Chance(20))
        {
            // Like delayed messages, they have no place among those of their key once the clock is set back.
            var other = world.OneOf([.. SimulatedCanvas.Workers.Where(name => name != "keyed")]);
            world.Story?.Tell($"move what is on the queue of {handler} to {other}");
            AwaitAct(() => engine.Control.Move(new MessageSelection("queued", Handler: handler), other, CancellationToken.None));
        }
        else if (world.Witness.Live is { Count: > 0 } live && world.Chance(70))
        {
            var message = live.ElementAt(world.Random.Next(live.Count));
            world.Story?.Tell($"cancel {message}");
            message.WasInHand = true;
            AwaitAct(() => engine.Control.Remove(new MessageSelection("queued", Ids: [message.Id.ToString()]), CancellationToken.None));
        }
        else
        {
            world.Story?.Tell($"purge {handler}");
            AwaitAct(() => engine.Control.Remove(new MessageSelection("queued", Handler: handler), CancellationToken.None));
        }
    }

    private void Pin()
    {
        if (engine.Steps.Traces.All.ToList() is not { Count: > 0 } kept)
            return;
        var (trace, pinned) = (world.OneOf(kept).Id, world.Chance(60));
        world.Story?.Tell($"{(pinned ? "pin" : "unpin")} trace {trace}");
        Await(() => engine.Control.Pin(trace.ToString(), pinned, CancellationToken.None));
    }

    /// <summary>Who was answered believes it from now on.</summary>
    public void Listen()
    {
        if (_acts.Any(act => act.IsFaulted))
            world.Witness.ForgetOrder();
        _acts.RemoveAll(act => act.IsCompleted);
        foreach (var (task, told) in _waiting.Where(waiting => waiting.Task.IsCompleted).ToList())
        {
            if (task.IsCompletedSuccessfully)
                told();
            else if (task.Exception?.InnerException is not ControlException)
                world.Violate($"a client met {task.Exception?.InnerException}");
        }
        _waiting.RemoveAll(waiting => waiting.Task.IsCompleted);
    }

    private void Step(string worker)
    {
        world.Story?.Tell($"step worker {worker}");
        if (!Await(() => engine.Control.Step(worker, CancellationToken.None)).IsFaulted)
            attempts.Grant(HandlerId.Worker(worker));
    }

    private void AwaitAct(Func<Task> act) => _acts.Add(Await(act));

    // What was refused before anything had to wait is thrown at once.
    private Task Await(Func<Task> act)
    {
        Task task;
        try
        {
            task = act();
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
        // Delayed messages of one key that are due at the same moment come in no order.
        TimeSpan? delay = worker != "keyed" && world.Chance(15) ? TimeSpan.FromSeconds(world.Random.Next(1, 90)) : null;
        return new EmitRequest(worker, Event(), delay, world.Chance(10) ? world.OneOf(Keys) : null);
    }
}
