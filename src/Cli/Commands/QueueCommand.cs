using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class QueueCommand
{
    private static readonly MessageState[] States = [.. Enum.GetValues<MessageState>().Except([MessageState.Done, MessageState.Removed])];

    private static readonly SelectionState[] PurgedStates =
        [SelectionState.Ready, SelectionState.Delayed, SelectionState.Retrying, SelectionState.WaitingForCode];

    public static Command Create(Shell shell) => new("queue", "Messages on the queues: list, show, cancel, purge, and once-keys")
    {
        List(shell),
        Show(shell),
        Cancel(shell),
        Purge(shell),
        QueueKeys.Create(shell),
    };

    private static Command Cancel(Shell shell)
    {
        var ids =
            new Argument<string[]>("ID") { Description = "The ids of messages, or their beginnings", Arity = ArgumentArity.OneOrMore };
        var yes = StandardOptions.Yes();
        var description = "Remove messages that are not done; a running attempt is stopped and has no effect";
        return new Command("cancel", description) { ids, yes }.Acts(shell, async (client, parse, cancellation) =>
        {
            var selection = new MessageSelection(SelectionState.Queued, Ids: parse.GetRequiredValue(ids));
            await Remove(shell, client, selection, parse.GetValue(yes), "message", "cancel", "cancelled", cancellation);
        });
    }

    private static Command Purge(Shell shell)
    {
        var name = StandardOptions.Handler("A worker, a cron or a 404");
        var state = StandardOptions.Choice("--state", "Only messages in this state", PurgedStates);
        var yes = StandardOptions.Yes();
        return new Command("purge", "Remove all messages from a queue except running ones and dead letters") { name, state, yes }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var handler = await HandlerLookup.Find(client, parse.GetRequiredValue(name), cancellation);
            var which = parse.GetValue(state);
            var selection = new MessageSelection(which ?? SelectionState.Queued, Handler: handler);
            var what = which is { } given ? $"{given.Word()} message" : "message";
            await Remove(shell, client, selection, parse.GetValue(yes), what, "remove", "removed", cancellation);
        });
    }

    private static async Task Remove(
        Shell shell, IControlClient client, MessageSelection selection, bool yes,
        string what, string action, string done, CancellationToken cancellation)
    {
        var count = (await client.Ask(Operations.Count, selection, cancellation)).Count;
        if (count > 0)
        {
            Confirmation.Require(shell, yes, $"{action} {DisplayText.Quantity(count, what)} for good");
            count = await LongCommand.Ask(shell, client, Operations.Remove, selection, cancellation);
        }
        shell.Note($"{done} {DisplayText.Quantity(count, what)}");
    }

    private static Command List(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker, a cron or a 404 (all if omitted)");
        var state = StandardOptions.Choice("--state", "Only messages in this state", States);
        var limit = StandardOptions.Limit(100);
        return new Command("ls", "List messages, oldest first") { name, state, limit }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var handler = await HandlerLookup.FindGiven(client, parse.GetValue(name), cancellation);
            var most = parse.GetValue(limit);
            var filter = new MessageFilter(handler, parse.GetValue(state), MessageList.LimitFor(most));
            var messages = await client.Ask(Operations.Messages, filter, cancellation);
            MessageList.Write(shell, messages, most, json, "no messages", MessageColumns.Waiting);
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
