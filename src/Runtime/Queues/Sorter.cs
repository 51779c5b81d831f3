using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Works out what new options make of the messages that wait already. Other workers go on meanwhile: events are read and expressions evaluated without
/// the engine's lock, in portions.
/// </summary>
internal sealed class Sorter(EngineContext context, CommitQueue commits, Waker waker, Action onSorted)
{
    private const int Portion = 1_000;

    /// <summary>Under the engine's lock.</summary>
    public void Look(HandlerQueue queue)
    {
        if (!queue.WantsSorting)
            return;
        queue.IsBeingSorted = true;
        _ = Sort(queue);
    }

    private async Task Sort(HandlerQueue queue)
    {
        try
        {
            var allAwake = false;
            while (!TrySort(queue, allAwake, out var portion))
            {
                if (portion.Messages.Count > 0)
                    Become(queue, portion, await Evaluate(portion).ConfigureAwait(false));
                else
                    allAwake = await waker.WakeSome(queue).ConfigureAwait(false) == 0;
            }
        }
        catch (ObjectDisposedException)
        {
            // The engine stops; the next start sorts it.
        }
    }

    /// <summary>False with what has to be worked out first; with nothing when more messages rest in the store.</summary>
    private bool TrySort(HandlerQueue queue, bool allAwake, out UnfitPortion portion)
    {
        lock (context.Gate)
        {
            portion = new UnfitPortion(queue.TakeUnfit(Portion), queue.Handler?.Options ?? HandlerOptions.Default);
            if (queue.IsSorting && (portion.Messages.Count > 0 || (queue.Resting > 0 && !allAwake)))
                return false;
            queue.IsBeingSorted = false;
            context.Queues.Sort(queue);
            onSorted();
            return true;
        }
    }

    private async Task<List<(Message Message, Traits Traits)>> Evaluate(UnfitPortion portion)
    {
        var stored = await commits.ReadEvents(portion.Messages).ConfigureAwait(false);
        return [.. portion.Messages.Select(message => (message, Evaluate(message, stored, portion.Options)))];
    }

    // What can't be read has no key; its attempt is going to say what is wrong.
    private static Traits Evaluate(Message message, IReadOnlyDictionary<Message, byte[]> stored, HandlerOptions options) =>
        message.Event is { } @event || stored.TryGetValue(message, out @event) ? Traits.OfStored(options, @event) : Traits.None;

    private void Become(HandlerQueue queue, UnfitPortion portion, List<(Message Message, Traits Traits)> evaluated)
    {
        lock (context.Gate)
        {
            // By other code that came meanwhile they are worked out once more.
            if (!ReferenceEquals(queue.Handler?.Options, portion.Options))
                return;
            foreach (var (message, traits) in evaluated)
                message.Become(traits, portion.Options);
        }
    }

    private readonly record struct UnfitPortion(IReadOnlyList<Message> Messages, HandlerOptions Options);
}
