using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui;

/// <summary>Something to ask of the runtime; what it gives is what changes on the screen.</summary>
internal sealed record Act(string Name, Func<IControlClient, CancellationToken, Task<Func<CanvasModel, CanvasModel>>> Do)
{
    public const string NoRuntime = "nothing runs on this store: `dark run FILE` starts it";

    /// <summary>Asks for nothing but newer contents.</summary>
    public static Act Look { get; } = new("look", (_, _) => Task.FromResult<Func<CanvasModel, CanvasModel>>(model => model));

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = StatusFeed.Patience;

    /// <summary>An act of which only a notice is to be told.</summary>
    public static Act Telling(string name, Func<IControlClient, CancellationToken, Task<string>> @do) => new(name, async (client, cancellation) =>
    {
        var done = await @do(client, cancellation);
        return model => model with { Notice = done };
    });

    /// <summary>The act, or why there is none for what is selected.</summary>
    public static (Act? Act, string? Refusal) TogglePause(CanvasModel model, string user) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { SelectedHandler: (var handler, true) } => (Resume(handler), null),
        { SelectedHandler: (var handler, false) } => (Pause(handler, user), null),
        _ => (null, "select a worker or a cron to pause it"),
    };

    public static (Act? Act, string? Refusal) RunCron(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { SelectedHandler: ({ Kind: HandlerKind.Cron } cron, _) } => (Run(cron.Name), null),
        _ => (null, "select a cron to run it now"),
    };

    public static (Act? Act, string? Refusal) Step(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { SelectedHandler: ({ Kind: HandlerKind.Worker } worker, true) } => (Step(worker.Name), null),
        { SelectedHandler: ({ Kind: HandlerKind.Worker }, false) } => (null, "only a paused worker is stepped: `p` pauses it"),
        _ => (null, "only a worker is stepped: a cron has no queue to take from"),
    };

    public static (Act? Act, string? Refusal) Retry(CanvasModel model) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { Handler.SelectedMessage: { State: "dead" } dead } => (Retry(dead), null),
        _ => (null, $"select a dead letter to retry it: they are on the tab {HandlerTab.Dead}"),
    };

    /// <summary>All dead letters of a worker or cron.</summary>
    public static Act RetryAll(HandlerId handler) => Telling($"retry the dead letters of {handler}", async (client, cancellation) =>
    {
        var count = await client.RetryDead(new MessageSelection("dead", Handler: handler), cancellation);
        return count == 1 ? "put 1 dead letter back" : $"put {count} dead letters back";
    });

    private static Act Retry(MessageView dead) => Telling($"retry {dead.Id}", async (client, cancellation) =>
    {
        await client.RetryDead(new MessageSelection("dead", [dead.Id.ToString()]), cancellation);
        return $"put it back on the queue of {dead.Handler}";
    });

    private static Act Step(string worker) => Telling($"step {worker}", async (client, cancellation) =>
    {
        var settled = await client.Step(worker, cancellation);
        return settled.Failure is { } failure ? $"one message: {settled.State}: {failure.Message}" : $"one message: {settled.State}{(settled.ResultText is { } text ? $" with {text}" : "")}";
    });

    private static Act Pause(HandlerId handler, string user) => Telling($"pause {handler}", async (client, cancellation) =>
    {
        await client.Pause(handler, user, why: null, cancellation);
        return $"paused {handler}";
    });

    private static Act Resume(HandlerId handler) => Telling($"resume {handler}", async (client, cancellation) =>
    {
        await client.Resume(handler, cancellation);
        return $"resumed {handler}";
    });

    private static Act Run(string cron) => Telling($"run cron {cron}", async (client, cancellation) =>
    {
        await client.RunCron(cron, cancellation);
        return $"cron {cron} runs now";
    });
}
