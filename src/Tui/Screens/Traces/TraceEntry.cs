namespace DarkLang.Tui.Screens.Traces;

/// <summary>Opens the screen of a trace.</summary>
internal static class TraceEntry
{
    private const int MostTries = 20;

    /// <summary>Opens the trace of a row in a list.</summary>
    /// <param name="trace">Null if the row has none.</param>
    public static ScreenResult Of(CanvasModel model, HandlerId handler, Guid? trace, string whenNone) =>
        trace is { } id ? Open(model, handler, id) : ScreenResult.Refuse(model, whenNone);

    public static ScreenResult OfNewest(CanvasModel model, HandlerId? handler)
    {
        if (handler is not { } id)
            return ScreenResult.Refuse(model, "select a worker or a cron to see its newest trace");
        var traces = id.Kind == HandlerKind.Cron
            ? model.Status.Crons.FirstOrDefault(cron => cron.Name == id.Name)?.Traces
            : model.Status.Workers.FirstOrDefault(worker => worker.Name == id.Name)?.Traces;
        return (model.Connection, traces) switch
        {
            (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
            (_, [_, ..]) => new ScreenResult(model, Newest(id)),
            _ => ScreenResult.Refuse(model, $"{id} has not run yet: each attempt leaves a trace"),
        };
    }

    /// <summary>Opens the trace that is the newest when it is fetched: on a busy worker, traces are replaced within moments.</summary>
    private static ClientRequest Newest(HandlerId handler) => new($"open the newest trace of {handler}", async (client, cancellation) =>
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await client.Ask(Operations.Traces, new(handler), cancellation) is not [var newest, ..])
                break;
            try
            {
                var fetched = await FetchedTrace.Fetch(client, newest.Id, cancellation);
                return model => model.Push(new TraceScreen(handler, newest.Id) { Trace = fetched });
            }
            catch (ControlException gone) when (gone.Problem == ControlProblem.NotFound)
            {
                // Newer traces replaced it meanwhile.
            }
        }
        var notice = $"the traces of {handler} are replaced faster than they open: `p` pauses it, `dark run --trace-keep N` keeps more";
        return model => model with { Notice = notice };
    });

    private static ScreenResult Open(CanvasModel model, HandlerId handler, Guid trace) => model.Connection == ConnectionState.Attached
        ? new ScreenResult(model.Push(new TraceScreen(handler, trace)), ClientRequest.Refresh)
        : ScreenResult.Refuse(model, HandlerActions.NoRuntime);
}
