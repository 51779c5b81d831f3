using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(Shell shell) =>
        new Command("status", "Show the state of the canvas: workers, crons and 404s").Reads(shell, async (client, _, json, cancellation) =>
            ViewOutput.Show(
                shell, json, "dark.status/2", await client.Ask(Operations.Status, cancellation), ControlJson.Form.StatusView, Write));

    private static void Write(Shell shell, StatusView status)
    {
        shell.Out.WriteLine(Headline(status));
        if (status.Loaded is { IsRefused: true } refused)
            LoadText.WriteRefusal(shell, refused);
        TableText.WriteSection(shell, WorkerColumns.All, status.Workers);
        TableText.WriteSection(shell, CronColumns.All, status.Crons);
        TableText.WriteSection(shell, NotFoundColumns.All, status.NotFound);
        if (status.Trouble is { } trouble)
            shell.Note($"warning: the store accepts no changes: {trouble}; no new attempts start until it does");
        foreach (var handler in status.WaitingForDiskSpace)
            shell.Note(
                $"warning: {handler} handled a message, but its result does not fit on the disk: "
                + "no new attempts start until there is room, or until the message is cancelled");
        foreach (var damage in status.Damage)
            shell.Note($"warning: the store is damaged: {damage}");
    }

    private static string Headline(StatusView status)
    {
        var since = status.StartedAt is { } start ? $" for {DisplayTime.Age(status.Now - start)}, pid {status.ProcessId}" : "";
        return $"{DisplayText.OneLine(status.Canvas)}  {status.State.Word()}{since}  version {status.Version}";
    }
}
