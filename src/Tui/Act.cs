using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>Something to ask of the runtime; what it gives is the notice to show.</summary>
internal sealed record Act(string Name, Func<IControlClient, CancellationToken, Task<string>> Do)
{
    /// <summary>The act, or why there is none for what is selected.</summary>
    public static (Act? Act, string? Refusal) TogglePause(OverviewModel model, string user) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { SelectedHandler: (var handler, true) } => (Resume(handler), null),
        { SelectedHandler: (var handler, false) } => (Pause(handler, user), null),
        _ => (null, "select a worker or a cron to pause it"),
    };

    public static (Act? Act, string? Refusal) RunCron(OverviewModel model) => model switch
    {
        { Link: not Link.Attached } => (null, NoRuntime),
        { SelectedHandler: ({ Kind: HandlerKind.Cron } cron, _) } => (Run(cron.Name), null),
        _ => (null, "select a cron to run it now"),
    };

    private const string NoRuntime = "nothing runs on this store: `dark run FILE` starts it";

    private static Act Pause(HandlerId handler, string user) => new($"pause {handler}", async (client, cancellation) =>
    {
        await client.Pause(handler, user, why: null, cancellation);
        return $"paused {handler}";
    });

    private static Act Resume(HandlerId handler) => new($"resume {handler}", async (client, cancellation) =>
    {
        await client.Resume(handler, cancellation);
        return $"resumed {handler}";
    });

    private static Act Run(string cron) => new($"run cron {cron}", async (client, cancellation) =>
    {
        await client.RunCron(cron, cancellation);
        return $"cron {cron} runs now";
    });
}
