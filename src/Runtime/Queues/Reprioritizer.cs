using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Works out what new options make of the messages that wait already. Other workers go on meanwhile: events are read and expressions evaluated without
/// the engine's lock, in portions.
/// </summary>
internal sealed class Reprioritizer(EngineContext context, CommitQueue commits, QueueLoader loader)
{
    private const int Portion = 1_000;

    /// <summary>Under the engine's lock.</summary>
    public void RunWhenNeeded(HandlerQueue queue)
    {
        if (!queue.WantsReordering)
            return;
        queue.IsReordererRunning = true;
        _ = Run(queue);
    }

    private async Task Run(HandlerQueue queue)
    {
        try
        {
            var allAwake = false;
            while (!TryReorder(queue, allAwake, out var portion))
            {
                if (portion.Messages.Count > 0)
                    Apply(queue, portion, await Evaluate(portion).ConfigureAwait(false));
                else
                    allAwake = await loader.LoadSome(queue).ConfigureAwait(false) == 0;
            }
        }
        catch (ObjectDisposedException)
        {
            // The engine stops; the next start sorts it.
        }
    }

    /// <summary>False with what has to be worked out first; with nothing when more messages rest in the store.</summary>
    private bool TryReorder(HandlerQueue queue, bool allAwake, out UnclassifiedPortion portion)
    {
        lock (context.Gate)
        {
            portion = new UnclassifiedPortion(queue.TakeUnclassified(Portion), queue.Handler?.Options ?? HandlerOptions.Default);
            if (queue.IsReordering && (portion.Messages.Count > 0 || (queue.Spilled > 0 && !allAwake)))
                return false;
            queue.IsReordererRunning = false;
            context.Queues.Reorder(queue);
            context.Signals.Runnable();
            return true;
        }
    }

    private async Task<List<(Message Message, SchedulingAttributes Traits)>> Evaluate(UnclassifiedPortion portion)
    {
        var stored = await commits.ReadEvents(portion.Messages).ConfigureAwait(false);
        return [.. portion.Messages.Select(message => (message, Evaluate(message, stored, portion.Options)))];
    }

    // What can't be read has no key; its attempt is going to say what is wrong.
    private static SchedulingAttributes Evaluate(Message message, IReadOnlyDictionary<Message, byte[]> stored, HandlerOptions options) =>
        message.Event is { } @event
            || stored.TryGetValue(message, out @event) ? SchedulingAttributes.OfStored(options, @event) : SchedulingAttributes.None;

    private void Apply(HandlerQueue queue, UnclassifiedPortion portion, List<(Message Message, SchedulingAttributes Traits)> evaluated)
    {
        lock (context.Gate)
        {
            // By other code that came meanwhile they are worked out once more.
            if (!ReferenceEquals(queue.Handler?.Options, portion.Options))
                return;
            foreach (var (message, attributes) in evaluated)
                message.SetScheduling(attributes, portion.Options);
        }
    }

    private readonly record struct UnclassifiedPortion(IReadOnlyList<Message> Messages, HandlerOptions Options);
}
