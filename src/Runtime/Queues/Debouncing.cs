using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Lets new messages of workers with <c>debounce</c> take the place of waiting ones, in the commit that stores them. Used by the writer,
/// under the engine's lock.
/// </summary>
internal sealed class Debouncing(EngineContext context) : IReplacements
{
    private readonly Dictionary<(HandlerId Handler, string Key), Message> _newest = [];
    private readonly List<Replacement> _replaced = [];
    private readonly List<Message> _hastened = [];

    public void Decide(IReadOnlyList<CommitUnit> units, List<Change> changes)
    {
        foreach (var unit in units.Where(unit => unit.MayReplace))
        {
            foreach (var enqueued in unit.Changes.OfType<MessageEnqueued>())
            {
                var message = enqueued.Message;
                if (message.State != MessageState.Delayed
                    || !context.Queues.TryGet(message.Handler, out var queue) || queue.Scheduled.Debounced is not { } debounced)
                    continue;
                // The code may have changed since the emit.
                queue.Classify(message);
                debounced.Complete(queue.Classify);
                if (message.Key is { } key)
                    Decide(message, key, unit.WasDeferred, queue, debounced, changes);
            }
        }
    }

    private void Decide(
        Message message, string key, bool wasDeferred, HandlerQueue queue, DebouncedMessages debounced, List<Change> changes)
    {
        var inCommit = _newest.GetValueOrDefault((queue.Id, key));
        if ((inCommit ?? debounced.Find(key)) is not { } other)
        {
            _newest[(queue.Id, key)] = message;
        }
        else if (wasDeferred && message.EmittedAt < other.EmittedAt)
        {
            Replace(new Replacement(message, other, key, queue, null), changes);
        }
        else
        {
            var (start, due) = (debounced.StartOf(other), other.Due);
            if (inCommit is null)
                context.Queues.Withdraw(queue, [other]);
            Replace(new Replacement(other, message, key, queue, inCommit is null ? due : null), changes);
            _newest[(queue.Id, key)] = message;
            if (!debounced.Continue(message, start))
                return;
            _hastened.Add(message);
            changes.Add(new MessageUpdated(message, MessageState.Delayed, message.Due, 0, null));
        }
    }

    private void Replace(Replacement replacement, List<Change> changes)
    {
        replacement.Message.State = MessageState.Replaced;
        _replaced.Add(replacement);
        changes.Add(new MessageSettled(replacement.Message, Settlement.Replaced));
    }

    public void Apply()
    {
        foreach (var (message, by, key, queue, _) in _replaced)
        {
            if (queue.Scheduled.Debounced is { } debounced)
            {
                debounced.Leave(message);
                debounced.Replaced++;
            }
            context.Signals.MessageReplaced(message, _newest.GetValueOrDefault((queue.Id, key), by));
        }
        Clear();
    }

    public void Undo()
    {
        foreach (var message in _hastened)
            message.Due = message.FirstDue;
        foreach (var (message, by, _, queue, due) in _replaced)
        {
            message.State = MessageState.Delayed;
            queue.Scheduled.Debounced?.Leave(by);
            if (due is null)
                continue;
            message.Due = due.Value;
            context.Queues.Restore(message);
        }
        if (_replaced.Count > 0)
            context.Signals.DueTimesChanged();
        Clear();
    }

    private void Clear()
    {
        _newest.Clear();
        _replaced.Clear();
        _hastened.Clear();
    }

    /// <param name="Due">When the message was due that was withdrawn from its queue; null for one that is not stored yet.</param>
    private readonly record struct Replacement(Message Message, Message By, string Key, HandlerQueue Queue, DateTimeOffset? Due);
}
