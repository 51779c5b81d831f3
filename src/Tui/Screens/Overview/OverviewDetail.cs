namespace DarkLang.Tui.Screens.Overview;

/// <summary>A note on the selected row of the overview.</summary>
internal static class OverviewDetail
{
    public static string Of(CanvasModel model, OverviewScreen screen) => screen switch
    {
        { Handler: { Kind: not HandlerKind.Cron, Name: var name } } =>
            About(model.Status.Workers.Single(worker => worker.Name == name), model.Status.Now),
        { Handler: { Name: var name } } => About(model.Status.Crons.Single(cron => cron.Name == name), model.Status.Now),
        { NotFoundName: { } name } => About(model.Status.NotFound.Single(notFound => notFound.Name == name)),
        { Filter: not "" } => "no row matches: Esc clears the filter",
        _ => "",
    };

    public static string About(CronView cron, DateTimeOffset now) =>
        cron.Pause is { } pause ? Paused(pause, now) : cron.Dead > 0 ? Dead(cron.Dead) : $"{cron.Name}: {cron.Schedule}";

    private static string About(WorkerView worker, DateTimeOffset now) => worker switch
    {
        { Pause: { } pause } => Paused(pause, now),
        { Dead: > 0 } => Dead(worker.Dead),
        { WaitingForCode: > 0 } => "some messages wait for newer code: ⏎ shows them",
        { RateWait: { } next } => $"the rate allows the next attempt in {DisplayTime.Age(next - now)}",
        { External.Claimed: [var oldest, ..] and { Count: var claimed } } =>
            $"{DisplayText.Quantity(claimed, "message")} claimed, first by {oldest.Consumer} {DisplayTime.Age(now - oldest.Since)} ago",
        { External.Waiting: 0, Ready: > 0 } => "its messages wait for a program outside that claims them",
        { Ready: 0, Running: 0, Retrying: 0, Delayed: 0, Done: 0, DeadInAll: 0 } => "no messages yet: `e` emits one",
        _ => $"{worker.Name}: {DisplayText.ShortCount(worker.Done)} done, {DisplayText.ShortCount(worker.DeadInAll)} dead",
    };

    private static string About(NotFoundView name) =>
        $"`c` creates worker {name.Name} for them{(name.Event is { } newest ? $"; the newest event is {newest.Json}" : "")}";

    private static string Paused(PauseView pause, DateTimeOffset now) =>
        $"paused by {pause.By} {DisplayTime.Age(now - pause.At)} ago{(pause.Why is null ? "" : $": {pause.Why}")}";

    private static string Dead(long count) => $"{DisplayText.Quantity(count, "dead letter")}: `4` shows why";
}
