using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>Finds the messages of a selection.</summary>
internal sealed class SelectionResolver(EngineParts parts, MessageReader reader, MessageSearch search)
{
    private static readonly MessageState[] Queued =
        [MessageState.Ready, MessageState.Delayed, MessageState.Retrying, MessageState.WaitingForCode];

    /// <summary>Returns the selected messages. Spilled messages are loaded first: commands work on messages in memory.</summary>
    /// <param name="mayRun">Whether messages that are selected by id may be running.</param>
    /// <param name="condition">That of the selection, if it has one.</param>
    public async Task<IReadOnlyList<(HandlerQueue Queue, Message Message)>> Resolve(
        MessageSelection selection, ConditionRun? condition, bool mayRun = false)
    {
        Validate(selection);
        if (selection.Ids is { Count: > 0 } ids)
            return await ResolveIds(ids, named => Find(named, selection, mayRun)).ConfigureAwait(false);
        if (HasSpilled(selection.State))
            await parts.Loader.LoadAll(selection.Handler).ConfigureAwait(false);
        var candidates = InMemory(selection);
        return condition is null ? candidates : await search.Take(() => Find(candidates, condition)).ConfigureAwait(false);
    }

    private List<(HandlerQueue Queue, Message Message)> InMemory(MessageSelection selection)
    {
        lock (parts.Context.Gate)
            return [.. Queues(selection).SelectMany(queue => Matching(selection, queue).Select(message => (queue, message)))];
    }

    private async Task<List<(HandlerQueue Queue, Message Message)>> Find(
        IReadOnlyList<(HandlerQueue Queue, Message Message)> candidates, ConditionRun condition)
    {
        var found = await search.Find(candidates, condition, int.MaxValue).ConfigureAwait(false);
        EnsureInTime(condition);
        return found;
    }

    private static void EnsureInTime(ConditionRun condition)
    {
        if (condition.IsOutOfTime)
            throw new ControlException(
                ControlProblem.Refused,
                $"the condition was evaluated for {condition.Searched} messages within {MessageSearch.MostTimeOfCommand.TotalSeconds} s, "
                    + "which is the limit, and there are more: nothing was changed; name a worker, or make the condition simpler");
    }

    /// <summary>Returns the message with this id, or this beginning of it, whatever its state.</summary>
    public async Task<(HandlerQueue Queue, Message Message)> Resolve(string id) =>
        (await ResolveIds([id], Find).ConfigureAwait(false))[0];

    /// <summary>Returns the queues whose spilled messages are all selected.</summary>
    public IReadOnlyList<HandlerQueue> ResolveSpilled(MessageSelection selection)
    {
        Validate(selection);
        if (selection is { Ids.Count: > 0 } or { Where: not null } || !HasSpilled(selection.State))
            return [];
        return SpilledOf(selection);
    }

    private List<HandlerQueue> SpilledOf(MessageSelection selection)
    {
        lock (parts.Context.Gate)
            return [.. Queues(selection).Where(
                queue => queue.Spilled > 0 && (selection.State != SelectionState.NotFound || queue.Handler is null))];
    }

    // Spilled messages are ready, or wait for a worker that does not exist.
    private static bool HasSpilled(SelectionState state) =>
        state is SelectionState.Queued or SelectionState.Ready or SelectionState.NotFound;

    /// <summary>Returns the number of selected messages, from a kept count if there is one.</summary>
    public async Task<CountReply> Count(MessageSelection selection)
    {
        Validate(selection);
        if (ConditionOf(selection) is { } condition)
            return await search.Take(() => Count(selection, condition)).ConfigureAwait(false);
        if (selection.Ids is not { Count: > 0 })
            return new CountReply(CountAll(selection));
        var named = await Resolve(selection, null, mayRun: selection.State == SelectionState.Queued).ConfigureAwait(false);
        return new CountReply(named.Count);
    }

    /// <summary>Returns the condition of a selection, to be evaluated once; null if it has none.</summary>
    public ConditionRun? ConditionOf(MessageSelection selection) => selection.Where is { } where
        ? ConditionRun.Of(parts.Context, where, selection.Handler, MessageSearch.MostTimeOfCommand) : null;

    private async Task<CountReply> Count(MessageSelection selection, ConditionRun condition)
    {
        var count = (await Find(InMemory(selection), condition).ConfigureAwait(false)).Count;
        foreach (var queue in HasSpilled(selection.State) ? SpilledOf(selection) : [])
            count += (await search.FindSpilled(queue, condition, int.MaxValue, _ => true).ConfigureAwait(false)).Count;
        EnsureInTime(condition);
        return new CountReply(count, condition.Failed);
    }

