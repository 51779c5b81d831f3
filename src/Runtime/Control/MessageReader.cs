using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Reads messages from memory and from the store.</summary>
internal sealed class MessageReader(EngineParts parts)
{
    public static MessageState StateOf(HandlerQueue queue, Message message) =>
        queue.Handler is null && message.State is not MessageState.Dead ? MessageState.NotFound : message.State;

    public async Task<IReadOnlyList<MessageView>> List(MessageFilter filter)
    {
        List<(HandlerQueue Queue, Message Message)> chosen;
        List<HandlerQueue> spilled;
        lock (parts.Context.Gate)
        {
            chosen = [.. Select(filter)];
            spilled = [.. Queues(filter).Where(queue => queue.Spilled > 0 && IsWanted(queue))];
        }
        foreach (var queue in spilled)
            chosen.AddRange((await Spilled(queue, _ => true, filter.Limit).ConfigureAwait(false)).Select(m => (queue, m)));
        return await View([.. chosen.OrderBy(x => x.Message.EmittedAt).Take(filter.Limit)]).ConfigureAwait(false);

        bool IsWanted(HandlerQueue queue) =>
            filter.State is null || filter.State == (queue.Handler is null ? MessageState.NotFound : MessageState.Ready);
    }

    public async Task<MessageView> Show(string id)
    {
        List<(HandlerQueue, Message)> found;
        List<HandlerQueue> spilled;
        lock (parts.Context.Gate)
        {
            found = [.. InMemory(id)];
            spilled = [.. parts.Context.Queues.All.Where(q => q.Spilled > 0)];
        }
        foreach (var queue in spilled)
            found.AddRange((await Spilled(queue, m => IdPrefix.Matches(m.Id, id), 2).ConfigureAwait(false)).Select(m => (queue, m)));
        return (await View([Single(found, id)]).ConfigureAwait(false))[0];
    }

    /// <summary>Returns how a dead letter ended; null if the message is not dead.</summary>
    public SettledView? Settled(Guid id)
    {
        lock (parts.Context.Gate)
        {
            var message = Find(id.ToString()).Message;
            return message.Death is { } death ? new SettledView(id, MessageState.Dead, null, death.Failure) : null;
        }
    }

    /// <summary>Returns the one message whose id starts with this. Used under the engine's lock.</summary>
    public (HandlerQueue Queue, Message Message) Find(string id) => Single([.. InMemory(id)], id);

    private IEnumerable<(HandlerQueue Queue, Message Message)> InMemory(string id) => parts.Context.Queues.All
        .SelectMany(q => q.Messages.Select(m => (Queue: q, Message: m))).Where(x => IdPrefix.Matches(x.Message.Id, id)).Take(2);

    // Returns copies of spilled messages, oldest first.
    private async Task<List<Message>> Spilled(HandlerQueue queue, Func<Message, bool> isWanted, int limit)
    {
        var found = new List<Message>();
        SpilledPage? page = null;
        while (found.Count < limit && (page = await parts.Commits.ReadSpilled(queue.Id, page).ConfigureAwait(false)) is not null)
            found.AddRange(page.Messages.Where(isWanted));
        return found;
    }

    private static (HandlerQueue Queue, Message Message) Single(List<(HandlerQueue, Message)> found, string id) => found switch
    {
        [var only] => only,
        [] => throw new ControlException(
            ControlProblem.NotFound,
            $"no message on a queue has an id that starts with \"{id}\"; one that is done shows in `dark trace ls`"),
        _ => throw new ControlException(ControlProblem.BadRequest, $"more than one message id starts with \"{id}\": give more of it"),
    };

    private IEnumerable<(HandlerQueue Queue, Message Message)> Select(MessageFilter filter) =>
        from queue in Queues(filter)
        from message in queue.Messages
        where filter.State is null || StateOf(queue, message) == filter.State
        where filter.Error is null || (message.Death is { } death && SelectionResolver.MatchesError(filter.Error, death.Failure))
        where filter.DiedBefore is null || message.Death?.At <= filter.DiedBefore
        select (queue, message);

    private IEnumerable<HandlerQueue> Queues(MessageFilter filter) =>
        filter.Handler is { } handler ? [Named(handler)] : parts.Context.Queues.All;

    private HandlerQueue Named(HandlerId handler) =>
        parts.Context.Queues.TryGet(handler, out var queue) && (queue.Handler is not null || queue.Total > 0)
            ? queue : throw HandlerFinder.Unknown(parts.Context, handler);

    // Events that were unloaded are read first.
    private async Task<IReadOnlyList<MessageView>> View(List<(HandlerQueue Queue, Message Message)> chosen)
    {
        var stored = chosen.Select(x => x.Message).Where(m => m.IsEventUnloaded).ToList();
        if (stored.Count > 0)
            await parts.Commits.LoadEvents(stored).ConfigureAwait(false);
        lock (parts.Context.Gate)
            return [.. chosen.Select(x => View(x.Queue, x.Message))];
    }

    private MessageView View(HandlerQueue queue, Message message) => new(
        message.Id, HandlerFinder.Shown(parts.Context, message.Handler), StateOf(queue, message), message.EmittedAt, message.Due,
        message.State == MessageState.Running ? message.Attempts + 1 : message.Attempts, message.EmittedFrom, message.Parent,
        message.Event is null ? null : ValueViews.OfStored(message.Event),
        message.Death?.At, message.Death?.Failure, message.Death?.Trace, message.Key, queue.PriorityOf(message.Priority));
}
