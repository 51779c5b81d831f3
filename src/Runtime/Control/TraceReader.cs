using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>Reads traces from memory and from the store.</summary>
internal sealed class TraceReader(Engine engine, EngineParts parts)
{
    public IReadOnlyList<TraceHeaderView> List(HandlerId? handler)
    {
        lock (parts.Context.Gate)
        {
            var traces = handler is { } id ? Of(id) : parts.Traces.All;
            return [.. traces.Reverse().Select(t => t.Header).OrderByDescending(h => h.StartedAt).Select(View)];
        }
    }

    public async Task<TraceView> Show(string id)
    {
        var trace = await Read(id).ConfigureAwait(false);
        return View(trace, await FindSource(trace.Version).ConfigureAwait(false) ?? []);
    }

    public async Task<IReadOnlyList<SourceView>> Source(string version) => await FindSource(version).ConfigureAwait(false)
        ?? throw new ControlException(ControlProblem.NotFound, $"no version \"{version}\" of the canvas is kept");

    private async Task<IReadOnlyList<SourceView>?> FindSource(string version)
    {
        if (version == engine.Canvas.Version)
            return [.. engine.Canvas.Sources.Select(source => new SourceView(source.Path, source.Text))];
        return await parts.Commits.ReadSource(version).ConfigureAwait(false) is { } stored
            ? [.. stored.Files.Select(file => new SourceView(file.Path, file.Text))] : null;
    }

    /// <summary>Reads the trace whose id starts with this, from memory or from the store.</summary>
    public async Task<Trace> Read(string id)
    {
        var kept = Find(id, out var stored);
        return kept ?? await parts.Commits.ReadTrace(stored).ConfigureAwait(false)
            ?? throw new ControlException(ControlProblem.NotFound, $"trace {stored} is no longer kept");
    }

    // Returns the trace if it is still in memory, and otherwise the id under which the store has it.
    private Trace? Find(string id, out Guid stored)
    {
        lock (parts.Context.Gate)
        {
            var kept = parts.Traces.All.Where(t => IdPrefix.Matches(t.Id, id)).ToList();
            var ids = kept.Select(t => t.Id).Concat(DeadTraces().Where(t => IdPrefix.Matches(t, id))).Distinct().ToList();
            stored = ids.Count switch
            {
                1 => ids[0],
                0 => throw new ControlException(
                    ControlProblem.NotFound, $"no trace has an id that starts with \"{id}\"; `dark trace ls` lists those that are kept"),
                _ => throw new ControlException(ControlProblem.BadRequest, $"more than one trace id starts with \"{id}\": give more of it"),
            };
            return kept.FirstOrDefault() is { Attempt: { } attempt } found ? attempt.ToTrace() with { IsPinned = found.IsPinned } : null;
        }
    }

    private IEnumerable<Guid> DeadTraces() => parts.Context.Queues.All.SelectMany(q => q.Dead.Values).Select(m => m.Death!.Trace);

    private List<RetainedTrace> Of(HandlerId handler)
    {
        if (parts.Context.Queues.TryGet(handler, out var queue) && parts.Traces.Of(queue).ToList() is { Count: > 0 } traces)
            return traces;
        HandlerFinder.Get(parts.Context, handler);
        return [];
    }

    private TraceHeaderView View(TraceHeader header) => HandlerFinder.Shown(parts.Context, TraceViews.Of(header));

    private TraceView View(Trace trace, IReadOnlyList<SourceView> sources) => new(
        View(TraceHeader.Of(trace)), trace.Version, trace.ParentMessage, ValueViews.Replayable(trace.Input),
        trace.Result is null ? null : ValueViews.OfStored(trace.Result), trace.Failure, trace.IncompleteAt,
        [.. trace.Emits.Select(e => new TraceEmitView(e.Message, e.Worker, ValueViews.OfStored(e.Event)))], trace.EmitsLeftOut,
        [.. trace.Effects.Select(e => new TraceEffectView(e.Function, e.At, ValueViews.Replayable(e.Result), e.Error, e.AnsweredFrom))],
        trace.EffectsLeftOut, [.. trace.Log.Select(TraceViews.Of)], trace.LogLeftOut, sources)
    { Consumer = trace.Consumer, Messages = trace.Messages };
}
