using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(Shell shell) =>
        new Command("status", "Show the state of the canvas: workers, crons and 404s").Reads(shell, async (client, _, json, cancellation) =>
        {
            var status = await client.Ask(Operations.Status, cancellation);
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.status/2", status, ControlJson.Form.StatusView);
            else
                Write(shell, status);
        });

    private static void Write(Shell shell, StatusView status)
    {
        shell.Out.WriteLine(Headline(status));
        if (status.Loaded is { IsRefused: true } refused)
            Section(shell, () => LoadText.WriteRefusal(shell, refused));
        if (status.Workers.Count > 0)
            Section(shell, () => TableText.Write(shell, WorkerColumns.All, status.Workers));
        if (status.Crons.Count > 0)
            Section(shell, () => TableText.Write(shell, CronColumns.All, status.Crons));
        if (status.NotFound.Count > 0)
            Section(shell, () => TableText.Write(shell, NotFoundColumns.All, status.NotFound));
        if (status.Trouble is { } trouble)
            shell.Note($"warning: the store accepts no changes: {trouble}; no new attempts start until it does");
        foreach (var handler in status.WaitingForDiskSpace)
            shell.Note(
                $"warning: {handler} handled a message, but its result does not fit on the disk: "
                + "no new attempts start until there is room, or until the message is cancelled");
        foreach (var damage in status.Damage)
            shell.Note($"warning: the store is damaged: {damage}");
    }

    private static void Section(Shell shell, Action write)
    {
        shell.Out.WriteLine();
        write();
    }

    private static string Headline(StatusView status)
    {
        var since = status.StartedAt is { } start ? $" for {DisplayTime.Age(status.Now - start)}, pid {status.ProcessId}" : "";
        return $"{DisplayText.OneLine(status.Canvas)}  {status.State.Word()}{since}  version {status.Version}";
    }
}
