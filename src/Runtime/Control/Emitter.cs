using DarkLang.Lang.Checking;
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

    public async Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests)
    {
        Acting.Demand(engine);
        var events = requests.Select(request => Encode(request, EventTypeOf(request.Worker))).ToList();
        var views = new List<EmitView>(requests.Count);
        var messages = new List<Message>(requests.Count);
        lock (parts.Context.Gate)
        {
            for (var i = 0; i < requests.Count; i++)
                views.Add(Prepare(requests[i], events[i], messages));
        }
        if (messages.Count > 0)
            await Store(messages).ConfigureAwait(false);
        return views;
    }

    /// <summary>The input of a trace as a new message. A password in it is not in the trace, so it can't be emitted again.</summary>
    public async Task<Guid> EmitAgain(TraceRunView run)
    {
        Acting.Demand(engine);
        if (ValueEncoding.HoldsRedacted(run.Input!))
            throw new ControlException(ControlProblem.Refused, "the input held a password, and traces keep none: emit the event with it yourself");
        Message message;
        lock (parts.Context.Gate)
        {
            message = parts.Context.NewMessage(parts.Context.NewId(), run.Header.Handler, run.Input!, null, run.Header.Message, "dark trace replay");
        }
        await Store([message]).ConfigureAwait(false);
        return message.Id;
    }

    private EmitView Prepare(EmitRequest request, (byte[] Bytes, HandlerOptions Options, Traits Traits) @event, List<Message> messages)
    {
        var worker = HandlerId.Worker(request.Worker);
        var now = parts.Context.Time.GetUtcNow();
        var once = OnceFor.Of(request.OnceKey, @event.Traits, @event.Options.DedupeFor);
        if (once is not null)
        {
            if (parts.Context.OnceKeys.IsTaken(worker, once.Key, now))
                return new EmitView(null, request.Worker, Repeated: true, Warning(worker));
            parts.Context.OnceKeys.Take(worker, once.Key, now + once.Window, isPromised: false);
        }
        var message = parts.Context.NewMessage(parts.Context.NewId(), worker, @event.Bytes, now + request.Delay, null, From, once);
        message.Become(@event.Traits, @event.Options);
        messages.Add(message);
        if (request.Wait)
            parts.Waits.Announce(message.Id);
        return new EmitView(message.Id, request.Worker, Repeated: false, Warning(worker));
    }

    private Task Store(List<Message> messages) => Acting.Commit(
        parts.Commits,
        [.. messages.Select(m => new MessageEnqueued(m))],
        () =>
        {
            foreach (var message in messages)
            {
                if (message.OnceKey is { } key)
                    parts.Context.OnceKeys.Promise(message.Handler, key);
                parts.Context.Queues.Add(message);
            }
        },
        () =>
        {
            foreach (var message in messages)
            {
                parts.Waits.Forget(message.Id);
                if (message.OnceKey is { } key)
                    parts.Context.OnceKeys.Release(message.Handler, key);
            }
        });

    private EventType? EventTypeOf(string worker)
    {
        lock (parts.Context.Gate)
            return parts.Context.Queues.TryGet(HandlerId.Worker(worker), out var queue) ? EventTypeOf(queue) : null;
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

    private (byte[] Bytes, HandlerOptions Options, Traits Traits) Encode(EmitRequest request, EventType? type)
    {
        if (request.Worker.Length == 0)
            throw new ControlException(ControlProblem.BadRequest, "the name of the worker is empty");
        if (request.Delay < TimeSpan.Zero || request.Delay > MaxDelay)
            throw new ControlException(ControlProblem.BadRequest, $"a delay lies between 0 s and {MaxDelay.TotalDays:0} days");
        var (bytes, value) = Encode(request.Event, type);
        var options = parts.Context.OptionsOf(request.Worker);
        return (bytes, options, Traits.Of(options, value));
    }

    private string? Warning(HandlerId worker)
    {
        if (parts.Context.Queues.TryGet(worker, out var queue) && queue.Handler is not null)
            return null;
        var nearest = HandlerNames.Nearest(parts.Context, worker);
        return $"no worker is named \"{worker.Name}\": the message waits under 404s until there is one"
            + (nearest is null ? "" : $"; did you mean \"{nearest}\"?");
    }
}
