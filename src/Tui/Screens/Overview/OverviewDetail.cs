using DarkLang.Display;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Overview;

/// <summary>What is to know about the selected row of the overview.</summary>
internal static class OverviewDetail
{
    public static string Of(CanvasModel model, OverviewScreen screen) => screen switch
    {
        { Handler: { Kind: not HandlerKind.Cron, Name: var name } } =>
            About(model.Status.Workers.Single(worker => worker.Name == name), model.Status.Now),
        { Handler: { Name: var name } } => About(model.Status.Crons.Single(cron => cron.Name == name), model.Status.Now),
        { Lost: { } name } => About(model.Status.NotFound.Single(lost => lost.Name == name)),
        { Filter: not "" } => "nothing has that in it: Esc shows all again",
        _ => "",
    };

    public static string About(CronView cron, DateTimeOffset now) =>
        cron.Pause is { } pause ? Paused(pause, now) : cron.Dead > 0 ? Dead(cron.Dead) : $"{cron.Name}: {cron.Schedule}";

    private static string About(WorkerView worker, DateTimeOffset now) => worker switch
    {
        { Pause: { } pause } => Paused(pause, now),
        { Dead: > 0 } => Dead(worker.Dead),
        { WaitingForCode: > 0 } => "some wait for newer code: ⏎ shows them",
        { Ready: 0, Running: 0, Retrying: 0, Delayed: 0, Done: 0, Died: 0 } => "nothing yet: `e` emits a message to it",
        _ => $"{worker.Name}: {DisplayText.ShortCount(worker.Done)} done, {DisplayText.ShortCount(worker.Died)} died",
    };

    private static string About(NotFoundView lost) =>
        $"`c` creates worker {lost.Name}, and they run{(lost.Event is { } newest ? $"; the newest is {newest.Json}" : "")}";

    private static string Paused(PauseView pause, DateTimeOffset now) =>
        $"paused by {pause.By} {DisplayTime.Age(now - pause.At)} ago{(pause.Why is null ? "" : $": {pause.Why}")}";

    private static string Dead(long count) => $"{DisplayText.ShortCount(count)} dead: `4` says why";
}
