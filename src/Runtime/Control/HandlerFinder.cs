using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>Finds the handlers of the canvas by their names. Used under the engine's lock.</summary>
internal static class HandlerFinder
{
    public static string? Nearest(EngineContext context, HandlerId handler) =>
        NearestName.Of(handler.Name, context.Queues.NamesOf(handler.ToStored().Kind));

    public static HandlerQueue Get(EngineContext context, HandlerId handler) =>
        context.Queues.TryGet(handler, out var queue) && queue.Handler is not null ? queue : throw Unknown(context, handler);

    public static ControlException Unknown(EngineContext context, HandlerId handler)
    {
        var kind = handler.Kind == HandlerKind.Cron ? "cron" : "worker";
        var hint = Nearest(context, handler) is { } nearest ? $"did you mean \"{nearest}\"?" : $"`dark {kind} ls` lists them";
        return new ControlException(ControlProblem.NotFound, $"no {kind} is named \"{handler.Name}\": {hint}");
    }

    /// <summary>Returns a handler as clients see it: alerts have a kind of their own. Needs no lock.</summary>
    public static HandlerId Shown(EngineContext context, HandlerId handler) =>
        handler.Kind == HandlerKind.Worker && context.Workers.GetValueOrDefault(handler.Name) is Worker { Alert: not null }
            ? handler with { Kind = HandlerKind.Alert } : handler;

    public static TraceHeaderView Shown(EngineContext context, TraceHeaderView trace) =>
        trace with { Handler = Shown(context, trace.Handler) };
}
