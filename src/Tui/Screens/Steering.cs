using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>What keys ask of the runtime for what is selected, or why they don't.</summary>
internal static class Steering
{
    public const string NoRuntime = "nothing runs on this store: `dark run FILE` starts it";

    /// <summary>Several are resumed when all of them are paused.</summary>
    public static Reaction TogglePause(CanvasModel model) => (model.Link, model.Top.Handlers) switch
    {
        (not Link.Attached, _) => Reaction.Refuse(model, NoRuntime),
        (_, []) => Reaction.Refuse(model, "select a worker or a cron to pause it"),
        (_, var handlers) when handlers.All(model.IsPaused) => new Reaction(model, Resume(handlers)),
        (_, var handlers) => new Reaction(model, Pause([.. handlers.Where(handler => !model.IsPaused(handler))], model.Setup.User)),
    };

    public static Reaction RunCron(CanvasModel model) => (model.Link, model.Top.Handlers) switch
    {
        (not Link.Attached, _) => Reaction.Refuse(model, NoRuntime),
        (_, { Count: > 0 } crons) when crons.All(handler => handler.Kind == HandlerKind.Cron) => new Reaction(model, Run(crons)),
        _ => Reaction.Refuse(model, "select a cron to run it now"),
    };

    public static Reaction Step(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => Reaction.Refuse(model, NoRuntime),
        { Top.Handler: { Kind: HandlerKind.Worker } worker } => model.IsPaused(worker)
            ? new Reaction(model, Step(worker.Name))
            : Reaction.Refuse(model, "only a paused worker is stepped: `p` pauses it"),
        _ => Reaction.Refuse(model, "only a worker is stepped: a cron has no queue to take from"),
    };

    /// <summary>Of which handlers an act speaks.</summary>
    private static string Named(IReadOnlyList<HandlerId> handlers) => handlers is [var only] ? only.ToString() : $"{handlers.Count}: {string.Join(", ", handlers.Select(handler => handler.Name))}";

    private static Act Step(string worker) => Act.Telling($"step {worker}", async (client, cancellation) =>
    {
        var settled = await client.Step(worker, cancellation);
        return settled.Failure is { } failure ? $"one message: {settled.State}: {failure.Message}" : $"one message: {settled.State}{(settled.ResultText is { } text ? $" with {text}" : "")}";
    });

    private static Act Pause(IReadOnlyList<HandlerId> handlers, string user) => Act.Telling($"pause {Named(handlers)}", async (client, cancellation) =>
    {
        foreach (var handler in handlers)
            await client.Pause(handler, user, why: null, cancellation);
        return $"paused {Named(handlers)}";
    });

    private static Act Resume(IReadOnlyList<HandlerId> handlers) => Act.Telling($"resume {Named(handlers)}", async (client, cancellation) =>
    {
        foreach (var handler in handlers)
            await client.Resume(handler, cancellation);
        return $"resumed {Named(handlers)}";
    });

    private static Act Run(IReadOnlyList<HandlerId> crons) => Act.Telling($"run {Named(crons)}", async (client, cancellation) =>
    {
        foreach (var cron in crons)
            await client.RunCron(cron.Name, cancellation);
        return crons.Count == 1 ? $"{Named(crons)} runs now" : $"{Words.Several(crons.Count, "cron")} run now";
    });
}
