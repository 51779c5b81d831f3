using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Commands;

internal static class QueueCommand
{
    private static readonly string[] States = ["ready", "delayed", "running", "retrying", "waiting-for-code", "dead", "404"];

    public static Command Create(Shell shell) => new("queue", "Messages on the queues: list, show")
    {
        List(shell),
        Show(shell),
    };

    private static Command List(Shell shell)
    {
        var name = new Argument<string?>("NAME") { Description = "A worker, a cron or a 404; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var state = StandardOptions.Choice("--state", "Only those in this state", States);
        var limit = StandardOptions.Limit(100);
        return new Command("ls", "List messages, oldest first") { name, state, limit }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var handler = parse.GetValue(name) is { } given ? await HandlerLookup.Find(client, given, cancellation) : default(Runtime.Queues.HandlerId?);
            // One more than asked for tells whether there are more.
            var most = parse.GetValue(limit);
            var messages = await client.Messages(new MessageFilter(handler, parse.GetValue(state), most == int.MaxValue ? most : most + 1), cancellation);
            MessageList.Write(shell, messages, most, json, "no messages");
        });
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The message, or the beginning of its id" };
        return new Command("show", "Show one message: its event, its state, why it died") { id }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var message = await client.Message(parse.GetRequiredValue(id), cancellation);
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.message/1", writer => ViewJson.Message(writer, message));
            else
                MessageList.Write(shell, message);
        });
    }
}
