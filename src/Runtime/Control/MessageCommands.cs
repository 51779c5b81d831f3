using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Retries dead letters, and removes messages or moves them to another worker. While a command is pending, dead letters stay where they
/// are, and waiting messages are off their queues so that they can't start; they return if the store refuses the command. Many messages
/// are handled in portions.
/// </summary>
internal sealed class MessageCommands(Engine engine, EngineParts parts, CommandRunner commands, SelectionResolver resolver)
{
    /// <summary>Each portion is one commit, and one pass over the queue. The engine does nothing else while it is decided.</summary>
    private const int SmallestPortion = 1_000;
    private const int LargestPortion = 50_000;
    private const int Portions = 20;

    public Task<CountReply> RetryDead(MessageSelection selection) => Run(selection with { State = SelectionState.Dead }, message =>
    {
        var now = parts.Context.Time.GetUtcNow();
        return new MessageCommand(message, [new MessageUpdated(message, MessageState.Ready, now, 0, null)], () =>
        {
            (message.State, message.Due, message.Attempts, message.Death) = (MessageState.Ready, now, 0, null);
            parts.Context.Queues.Restore(message);
        });
    });

    public async Task<CountReply> Remove(MessageSelection selection)
    {
        commands.EnsureRunning();
        var count = 0;
        foreach (var queue in resolver.ResolveSpilled(selection))
            count += await RemoveSpilled(queue).ConfigureAwait(false);
        var removed = await Run(
            selection,
            message => new MessageCommand(
                message, [new MessageSettled(message, Settlement.Removed)], () => Removed(message)),
            cancelsRunning: selection.State == SelectionState.Queued,
            needsEvents: false).ConfigureAwait(false);
        return removed with { Count = count + removed.Count };
    }

    private void Removed(Message message)
    {
        parts.Context.OnceKeys.Release(message);
        parts.History.Removed(message);
        parts.Waiters.Removed(message.Id);
    }

    // Messages that are only in the store leave it with one change, however many they are.
    private async Task<int> RemoveSpilled(HandlerQueue queue)
    {
        var awaited = await Awaited(queue).ConfigureAwait(false);
        var removed = new SpilledRemoved(queue.Id);
        await commands.Run([queue.Id], () => new Command([removed], () =>
        {
            queue.SpilledRemoved(removed);
            awaited.ForEach(parts.Waiters.Removed);
        })).ConfigureAwait(false);
        return removed.Count;
    }

    // Returns the spilled messages that a caller waits for.
    private async Task<List<Guid>> Awaited(HandlerQueue queue)
    {
        var awaited = new List<Guid>();
        SpilledPage? page = null;
        while (!parts.Waiters.IsEmpty
            && (page = await parts.Commits.ReadSpilled(queue.Id, page).ConfigureAwait(false)) is not null)
            awaited.AddRange(page.Messages.Select(message => message.Id).Where(parts.Waiters.IsRegistered));
        return awaited;
    }

    /// <summary>Moves messages to another worker. They keep their ids, and their attempts count from 1 again.</summary>
    public Task<CountReply> Move(MessageSelection selection, string worker)
    {
        var to = HandlerId.Worker(worker);
        lock (parts.Context.Gate)
            HandlerFinder.Get(parts.Context, to);
        if (selection.Handler == to)
            throw new ControlException(ControlProblem.BadRequest, $"the messages are already on the queue of worker {worker}");
        return Run(selection, message => Replacement(message, to, message.Event, message.Due));
    }

    /// <summary>Gives a message another event. All but a delayed one then run as soon as they can. Returns its id.</summary>
    public async Task<Guid> Edit(EditRequest request)
    {
        var (queue, found) = await resolver.Resolve(request.Id).ConfigureAwait(false);
        if (found.EventLength == 0)
            throw new ControlException(ControlProblem.BadRequest, "the run of a cron has no event that could be replaced");
        var encoded = Emitter.Encode(request.Event, request.Literal, Emitter.EventTypeOf(queue)).Bytes;
        var state = found.State == MessageState.Dead ? SelectionState.Dead : SelectionState.Queued;
        // Refused if the message runs, or does so by then.
        await Run(new MessageSelection(state, Ids: [found.Id.ToString()]), message => Replacement(
            message, message.Handler, encoded, message.State == MessageState.Delayed ? message.Due : parts.Context.Time.GetUtcNow()))
            .ConfigureAwait(false);
        return found.Id;
    }

    private MessageCommand Replacement(Message message, HandlerId to, byte[]? @event, DateTimeOffset due)
    {
        var now = parts.Context.Time.GetUtcNow();
        // At another worker the key means nothing. It stays taken at the worker to which the message was emitted.
        var key = to == message.Handler && message.OnceKey is { } once ? parts.Context.OnceKeys.Find(to, once, now) : null;
        if (key?.Message != message.Id)
            key = null;
        var next = new Message
        {
            Id = message.Id,
            Handler = to,
            Event = @event,
            EmittedAt = message.EmittedAt,
            FirstDue = due > now ? due : now,
            Parent = message.Parent,
            EmittedFrom = message.EmittedFrom,
            OnceKey = key?.Key,
            OnceUntil = key?.Until ?? default,
            State = due > now ? MessageState.Delayed : MessageState.Ready,
            Due = due > now ? due : now,
        };
        return new MessageCommand(
            message,
            [new MessageSettled(message, Settlement.Replaced), new MessageEnqueued(next)],
            () => parts.Context.Queues.Restore(next));
    }

