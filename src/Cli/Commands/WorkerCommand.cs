using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Cli.Commands;

internal static class WorkerCommand
{
    public static Command Create(Shell shell) => new("worker", "Workers: list, show, pause and resume")
    {
        List(shell),
        Show(shell),
        SteeringCommands.Pause(shell, "worker", HandlerId.Worker),
        SteeringCommands.Resume(shell, "worker", HandlerId.Worker),
    };

    private static Command List(Shell shell) => new Command("ls", "List the workers and their queues").Reads(shell, async (client, _, json, cancellation) =>
    {
        var status = await client.Status(cancellation);
        if (json)
            JsonOutput.WriteList(shell.Out, "dark.workers/1", status.Workers, ViewJson.Worker);
        else if (status.Workers.Count == 0)
            shell.Note("the canvas has no workers");
        else
            ViewText.Workers(shell, status.Workers);
    });

    private static Command Show(Shell shell)
    {
        var name = StandardOptions.Handler("The worker");
        return new Command("show", "Show one worker: its counts, its pause, its last traces") { name }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var worker = HandlerLookup.Worker(await client.Status(cancellation), parse.GetRequiredValue(name));
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.worker/1", writer => ViewJson.Worker(writer, worker));
            else
                Write(shell, worker);
        });
    }

    private static void Write(Shell shell, WorkerView worker)
    {
        ViewText.Facts(
            shell.Out,
            ("worker", worker.Name),
            ("state", SteeringCommands.Describe(worker.State, worker.Pause)),
            ("ready", Words.Count(worker.Ready)),
            ("delayed", Words.Count(worker.Delayed)),
            ("running", Words.Count(worker.Running)),
            ("retrying", Words.Count(worker.Retrying)),
            ("waiting for code", Words.Count(worker.WaitingForCode)),
            ("dead", Words.Count(worker.Dead)),
            ("done", Words.Count(worker.Done)),
            ("died", Words.Count(worker.Died)),
            ("oldest", worker.OldestAge is { } age ? Words.Duration(age) : null));
        if (worker.Traces.Count == 0)
            return;
        shell.Out.WriteLine();
        ViewText.Traces(shell, worker.Traces);
    }
}
