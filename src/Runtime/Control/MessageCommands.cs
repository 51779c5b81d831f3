using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Acts on messages: dead letters back on their queues, messages removed or sent to another worker. They are taken out, the act is stored, and
/// only then they are where it puts them; if it can't be stored they go back. Many are done in portions.
/// </summary>
internal sealed class MessageCommands(Engine engine, ControlParts parts)
{
    private const int Portion = 1_000;

    private readonly SelectionResolver _choice = new(parts);

    public Task<int> Count(MessageSelection selection) => _choice.Count(selection);

    public Task<int> RetryDead(MessageSelection selection) => Act(selection with { State = "dead" }, (queue, message) =>
    {
        var now = parts.Context.Time.GetUtcNow();
        return new Act(
            [new MessageUpdated(message, MessageState.Ready, now, 0, null), .. TraceRetention.Release(queue, message.Death!)], () =>
        {
            (message.State, message.Due, message.Attempts, message.Death) = (MessageState.Ready, now, 0, null);
            parts.Context.Queues.Restore(message);
        });
    });

    public Task<int> Remove(MessageSelection selection) => Act(
        selection,
        (queue, message) => new Act(Removal(queue, message), () => parts.Waiters.Removed(message.Id)),
        endsRunning: selection.State == "queued");

    /// <summary>The messages keep their ids and begin anew at the other worker.</summary>
    public Task<int> Move(MessageSelection selection, string worker)
    {
        var to = HandlerId.Worker(worker);
        lock (parts.Context.Gate)
            HandlerNames.Get(parts.Context, to);
        if (selection.Handler == to)
            throw new ControlException(ControlProblem.BadRequest, $"the messages are on the queue of worker {worker} already");
        return Act(selection, (queue, message) => Replacement(queue, message, to, message.Event, message.Due));
    }

    /// <summary>Puts one dead letter back with another event. Gives its id.</summary>
    public async Task<Guid> RetryWith(string id, string @event)
    {
        var selection = new MessageSelection("dead", Ids: [id]);
        var (at, found) = (await _choice.Of(selection).ConfigureAwait(false))[0];
        if (found.EventLength == 0)
            throw new ControlException(ControlProblem.BadRequest, "a cron has no event");
        var encoded = Emitter.Encode(@event, Emitter.EventTypeOf(at)).Bytes;
        await Act(selection, (
            queue, message) => Replacement(queue, message, message.Handler, encoded, parts.Context.Time.GetUtcNow())).ConfigureAwait(false);
        return found.Id;
    }

    private Act Replacement(HandlerQueue queue, Message message, HandlerId to, byte[]? @event, DateTimeOffset due)
    {
        var now = parts.Context.Time.GetUtcNow();
        var next = new Message
        {
            Id = message.Id,
            Handler = to,
            Event = @event,
            EmittedAt = message.EmittedAt,
            FirstDue = due > now ? due : now,
            Parent = message.Parent,
            EmittedFrom = message.EmittedFrom,
            State = due > now ? MessageState.Delayed : MessageState.Ready,
            Due = due > now ? due : now,
        };
        return new Act([.. Removal(queue, message), new MessageEnqueued(next)], () => parts.Context.Queues.Restore(next));
    }

    private static IReadOnlyList<Change> Removal(HandlerQueue queue, Message message) =>
        [new MessageSettled(message, Settlement.Removed), .. message.Death is { } death ? TraceRetention.Release(queue, death) : []];

    /// <param name="endsRunning">What runs is removed, too: then its attempt counts for nothing. Otherwise it is left alone.</param>
    private async Task<int> Act(MessageSelection selection, Func<HandlerQueue, Message, Act> actOn, bool endsRunning = false)
    {
        Acting.EnsureRunning(engine);
        var count = 0;
        var ended = new List<Task>();
        var chosen = await _choice.Of(selection, endsRunning).ConfigureAwait(false);
        try
        {
            foreach (var portion in chosen.Chunk(Portion))
            {
                for (var left = portion; left.Length > 0;)
                {
                    await parts.Commits.LoadEvents([.. left.Select(x => x.Message).Where(message => message.IsEventUnloaded)])
                        .ConfigureAwait(false);
                    var (acted, without) = await Act(left, selection, actOn, endsRunning ? ended : null).ConfigureAwait(false);
                    count += acted;
                    left = without;
                }
            }
        }
        catch (ControlException refused) when (count > 0)
        {
            throw new ControlException(
                refused.Problem, $"{count} of {chosen.Count} messages are done, the others are as they were: {refused.Message}");
        }
        await Task.WhenAll(ended).ConfigureAwait(false);
        return count + ended.Count;
    }

