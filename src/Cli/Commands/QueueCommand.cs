using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Commands;

internal static class QueueCommand
{
    private static readonly string[] States = ["ready", "delayed", "running", "retrying", "waiting-for-code", "dead", "404"];

    public static Command Create(Shell shell) => new("queue", "Messages on the queues: list, show, cancel, purge")
    {
        List(shell),
        Show(shell),
        Cancel(shell),
        Purge(shell),
    };

    private static Command Cancel(Shell shell)
    {
        var ids =
            new Argument<string[]>("ID") { Description = "Messages, or the beginnings of their ids", Arity = ArgumentArity.OneOrMore };
        var yes = StandardOptions.Yes();
        return new Command("cancel", "Remove messages that are not done; one that runs is ended and leaves nothing behind")
        {
            ids,
            yes,
        }.Acts(
            shell, async (client, parse, cancellation) =>
            await Remove(
                shell,
                client,
                new MessageSelection("queued", Ids: parse.GetRequiredValue(ids)),
                parse.GetValue(yes),
                "message",
                "cancel",
                "cancelled",
                cancellation));
    }

    private static Command Purge(Shell shell)
    {
        var name = StandardOptions.Handler("A worker, a cron or a 404");
        var state = StandardOptions.Choice("--state", "Only those in this state", ["ready", "delayed", "retrying", "waiting-for-code"]);
        var yes = StandardOptions.Yes();
        return new Command("purge", "Remove everything from a queue but what runs and the dead letters") { name, state, yes }.Acts(
            shell, async (client, parse, cancellation) =>
        {
            var handler = await HandlerLookup.Find(client, parse.GetRequiredValue(name), cancellation);
            var which = parse.GetValue(state);
            await Remove(shell, client, new MessageSelection(which ?? "queued", Handler: handler), parse.GetValue(yes), which is null
                ? "message"
                : $"{which} message", "remove", "removed", cancellation);
        });
    }

    private static async Task Remove(
        Shell shell,
            IControlClient client,
            MessageSelection selection,
            bool yes,
            string what,
            string act,
            string done,
            CancellationToken cancellation)
    {
        var count = await client.Count(selection, cancellation);
        if (count > 0)
            Confirmation.Require(shell, yes, $"{act} {Words.Several(count, what)} for good");
        shell.Note($"{done} {Words.Several(count == 0 ? 0 : await client.Remove(selection, cancellation), what)}");
    }

    private static Command List(Shell shell)
    {
        var name =
            new Argument<string?>("NAME") { Description = "A worker, a cron or a 404; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var state = StandardOptions.Choice("--state", "Only those in this state", States);
        var limit = StandardOptions.Limit(100);
        return new Command("ls", "List messages, oldest first") { name, state, limit }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var handler = parse.GetValue(name) is { } given
                ? await HandlerLookup.Find(client, given, cancellation)
                : default(Runtime.Queues.HandlerId?);
            // One more than asked for tells whether there are more.
            var most = parse.GetValue(limit);
            var messages = await client.Messages(
                new MessageFilter(handler, parse.GetValue(state), most == int.MaxValue ? most : most + 1), cancellation);
            MessageList.Write(shell, messages, most, json, "no messages");
        });
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The message, or the beginning of its id" };
        return new Command("show", "Show one message: its event, its state, why it died") { id }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var message = await client.Message(parse.GetRequiredValue(id), cancellation);
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.message/1", writer => ViewJson.Message(writer, message));
            else
                MessageList.Write(shell, message);
        });
    }
}
