using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>Acts on many messages at once: dead letters back on their queues, dead letters and 404s removed.</summary>
internal sealed class MessageActs(Engine engine, ControlParts parts)
{
    private readonly MessageReader _reader = new(parts);
    private readonly HashSet<Message> _underWay = [];

    public Task<int> RetryDead(MessageSelection selection) => Act(
        selection,
        (queue, message) => [new MessageUpdated(message, MessageState.Ready, parts.Context.Time.GetUtcNow(), 0, null), .. TraceKeeper.Release(queue, message.Death!)],
        (queue, messages) =>
        {
            foreach (var message in messages)
            {
                message.Attempts = 0;
                message.Death = null;
                parts.Context.Queues.Move(queue, message, MessageState.Ready, parts.Context.Time.GetUtcNow());
            }
        });

    public Task<int> Remove(MessageSelection selection) => Act(
        selection,
        (queue, message) => [new MessageSettled(message, Settlement.Removed), .. message.Death is { } death ? TraceKeeper.Release(queue, death) : []],
        (queue, messages) =>
        {
            var ready = messages.Where(m => m.State == MessageState.Ready).ToHashSet();
            queue.RemoveReady(ready);
            parts.Context.Queues.LineUp(queue);
            foreach (var message in messages)
            {
                if (!ready.Contains(message))
                    parts.Context.Queues.Remove(queue, message);
                parts.Waits.Removed(message.Id);
            }
        });

    private async Task<int> Act(
        MessageSelection selection,
        Func<HandlerQueue, Message, IEnumerable<Change>> changesOf,
        Action<HandlerQueue, IReadOnlyList<Message>> apply)
    {
        Acting.Demand(engine);
        List<(HandlerQueue Queue, Message Message)> chosen;
        List<Change> changes;
        if (selection.State == "404")
            await parts.Waker.WakeAll(selection.Handler).ConfigureAwait(false);
        lock (parts.Context.Gate)
        {
            chosen = [.. Select(selection).Where(x => _underWay.Add(x.Message))];
            changes = [.. chosen.SelectMany(x => changesOf(x.Queue, x.Message))];
        }
        if (chosen.Count == 0)
            return 0;

        await Acting.Commit(
            parts.Commits,
            changes,
            () =>
            {
                _underWay.ExceptWith(chosen.Select(x => x.Message));
                foreach (var group in chosen.GroupBy(x => x.Queue, x => x.Message))
                    apply(group.Key, [.. group]);
            },
            () => _underWay.ExceptWith(chosen.Select(x => x.Message))).ConfigureAwait(false);
        return chosen.Count;
    }

    private IEnumerable<(HandlerQueue Queue, Message Message)> Select(MessageSelection selection)
    {
        if (selection.State is not ("dead" or "404"))
            throw new ControlException(ControlProblem.BadRequest, "only dead letters and 404s can be acted on");
        if (selection.Ids is { Count: > 0 } ids)
            return [.. ids.Select(id => Checked(_reader.Find(id), selection.State)).DistinctBy(x => x.Message)];
        if (selection.Handler is null && !selection.All)
            throw new ControlException(ControlProblem.BadRequest, "say which messages: ids, a worker, or all");
        return parts.Context.Queues.All
            .Where(q => selection.Handler is null || q.Id == selection.Handler)
            .SelectMany(q => q.Messages.Where(m => MessageReader.StateOf(q, m) == selection.State).Select(m => (q, m)));
    }

    private static (HandlerQueue Queue, Message Message) Checked((HandlerQueue Queue, Message Message) found, string state)
    {
        var actual = MessageReader.StateOf(found.Queue, found.Message);
        return actual == state
            ? found
            : throw new ControlException(ControlProblem.Refused, $"message {found.Message.Id} is {actual}, not {state}");
    }
}
