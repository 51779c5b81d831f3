using DarkLang.Runtime.Queues;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>The ways to the screen of a trace.</summary>
internal static class TraceEntry
{
    /// <summary>From a row of a list.</summary>
    /// <param name="trace">Null when nothing on the row has one.</param>
    public static Reaction Of(CanvasModel model, HandlerId handler, Guid? trace, string whenNone) =>
        trace is { } id ? Shown(model, handler, id) : Reaction.Refuse(model, whenNone);

    public static Reaction OfNewest(CanvasModel model, HandlerId? handler)
    {
        if (handler is not { } id)
            return Reaction.Refuse(model, "select a worker or a cron to see its newest trace");
        var traces = id.Kind == HandlerKind.Cron
            ? model.Status.Crons.FirstOrDefault(cron => cron.Name == id.Name)?.Traces
            : model.Status.Workers.FirstOrDefault(worker => worker.Name == id.Name)?.Traces;
        return traces is [var newest, ..] ? Shown(model, id, newest.Id) : Reaction.Refuse(model, $"{id} has not run yet: each attempt leaves a trace");
    }

    private static Reaction Shown(CanvasModel model, HandlerId handler, Guid trace) => model.Link == Link.Attached
        ? new Reaction(model.Push(new TraceScreen(handler, trace)), Act.Look)
        : Reaction.Refuse(model, Steering.NoRuntime);
}
