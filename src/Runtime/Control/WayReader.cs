using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Finds the way of a message through all handlers: its ancestors and its descendants, as far as queues, traces and the history know them.
/// What is on a queue counts more than the history, and that more than a trace.
/// </summary>
internal sealed class WayReader(EngineParts parts, TraceReader traces, HistoryReader history, MessageSearch search)
{
    private const int MostSteps = 1_000;
    private const int MostTraces = 2_000;

    public Task<WayView> Read(string id) => search.Take(() => Find(id));

    private async Task<WayView> Find(string id)
    {
        var known = new Known();
        await AddTraces(known).ConfigureAwait(false);
        lock (parts.Context.Gate)
        {
            foreach (var queue in parts.Context.Queues.All)
            {
                foreach (var message in queue.Messages)
                    known.Put(OfQueue(queue, message));
            }
        }
        var start = known.Find(id) ?? await FindInHistory(id).ConfigureAwait(false)
            ?? throw new ControlException(
                ControlProblem.NotFound,
                $"no message or trace has an id that starts with \"{id}\"; what is over is known from traces, "
                    + "and with `dark run --history 7d` from the history");
        var ancestors = await Ancestors(start, known).ConfigureAwait(false);
        var (descendants, isCut) = await Descendants(start, known).ConfigureAwait(false);
        return new WayView(start.Message, [.. ancestors, start, .. descendants], isCut);
    }

    private async Task AddTraces(Known known)
    {
        List<Guid> ids;
        lock (parts.Context.Gate)
            ids = [.. parts.Traces.All.OrderByDescending(trace => trace.Header.StartedAt).Take(MostTraces).Select(trace => trace.Id)];
        foreach (var id in ids)
        {
            try
            {
                var trace = await traces.Read(id.ToString()).ConfigureAwait(false);
                known.AddTrace(new WayStepView(
                    trace.Message, trace.Handler, trace.ParentMessage, StateOf(trace.Outcome), trace.StartedAt + trace.Duration,
                    trace.Duration, trace.Attempt, trace.Id));
            }
            catch (ControlException)
            {
                // A newer one has taken its place.
            }
        }
    }

    private async Task<WayStepView?> FindInHistory(string id)
    {
        await foreach (var (_, lines) in history.Pages(newestFirst: true).ConfigureAwait(false))
        {
            for (var i = lines.Count - 1; i >= 0; i--)
            {
                if (IdPrefix.Matches(lines[i].Message, id))
                    return OfHistory(lines[i]);
            }
        }
        return null;
    }

    // A parent ends before its children do, so one pass from the newest page back finds them all.
    private async Task<List<WayStepView>> Ancestors(WayStepView start, Known known)
    {
        var ancestors = new List<WayStepView>();
        var wanted = start.Parent;
        Climb();
        await foreach (var (_, lines) in history.Pages(newestFirst: true).ConfigureAwait(false))
        {
            for (var i = lines.Count - 1; i >= 0 && wanted is not null; i--)
            {
                if (lines[i].Message == wanted)
                    Take(OfHistory(lines[i]));
            }
            if (wanted is null)
                break;
        }
        ancestors.Reverse();
        return ancestors;

        void Climb()
        {
            while (wanted is { } parent && ancestors.Count < MostSteps && known.Of(parent) is { } step)
                (wanted, _) = (step.Parent, Add(step));
        }

        void Take(WayStepView step)
        {
            (wanted, _) = (step.Parent, Add(step));
            Climb();
        }

        bool Add(WayStepView step)
        {
            ancestors.Add(step);
            return true;
        }
    }

