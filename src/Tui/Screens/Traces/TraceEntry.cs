using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>The ways to the screen of a trace.</summary>
internal static class TraceEntry
{
    private const int MostTries = 20;

    /// <summary>From a row of a list.</summary>
    /// <param name="trace">Null when nothing on the row has one.</param>
    public static ScreenResult Of(CanvasModel model, HandlerId handler, Guid? trace, string whenNone) =>
        trace is { } id ? Shown(model, handler, id) : ScreenResult.Refuse(model, whenNone);

    public static ScreenResult OfNewest(CanvasModel model, HandlerId? handler)
    {
        if (handler is not { } id)
            return ScreenResult.Refuse(model, "select a worker or a cron to see its newest trace");
        var traces = id.Kind == HandlerKind.Cron
            ? model.Status.Crons.FirstOrDefault(cron => cron.Name == id.Name)?.Traces
            : model.Status.Workers.FirstOrDefault(worker => worker.Name == id.Name)?.Traces;
        return (model.Link, traces) switch
        {
            (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
            (_, [_, ..]) => new ScreenResult(model, Newest(id)),
            _ => ScreenResult.Refuse(model, $"{id} has not run yet: each attempt leaves a trace"),
        };
    }

    /// <summary>The one that is the newest when it is read: on a busy worker those that were told of are gone within moments, and so may this be.</summary>
    private static ClientRequest Newest(HandlerId handler) => new($"open the newest trace of {handler}", async (client, cancellation) =>
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await client.Ask(Operations.Traces, new(handler), cancellation) is not [var newest, ..])
                break;
            try
            {
                var read = await ReadTrace.Begin(client, newest.Id, cancellation);
                return model => model.Push(new TraceScreen(handler, newest.Id) { Trace = read });
            }
            catch (ControlException gone) when (gone.Problem == ControlProblem.NotFound)
            {
                // Newer ones came meanwhile.
            }
        }
        return model =>
            model with { Notice = $"no trace of {handler} stayed long enough to be read: `p` pauses it, `dark run --trace-keep N` keeps more" };
    });

    private static ScreenResult Shown(CanvasModel model, HandlerId handler, Guid trace) => model.Link == ConnectionState.Attached
        ? new ScreenResult(model.Push(new TraceScreen(handler, trace)), ClientRequest.Look)
        : ScreenResult.Refuse(model, HandlerActions.NoRuntime);
}
