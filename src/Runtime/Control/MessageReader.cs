using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Reads messages from memory and from the store.</summary>
internal sealed class MessageReader(EngineParts parts, MessageSearch search)
{
    private const int Portion = 64;

    /// <summary>The events that one list reads from the store, in bytes.</summary>
    private const int MostRead = 8 * 1024 * 1024;

    private const int LongestKey = 200;

    // Events that are read take far more memory than their views: only one list reads at a time.
    private readonly Turns _reading = new();

    public static MessageState StateOf(HandlerQueue queue, Message message) =>
        queue.Handler is null && message.State is not MessageState.Dead ? MessageState.NotFound : message.State;

    public async Task<IReadOnlyList<MessageView>> List(MessageFilter filter) => (await Search(filter).ConfigureAwait(false)).Messages;

    public Task<SearchView> Search(MessageFilter filter)
    {
        if (filter.Where is null)
            return Search(filter, null);
        var condition = ConditionRun.Of(parts.Context, filter.Where, filter.Handler, MessageSearch.MostTime);
        return search.Take(() => Search(filter, condition));
    }

    private async Task<SearchView> Search(MessageFilter filter, ConditionRun? condition)
    {
        // One more than asked for shows whether there are more.
        var most = filter.Limit == int.MaxValue ? filter.Limit : filter.Limit + 1;
        List<(HandlerQueue Queue, Message Message)> chosen;
        List<HandlerQueue> spilled;
        lock (parts.Context.Gate)
        {
            chosen = [.. Select(filter).OrderBy(x => x.Message.EmittedAt).Take(condition is null ? most : int.MaxValue)];
            spilled = [.. Queues(filter).Where(queue => queue.Spilled > 0 && IsWanted(queue))];
        }
        if (condition is not null)
            chosen = await search.Find(chosen, condition, most).ConfigureAwait(false);
        var values = new ListedValues();
        var views = await View(chosen, values.Of).ConfigureAwait(false);
        foreach (var queue in spilled)
            views.AddRange(await Spilled(queue, condition, most, message => View(queue, message, message.Event, values.Of))
                .ConfigureAwait(false));
        return new SearchView(
            [.. views.OrderBy(view => view.EmittedAt).Take(filter.Limit).Select(WithShortKey)], views.Count > filter.Limit,
            condition?.Searched, condition?.IsOutOfTime ?? false, condition?.Failed, condition?.Warnings);

        bool IsWanted(HandlerQueue queue) =>
            filter.State is null || filter.State == (queue.Handler is null ? MessageState.NotFound : MessageState.Ready);
    }

    public async Task<MessageView> Show(string id)
    {
        List<(HandlerQueue Queue, Message Message)> found;
        List<HandlerQueue> spilled;
        lock (parts.Context.Gate)
        {
            found = [.. InMemory(id)];
            spilled = [.. parts.Context.Queues.All.Where(q => q.Spilled > 0)];
        }
        foreach (var queue in spilled)
            found.AddRange(await Spilled(queue, m => IdPrefix.Matches(m.Id, id), 2, m => (queue, m)).ConfigureAwait(false));
        var view = (await View([Single(found, id)], ValueViews.Editable).ConfigureAwait(false))[0];
        return view.Event?.CutFrom is null ? view : throw new ControlException(
            ControlProblem.Refused, $"the event of message {view.Id} can't be read from the store: run `dark doctor`");
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

    private Task<List<T>> Spilled<T>(HandlerQueue queue, ConditionRun? condition, int most, Func<Message, T> show) =>
        condition is null ? Spilled(queue, _ => true, most, show) : search.FindSpilled(queue, condition, most, show);

    // Reads spilled messages, oldest first. No more than a page of their events is in memory.
    private async Task<List<T>> Spilled<T>(HandlerQueue queue, Func<Message, bool> isWanted, int limit, Func<Message, T> show)
    {
        var found = new List<T>();
        SpilledPage? page = null;
        while (found.Count < limit && (page = await parts.Commits.ReadSpilled(queue.Id, page).ConfigureAwait(false)) is not null)
            found.AddRange(page.Messages.Where(isWanted).Take(limit - found.Count).Select(show));
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
        where filter.DeadBefore is null || message.Death?.At <= filter.DeadBefore
        select (queue, message);

    private IEnumerable<HandlerQueue> Queues(MessageFilter filter) =>
        filter.Handler is { } handler ? [Named(handler)] : parts.Context.Queues.All;

    private HandlerQueue Named(HandlerId handler) =>
        parts.Context.Queues.TryGet(handler, out var queue) && (queue.Handler is not null || queue.Total > 0)
            ? queue : throw HandlerFinder.Unknown(parts.Context, handler);

    // Events that are only in the store are read in portions, and not loaded.
    private async Task<List<MessageView>> View(
        List<(HandlerQueue Queue, Message Message)> chosen, Func<byte[], ValueView> show)
    {
        var views = new List<MessageView>(chosen.Count);
        var mayRead = (long)MostRead;
        foreach (var portion in chosen.Chunk(Portion))
        {
            // One of them is always read.
            var wanted = portion
                .Select(x => x.Message)
                .Where(message => message.IsEventUnloaded && (mayRead -= message.EventLength) + message.EventLength > 0)
                .ToList();
            if (wanted.Count == 0)
                Add(portion, null);
            else
                await _reading.Take(
                    async () => Add(portion, await parts.Commits.ReadEvents(wanted).ConfigureAwait(false))).ConfigureAwait(false);
        }
        return views;

        void Add((HandlerQueue Queue, Message Message)[] portion, IReadOnlyDictionary<Message, byte[]>? stored)
        {
            lock (parts.Context.Gate)
                views.AddRange(
                    portion.Select(x => View(x.Queue, x.Message, x.Message.Event ?? stored?.GetValueOrDefault(x.Message), show)));
        }
    }

    private static ValueView NotRead(Message message) =>
        new($"<only in the store: `dark queue show {message.Id}` reads it>", null) { CutFrom = message.EventLength };

    private static MessageView WithShortKey(MessageView view) =>
        view.Key is { Length: > LongestKey } key ? view with { Key = $"{key[..LongestKey]}…" } : view;

    private MessageView View(HandlerQueue queue, Message message, byte[]? @event, Func<byte[], ValueView> show) => new(
        message.Id, HandlerFinder.Shown(parts.Context, message.Handler), StateOf(queue, message), message.EmittedAt, message.Due,
        message.State == MessageState.Running ? message.Attempts + 1 : message.Attempts, message.EmittedFrom, message.Parent,
        @event is not null ? show(@event) : message.EventLength > 0 ? NotRead(message) : null,
        message.Death?.At, message.Death?.Failure, message.Death?.Trace, message.Key, queue.PriorityOf(message.Priority),
        parts.Consumers.HolderOf(message)?.Attempt.Consumer)
    {
        Share = message.ShareName ?? ShareOf(queue.Handler?.Options, @event),
    };

    // A message that is only in the store has no share there.
    private static string? ShareOf(HandlerOptions? options, byte[]? @event) =>
        options?.Share is null || @event is null ? null : SchedulingAttributes.OfStored(options, @event).Share;
}
