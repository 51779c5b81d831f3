using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Tui.Screens;

/// <summary>What keys ask of the runtime for what is selected, or why they don't.</summary>
internal static class Steering
{
    public const string NoRuntime = "nothing runs on this store: `dark run FILE` starts it";

    public static Reaction TogglePause(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => Reaction.Refuse(model, NoRuntime),
        { Top.Handler: { } handler } => new Reaction(model, model.IsPaused(handler) ? Resume(handler) : Pause(handler, model.User)),
        _ => Reaction.Refuse(model, "select a worker or a cron to pause it"),
    };

    public static Reaction RunCron(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => Reaction.Refuse(model, NoRuntime),
        { Top.Handler: { Kind: HandlerKind.Cron, Name: var cron } } => new Reaction(model, Run(cron)),
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

    public static Reaction Retry(CanvasModel model, MessageView? selected) => (model.Link, selected) switch
    {
        (not Link.Attached, _) => Reaction.Refuse(model, NoRuntime),
        (_, { State: "dead" } dead) => new Reaction(model, Retry(dead)),
        _ => Reaction.Refuse(model, "select a dead letter to retry it: they are on the tab Dead"),
    };

    /// <summary>Asks first.</summary>
    public static Reaction RetryAll(CanvasModel model, HandlerId handler)
    {
        var dead = handler.Kind == HandlerKind.Cron
            ? model.Status.Crons.Where(cron => cron.Name == handler.Name).Sum(cron => cron.Dead)
            : model.Status.Workers.Where(worker => worker.Name == handler.Name).Sum(worker => worker.Dead);
        return dead == 0
            ? Reaction.Refuse(model, $"{handler} has no dead letters")
            : new Reaction(model with { Question = new Question($"retry {dead} dead of {handler}?", RetryAll(handler)) });
    }

    private static Act RetryAll(HandlerId handler) => Act.Telling($"retry the dead letters of {handler}", async (client, cancellation) =>
    {
        var count = await client.RetryDead(new MessageSelection("dead", Handler: handler), cancellation);
        return count == 1 ? "put 1 dead letter back" : $"put {count} dead letters back";
    });

    private static Act Retry(MessageView dead) => Act.Telling($"retry {dead.Id}", async (client, cancellation) =>
    {
        await client.RetryDead(new MessageSelection("dead", [dead.Id.ToString()]), cancellation);
        return $"put it back on the queue of {dead.Handler}";
    });

    private static Act Step(string worker) => Act.Telling($"step {worker}", async (client, cancellation) =>
    {
        var settled = await client.Step(worker, cancellation);
        return settled.Failure is { } failure ? $"one message: {settled.State}: {failure.Message}" : $"one message: {settled.State}{(settled.ResultText is { } text ? $" with {text}" : "")}";
    });

    private static Act Pause(HandlerId handler, string user) => Act.Telling($"pause {handler}", async (client, cancellation) =>
    {
        await client.Pause(handler, user, why: null, cancellation);
        return $"paused {handler}";
    });

    private static Act Resume(HandlerId handler) => Act.Telling($"resume {handler}", async (client, cancellation) =>
    {
        await client.Resume(handler, cancellation);
        return $"resumed {handler}";
    });

    private static Act Run(string cron) => Act.Telling($"run cron {cron}", async (client, cancellation) =>
    {
        await client.RunCron(cron, cancellation);
        return $"cron {cron} runs now";
    });
}
