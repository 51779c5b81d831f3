namespace DarkLang.Tui.Screens;

/// <summary>The requests that keys send for the selected handlers, or why they are refused.</summary>
internal static class HandlerActions
{
    public const string NoRuntime = "no canvas runs on this store: `dark run FILE` starts one";

    /// <summary>Pauses the selected handlers, or resumes them if all are paused.</summary>
    public static ScreenResult TogglePause(CanvasModel model) => (model.Connection, model.Top.Handlers) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, NoRuntime),
        (_, []) => ScreenResult.Refuse(model, "select a worker or a cron to pause it"),
        (_, var handlers) when handlers.All(model.IsPaused) => new ScreenResult(model, Resume(handlers)),
        (_, var handlers) => new ScreenResult(model, Pause([.. handlers.Where(handler => !model.IsPaused(handler))], model.Setup.User)),
    };

    public static ScreenResult RunCron(CanvasModel model) => (model.Connection, model.Top.Handlers) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, NoRuntime),
        (_, { Count: > 0 } crons) when crons.All(handler => handler.Kind == HandlerKind.Cron) => new ScreenResult(model, Run(crons)),
        _ => ScreenResult.Refuse(model, "select a cron to run it now"),
    };

    public static ScreenResult Step(CanvasModel model) => model switch
    {
        { Connection: not ConnectionState.Attached } => ScreenResult.Refuse(model, NoRuntime),
        { Top.Handler: { Kind: not HandlerKind.Cron } worker } => model.IsPaused(worker)
            ? new ScreenResult(model, Step(worker))
            : ScreenResult.Refuse(model, "only a paused worker can be stepped: `p` pauses it"),
        _ => ScreenResult.Refuse(model, "only a worker can be stepped, not a cron"),
    };

    /// <summary>Names the handlers in a notice.</summary>
    private static string NamesOf(IReadOnlyList<HandlerId> handlers) =>
        handlers is [var only] ? only.ToString() : $"{handlers.Count}: {string.Join(", ", handlers.Select(handler => handler.Name))}";

    private static ClientRequest Step(HandlerId worker) => ClientRequest.WithNotice($"step {worker.Name}", async (client, cancellation) =>
    {
        var settled = await client.Ask(Operations.Step, new(worker), cancellation);
        return settled.Failure is { } failure
            ? $"one message: {settled.State.Word()}: {failure.Message}"
            : $"one message: {settled.State.Word()}{(settled.Result is { } result ? $" with {result.Text}" : "")}";
    });

    private static ClientRequest Pause(IReadOnlyList<HandlerId> handlers, string user) => Each(
        "pause", handlers, (client, handler, limit) => client.Ask(Operations.Pause, new(handler, user, Why: null), limit),
        $"paused {NamesOf(handlers)}");

    private static ClientRequest Resume(IReadOnlyList<HandlerId> handlers) => Each(
        "resume", handlers, (client, handler, limit) => client.Ask(Operations.Resume, new(handler), limit), $"resumed {NamesOf(handlers)}");

    private static ClientRequest Run(IReadOnlyList<HandlerId> crons) => Each(
        "run", crons, (client, cron, limit) => client.Ask(Operations.RunCron, new(cron), limit),
        crons.Count == 1 ? $"{NamesOf(crons)} runs now" : $"{DisplayText.Quantity(crons.Count, "cron")} run now");

    private static ClientRequest Each(
        string action, IReadOnlyList<HandlerId> handlers, Func<IControlClient, HandlerId, CancellationToken, Task> ask, string done) =>
        ClientRequest.WithNotice($"{action} {NamesOf(handlers)}", async (client, cancellation) =>
    {
        foreach (var handler in handlers)
            await ask(client, handler, cancellation);
        return done;
    });
}
