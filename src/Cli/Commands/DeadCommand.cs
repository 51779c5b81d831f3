using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class DeadCommand
{
    public static Command Create(Shell shell) => new("dead", "Dead letters: list, edit, retry, remove")
    {
        List(shell),
        Edit(shell),
        Retry(shell),
        Remove(shell),
    };

    private static Command List(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker or a cron (all if omitted)");
        var limit = StandardOptions.Limit(100);
        var selection = new SelectionOptions(shell);
        var command = new Command("ls", "List dead letters, oldest first") { name, limit };
        selection.AddFilters(command);
        selection.RefuseHandlerBeside(command, name);
        return command.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var filter = await selection.Filter(client, parse, name, parse.GetValue(limit), cancellation);
            await MessageList.Write(shell, client, filter, json, "no dead letters", MessageColumns.Dead, cancellation);
        });
    }

    private static Command Edit(Shell shell) => MessageEdit.Create(
        shell, "Edit the event of a dead letter in $VISUAL or $EDITOR, and put it back on its queue", message =>
    {
        if (message.State != MessageState.Dead)
            throw MessageEdit.Refusal(
                $"message {message.Id} is {message.State.Word()}, not dead", $"`dark queue edit {message.Id}` edits it");
    });

    private static Command Retry(Shell shell)
    {
        var selection = new SelectionOptions(shell);
        var @event = StandardOptions.Text(
            "--event", "With one ID: put it back with this event (JSON or a Dark value, - for stdin, or @FILE)", "EVENT");
        var command = new Command("retry", "Put dead letters back on their queues") { @event };
        selection.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.IsGiven(@event) && selection.OnlyId(result) is null)
                result.AddError("--event needs exactly one ID");
        });
        return command.Acts(shell, async (client, parse, cancellation) =>
        {
            if (parse.GetValue(@event) is { } given)
            {
                var @new = await EventInput.Read(shell, given, cancellation);
                // Refused unless it is dead.
                await client.Ask(Operations.Count, await selection.Read(client, parse, cancellation), cancellation);
                await client.Ask(Operations.Edit, new(selection.OnlyId(parse)!, @new.Json, @new.Literal), cancellation);
                shell.Note("put 1 dead letter back with the new event");
                return;
            }
            var selected = await selection.Read(client, parse, cancellation);
            var (retried, failed) = await LongCommand.Ask(shell, client, Operations.RetryDead, selected, cancellation);
            MessageList.NoteFailed(shell, failed);
            shell.Note($"put {DisplayText.Quantity(retried, "dead letter")} back");
        });
    }

    private static Command Remove(Shell shell)
    {
        var selection = new SelectionOptions(shell);
        var yes = StandardOptions.Yes();
        var command = new Command("rm", "Remove dead letters for good") { yes };
        selection.AddTo(command);
        return command.Acts(shell, async (client, parse, cancellation) =>
        {
            var selected = await selection.Read(client, parse, cancellation);
            var (count, failed) = await client.Ask(Operations.Count, selected, cancellation);
            MessageList.NoteFailed(shell, failed);
            if (count > 0)
                Confirmation.Require(shell, parse.GetValue(yes), $"remove {DisplayText.Quantity(count, "dead letter")} for good");
            var removed = (await LongCommand.Ask(shell, client, Operations.Remove, selected, cancellation)).Count;
            shell.Note($"removed {DisplayText.Quantity(removed, "dead letter")}");
        });
    }
}
