using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>Messages as lists and single views.</summary>
internal sealed class MessageReader(ControlParts parts)
{
    private static readonly string[] States = ["ready", "delayed", "running", "retrying", "waiting-for-code", "dead", "404"];

    public static string StateOf(HandlerQueue queue, Message message) =>
        queue.Handler is null && message.State is not MessageState.Dead ? "404" : States[(int)message.State];

    public async Task<IReadOnlyList<MessageView>> List(MessageFilter filter)
    {
        if (filter.State is { } state && !States.Contains(state))
            throw new ControlException(ControlProblem.BadRequest, $"no message state is named \"{state}\": it is one of {string.Join(", ", States)}");
        List<(HandlerQueue Queue, Message Message)> chosen;
        lock (parts.Context.Gate)
            chosen = [.. Select(filter).OrderBy(x => x.Message.EmittedAt).Take(Math.Max(0, filter.Limit))];
        return await View(chosen).ConfigureAwait(false);
    }

    public async Task<MessageView> Show(string id)
    {
        (HandlerQueue, Message) found;
        lock (parts.Context.Gate)
            found = Find(id);
        return (await View([found]).ConfigureAwait(false))[0];
    }

    /// <summary>How a message ended that is dead; null while its end is to come.</summary>
    public SettledView? Settled(Guid id)
    {
        lock (parts.Context.Gate)
        {
            var message = Find(id.ToString()).Message;
            return message.Death is { } death ? new SettledView(id, "dead", null, null, death.Failure) : null;
        }
    }

    /// <summary>The one message whose id starts so. Under the engine's lock.</summary>
    public (HandlerQueue Queue, Message Message) Find(string id)
    {
        var found = parts.Context.Queues.All
            .SelectMany(q => q.Messages.Select(m => (Queue: q, Message: m)))
            .Where(x => IdPrefix.Fits(x.Message.Id, id))
            .Take(2)
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ControlException(ControlProblem.NotFound, $"no message on a queue has an id that starts with \"{id}\"; one that is done shows in `dark trace ls`"),
            _ => throw new ControlException(ControlProblem.BadRequest, $"more than one message id starts with \"{id}\": give more of it"),
        };
    }

    private IEnumerable<(HandlerQueue Queue, Message Message)> Select(MessageFilter filter)
    {
        var queues = filter.Handler is { } handler ? [Named(handler)] : parts.Context.Queues.All;
        return queues
            .SelectMany(q => q.Messages.Select(m => (Queue: q, Message: m)))
            .Where(x => filter.State is null || StateOf(x.Queue, x.Message) == filter.State);
    }

    private HandlerQueue Named(HandlerId handler) =>
        parts.Context.Queues.TryGet(handler, out var queue) && (queue.Handler is not null || queue.Total > 0)
            ? queue
            : throw HandlerNames.Unknown(parts.Context, handler);

    // Events that were let go of are read back first: what is shown is never guessed.
    private async Task<IReadOnlyList<MessageView>> View(List<(HandlerQueue Queue, Message Message)> chosen)
    {
        var stored = chosen.Select(x => x.Message).Where(m => m.IsEventStored).ToList();
        if (stored.Count > 0)
            await parts.Commits.LoadEvents(stored).ConfigureAwait(false);
        lock (parts.Context.Gate)
            return [.. chosen.Select(x => View(x.Queue, x.Message))];
    }

    private static MessageView View(HandlerQueue queue, Message message)
    {
        var @event = message.Event is null ? null : ValueViews.OfStored(message.Event);
        return new MessageView(
            message.Id,
            message.Handler,
            StateOf(queue, message),
            message.EmittedAt,
            message.Due,
            message.State == MessageState.Running ? message.Attempts + 1 : message.Attempts,
            message.EmittedFrom,
            message.Parent,
            @event?.Json,
            @event?.Text,
            message.Death?.At,
            message.Death?.Failure,
            message.Death?.Trace);
    }
}
