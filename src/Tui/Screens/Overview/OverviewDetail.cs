using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Overview;

/// <summary>What is to know about a row of the overview.</summary>
internal static class OverviewDetail
{
    public static string Of(CanvasModel model, Row? selected) => selected switch
    {
        { Kind: RowKind.Worker, Name: var name } => About(model.Status.Workers.Single(worker => worker.Name == name), model.Status.Now),
        { Kind: RowKind.Cron, Name: var name } when model.Status.Crons.Single(cron => cron.Name == name) is var cron =>
            cron.Pause is { } pause ? Paused(pause, model.Status.Now) : cron.Dead > 0 ? Dead(cron.Dead) : $"{cron.Name}: {cron.Schedule}",
        { Kind: RowKind.NotFound, Name: var name } when model.Status.NotFound.Single(missing => missing.Name == name) is var missing =>
            $"write `worker {name}` and they run{(missing.Event is { } json ? $"; the newest is {json}" : "")}",
        _ => "",
    };

    private static string About(WorkerView worker, DateTimeOffset now) => worker switch
    {
        { Pause: { } pause } => Paused(pause, now),
        { Dead: > 0 } => Dead(worker.Dead),
        { WaitingForCode: > 0 } => "some wait for newer code: `dark queue ls` shows them",
        { Ready: 0, Running: 0, Retrying: 0, Delayed: 0, Done: 0, Died: 0 } => $"nothing yet: try `dark emit {worker.Name} '{{}}'`",
        _ => $"{worker.Name}: {Words.Count(worker.Done)} done, {Words.Count(worker.Died)} died",
    };

    private static string Paused(PauseView pause, DateTimeOffset now) =>
        $"paused by {pause.By} {Words.Duration(now - pause.At)} ago{(pause.Why is null ? "" : $": {pause.Why}")}";

    private static string Dead(long count) => $"{Words.Count(count)} dead: `dark dead ls` says why";
}
