using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>Resolves a 404: writes the worker, or moves the messages to another.</summary>
internal static class NotFoundChanges
{
    public static Command Create(Shell shell)
    {
        var name = StandardOptions.Handler("The name that was emitted to");
        var file = StandardOptions.Text("--file", "The file to add the worker to (the running canvas)", "FILE");
        var data = StandardOptions.Data();
        return new Command("create", "Add a worker without code to the canvas") { name, file, data }.Does(
            shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToRead(shell, parse.GetValue(data), cancellation);
            var status = await connection.Client.Ask(Operations.Status, cancellation);
            var given = parse.GetRequiredValue(name);
            if (status.Workers.Any(worker => worker.Name == given))
                throw new CommandFailure(ExitCode.Refused, $"the canvas already has a worker {given}");
            var lost = HandlerLookup.NotFound(status, given);
            var path = parse.GetValue(file) ?? status.Canvas;
            var files = await CurrentCode.Paths(connection.Client, cancellation);
            var stub = new StubWorker(lost).For(path, shell.Folder, files);
            stub.Write();
            shell.Note(
                $"added worker {lost.Name} at {path}:{stub.Line}: write its code; "
                + $"{DisplayText.Quantity(lost.Messages, "message waits", "messages wait")} until the file is reloaded: "
                + "by `--watch`, by `dark reload`, or at the next start");
            return ExitCode.Ok;
        });
    }

    public static Command Move(Shell shell)
    {
        var name = StandardOptions.Handler("The name that was emitted to");
        var worker = StandardOptions.Handler("The worker to move them to", "WORKER");
        var where = StandardOptions.Where();
        return new Command("move", "Move the messages of a 404 to another worker") { name, worker, where }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var lost = HandlerLookup.NotFound(await client.Ask(Operations.Status, cancellation), parse.GetRequiredValue(name));
            var to = parse.GetRequiredValue(worker);
            var selection = new MessageSelection(
                SelectionState.NotFound, Handler: HandlerId.Worker(lost.Name), Where: parse.GetValue(where));
            var (moved, failed) = await LongCommand.Ask(
                shell, client, Operations.Move, new(selection, to), selection, cancellation);
            MessageList.NoteFailed(shell, failed);
            shell.Note($"moved {DisplayText.Quantity(moved, "message")} from {lost.Name} to worker {to}");
        });
    }
}