    private async Task<(List<WayStepView> Steps, bool IsCut)> Descendants(WayStepView start, Known known)
    {
        var family = new HashSet<Guid> { start.Message };
        await foreach (var (_, lines) in history.Pages(newestFirst: false).ConfigureAwait(false))
        {
            foreach (var line in lines)
            {
                if (line.Parent is not { } parent || !family.Contains(parent) || family.Count > MostSteps)
                    continue;
                family.Add(line.Message);
                known.AddHistory(OfHistory(line));
            }
        }
        await AddSpilled(family, known).ConfigureAwait(false);
        var steps = new List<WayStepView>();
        var children = known.All.Where(step => step.Parent is not null).ToLookup(step => step.Parent!.Value);
        var open = new Stack<Guid>([start.Message]);
        var seen = new HashSet<Guid> { start.Message };
        while (open.TryPop(out var parent) && steps.Count < MostSteps)
        {
            if (parent != start.Message)
                steps.Add(known.Of(parent)!);
            foreach (var child in children[parent].OrderByDescending(step => step.At).Where(child => seen.Add(child.Message)))
                open.Push(child.Message);
        }
        return (steps, open.Count > 0 || family.Count > MostSteps);
    }

    // Messages that are only in the store are read and not loaded.
    private async Task AddSpilled(HashSet<Guid> family, Known known)
    {
        List<HandlerQueue> queues;
        lock (parts.Context.Gate)
            queues = [.. parts.Context.Queues.All.Where(queue => queue.Spilled > 0)];
        foreach (var queue in queues)
        {
            SpilledPage? page = null;
            while (family.Count <= MostSteps
                && (page = await parts.Commits.ReadSpilled(queue.Id, page).ConfigureAwait(false)) is not null)
            {
                foreach (var message in page.Messages.Where(message => message.Parent is { } parent && family.Contains(parent)))
                {
                    family.Add(message.Id);
                    known.Put(OfQueue(queue, message));
                }
            }
        }
    }

    private WayStepView OfQueue(HandlerQueue queue, Message message) => new(
        message.Id, Shown(message.Handler), message.Parent, MessageReader.StateOf(queue, message), message.Death?.At ?? message.EmittedAt,
        null, message.Attempts, message.Death?.Trace);

    private WayStepView OfHistory(HistoryLine line) => new(
        line.Message, Shown(line.Handler), line.Parent, line.Outcome, line.FinishedAt, line.Duration, line.Attempts, null);

    private HandlerId Shown(HandlerId handler) => HandlerFinder.Shown(parts.Context, handler);

    // Of a message that is on no queue: an attempt that did not complete was followed by a removal.
    private static MessageState StateOf(TraceOutcome outcome) =>
        outcome == TraceOutcome.Completed ? MessageState.Done : MessageState.Removed;

    /// <summary>The messages that are known, each once.</summary>
    private sealed class Known
    {
        private readonly Dictionary<Guid, WayStepView> _steps = [];
        private readonly Dictionary<Guid, Guid> _messages = [];

        public IEnumerable<WayStepView> All => _steps.Values;

        public WayStepView? Of(Guid message) => _steps.GetValueOrDefault(message);

        /// <summary>Returns the message of that id, or of the trace of that id; null if there is not exactly one.</summary>
        public WayStepView? Find(string id)
        {
            var found = _steps.Keys.Where(message => IdPrefix.Matches(message, id))
                .Concat(_messages.Where(trace => IdPrefix.Matches(trace.Key, id)).Select(trace => trace.Value)).Distinct().Take(2).ToList();
            if (found.Count > 1)
                throw new ControlException(ControlProblem.BadRequest, $"more than one id starts with \"{id}\": give more of it");
            return found is [var only] ? Of(only) : null;
        }

        public void AddTrace(WayStepView step)
        {
            _messages.TryAdd(step.Trace!.Value, step.Message);
            // The newest attempt comes first.
            _steps.TryAdd(step.Message, step);
        }

        /// <summary>Keeps what is known of its trace.</summary>
        public void Put(WayStepView step) => _steps[step.Message] = Of(step.Message) is { } known
            ? step with { Trace = step.Trace ?? known.Trace, Duration = step.Duration ?? known.Duration } : step;

        public void AddHistory(WayStepView step)
        {
            if (Of(step.Message)?.State is null or MessageState.Done or MessageState.Removed or MessageState.Replaced)
                Put(step);
        }
    }
}
