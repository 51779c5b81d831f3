using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class WorkerCommand
{
    public static Command Create(Shell shell) => new("worker", "Workers: list, show, pause, resume and step")
    {
        List(shell),
        Show(shell),
        PauseCommands.Pause(shell, "worker", HandlerId.Worker),
        PauseCommands.Resume(shell, "worker", HandlerId.Worker),
        Step(shell),
        Set(shell),
    };

    private static Command Set(Shell shell)
    {
        var name = StandardOptions.Handler("The worker");
        var option = new Argument<string>("OPTION") { Description = $"One of {string.Join(", ", SettableOptions.Names)}" };
        var value = new Argument<string>("VALUE")
        {
            Description = $"As the file would write it; `{SettableOptions.FileValue}` for the value of the file",
        };
        return new Command("set", "Set an option of a worker until its file says otherwise") { name, option, value }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var (worker, set) = (HandlerId.Worker(parse.GetRequiredValue(name)), parse.GetRequiredValue(option));
            var text = parse.GetRequiredValue(value);
            var given = text == SettableOptions.FileValue ? null : text;
            await client.Ask(Operations.SetOption, new(worker, set, given, Environment.UserName), cancellation);
            shell.Note(given is null
                ? $"{worker}: the value of the file for {set} applies again" : $"{worker}: {set} is {given} until the file says otherwise");
        });
    }

    private static Command Step(Shell shell)
    {
        var name = StandardOptions.Handler("The worker");
        var json = StandardOptions.Json();
        var data = StandardOptions.Data();
        return new Command("step", "Run exactly one message of a paused worker, and print its result") { name, json, data }.Does(
            shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToAct(shell, parse.GetValue(data), cancellation);
            var worker = HandlerId.Worker(parse.GetRequiredValue(name));
            var settled = await connection.Client.Ask(Operations.Step, new(worker), cancellation);
            ViewOutput.Show(shell, parse.GetValue(json), "dark.settled/2", settled, ControlJson.Form.SettledView, Write);
            return settled.State is MessageState.Dead or MessageState.Retrying ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    private static void Write(Shell shell, SettledView settled)
    {
        shell.Note($"message {DisplayText.ShortId(settled.Message)}: {settled.State.Word()}");
        if (settled.Failure is not null)
            ViewText.Failure(shell.Error, settled.Failure);
        else if (settled.Result is { } result)
            shell.Out.WriteLine(DisplayText.Printable(result.Text));
    }

    private static Command List(Shell shell) =>
        new Command("ls", "List the workers and their queues").Reads(shell, async (client, _, json, cancellation) =>
    {
        var workers = (await client.Ask(Operations.Status, cancellation)).Workers;
        ViewOutput.List(
            shell, json, "dark.workers/2", workers, ControlJson.Form.WorkerView, WorkerColumns.All, "the canvas has no workers");
    });

    private static Command Show(Shell shell)
    {
        var name = StandardOptions.Handler("The worker");
        return new Command("show", "Show a worker: its counts, pause, options and last traces") { name }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var worker = HandlerLookup.Worker(await client.Ask(Operations.Status, cancellation), parse.GetRequiredValue(name));
            ViewOutput.Show(shell, json, "dark.worker/2", worker, ControlJson.Form.WorkerView, Write);
        });
    }

    private static void Write(Shell shell, WorkerView worker)
    {
        ViewText.Facts(
            shell.Out,
            ("worker", worker.Name),
            ("state", PauseCommands.Describe(worker.State, worker.Pause)),
            ("ready", DisplayText.Count(worker.Ready)),
            ("delayed", DisplayText.Count(worker.Delayed)),
            ("running", DisplayText.Count(worker.Running)),
            ("retrying", DisplayText.Count(worker.Retrying)),
            ("waiting for code", DisplayText.Count(worker.WaitingForCode)),
            ("dead", DisplayText.Count(worker.Dead)),
            ("done", DisplayText.Count(worker.Done)),
            ("dead in all", DisplayText.Count(worker.DeadInAll)),
            ("oldest", worker.OldestAge is { } age ? DisplayTime.Age(age) : null),
            ("external", worker.External is { } external
                ? $"handled by other programs, of which {DisplayText.Count(external.Waiting)} wait for a message" : null),
            ("shares", worker.Shares is { } shares ? HandlerText.Shares(shares) : null),
            ("replaced", worker.Replaced is { } replaced ? $"{DisplayText.Count(replaced)} by newer messages since the start" : null),
            ("rate", worker.RateWait is { } next ? $"the next attempt may start at {DisplayTime.ExactTime(next)}" : null));
        ViewText.Options(shell.Out, worker.Options);
        ViewText.Overrides(shell.Out, worker.Overrides);
        TableText.WriteSection(shell, ClaimedColumns.All, worker.External?.Claimed ?? []);
        TableText.WriteSection(shell, TraceColumns.All, worker.Traces);
    }
}
