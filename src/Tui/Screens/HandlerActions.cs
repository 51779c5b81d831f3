using DarkLang.Display;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>What keys ask of the runtime for what is selected, or why they don't.</summary>
internal static class HandlerActions
{
    public const string NoRuntime = "nothing runs on this store: `dark run FILE` starts it";

    /// <summary>Several are resumed when all of them are paused.</summary>
    public static ScreenResult TogglePause(CanvasModel model) => (model.Link, model.Top.Handlers) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, NoRuntime),
        (_, []) => ScreenResult.Refuse(model, "select a worker or a cron to pause it"),
        (_, var handlers) when handlers.All(model.IsPaused) => new ScreenResult(model, Resume(handlers)),
        (_, var handlers) => new ScreenResult(model, Pause([.. handlers.Where(handler => !model.IsPaused(handler))], model.Setup.User)),
    };

    public static ScreenResult RunCron(CanvasModel model) => (model.Link, model.Top.Handlers) switch
    {
        (not ConnectionState.Attached, _) => ScreenResult.Refuse(model, NoRuntime),
        (_, { Count: > 0 } crons) when crons.All(handler => handler.Kind == HandlerKind.Cron) => new ScreenResult(model, Run(crons)),
        _ => ScreenResult.Refuse(model, "select a cron to run it now"),
    };

    public static ScreenResult Step(CanvasModel model) => model switch
    {
        { Link: not ConnectionState.Attached } => ScreenResult.Refuse(model, NoRuntime),
        { Top.Handler: { Kind: not HandlerKind.Cron } worker } => model.IsPaused(worker)
            ? new ScreenResult(model, Step(worker))
            : ScreenResult.Refuse(model, "only a paused worker is stepped: `p` pauses it"),
        _ => ScreenResult.Refuse(model, "only a worker is stepped: a cron has no queue to take from"),
    };

    /// <summary>Of which handlers an act speaks.</summary>
    private static string Named(IReadOnlyList<HandlerId> handlers) =>
        handlers is [var only] ? only.ToString() : $"{handlers.Count}: {string.Join(", ", handlers.Select(handler => handler.Name))}";

    private static ClientRequest Step(HandlerId worker) => ClientRequest.Telling($"step {worker.Name}", async (client, cancellation) =>
    {
        var settled = await client.Ask(Operations.Step, new(worker), cancellation);
        return settled.Failure is { } failure
            ? $"one message: {settled.State.Word()}: {failure.Message}"
            : $"one message: {settled.State.Word()}{(settled.Result is { } result ? $" with {result.Text}" : "")}";
    });

    private static ClientRequest Pause(IReadOnlyList<HandlerId> handlers, string user) =>
        ClientRequest.Telling($"pause {Named(handlers)}", async (client, cancellation) =>
    {
        foreach (var handler in handlers)
            await client.Ask(Operations.Pause, new(handler, user, Why: null), cancellation);
        return $"paused {Named(handlers)}";
    });

    private static ClientRequest Resume(IReadOnlyList<HandlerId> handlers) =>
        ClientRequest.Telling($"resume {Named(handlers)}", async (client, cancellation) =>
    {
        foreach (var handler in handlers)
            await client.Ask(Operations.Resume, new(handler), cancellation);
        return $"resumed {Named(handlers)}";
    });

    private static ClientRequest Run(IReadOnlyList<HandlerId> crons) =>
        ClientRequest.Telling($"run {Named(crons)}", async (client, cancellation) =>
    {
        foreach (var cron in crons)
            await client.Ask(Operations.RunCron, new(cron), cancellation);
        return crons.Count == 1 ? $"{Named(crons)} runs now" : $"{DisplayText.Quantity(crons.Count, "cron")} run now";
    });
}