    private int CountAll(MessageSelection selection)
    {
        lock (parts.Context.Gate)
        {
            return (int)Queues(selection).Sum(queue => selection.State switch
            {
                SelectionState.Dead => queue.Dead.Values.LongCount(message => Matches(selection, queue, message)),
                SelectionState.NotFound => queue.Handler is null ? queue.Total - queue.Count(MessageState.Dead) : 0,
                _ => Queued.Where(state => Includes(selection.State, state)).Sum(queue.Count),
            });
        }
    }

    /// <summary>Returns whether the selection includes the message now. Used under the engine's lock.</summary>
    public static bool Matches(MessageSelection selection, HandlerQueue queue, Message message) => selection.State switch
    {
        // A message that a command took off its queue is never due.
        _ when message.Due == DateTimeOffset.MinValue => false,
        SelectionState.Dead =>
            message.Death is { } death && MatchesError(selection.Error, death.Failure) && !(death.At > selection.DeadBefore),
        SelectionState.NotFound => queue.Handler is null && message.State != MessageState.Dead,
        var selected => Includes(selected, message.State),
    };

    private static bool Includes(SelectionState selected, MessageState state) => state switch
    {
        MessageState.Ready => selected is SelectionState.Queued or SelectionState.Ready,
        MessageState.Delayed => selected is SelectionState.Queued or SelectionState.Delayed,
        MessageState.Retrying => selected is SelectionState.Queued or SelectionState.Retrying,
        MessageState.WaitingForCode => selected is SelectionState.Queued or SelectionState.WaitingForCode,
        _ => false,
    };

    /// <summary>Returns whether a failure has this code, or this text in its message or place.</summary>
    public static bool MatchesError(string? error, Failure failure) =>
        error is null
        || failure.Code.Equals(error, StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains(Nfc.Of(error), StringComparison.OrdinalIgnoreCase)
        || failure.At.StartsWith(error, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Message> Matching(MessageSelection selection, HandlerQueue queue) =>
        queue.Messages.Where(message => Matches(selection, queue, message));

    private IEnumerable<HandlerQueue> Queues(MessageSelection selection) =>
        parts.Context.Queues.All.Where(queue => selection.Handler is null || queue.Id == selection.Handler);

    private async Task<IReadOnlyList<(HandlerQueue, Message)>> ResolveIds(
        IReadOnlyList<string> ids, Func<IReadOnlyList<string>, List<(HandlerQueue, Message)>> find)
    {
        try
        {
            lock (parts.Context.Gate)
                return find(ids);
        }
        catch (ControlException missing) when (missing.Problem == ControlProblem.NotFound)
        {
            await parts.Loader.LoadAll(null).ConfigureAwait(false);
            lock (parts.Context.Gate)
                return find(ids);
        }
    }

    private List<(HandlerQueue Queue, Message Message)> Find(IReadOnlyList<string> ids) =>
        [.. ids.Select(reader.Find).DistinctBy(x => x.Message)];

    private List<(HandlerQueue, Message)> Find(IReadOnlyList<string> ids, MessageSelection selection, bool mayRun)
    {
        var found = Find(ids);
        foreach (var (queue, message) in found)
        {
            if (!(mayRun && message.State == MessageState.Running)
                && !Matches(selection with { Error = null, DeadBefore = null }, queue, message))
                throw new ControlException(
                    ControlProblem.Refused,
                    $"message {message.Id} is {MessageReader.StateOf(queue, message).Word()}{Expected(selection.State, message)}");
        }
        return found;
    }

    private static string Expected(SelectionState selected, Message message) => (selected, message.State) switch
    {
        (SelectionState.Queued, MessageState.Dead) => ": `dark dead rm` removes dead letters",
        (SelectionState.Queued, _) => "",
        _ => $", not {selected.Word()}",
    };

    private static void Validate(MessageSelection selection)
    {
        var hasFilter = selection.Where is not null
            || selection.State == SelectionState.Dead && (selection.Error is not null || selection.DeadBefore is not null);
        if (selection.Ids is not { Count: > 0 } && selection.Handler is null && !selection.All && !hasFilter)
            throw new ControlException(
                ControlProblem.BadRequest, "the selection is empty: give ids of messages, a worker, a condition, or all");
    }
}
