using DarkLang.Lang.Checking;
using DarkLang.Lang.Interactive;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Emits messages from outside the canvas.</summary>
internal sealed class Emitter(EngineParts parts, CommandRunner commands)
{
    private const string From = "dark emit";

    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(3650);

    public Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests)
    {
        try
        {
            commands.EnsureEmits();
            var events = new Encoded[requests.Count];
            for (var i = 0; i < events.Length; i++)
                events[i] = Encode(requests[i]);
            var unit = new EmitUnit(parts, requests.Count);
            if (TryTakeOnceKeys(events, unit) is { } pending)
                return EmitAfter(pending, requests);
            try
            {
                for (var i = 0; i < events.Length; i++)
                    Prepare(requests[i], events[i], unit);
            }
            catch (ControlException)
            {
                Forget(events, unit);
                throw;
            }
            parts.Commits.Submit(unit);
            return unit.Acknowledged;
        }
        catch (ControlException refused)
        {
            return Task.FromException<IReadOnlyList<EmitView>>(refused);
        }
    }

    /// <summary>
    /// Emits the input of a trace as a new message, or each event of a batch, and returns the id of the first. Traces keep no passwords,
    /// so an input with one is refused.
    /// </summary>
    public async Task<Guid> EmitInputOf(Trace trace)
    {
        commands.EnsureRunning();
        if (ValueEncoding.ContainsRedacted(trace.Input!))
            throw new ControlException(
                ControlProblem.Refused,
                "the input contained a password, which traces do not keep: emit the complete event with `dark emit`");
        List<byte[]> events = trace.Messages is null ? [trace.Input!] : EventsOf(trace.Input!);
        var unit = new EmitUnit(parts, events.Count);
        foreach (var @event in events)
            unit.Add(parts.Context.NewMessage(parts.Context.NewId(), trace.Handler, @event, null, trace.Message, "dark trace replay"));
        parts.Commits.Submit(unit);
        await unit.Acknowledged.ConfigureAwait(false);
        return unit.Messages[0].Id;
    }

    private static List<byte[]> EventsOf(byte[] batch)
    {
        var events = new List<byte[]>();
        foreach (var @event in ValueEncoding.Decode(batch).AsList.Items)
            events.Add(ValueEncoding.Encode(@event, EngineContext.MaxEventBytes));
        return events;
    }

    private void Forget(Encoded[] events, EmitUnit unit)
    {
        foreach (var message in unit.Messages)
            parts.Waiters.Forget(message.Id);
        lock (parts.Context.Gate)
        {
            foreach (var @event in events.Where(@event => @event is { Once: not null, Earlier: null }))
                parts.Context.OnceKeys.Release(@event.Worker, @event.Once!.Key, @event.Id);
        }
    }

    // This emit repeats the pending one under the same once-key only if that one is stored.
    private async Task<IReadOnlyList<EmitView>> EmitAfter(Task pending, IReadOnlyList<EmitRequest> requests)
    {
        await pending.ConfigureAwait(false);
        return await Emit(requests).ConfigureAwait(false);
    }

    private void Prepare(EmitRequest request, Encoded @event, EmitUnit unit)
    {
        if (@event.Earlier is { } earlier)
        {
            var first = earlier.Message == Guid.Empty ? default(Guid?) : earlier.Message;
            unit.Views.Add(new EmitView(first, @event.Worker.Name, Repeated: true, Warning(@event.Worker.Name)));
            return;
        }
        var due = parts.Context.Time.GetUtcNow() + request.Delay;
        var wait = @event.Attributes.DebounceWait(@event.Options);
        unit.Debounces |= wait > TimeSpan.Zero;
        var message = parts.Context.NewMessage(@event.Id, @event.Worker, @event.Bytes, due, null, From, @event.Once, wait: wait);
        message.SetScheduling(@event.Attributes, @event.Options);
        unit.Add(message);
        if (request.Wait)
            parts.Waiters.Register(message.Id);
        unit.Views.Add(new EmitView(message.Id, @event.Worker.Name, Repeated: false, Warning(@event.Worker.Name)));
    }

    /// <summary>
    /// Takes the once-keys of all emits that do not repeat an earlier one, and returns null. If a key is taken by an emit that the store
    /// may still refuse, takes none and returns a task that completes when that emit has ended.
    /// </summary>
    private Task? TryTakeOnceKeys(Encoded[] events, EmitUnit unit)
    {
        if (!Array.Exists(events, @event => @event.Once is not null))
            return null;
        var (now, keys) = (parts.Context.Time.GetUtcNow(), parts.Context.OnceKeys);
        lock (parts.Context.Gate)
        {
            foreach (var @event in events)
            {
                if (@event.Once is { } once && keys.PendingEmit(@event.Worker, once.Key, now) is { } pending)
                    return pending.WhenEnded(parts.Commits.Continuations);
            }
            foreach (ref var @event in events.AsSpan())
            {
                if (@event.Once is not { } once)
                    continue;
                if (keys.Find(@event.Worker, once.Key, now) is { } earlier)
                    @event = @event with { Earlier = earlier };
                else
                    keys.Take(new OnceKey(@event.Worker, once.Key, now + once.Window, @event.Id, now), unit);
            }
        }
        return null;
    }

    /// <summary>Returns the event type that the worker declares; null for none.</summary>
    public static EventType? EventTypeOf(HandlerQueue queue) => queue.Handler is Worker known ? known.Event : null;

    /// <summary>Checks an event from outside. Returns its stored form and its value.</summary>
    /// <param name="json">The event as JSON; null if it is given as a Dark value.</param>
    public static (byte[] Bytes, Value Value) Encode(string? json, string? literal, EventType? type)
    {
        var value = json is null ? ReadLiteral(literal!) : ReadJson(json, type);
        if (type?.Refusal(value) is { } refusal)
            throw new ControlException(ControlProblem.WrongEvent, refusal);
        try
        {
            return (ValueEncoding.Encode(value, EngineContext.MaxEventBytes), value);
        }
        catch (RuntimeErrorException e)
        {
            throw new ControlException(ControlProblem.Refused, $"the event can't be stored: {e.Message}");
        }
    }

    private static Value ReadJson(string json, EventType? type)
    {
        Value value;
        var isRead = type is null ? ValueJson.TryRead(json, out value, out var problem) : type.TryReadJson(json, out value, out problem);
        return isRead ? value : throw new ControlException(ControlProblem.BadRequest, $"the event is not JSON: {problem}");
    }

    private static Value ReadLiteral(string literal)
    {
        var read = ValueLiteral.Read(new SourceText("the event", literal));
        return read.Problems is [var problem, ..]
            ? throw new ControlException(ControlProblem.BadRequest, $"{problem.Location}: {problem.Message}")
            : read.Value;
    }

    /// <summary>Checks an emit from outside. Returns the stored form of its event and its value.</summary>
    public static (byte[] Bytes, Value Value) Encode(EmitRequest request, EngineContext context, out Worker? worker)
    {
        if (request.Worker.Length == 0)
            throw new ControlException(ControlProblem.BadRequest, "the name of the worker is empty");
        if (request.Delay < TimeSpan.Zero || request.Delay > MaxDelay)
            throw new ControlException(ControlProblem.BadRequest, $"a delay must be between 0 s and {MaxDelay.TotalDays:0} days");
        var name = Nfc.Of(request.Worker);
        if (context.ProblemOfName(name) is { } problem)
            throw new ControlException(ControlProblem.Refused, $"{problem}: `dark 404 ls` lists them, and `dark 404 rm` removes them");
        context.Workers.TryGetValue(name, out worker);
        return Encode(request.Event, request.Literal, worker?.Event);
    }

    private Encoded Encode(EmitRequest request)
    {
        var (bytes, value) = Encode(request, parts.Context, out var worker);
        var handler = HandlerId.Worker(request.Worker);
        var options = worker?.Options ?? HandlerOptions.Default;
        var attributes = SchedulingAttributes.Of(options, value);
        var once = OnceClaim.Of(request.OnceKey, attributes, options.DedupeFor);
        return new Encoded(parts.Context.NewId(), handler, bytes, options, attributes, once);
    }

    private string? Warning(string worker)
    {
        if (parts.Context.Workers.ContainsKey(worker))
            return null;
        if (parts.Context.Queues.NamesOf(HandlerKind.Cron).Contains(worker))
            return $"\"{worker}\" is a cron, and no worker has this name: the message waits under 404s until there is one; "
                + $"`dark cron run {ShellWord.Of(worker)}` runs the cron";
        var nearest = NearestName.Of(worker, parts.Context.Workers.Keys);
        return $"no worker is named \"{worker}\": the message waits under 404s until there is one"
            + (nearest is null ? "" : $"; did you mean \"{nearest}\"?");
    }

    /// <param name="Earlier">The same once-key, if an earlier emit took it.</param>
    private readonly record struct Encoded(
        Guid Id, HandlerId Worker, byte[] Bytes, HandlerOptions Options, SchedulingAttributes Attributes, OnceClaim? Once,
        OnceKey? Earlier = null);
}
