namespace DarkLang.Cli.Commands;

/// <summary>Finds the worker, cron or 404 of a name.</summary>
internal static class HandlerLookup
{
    /// <summary>Returns null if no name is given: all handlers are meant.</summary>
    public static async Task<HandlerId?> FindGiven(IControlClient client, string? name, CancellationToken cancellation) =>
        name is null ? null : await Find(client, name, cancellation);

    public static async Task<HandlerId> Find(IControlClient client, string name, CancellationToken cancellation)
    {
        var status = await client.Ask(Operations.Status, cancellation);
        var isWorker = status.Workers.Any(worker => worker.Name == name) || status.NotFound.Any(lost => lost.Name == name);
        var isCron = status.Crons.Any(cron => cron.Name == name);
        if (!isWorker && !isCron)
        {
            isWorker = await LeftData(client, HandlerId.Worker(name), cancellation);
            isCron = await LeftData(client, HandlerId.Cron(name), cancellation);
        }
        return (isWorker, isCron) switch
        {
            (true, true) => throw new CommandFailure(
                ExitCode.Usage, $"both a worker and a cron are named \"{name}\"",
                $"write {ShellWord.Of($"worker:{name}")} or {ShellWord.Of($"cron:{name}")}"),
            (true, false) => HandlerId.Worker(name),
            (false, true) => HandlerId.Cron(name),
            _ when name.StartsWith("worker:", StringComparison.Ordinal) => HandlerId.Worker(name["worker:".Length..]),
            _ when name.StartsWith("cron:", StringComparison.Ordinal) => HandlerId.Cron(name["cron:".Length..]),
            _ => throw Missing("worker or cron", name, [
                .. status.Workers.Select(worker => worker.Name),
                .. status.Crons.Select(cron => cron.Name),
                .. status.NotFound.Select(lost => lost.Name)]),
        };
    }

    /// <summary>Whether a handler that is gone from the canvas left messages or traces.</summary>
    private static async Task<bool> LeftData(IControlClient client, HandlerId handler, CancellationToken cancellation) =>
        await Has(async () => (await client.Ask(Operations.Messages, new(handler, Limit: 1), cancellation)).Any(a => a.Handler == handler))
        || await Has(async () => (await client.Ask(Operations.Traces, new(handler), cancellation)).Any(a => a.Handler == handler));

    private static async Task<bool> Has(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ControlException unknown) when (unknown.Problem == ControlProblem.NotFound)
        {
            return false;
        }
    }

    public static WorkerView Worker(StatusView status, string name) => Find(status.Workers, worker => worker.Name, "worker", name);

    public static CronView Cron(StatusView status, string name) => Find(status.Crons, cron => cron.Name, "cron", name);

    public static NotFoundView NotFound(StatusView status, string name) => Find(status.NotFound, lost => lost.Name, "404", name);

    private static T Find<T>(IReadOnlyList<T> views, Func<T, string> nameOf, string kind, string name)
        where T : class => views.FirstOrDefault(view => nameOf(view) == name) ?? throw Missing(kind, name, views.Select(nameOf));

    private static CommandFailure Missing(string kind, string name, IEnumerable<string> names)
    {
        var nearest = NearestName.Of(name, names);
        return new CommandFailure(
            ExitCode.NotFound, $"no {kind} is named \"{name}\"", nearest is null ? "`dark status` lists them" : $"did you mean {nearest}?");
    }
}
