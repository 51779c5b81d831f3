using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Queues;

namespace DarkLang.Cli.Commands;

internal static class TraceCommand
{
    public static Command Create(Shell shell) => new("trace", "Traces: what each attempt did")
    {
        List(shell),
        Show(shell),
    };

    private static Command List(Shell shell)
    {
        var name = new Argument<string?>("NAME") { Description = "A worker or a cron; all when left out", Arity = ArgumentArity.ZeroOrOne };
        return new Command("ls", "List traces, newest first") { name }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var handler = parse.GetValue(name) is { } given ? await HandlerLookup.Find(client, given, cancellation) : default(HandlerId?);
            var traces = await client.Traces(handler, cancellation);
            if (json)
                JsonOutput.WriteList(shell.Out, "dark.traces/1", traces, ViewJson.TraceHeader);
            else if (traces.Count == 0)
                shell.Note("no traces yet");
            else
                ViewText.Traces(shell, traces);
        });
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "The trace, or the beginning of its id" };
        return new Command("show", "Show one trace: input, result, error, emits, effects") { id }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var trace = await client.Trace(parse.GetRequiredValue(id), cancellation);
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.trace/1", writer => ViewJson.Trace(writer, trace));
            else
                TraceText.Write(shell.Out, trace);
        });
    }
}
