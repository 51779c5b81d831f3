using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class QueueCommand
{
    private static readonly MessageState[] States =
        [.. Enum.GetValues<MessageState>().Except([MessageState.Done, MessageState.Removed, MessageState.Replaced])];

    private static readonly SelectionState[] PurgedStates =
        [SelectionState.Ready, SelectionState.Delayed, SelectionState.Retrying, SelectionState.WaitingForCode];

    public static Command Create(Shell shell) => new("queue", "Messages on the queues: list, show, edit, cancel, purge, and once-keys")
    {
        List(shell),
        Show(shell),
        Edit(shell),
        Cancel(shell),
        Purge(shell),
        QueueKeys.Create(shell),
    };

    private static Command Edit(Shell shell) => MessageEdit.Create(
        shell, "Edit the event of a message that waits, in $VISUAL or $EDITOR", message =>
    {
        if (message.State == MessageState.Dead)
            throw MessageEdit.Refusal($"message {message.Id} is dead, so it does not wait", $"`dark dead edit {message.Id}` edits it");
        if (message.State == MessageState.Running)
            throw MessageEdit.Refusal(
                $"an attempt at message {message.Id} runs", $"wait for its end, or `dark queue cancel {message.Id}` ends it");
    });

    private static Command Cancel(Shell shell)
    {
        var ids = StandardOptions.Several("ID", "The ids of messages, or their beginnings");
        var where = StandardOptions.Where();
        var name = StandardOptions.Word("--handler", "With --where: messages of this worker, cron or 404", "NAME", "--of");
        var yes = StandardOptions.Yes();
        var description = "Remove messages that are not done; a running attempt is stopped and has no effect";
        var command = new Command("cancel", description) { ids, where, name, yes };
        command.Validators.Add(result =>
        {
            var isNamed = result.GetValue(ids) is { Length: > 0 };
            if (isNamed == result.IsGiven(where))
                result.AddError("give the IDs of messages, or --where");
            else if (isNamed && result.IsGiven(name))
                result.AddError("--handler needs --where");
        });
        return command.Acts(shell, async (client, parse, cancellation) =>
        {
            var selection = parse.GetValue(where) is { } condition
                ? new MessageSelection(
                    SelectionState.Queued, Where: condition,
                    Handler: await HandlerLookup.FindGiven(client, parse.GetValue(name), cancellation))
                : new MessageSelection(SelectionState.Queued, Ids: parse.GetRequiredValue(ids));
            await Remove(shell, client, selection, parse.GetValue(yes), "message", "cancel", "cancelled", cancellation);
        });
    }

    private static Command Purge(Shell shell)
    {
        var name = StandardOptions.Handler("A worker, a cron or a 404");
        var state = StandardOptions.Choice("--state", "Only messages in this state", PurgedStates);
        var where = StandardOptions.Where();
        var yes = StandardOptions.Yes();
        var description = "Remove all messages from a queue except running ones and dead letters";
        return new Command("purge", description) { name, state, where, yes }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var handler = await HandlerLookup.Find(client, parse.GetRequiredValue(name), cancellation);
            var which = parse.GetValue(state);
            var selection = new MessageSelection(which ?? SelectionState.Queued, Handler: handler, Where: parse.GetValue(where));
            var what = which is { } given ? $"{given.Word()} message" : "message";
            await Remove(shell, client, selection, parse.GetValue(yes), what, "remove", "removed", cancellation);
        });
    }

    private static async Task Remove(
        Shell shell, IControlClient client, MessageSelection selection, bool yes,
        string what, string action, string done, CancellationToken cancellation)
    {
        var (count, failed) = await client.Ask(Operations.Count, selection, cancellation);
        MessageList.NoteFailed(shell, failed);
        if (count > 0)
        {
            Confirmation.Require(shell, yes, $"{action} {DisplayText.Quantity(count, what)} for good");
            count = (await LongCommand.Ask(shell, client, Operations.Remove, selection, cancellation)).Count;
        }
        shell.Note($"{done} {DisplayText.Quantity(count, what)}");
    }

    private static Command List(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker, a cron or a 404 (all if omitted)");
        var state = StandardOptions.Choice("--state", "Only messages in this state", States);
        var where = StandardOptions.Where();
        var limit = StandardOptions.Limit(100);
        return new Command("ls", "List messages, oldest first") { name, state, where, limit }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var handler = await HandlerLookup.FindGiven(client, parse.GetValue(name), cancellation);
            var filter = new MessageFilter(handler, parse.GetValue(state), parse.GetValue(limit), Where: parse.GetValue(where));
            await MessageList.Write(shell, client, filter, json, "no messages", MessageColumns.Waiting, cancellation);
        });
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The id of the message, or its beginning" };
        return new Command("show", "Show a message: its event, state and error") { id }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var message = await client.Ask(Operations.Message, new(parse.GetRequiredValue(id)), cancellation);
            ViewOutput.Show(shell, json, "dark.message/2", message, ControlJson.Form.MessageView, MessageList.Write);
        });
    }
}
