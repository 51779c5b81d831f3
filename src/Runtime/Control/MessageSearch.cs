using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Finds the messages for which a condition holds. Their events may be only in the store: they are read and not loaded.</summary>
internal sealed class MessageSearch(EngineParts parts)
{
    /// <summary>How many events, and bytes of them, are read at once.</summary>
    private const int Portion = 64;
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How long a list may search, and how long a command.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan MostTimeOfCommand = TimeSpan.FromMinutes(1);

    // It takes a processor, and memory for the events.
    private readonly Turns _turns = new();

    /// <summary>Does one search after the other.</summary>
    public async Task<T> Take<T>(Func<Task<T>> search)
    {
        var found = default(T);
        await _turns.Take(async () => found = await search().ConfigureAwait(false)).ConfigureAwait(false);
        return found!;
    }

    /// <summary>Returns the first of the candidates that match, at most that many; fewer if the time is over.</summary>
    public async Task<List<(HandlerQueue Queue, Message Message)>> Find(
        IReadOnlyList<(HandlerQueue Queue, Message Message)> candidates, ConditionRun condition, int most)
    {
        var found = new List<(HandlerQueue, Message)>();
        for (var start = 0; start < candidates.Count && found.Count < most && !condition.IsOutOfTime;)
        {
            var portion = PortionOf(candidates, start);
            start += portion.Count;
            var unloaded = portion.Select(x => x.Message).Where(message => message.IsEventUnloaded).ToList();
            var stored = unloaded.Count == 0 ? null : await parts.Commits.ReadEvents(unloaded).ConfigureAwait(false);
            foreach (var (queue, message) in portion)
            {
                if (condition.Holds(queue, message, message.Event ?? stored?.GetValueOrDefault(message)))
                    found.Add((queue, message));
            }
        }
        return found.Count <= most ? found : found[..most];
    }

    /// <summary>Returns what is shown of the first spilled messages of a queue that match, at most that many.</summary>
    public async Task<List<T>> FindSpilled<T>(HandlerQueue queue, ConditionRun condition, int most, Func<Message, T> show)
    {
        var found = new List<T>();
        SpilledPage? page = null;
        while (found.Count < most && !condition.IsOutOfTime
            && (page = await parts.Commits.ReadSpilled(queue.Id, page).ConfigureAwait(false)) is not null)
        {
            foreach (var message in page.Messages)
            {
                if (found.Count == most || condition.IsOutOfTime)
                    break;
                if (condition.Holds(queue, message, message.Event))
                    found.Add(show(message));
            }
        }
        return found;
    }

    private static List<(HandlerQueue Queue, Message Message)> PortionOf(
        IReadOnlyList<(HandlerQueue Queue, Message Message)> candidates, int start)
    {
        var portion = new List<(HandlerQueue Queue, Message Message)>(Portion);
        for (var bytes = 0L; start < candidates.Count && portion.Count < Portion && bytes < MostBytes; start++)
        {
            portion.Add(candidates[start]);
            bytes += candidates[start].Message.EventLength;
        }
        return portion;
    }
}
