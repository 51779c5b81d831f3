using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Emits from outside the canvas.</summary>
internal sealed class Emitter(Engine engine, ControlParts parts)
{
    private const string From = "dark emit";

    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(3650);

    public Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests)
    {
        try
        {
            Acting.EnsureRunning(engine);
            var events = new Encoded[requests.Count];
            for (var i = 0; i < events.Length; i++)
                events[i] = Encode(requests[i]);
            if (!TryTakeOnceKeys(requests, events))
                return EmitAfterOthers(requests);
            var views = new EmitView[requests.Count];
            var emits = new List<Change>(requests.Count);
            try
            {
                for (var i = 0; i < views.Length; i++)
                    views[i] = Prepare(requests[i], events[i], emits);
            }
            catch (ControlException)
            {
                TakeBack(requests, events, emits);
                throw;
            }
            return Store(emits, views);
        }
        catch (ControlException refused)
        {
            return Task.FromException<IReadOnlyList<EmitView>>(refused);
        }
    }

    /// <summary>The input of a trace as a new message. A password in it is not in the trace, so it can't be emitted again.</summary>
    public async Task<Guid> EmitAgain(TraceRunView run)
    {
        Acting.EnsureRunning(engine);
        if (ValueEncoding.HoldsRedacted(run.Input!))
            throw new ControlException(
                ControlProblem.Refused, "the input held a password, and traces keep none: emit the event with it yourself");
        Message message;
        lock (parts.Context.Gate)
        {
            message = parts.Context.NewMessage(
                parts.Context.NewId(), run.Header.Handler, run.Input!, null, run.Header.Message, "dark trace replay");
        }
        await Store([new MessageEnqueued(message)], []).ConfigureAwait(false);
        return message.Id;
    }

    private void TakeBack(IReadOnlyList<EmitRequest> requests, Encoded[] events, List<Change> emits)
    {
        foreach (var emit in emits)
            parts.Waiters.Forget(((MessageEnqueued)emit).Message.Id);
        lock (parts.Context.Gate)
        {
            for (var i = 0; i < events.Length; i++)
            {
                if (events[i] is { Once: { } once, IsRepeated: false })
                    parts.Context.OnceKeys.Release(HandlerId.Worker(requests[i].Worker), once.Key);
            }
        }
    }

    // Whether the other emit under one of the keys is stored decides whether this one repeats it.
    private async Task<IReadOnlyList<EmitView>> EmitAfterOthers(IReadOnlyList<EmitRequest> requests)
    {
        await Acting.Commit(parts.Commits, [], () => { }).ConfigureAwait(false);
        return await Emit(requests).ConfigureAwait(false);
    }

    private EmitView Prepare(EmitRequest request, Encoded @event, List<Change> emits)
    {
        var worker = HandlerId.Worker(request.Worker);
        if (@event.IsRepeated)
            return new EmitView(null, request.Worker, Repeated: true, Warning(worker));
        var message = parts.Context.NewMessage(parts.Context.NewId(), worker, @event.Bytes, request.Delay is { } delay
            ? parts.Context.Time.GetUtcNow() + delay
            : null, null, From, @event.Once);
        message.SetScheduling(@event.Traits, @event.Options);
        emits.Add(new MessageEnqueued(message));
        if (request.Wait)
            parts.Waiters.Register(message.Id);
        return new EmitView(message.Id, request.Worker, Repeated: false, Warning(worker));
    }

    /// <summary>All of them, but for those of emits that repeat another. False, with none taken, while the store may still refuse that other.</summary>
    private bool TryTakeOnceKeys(IReadOnlyList<EmitRequest> requests, Encoded[] events)
    {
        if (!Array.Exists(events, @event => @event.Once is not null))
            return true;
        var (now, keys) = (parts.Context.Time.GetUtcNow(), parts.Context.OnceKeys);
        lock (parts.Context.Gate)
        {
            for (var i = 0; i < events.Length; i++)
            {
                if (events[i].Once is { } once && HandlerId.Worker(requests[i].Worker) is var worker && keys.IsTaken(worker, once.Key, now)
                    && !keys.IsPromised(worker, once.Key, now))
                    return false;
            }
            for (var i = 0; i < events.Length; i++)
            {
                if (events[i].Once is not { } once)
                    continue;
                var worker = HandlerId.Worker(requests[i].Worker);
                if (keys.IsTaken(worker, once.Key, now))
                    events[i] = events[i] with { IsRepeated = true };
                else
                    keys.Take(worker, once.Key, now + once.Window, isPromised: false);
            }
        }
        return true;
    }

    private Task<IReadOnlyList<EmitView>> Store(IReadOnlyList<Change> emits, IReadOnlyList<EmitView> views)
    {
        var unit = new EmitUnit(parts, emits, views);
        parts.Commits.Submit(unit);
        return unit.Acknowledged;
    }

    /// <summary>What the worker declares its events to be.</summary>
    public static EventType? EventTypeOf(HandlerQueue queue) => queue.Handler is Worker known ? known.Event : null;

    /// <summary>An event from outside, in the form in which it is stored.</summary>
    public static (byte[] Bytes, Value Value) Encode(string json, EventType? type)
    {
        if (!ValueJson.TryRead(json, out var value, out var problem))
            throw new ControlException(ControlProblem.BadRequest, $"the event is not JSON: {problem}");
        if (type is not null)
        {
            value = type.FromJson(value);
            if (type.Refusal(value) is { } refusal)
                throw new ControlException(ControlProblem.WrongEvent, refusal);
        }
        try
        {
            return (ValueEncoding.Encode(value, EngineContext.MaxEventBytes), value);
        }
        catch (RuntimeErrorException e)
        {
            throw new ControlException(ControlProblem.Refused, $"the event can't be stored: {e.Message}");
        }
    }

    private Encoded Encode(EmitRequest request)
    {
        if (request.Worker.Length == 0)
            throw new ControlException(ControlProblem.BadRequest, "the name of the worker is empty");
        if (request.Delay < TimeSpan.Zero || request.Delay > MaxDelay)
            throw new ControlException(ControlProblem.BadRequest, $"a delay lies between 0 s and {MaxDelay.TotalDays:0} days");
        parts.Context.Workers.TryGetValue(request.Worker, out var worker);
        var (bytes, value) = Encode(request.Event, worker?.Event);
        var options = worker?.Options ?? HandlerOptions.Default;
        var attributes = SchedulingAttributes.Of(options, value);
        return new Encoded(bytes, options, attributes, OnceClaim.Of(request.OnceKey, attributes, options.DedupeFor));
    }

    private string? Warning(HandlerId worker)
    {
        if (parts.Context.Workers.ContainsKey(worker.Name))
            return null;
        var nearest = NearestName.Of(worker.Name, parts.Context.Workers.Keys);
        return $"no worker is named \"{worker.Name}\": the message waits under 404s until there is one"
            + (nearest is null ? "" : $"; did you mean \"{nearest}\"?");
    }

    private readonly record struct Encoded(
        byte[] Bytes, HandlerOptions Options, SchedulingAttributes Traits, OnceClaim? Once, bool IsRepeated = false);
}
