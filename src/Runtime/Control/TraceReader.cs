using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>Traces as lists and single views, from memory or from the store.</summary>
internal sealed class TraceReader(Engine engine, ControlParts parts)
{
    public static TraceHeaderView View(TraceHeader header) => new(
        header.Id,
        header.Handler,
        header.Message,
        header.Attempt,
        header.Outcome switch
        {
            TraceOutcome.Completed => "completed",
            TraceOutcome.Incomplete => "incomplete",
            TraceOutcome.TimedOut => "timed-out",
            _ => "failed",
        },
        header.StartedAt,
        header.Duration,
        header.IsPinned);

    public IReadOnlyList<TraceHeaderView> List(HandlerId? handler)
    {
        lock (parts.Context.Gate)
        {
            var traces = handler is { } id ? Of(id) : parts.Traces.All;
            return [
                .. traces.Reverse().Select(t => t.Header).OrderByDescending(h => h.StartedAt).Select(View)];
        }
    }

    public async Task<TraceView> Show(string id) => View(await Read(id).ConfigureAwait(false));

    public async Task<TraceRunView> Run(string id)
    {
        var trace = await Read(id).ConfigureAwait(false);
        return new TraceRunView(
            View(TraceHeader.Of(trace)), trace.Version, trace.Input, [
                .. trace.Effects.Select(e => new AnswerView(e.Function, e.Result, e.Error))], trace.EffectsLeftOut);
    }

    public async Task<IReadOnlyList<SourceView>> Source(string version)
    {
        if (version == engine.Canvas.Version)
            return [.. engine.Canvas.Sources.Select(s => new SourceView(s.Path, s.Text))];
        var source = await parts.Commits.ReadSource(version).ConfigureAwait(false)
            ?? throw new ControlException(ControlProblem.NotFound, $"no version \"{version}\" of the canvas is kept");
        return [.. source.Files.Select(f => new SourceView(f.Path, f.Text))];
    }

    /// <summary>Reads the trace whose id starts with this, from memory or from the store.</summary>
    public async Task<Trace> Read(string id)
    {
        var kept = Find(id, out var stored);
        return kept ?? await parts.Commits.ReadTrace(stored).ConfigureAwait(false)
            ?? throw new ControlException(ControlProblem.NotFound, $"trace {stored} is no longer kept");
    }

    // The trace itself when it is still in memory, otherwise the id under which the store has it.
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
        var traces = parts.Traces.Of(handler).ToList();
        if (traces.Count == 0)
            HandlerNames.Get(parts.Context, handler);
        return traces;
    }

    private static TraceView View(Trace trace) => new(
        View(TraceHeader.Of(trace)),
        trace.Version,
        trace.ParentMessage,
        trace.Input is null ? null : ValueViews.OfStored(trace.Input),
        trace.Result is null ? null : ValueViews.OfStored(trace.Result),
        trace.Failure,
        trace.IncompleteAt,
        [.. trace.Emits.Select(e => new TraceEmitView(e.Message, e.Worker, ValueViews.OfStored(e.Event)))],
        trace.EmitsLeftOut,
        [.. trace.Effects.Select(
            e => new TraceEffectView(e.Function, e.At, e.Result is null ? null : ValueViews.OfStored(e.Result), e.Error?.Message))],
        trace.EffectsLeftOut,
        [.. trace.Log.Select(View)],
        trace.LogLeftOut);

    public static TraceLogView View(TraceLogLine line) => new(
        line.At,
        line.Level switch
        {
            LogLevel.Info => "info",
            LogLevel.Warn => "warn",
            _ => "error",
        },
        line.Message,
        ValueViews.OfStored(line.Fields),
        line.Place);
}
