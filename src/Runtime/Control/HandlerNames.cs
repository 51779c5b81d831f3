using DarkLang.Lang.Diagnostics;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>The names of the canvas's handlers, and what to say when one is not among them. Under the engine's lock.</summary>
internal static class HandlerNames
{
    public static string? Nearest(EngineContext context, HandlerId handler) =>
        NearestName.Of(handler.Name, context.Queues.NamesOf(handler.Kind));

    public static HandlerQueue Get(EngineContext context, HandlerId handler) =>
        context.Queues.TryGet(handler, out var queue) && queue.Handler is not null ? queue : throw Unknown(context, handler);

    public static ControlException Unknown(EngineContext context, HandlerId handler)
    {
        var kind = handler.Kind == HandlerKind.Cron ? "cron" : "worker";
        var nearest = Nearest(context, handler);
        var hint = nearest is not null ? $"did you mean \"{nearest}\"?" : $"`dark {kind} ls` lists them";
        return new ControlException(ControlProblem.NotFound, $"no {kind} is named \"{handler.Name}\": {hint}");
    }
}