    /// <param name="cancelsRunning">Whether to cancel and remove running messages too. Otherwise they are left alone.</param>
    /// <param name="needsEvents">Whether events that are only in the store have to be loaded before.</param>
    private async Task<CountReply> Run(
        MessageSelection selection, Func<Message, MessageCommand> decide, bool cancelsRunning = false, bool needsEvents = true)
    {
        commands.EnsureRunning();
        var count = 0;
        var ended = new List<Task>();
        var condition = resolver.ConditionOf(selection);
        var selected = await resolver.Resolve(selection, condition, cancelsRunning).ConfigureAwait(false);
        try
        {
            foreach (var portion in selected.Chunk(Math.Clamp(selected.Count / Portions, SmallestPortion, LargestPortion)))
                count += await Run(portion, selection, decide, cancelsRunning ? ended : null, needsEvents).ConfigureAwait(false);
        }
        catch (ControlException refused) when (count > 0)
        {
            throw new ControlException(
                refused.Problem, $"{count} of {selected.Count} messages were changed, the others were left as they are: {refused.Message}");
        }
        await Task.WhenAll(ended).ConfigureAwait(false);
        return new CountReply(count + ended.Count, condition?.Failed);
    }

    // Messages whose events are unloaded before it is the command's turn are handled in another round.
    private async Task<int> Run(
        (HandlerQueue Queue, Message Message)[] portion, MessageSelection selection, Func<Message, MessageCommand> decide,
        List<Task>? ended, bool needsEvents)
    {
        var count = 0;
        while (portion.Length > 0)
        {
            if (needsEvents)
                await parts.Commits.LoadEvents([.. portion.Select(x => x.Message).Where(message => message.IsEventUnloaded)])
                    .ConfigureAwait(false);
            var (done, unloaded) = await RunOnce(portion, selection, decide, ended, needsEvents).ConfigureAwait(false);
            count += done;
            portion = unloaded;
        }
        return count;
    }

    /// <param name="ended">Receives the ends of cancelled attempts; null if running messages are left alone.</param>
    /// <returns>The number of other messages that were changed, and the messages whose events are unloaded.</returns>
    private async Task<(int Count, (HandlerQueue Queue, Message Message)[] Unloaded)> RunOnce(
        (HandlerQueue Queue, Message Message)[] portion, MessageSelection selection, Func<Message, MessageCommand> decide,
        List<Task>? ended, bool needsEvents)
    {
        var decided = new List<MessageCommand>();
        var unloaded = new List<(HandlerQueue Queue, Message Message)>();
        await commands.Run([.. portion.Select(x => x.Queue.Id).Distinct()], () =>
        {
            foreach (var (queue, message) in portion)
            {
                if (message.State == MessageState.Running)
                    CancelRunning(message, selection, ended);
                else if (!SelectionResolver.Matches(selection, queue, message))
                    continue;
                else if (needsEvents && message.IsEventUnloaded)
                    unloaded.Add((queue, message));
                else
                    decided.Add(decide(message));
            }
            return decided.Count > 0 ? Combine(decided) : null;
        }).ConfigureAwait(false);
        return (decided.Count, [.. unloaded]);
    }

    private void CancelRunning(Message message, MessageSelection selection, List<Task>? ended)
    {
        if (ended is null)
            return;
        if (engine.CancelByHand(message) is { } end)
            ended.Add(end);
        else if (selection.Ids is { Count: 1 })
            throw new ControlException(
                ControlProblem.Refused, $"the attempt at message {message.Id} has just ended and its result is being stored: try again");
    }

    private Command Combine(List<MessageCommand> decided)
    {
        var version = parts.Context.Version.Id;
        var waiting = decided.Select(x => x.Message).Where(message => message.State != MessageState.Dead).ToList();
        var dues = waiting.ConvertAll(message => message.Due);
        foreach (var group in waiting.GroupBy(message => message.Handler))
        {
            var queue = parts.Context.Queues[group.Key];
            parts.Context.Queues.Withdraw(queue, [.. group]);
            // Nothing else might trigger loading the spilled messages after them.
            parts.Loader.LoadWhenLow(queue);
        }
        return new Command([.. decided.SelectMany(x => x.Changes)], () => Apply(decided), () => PutBack([.. waiting.Zip(dues)], version));
    }

    private void Apply(List<MessageCommand> decided)
    {
        foreach (var (message, _, apply) in decided)
        {
            if (message.Death is { } death)
            {
                var queue = parts.Context.Queues[message.Handler];
                parts.Context.Queues.Remove(queue, message);
                parts.Traces.Release(queue, death);
            }
            apply();
        }
        parts.Context.Signals.DueTimesChanged();
    }

    private void PutBack(List<(Message Message, DateTimeOffset Due)> waiting, string version)
    {
        foreach (var (message, due) in waiting)
        {
            // The code changed while the message was off its queue, so it runs again at once.
            var isOutdated = message.State == MessageState.WaitingForCode && version != parts.Context.Version.Id;
            message.Due = isOutdated ? parts.Context.Time.GetUtcNow() : due;
            parts.Context.Queues.Restore(message);
        }
        foreach (var handler in waiting.Select(x => x.Message.Handler).Distinct())
            parts.Context.Queues[handler].ReorderNow();
        parts.Context.Signals.DueTimesChanged();
    }

    /// <param name="Apply">Puts the message where the command wants it. The message is off its queue at that time.</param>
    private sealed record MessageCommand(Message Message, IReadOnlyList<Change> Changes, Action Apply);
}
