using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Evaluates new options for the messages that wait already. Other workers continue meanwhile: events are read and expressions evaluated in
/// portions, without the engine's lock.
/// </summary>
internal sealed class Reprioritizer(EngineContext context, CommitQueue commits, QueueLoader loader)
{
    private const int Portion = 1_000;

    /// <summary>Under the engine's lock.</summary>
    public void RunWhenNeeded(HandlerQueue queue)
    {
        if (!queue.NeedsReorderer)
            return;
        queue.IsReordererRunning = true;
        _ = Run(queue);
    }

    private async Task Run(HandlerQueue queue)
    {
        try
        {
            var allLoaded = false;
            while (!TryReorder(queue, allLoaded, out var portion))
            {
                if (portion.Messages.Count > 0)
                    Apply(queue, portion, await Evaluate(portion).ConfigureAwait(false));
                else
                    allLoaded = await loader.LoadSome(queue).ConfigureAwait(false) == 0;
            }
        }
        catch (ObjectDisposedException)
        {
            // The engine stops; the next start puts the messages in order.
        }
    }

    /// <summary>Puts all in order. Returns false with those to evaluate first; with none if spilled ones must be loaded first.</summary>
    private bool TryReorder(HandlerQueue queue, bool allLoaded, out UnclassifiedPortion portion)
    {
        lock (context.Gate)
        {
            portion = new UnclassifiedPortion(queue.TakeUnclassified(Portion), queue.Handler?.Options ?? HandlerOptions.Default);
            if (queue.IsReordering && (portion.Messages.Count > 0 || (queue.Spilled > 0 && !allLoaded)))
                return false;
            queue.IsReordererRunning = false;
            context.Queues.Reorder(queue);
            context.Signals.Runnable();
            return true;
        }
    }

    private async Task<List<(Message Message, SchedulingAttributes Attributes)>> Evaluate(UnclassifiedPortion portion)
    {
        var stored = await commits.ReadEvents(portion.Messages).ConfigureAwait(false);
        return [.. portion.Messages.Select(message => (message, Evaluate(message, stored, portion.Options)))];
    }

    // A message whose event can't be read has no key; its attempt will report the error.
    private static SchedulingAttributes Evaluate(Message message, IReadOnlyDictionary<Message, byte[]> stored, HandlerOptions options)
    {
        var @event = message.Event ?? stored.GetValueOrDefault(message);
        return @event is null ? SchedulingAttributes.None : SchedulingAttributes.OfStored(options, @event);
    }

    private void Apply(HandlerQueue queue, UnclassifiedPortion portion, List<(Message Message, SchedulingAttributes Attributes)> evaluated)
    {
        lock (context.Gate)
        {
            // If the code changed meanwhile, they are evaluated again.
            if (!ReferenceEquals(queue.Handler?.Options, portion.Options))
                return;
            foreach (var (message, attributes) in evaluated)
                message.SetScheduling(attributes, portion.Options);
        }
    }

    private readonly record struct UnclassifiedPortion(IReadOnlyList<Message> Messages, HandlerOptions Options);
}
