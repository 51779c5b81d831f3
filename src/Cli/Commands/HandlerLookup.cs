namespace DarkLang.Cli.Commands;

/// <summary>Finds the worker, cron or 404 of a name.</summary>
internal static class HandlerLookup
{
    public static async Task<HandlerId> Find(IControlClient client, string name, CancellationToken cancellation)
    {
        var status = await client.Ask(Operations.Status, cancellation);
        var isWorker = status.Workers.Any(worker => worker.Name == name) || status.NotFound.Any(lost => lost.Name == name);
        var isCron = status.Crons.Any(cron => cron.Name == name);
        if (!isWorker && !isCron)
            (isWorker, isCron) =
                (await LeftData(client, HandlerId.Worker(name), cancellation), await LeftData(client, HandlerId.Cron(name), cancellation));
        return (isWorker, isCron) switch
        {
            (true, true) => throw new CommandFailure(
                ExitCode.Usage, $"both a worker and a cron are named \"{name}\"", $"write worker:{name} or cron:{name}"),
            (true, false) => HandlerId.Worker(name),
            (false, true) => HandlerId.Cron(name),
            _ when name.StartsWith("worker:", StringComparison.Ordinal) => HandlerId.Worker(name["worker:".Length..]),
            _ when name.StartsWith("cron:", StringComparison.Ordinal) => HandlerId.Cron(name["cron:".Length..]),
            _ => throw Unknown(status, name),
        };
    }

    /// <summary>Whether a handler that is gone from the canvas left messages or traces.</summary>
    private static async Task<bool> LeftData(IControlClient client, HandlerId handler, CancellationToken cancellation) =>
        await IsIn(
            async () => (await client.Ask(Operations.Messages, new(handler, Limit: 1), cancellation)).Select(message => message.Handler),
            handler)
        || await IsIn(
            async () => (await client.Ask(Operations.Traces, new(handler), cancellation)).Select(trace => trace.Handler), handler);

    private static async Task<bool> IsIn(Func<Task<IEnumerable<HandlerId>>> list, HandlerId handler)
    {
        try
        {
            return (await list()).Contains(handler);
        }
        catch (ControlException unknown) when (unknown.Problem == ControlProblem.NotFound)
        {
            return false;
        }
    }

    public static WorkerView Worker(StatusView status, string name) =>
        status.Workers.FirstOrDefault(worker => worker.Name == name)
            ?? throw Missing("worker", name, status.Workers.Select(worker => worker.Name));

    public static CronView Cron(StatusView status, string name) =>
        status.Crons.FirstOrDefault(cron => cron.Name == name) ?? throw Missing("cron", name, status.Crons.Select(cron => cron.Name));

    public static NotFoundView NotFound(StatusView status, string name) =>
        status.NotFound.FirstOrDefault(lost => lost.Name == name) ?? throw Missing("404", name, status.NotFound.Select(lost => lost.Name));

    private static CommandFailure Unknown(StatusView status, string name) => Missing(
        "worker or cron",
        name,
        status.Workers.Select(worker => worker.Name).Concat(status.Crons.Select(cron => cron.Name))
            .Concat(status.NotFound.Select(lost => lost.Name)));

    private static CommandFailure Missing(string kind, string name, IEnumerable<string> names)
    {
        var nearest = NearestName.Of(name, names);
        return new CommandFailure(
            ExitCode.NotFound, $"no {kind} is named \"{name}\"", nearest is null ? "`dark status` lists them" : $"did you mean {nearest}?");
    }
}
