using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Display;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Commands;

internal static class StatusCommand
{
    public static Command Create(Shell shell) =>
        new Command("status", "What the canvas is doing: workers, crons, 404s").Reads(shell, async (client, _, json, cancellation) =>
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
            Section(shell, () => TableText.Workers(shell, status.Workers));
        if (status.Crons.Count > 0)
            Section(shell, () => TableText.Crons(shell, status.Crons));
        if (status.NotFound.Count > 0)
            Section(shell, () => TableText.NotFound(shell, status.NotFound));
        if (status.Trouble is { } trouble)
            shell.Note($"warning: the store takes no changes: {trouble}; nothing new starts until it does");
        foreach (var handler in status.WaitingForDiskSpace)
            shell.Note(
                $"warning: {handler} has handled a message, and what it emitted does not fit on the disk: nothing of it starts until there is room, or the message is cancelled");
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
        var since = status.StartedAt is { } start ? $" for {DisplayTime.Duration(status.Now - start)}, pid {status.ProcessId}" : "";
        return $"{DisplayText.OneLine(status.Canvas)}  {status.State.Word()}{since}  version {status.Version}";
    }
}