    /// <param name="ended">Gets the ends of attempts that run; null: they are left alone.</param>
    /// <returns>How many of the others it was done to, and those that have let go of their events meanwhile.</returns>
    private async Task<(int Count, (HandlerQueue Queue, Message Message)[] Without)> Act(
        (HandlerQueue Queue, Message Message)[] portion,
            MessageSelection selection,
            Func<HandlerQueue, Message, Act> actOn,
            List<Task>? ended)
    {
        var taken = new List<(Message Message, DateTimeOffset Due, Act Act)>();
        var without = new List<(HandlerQueue Queue, Message Message)>();
        var stored = Task.CompletedTask;
        lock (parts.Context.Gate)
        {
            var version = parts.Context.Version.Id;
            foreach (var (queue, message) in portion)
            {
                if (message.State == MessageState.Running)
                {
                    if (ended is null)
                        continue;
                    if (engine.CancelByHand(message) is { } end)
                        ended.Add(end);
                    else if (selection.Ids is { Count: 1 })
                        throw new ControlException(
                            ControlProblem.Refused, $"the attempt at message {message.Id} has ended, and that is being stored: try again");
                }
                else if (!SelectionResolver.Fits(selection, queue, message))
                    continue;
                else if (message.IsEventUnloaded)
                    without.Add((queue, message));
                else
                    taken.Add((message, message.Due, actOn(queue, message)));
            }
            foreach (var group in taken.GroupBy(x => x.Message.Handler, x => x.Message))
            {
                parts.Context.Queues.TakeOut(parts.Context.Queues[group.Key], [.. group]);
                // Nothing else may come to fetch what rests behind them.
                parts.Loader.LoadWhenLow(parts.Context.Queues[group.Key]);
            }
            parts.Context.Queues.TakenOut.UnionWith(taken.Select(x => x.Message));
            if (taken.Count > 0)
                stored = Acting.Commit(
                    parts.Commits, [.. taken.SelectMany(x => x.Act.Changes)], () => Apply(taken), () => PutBack(taken, version));
        }
        await stored.ConfigureAwait(false);
        return (taken.Count, [.. without]);
    }

    private void Apply(List<(Message Message, DateTimeOffset Due, Act Act)> taken)
    {
        NoLongerTakenOut(taken, isStored: true);
        taken.ForEach(x => x.Act.Apply());
        engine.RequestTick();
    }

    private void PutBack(List<(Message Message, DateTimeOffset Due, Act Act)> taken, string version)
    {
        NoLongerTakenOut(taken, isStored: false);
        foreach (var (message, due, _) in taken)
        {
            // Other code came while it was taken out: that is tried at once.
            var waitsForOther = message.State == MessageState.WaitingForCode && version != parts.Context.Version.Id;
            message.Due = waitsForOther ? parts.Context.Time.GetUtcNow() : due;
            parts.Context.Queues.Restore(message);
        }
        foreach (var handler in taken.Select(x => x.Message.Handler).Distinct())
            parts.Context.Queues[handler].ReorderNow();
        engine.RequestTick();
    }

    private void NoLongerTakenOut(List<(Message Message, DateTimeOffset Due, Act Act)> taken, bool isStored)
    {
        parts.Context.Queues.TakenOut.ExceptWith(taken.Select(x => x.Message));
        foreach (var death in taken.Select(x => x.Message.Death).OfType<DeadLetter>())
            parts.Traces.ActEnded(death, isStored);
    }
}

/// <param name="Apply">Under the engine's lock, once the changes are durable.</param>
internal sealed record Act(IReadOnlyList<Change> Changes, Action Apply);
